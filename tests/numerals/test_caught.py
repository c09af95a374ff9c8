"""Numbers that state something: spans, values, units, precision and hedges."""

from fractions import Fraction

import pytest

from crossfoot.model.interval import Interval
from crossfoot.model.quantity import Approx
from crossfoot.numerals.scan import scan

F = Fraction

# text, what is read, value, unit, step
PLAIN = [
    ("检查企业274家", "274", 274, "家", None),
    ("检查企业１，２０８家次", "１，２０８", 1208, "家次", None),
    ("收入1,392,476万元", "1,392,476", 1392476, "万元", 1),
    ("整改率９８．６％", "９８．６％", F("98.6"), "%", F(1, 10)),
    ("降幅5﹪", "5﹪", 5, "%", 1),
    ("整改率 84.60 %", "84.60 %", F("84.6"), "%", F(1, 100)),
    ("查出3 项问题", "3", 3, "项", None),
    ("整改隐患16万项", "16万", 160000, "项", 10000),
    ("排查22.94万栋", "22.94万", 229400, "栋", 100),
    ("登记1.2345亿人次", "1.2345亿", 123450000, "人次", 10000),
    ("培训二百一十人", "二百一十", 210, "人", None),
    ("培训一百一十人", "一百一十", 110, "人", None),
    ("走访一百一十六户", "一百一十六", 116, "户", None),
    ("罚款3522.7万元", "3522.7", F("3522.7"), "万元", F(1, 10)),
    ("罚款1.08亿元", "1.08亿", F("1.08"), "亿元", F(1, 100)),
    ("投入1亿2300万元", "1亿2300万", 12300, "万元", 1),
    ("投入3万5千元", "3万5千", 35000, "元", 1000),
    ("罚款251542.71元", "251542.71", F("251542.71"), "元", F(1, 100)),
    ("投入5千万元", "5千万", 5000, "万元", 1000),
    ("投入￥3000用于宣传", "￥3000", 3000, "元", 1),
    ("损失123.5万。", "123.5万", 1235000, "", 1000),
    ("损失55亿。", "55亿", 5500000000, "", 100000000),
    ("增幅高6个百分点", "6", 6, "个百分点", 1),
    ("是上年的2.5倍", "2.5", F("2.5"), "倍", F(1, 10)),
    ("完成百分之八十四点六", "百分之八十四点六", F("84.6"), "%", F(1, 10)),
    ("完成百分之百", "百分之百", 100, "%", 1),
    ("发生率千分之五", "千分之五", 5, "‰", 1),
    ("发生率万分之三", "万分之三", 3, "‱", 1),
    ("死亡率由0.201降到历史低点", "0.201", F("0.201"), "", F(1, 1000)),
    ("检查一百二十三家", "一百二十三", 123, "家", None),
    ("开展两千零三十次", "两千零三十", 2030, "次", None),
    ("已分二十批", "二十", 20, "批", None),
    ("先后分两批", "两", 2, "批", None),
    ("投入五十万元", "五十万", 50, "万元", 1),
    ("排查六十四点五亿次", "六十四点五亿", 6450000000, "次", 10000000),
    ("共一家", "一", 1, "家", None),
    ("死亡人数为零。", "零", 0, "", None),
    ("重大隐患零项", "零", 0, "项", None),
    ("辖12镇", "12", 12, "镇", None),
    ("全市企业1 256家", "1 256", 1256, "家", None),
    ("事故为零起", "零", 0, "起", None),
    ("督导企业1001家(次)", "1001", 1001, "家(次)", None),
    ("隐患942条（处）", "942", 942, "条（处）", None),
    ("检查12台/套", "12", 12, "台/套", None),
    ("里程25.59km", "25.59", F("25.59"), "km", F(1, 100)),
    ("同比增长-3.5%", "-3.5%", F("-3.5"), "%", F(1, 10)),
    ("约占1/3", None, F(1, 3), "", None),
    ("三分之二的企业", "三分之二", F(2, 3), "", None),
    ("1,234 inspections were made", "1,234", 1234, "inspections", None),
    ("84.6 percent were fixed", "84.6 percent", F("84.6"), "%", F(1, 10)),
    ("Q3 saw 1.5 million visits", "1.5 million", 1500000, "", 100000),
]


@pytest.mark.parametrize(
    ("text", "read", "value", "unit", "step"), PLAIN, ids=[p[0] for p in PLAIN]
)
def test_value_unit_and_step(words, text, read, value, unit, step):
    (number,), _ = scan(text, words)
    assert number.quantity.value == value
    assert number.quantity.unit == unit
    assert number.quantity.step == step
    assert number.text == text[number.start : number.end]
    if read is not None:
        assert number.text == read
    assert number.sure


def above(value, high):
    return Approx.OVER, Interval(F(value), None, low_closed=False), (value, high)


def below(value, low):
    return Approx.UNDER, Interval(None, F(value), high_closed=False), (low, value)


HEDGED = [
    ("走访两千多人", "两千多", above(2000, 3000)),
    ("慰问四十多家", "四十多", above(40, 50)),
    ("190余个", "190余", above(190, 200)),
    ("300多处", "300多", above(300, 400)),
    ("320余处", "320余", above(320, 330)),
    ("1.5万余份", "1.5万余", above(15000, 16000)),
    ("1.2万余份", "1.2万余", above(12000, 13000)),
    ("3200余万人次", "3200余万", above(32000000, 33000000)),
    ("70余万元", "70余万", above(70, 80)),
    ("799万余元", "799万余", above(799, 800)),
    ("百余家", "百余", above(100, 200)),
    ("一百二十余处", "一百二十余", above(120, 130)),
    ("近40次", "近40", below(40, 36)),
    ("将近10万吨", "将近10万", below(100000, 90000)),
    ("不足100家", "不足100", below(100, 90)),
    ("逾3000人", "逾3000", above(3000, 3300)),
    ("突破10万人次", "突破10万", above(100000, 110000)),
    ("约400人", "约400", (Approx.ABOUT, None, (350, 450))),
    ("大约2345户", "大约2345", (Approx.ABOUT, None, (F("2227.75"), F("2462.25")))),
    ("300家左右", "300", (Approx.ABOUT, None, (250, 350))),
    ("10%以上", "10%以上", (Approx.AT_LEAST, Interval(F(10), None), None)),
    ("10家以上", "10", (Approx.AT_LEAST, Interval(F(10), None), None)),
    ("不少于4次", "不少于4", (Approx.AT_LEAST, Interval(F(4), None), None)),
    ("不超过5家", "不超过5", (Approx.AT_MOST, Interval(None, F(5)), None)),
    ("上百人次", "上百", (Approx.AT_LEAST, Interval(F(100), None), None)),
    ("十几家", "十几", (Approx.ABOUT, Interval(F(11), F(19)), (11, 19))),
    ("数十起", "数十", (Approx.ABOUT, Interval(F(20), F(99)), (20, 99))),
    ("三四十名", "三四十", (Approx.ABOUT, Interval(F(30), F(40)), (30, 40))),
    ("二三百人", "二三百", (Approx.ABOUT, Interval(F(200), F(300)), (200, 300))),
    ("三成企业", "三成", (Approx.ABOUT, None, (25, 35))),
    ("检查10-20家", "10-20", (Approx.ABOUT, Interval(F(10), F(20)), (10, 20))),
    ("整改30至50处", "30至50", (Approx.ABOUT, Interval(F(30), F(50)), (30, 50))),
    ("3%至5%", "3%至5%", (Approx.ABOUT, Interval(F(3), F(5)), (3, 5))),
]


@pytest.mark.parametrize(("text", "read", "meaning"), HEDGED, ids=[h[0] for h in HEDGED])
def test_hedges_have_a_hard_and_a_soft_side(words, text, read, meaning):
    approx, hard, soft = meaning
    (number,), _ = scan(f"共计{text}。", words)
    assert number.text == read
    assert number.quantity.approx is approx
    assert number.quantity.hard == hard
    if soft is None:
        assert number.quantity.soft is None
    else:
        assert (number.quantity.soft.low, number.quantity.soft.high) == soft


@pytest.mark.parametrize(
    "text", ["由90%提高到95%", "从10家到20家", "自10%至20%"], ids=["rate", "count", "rate-zi"]
)
def test_a_change_is_two_numbers(words, text):
    numbers, _ = scan(text, words)
    assert len(numbers) == 2


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("发生3起、死亡5人，12,3456", [3, 5, 12, 3456]),
        ("1,2", [1, 2]),
        ("1,234,56", [1, 234, 56]),
        ("8、9、10家", [8, 9, 10]),
        ("315次/246家", [315, 246]),
    ],
)
def test_only_true_groups_of_thousands_join(words, text, values):
    numbers, _ = scan(text, words)
    assert [number.quantity.value for number in numbers] == values


@pytest.mark.parametrize(
    ("left", "right", "value", "unit"),
    [
        ("检查生产经营单位15", "家，发现隐患", 15, "家"),
        ("发现各类问题隐患共计1,", "208处，已整改", 1208, "处"),
        ("重大事故隐患整改率为84.", "6%，排名靠前", F("84.6"), "%"),
        ("全年开展宣传教育活动3200", "余万人次", 32000000, "人次"),
        ("上半年全县累计检查企业二十", "五家次", 25, "家次"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n　　"], ids=["lf", "crlf", "indent"])
def test_a_line_end_inside_a_number_is_bridged(words, left, right, value, unit, end):
    text = f"截至目前，全县{left}{end}{right}"
    (number,), _ = scan(text, words)
    assert number.quantity.value == value
    assert number.quantity.unit == unit
    assert number.text == text[number.start : number.end]
    assert text[number.unit_end :][:1] in ("，", "")


def test_a_short_line_ends_its_number(words):
    numbers, _ = scan("合计\n15\n208\n", words)
    assert [number.quantity.value for number in numbers] == [15, 208]


def test_words_that_are_numbers(words):
    numbers, _ = scan("产值翻一番，一半企业达标", words)
    assert [(n.kind, n.quantity.value) for n in numbers] == [("doubled", 2), ("fraction", F(1, 2))]


def test_spans_of_measure_words(words):
    text = "发放宣传资料1.5万余份，受教育群众3000余人次"
    numbers, _ = scan(text, words)
    assert [text[n.end : n.unit_end] for n in numbers] == ["份", "人次"]


def test_a_blank_behind_the_point_at_the_start_of_a_line_is_no_list_number(words):
    (number,), _ = scan("经复查核实，整改率\n92. 5%，", words)
    assert (number.text, number.quantity.value, number.quantity.unit) == ("92. 5%", F("92.5"), "%")
