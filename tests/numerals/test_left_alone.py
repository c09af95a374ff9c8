"""Numbers that state nothing must be left alone: dates, order, codes, slogans, rules."""

import pytest

from crossfoot.numerals.scan import scan

DATES = [
    "2023年1-7月，全县安全形势平稳",
    "桩号K1264+300处边坡",
    "2023年1月至9月",
    "截至10月底",
    "今年5月起",
    "从5月15日至6月20日",
    "前三季度",
    "2023年第四季度",
    "上半年",
    "2021—2023年",
    "二〇二三年十二月",
    "1月1日—3月31日",
    "每月20日前报送",
    "时间:2023-08-13 23:52:18",
    "2023.8.13",
    "2023/08/13",
    "8月、9月以来",
    "1、2月份",
    "６月中旬",
    "二十世纪九十年代",
    "周三例会",
]
TIMES = [
    "10时至22时",
    "22时至次日8时",
    "0-2时",
    "中午12时至晚上20时",
    "08:30-17:30",
    "下午3点30分",
    "24小时值班",
    "为期8个月",
    "两年来",
    "连续三天",
    "5个工作日内",
    "年满18周岁",
]
ORDER = [
    "第十六个安全生产月",
    "居第7位",
    "第3-5批",
    "对1-11批信访件",
    "第十一届",
    "第二十三条",
    "第 3 次会议",
    "党的二十大精神",
    "8级大风",
    "三级网格",
]
LISTS = [
    "1.组织保障坚强有力",
    "  2、配套措施",
    "（一）健全机制",
    "(3) 开展检查",
    "①排查隐患",
    "一、总体形势",
    "一是压实责任；二是排查隐患",
    "隐患已上报。3.加强宣传",
]
CODES = [
    "皖安办〔2023〕12号",
    "国发[2010]23号",
    "国办发（2021）5号",
    "执行GB 50016-2014",
    "G104线",
    "S215沿线",
    "京A12345",
    "104国道",
    "5号楼",
    "拨打12350举报",
    "电话0551-62999999",
    "13812345678",
    "见图1、表3",
    "附件2",
    "V2.0",
    "2.0版",
    "PM2.5",
    "5G基站",
    "10kV线路",
    "7·20暴雨",
    "5.12地震爆炸事件",
]
SLOGANS = [
    "一岗双责",
    "三管三必须",
    "四不两直",
    "“一票否决”",
    "“五个一”",
    "“十个一次”",
    "责令“三停”",
    "责令三停",
    "“三违”",
    "一把手",
    "“两会”期间",
    "两客一危",
    "两重点一重大",
    "三级五覆盖",
    "“六个100%”",
    "六个100%",
    "三个必须",
    "一企一策",
    "四个不放过",
    "双随机、一公开",
    "“一报告、双签字”",
    "“十五条硬措施”",
    "重大隐患专项整治2023行动",
    "“百日行动”",
    "治本攻坚三年行动",
    "《安全生产2023年要点及10项措施》",
    "零事故、零容忍",
]
RULES = [
    "一次死亡10人以上的重特大事故",
    "死亡3人以上的较大事故",
    "降到1万人以下",
    "校园周边200米范围",
    "500米内",
    "按1:2配备",
    "30-50人的企业",
    "实行5+1体系",
]
ARTICLES = [
    "一些隐患",
    "一定程度上",
    "一律停产",
    "统一部署",
    "进一步压实",
    "同一家企业",
    "消除了一大批隐患",
    "一系列活动",
    "任命一名书记",
    "到一家企业调研",
    "千方百计",
    "万众一心",
    "数据上报",
    "百姓安居",
    "十分重视",
    "四川、三亚、九江、六安",
    "五台山",
    "三台县",
]
NONE = [*DATES, *TIMES, *ORDER, *LISTS, *CODES, *SLOGANS, *RULES, *ARTICLES]


@pytest.mark.parametrize("text", NONE, ids=NONE)
@pytest.mark.parametrize("frame", ["{}", "据统计，{}，总体平稳。"], ids=["alone", "within"])
def test_no_figure_is_read(words, text, frame):
    if text in LISTS and frame != "{}":
        frame = "总体平稳。\n{}，总体平稳。"
    numbers, _ = scan(frame.format(text), words)
    assert [number.text for number in numbers if number.sure] == []


@pytest.mark.parametrize(
    ("text", "reason", "part"),
    [
        ("从5月15日至6月20日", "date", "5月15日至6月20日"),
        ("居第7位", "ordinal", "第7位"),
        ("皖安办〔2023〕12号", "document_number", "〔2023〕12号"),
        ("关键岗位24小时值班", "duration", "24小时"),
        ("10时至22时", "clock", "10时至22时"),
        ("落实“一岗双责”", "slogan", "“一岗双责”"),
        ("校园周边200米范围", "distance", "200米范围"),
        ("一次死亡10人以上的重特大事故", "threshold", "一次死亡10人以上"),
        ("（一）健全机制", "list_number", "（一）"),
        ("《2023年要点》", "title", "《2023年要点》"),
        ("G104线", "code", "G104"),
        ("位于2.6号车间", "code", "2.6号车"),
        ("十万人火灾死亡率", "name", "十万人"),
        ("28米举高车到场", "name", "28米"),
        ("85分以上为良好", "threshold", "85分以上"),
        ("70分至84分的评为合格", "threshold", "70分至84分"),
    ],
)
def test_what_is_none_is_named(words, text, reason, part):
    _, others = scan(text, words)
    assert [(text[item.start : item.end], item.reason) for item in others] == [(part, reason)]


@pytest.mark.parametrize(
    "text", ["成立了两个检查组", "涉及六个行业", "这两家企业", "前三名", "共抽取12、30、45作为样本"]
)
def test_what_may_only_name_is_not_sure(words, text):
    numbers, _ = scan(text, words)
    assert not any(number.sure for number in numbers)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("节约30万元", "约30"),
        ("签约12家", "约12"),
        ("附近300户", "近300"),
        ("最近3次", "近3"),
        ("约谈5人", "约谈5"),
        ("就近转移20人", "近20"),
    ],
)
def test_part_of_another_word_is_no_hedge(words, text, wrong):
    (number,), _ = scan(text, words)
    assert number.quantity.approx is None
    assert number.text != wrong


@pytest.mark.parametrize("text", ["3家庭", "查出5次要问题", "共12项目", "有20人员"])
def test_a_measure_word_that_begins_another_word_is_none(words, text):
    numbers, _ = scan(text, words)
    assert [number.quantity.unit for number in numbers] == [""]
