"""Twenty pages of ordinary prose: full of numbers, and nothing in them to find.

Half of them are written (``ordinary/``: a novel, a law, news, house rules, recipes, a timetable,
sports, history, a manual, a letter home), half are put together from sentences of such texts with
ever other numbers.  What some of them assert in passing (四十六家，其中当铺二家) holds.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import crossfoot
from crossfoot.vetting.model import Finding

WRITTEN = Path(__file__).parent / "ordinary"
PAGE = 650  # characters
PAGES = 10
NOTHING_TO_CHECK = "CF02"  # says of a file that it holds no relation: just what is wanted here

# Each with gaps for numbers: {2-90} whole, {0.5-9/1} with one decimal.
SENTENCES = (
    "他数了数，口袋里还有{2-90}块钱，离家却还有{20-400}里路。",
    "屋里坐着{3-9}个人，桌上摆着{2-12}只碗，谁也没有动。",
    "她{16-60}岁那年搬了{2-6}次家，丢了{3-40}本书。",
    "雨下了{2-20}天，河水涨了{1-4}米，冲走{2-30}头羊。",
    "第{3-90}条 逾期不缴的，处{2-9}00元以上{1-9}万元以下罚款。",
    "会议须有{5-40}名以上代表出席，每年至少召开{1-4}次。",
    "建筑高度超过{20-60}米的，疏散楼梯不少于{2-4}部。",
    "本报讯 昨日最高气温{20-38}度，降水量{1-60}毫米，风力{2-7}级。",
    "新图书馆占地{10-90}亩，藏书{2-90/1}万册，设座位{200-900}个，停车位{50-300}个。",
    "影片首日票房{0.2-3/2}亿元，排片占比{10-50/1}%，评分{5-9.5/1}。",
    "该股收盘报{3-90/2}元，上涨{0.1-9/2}%，成交{10-900}万手，换手率{0.5-12/2}%。",
    "柚子每公斤{2-9/1}元，比上周贵了{2-30}%，一箱{6-12}个。",
    "面粉{200-900}克、水{100-500}克，揉{5-20}分钟，分成{4-20}份。",
    "大火烧开后转小火炖{20-90}分钟，水剩{1-9}成时放盐{2-9}克。",
    "{5-22}:{10-59}开往海安，全程{40-400}公里，票价{10-180}元，余票{2-40}张。",
    "G{100-9000}次列车晚点{5-80}分钟，{2-16}号车厢空调故障。",
    "第{1-4}节打成{10-40}比{10-40}，主队{5-20}投{1-5}中，失误{1-9}次。",
    "这位{18-39}岁的后卫得到{8-40}分，率队取得{2-9}连胜。",
    "寺建于{1000-1900}年，有殿{2-9}座、碑{3-30}通，{1900-1990}年重修，用银{100-900}两。",
    "据县志，是年大旱，米一斗值{200-900}文，逃荒者{2-9}千余人。",
    "额定功率{0.5-9/1}千瓦，转速{9-30}00转，重{5-90}公斤。",
    "每运行{2-9}00小时更换机油{0.5-5/1}升，紧固螺栓{4-12}个。",
    "误差超过{0.1-2/1}%或电阻低于{1-9}兆欧时，应停机检查。",
    "全班{30-55}人，语文平均{70-95/1}分，住校{3-25}人。",
    "我们走了{3-9}天，见到{2-60}只鸟，拍了{60-900}张照片。",
    "论文引用文献{20-90}篇，样本{100-900}份，显著性水平取{1-5}%。",
    "他把价钱从{60-90}元讲到{30-50}元，最后买了{2-5}件。",
    "离退休还有{2-9}年，工资{3-9}000元，房贷还剩{10-90}万元。",
)
GAP = re.compile(r"\{([\d.]+)-([\d.]+)(?:/(\d))?\}")


def filled(sentence: str, chance: random.Random) -> str:
    def number(gap: re.Match[str]) -> str:
        if gap[3]:
            return f"{chance.uniform(float(gap[1]), float(gap[2])):.{gap[3]}f}"
        return str(chance.randint(int(gap[1]), int(gap[2])))

    return GAP.sub(number, sentence)


def generated(pages: int) -> str:
    chance = random.Random(1607)
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < pages * PAGE:
        several = chance.sample(SENTENCES, chance.randint(3, 7))
        paragraphs.append("".join(filled(sentence, chance) for sentence in several))
    return "\n\n".join(paragraphs)


def findings(path: Path) -> list[Finding]:
    report = crossfoot.check(path)
    return [finding for finding in report.findings if finding.rule != NOTHING_TO_CHECK]


def test_there_are_twenty_pages_at_least_half_of_them_written() -> None:
    written = sum(len(path.read_text(encoding="utf-8")) for path in WRITTEN.glob("*.txt"))
    assert written >= PAGES * PAGE
    assert written + len(generated(PAGES)) >= 20 * PAGE


def test_nothing_is_found_in_what_was_written() -> None:
    assert [(finding.subject.file, finding.message.zh) for finding in findings(WRITTEN)] == []


def test_nothing_is_found_in_what_was_put_together(tmp_path: Path) -> None:
    path = tmp_path / "杂文.txt"
    path.write_text(generated(PAGES), encoding="utf-8")
    assert [finding.message.zh for finding in findings(path)] == []
