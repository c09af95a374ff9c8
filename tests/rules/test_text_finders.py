"""Years, yearly events and template words in texts: what is left alone, then what is caught."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.forms.load import load_pack
from crossfoot.forms.model import Pack
from crossfoot.model.document import Block, Document
from crossfoot.model.finding import BasisKind
from crossfoot.model.submission import Submission
from crossfoot.rounds.model import Round
from crossfoot.rules.finders.events import dated_events, ordinal
from crossfoot.rules.finders.facts import Fact
from crossfoot.rules.finders.listed import miscounted_lists
from crossfoot.rules.finders.texts import Finder, leftovers
from crossfoot.rules.finders.years import plan_years, report_years

ROOT = Path(__file__).resolve().parents[2]


@cache
def pack() -> Pack:
    return load_pack([ROOT / "schemas"])


def found(finder: Finder, text: str, end: date | None = None) -> list[Fact]:
    blocks: list[Block] = []
    start = 0
    for line, content in enumerate(text.split("\n"), start=1):
        if content.strip():
            blocks.append(Block(content, start, line, len(blocks) + 1))
        start += len(content) + 1
    document = Document("总结.txt", "txt", text=text, blocks=tuple(blocks))
    facts = finder(Submission("总结.txt", document), Round(period_end=end), pack())
    return [fact for fact in facts if fact is not None]


def quoted(facts: list[Fact]) -> list[str]:
    return [term.text for fact in facts for term in fact.terms]


@pytest.mark.parametrize(
    "text",
    [
        "枫桥头镇2023年工作总结及2024年工作计划",
        "枫桥头镇2023年上半年工作总结及下半年工作计划",
        "枫桥头镇2023年第三季度工作总结\n二、2024年工作打算",
        "枫桥头镇2023年工作总结\n二、2023年工作计划完成情况",
        "枫桥头镇2023年工作总结\n印发了《枫桥头镇2023年安全生产工作要点》。",
        "枫桥头镇2024年安全生产工作计划\n一、2024年重点工作安排",
        "枫桥头镇安全生产工作总结及2023年工作计划",
        "枫桥头镇2023年工作总结\n三、“十四五”规划（2021—2025年）推进情况",
        "第四季度工作计划及2024年工作谋划",
    ],
)
def test_plans_that_follow_the_report_are_left_alone(text: str) -> None:
    assert found(plan_years, text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("枫桥头镇2023年工作总结及2023年工作计划", ["2023年工作计划"]),
        ("枫桥头镇2023年工作总结\n一、情况\n四、2022年工作思路", ["2022年工作思路"]),
        (
            "枫桥头镇2023年工作总结暨2025年工作要点\n（二）2025年工作安排",
            ["2025年工作要点", "2025年工作安排"],
        ),
    ],
)
def test_a_plan_for_another_year_is_named_with_all_its_places(text: str, places: list[str]) -> None:
    (fact,) = found(plan_years, text)
    assert quoted([fact]) == places
    assert "2024年" in fact.message.zh


@pytest.mark.parametrize(
    "text",
    [
        "枫桥头镇2023年工作总结\n现将2023年工作情况汇报如下：",
        "枫桥头镇2023年工作总结\n一、2022年反馈问题整改情况\n二、2023年工作情况",
        "枫桥头镇2023年工作总结\n2022年底，全镇有企业40家。今年新增3家。",
        "枫桥头镇2023年工作总结\n与2022年相比，起数下降。今年（2023年）共检查40次。",
        "某县2023年政府工作报告\n一、2022年工作回顾\n二、2023年工作安排",
        "枫桥头镇工作总结\n现将2022年工作情况汇报如下：",
    ],
)
def test_bodies_that_go_with_their_title_are_left_alone(text: str) -> None:
    assert found(report_years, text) == []


def test_an_old_draft_shows_in_every_place_that_names_the_old_year() -> None:
    text = (
        "枫桥头镇2023年安全生产工作总结\n"
        "2022年，枫桥头镇认真落实各项部署。现将2022年工作情况汇报如下：\n"
        "一、2022年主要工作开展情况\n"
        "本年度（2022年）共检查企业40家次。"
    )
    (fact,) = found(report_years, text)

    assert quoted([fact]) == [
        "2022年",
        "现将2022年工作情况",
        "2022年主要工作开展情况",
        "本年度（2022年",
        "枫桥头镇2023年安全生产工作总结",
    ]
    assert "2023年" in fact.message.zh
    assert "2022年" in fact.message.zh


@pytest.mark.parametrize(
    "text",
    [
        "枫桥头镇2023年工作总结\n6月是第22个全国“安全生产月”。",
        "枫桥头镇2023年工作总结\n去年第21个安全生产月期间，全镇未发生事故。",
        "枫桥头镇2023年工作总结\n自2018年第十七个安全生产月起，全镇每年开展演练。",
        "枫桥头镇2023年工作总结\n三、2024年工作计划\n组织好第23个安全生产月活动。",
        "枫桥头镇工作总结\n开展第十六个安全生产月活动。",
        "枫桥头镇2023年工作总结\n被评为第五届全国文明单位，举办第三个企业开放日。",
        "枫桥头镇2023年工作总结\n今年是第32个全国消防日、第15个全国防灾减灾日。",
    ],
)
def test_events_of_the_reports_own_year_are_left_alone(text: str) -> None:
    assert found(dated_events, text) == []


@pytest.mark.parametrize(
    ("text", "quote", "years"),
    [
        ("枫桥头镇2023年工作总结\n开展第21个全国“安全生产月”。", "第21个全国“安全生产月”", "2022"),
        ("枫桥头镇2023年工作总结\n第三十个119消防宣传日，", "第三十个119消防宣传日", "2021"),
        ("工作汇报\n2024年5月12日是第十五个全国防灾减灾日。", "第十五个全国防灾减灾日", "2023"),
        (
            "枫桥头镇2020年工作总结\n迎接第四个全民国家安全教育日",
            "第四个全民国家安全教育日",
            "2019",
        ),
    ],
)
def test_the_event_of_another_year_is_quoted_with_its_year(
    text: str, quote: str, years: str
) -> None:
    (fact,) = found(dated_events, text)
    assert fact.stated == quote
    assert f"{years}年" in fact.message.zh


def test_a_text_without_a_year_is_held_to_the_rounds() -> None:
    text = "枫桥头镇工作总结\n开展第22个安全生产月活动。"
    assert found(dated_events, text, date(2023, 6, 30)) == []
    assert len(found(dated_events, text, date(2024, 6, 30))) == 1


SPELT = "〇一二三四五六七八九"


@given(st.integers(1, 199))
def test_ordinals_are_read_in_digits_and_in_words(number: int) -> None:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    spelt = f"{SPELT[hundreds]}百" if hundreds else ""
    if tens:
        spelt += ("" if tens == 1 and not hundreds else SPELT[tens]) + "十"
    elif hundreds and ones:
        spelt += "零"
    spelt += SPELT[ones] if ones else ""

    assert ordinal(str(number)) == ordinal(spelt) == number


@pytest.mark.parametrize(
    "text",
    [
        "人员力量有待补充，机制尚待补充完善。",
        "# 标题\n## 小标题\n**重点**工作，__强调__内容，代码a##b与xx_yy。",
        "负责人（签字）：______    2023年__月__日",
        "姓名    职务    电话",
        "规格为3×5，X光检查2次，共有企业12家。",
        "会议时间（另行通知）、地点（待定）。",
        "见https://example.org/xx/x-xx.html。",
        "□已完成 □未完成 【重点】【2023】",
    ],
)
def test_words_of_a_finished_text_are_no_template(text: str) -> None:
    assert found(leftovers, text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("XX镇201X年工作总结", ["XX", "201X年"]),
        ("全镇20××年×月×日共检查##家", ["20××年", "×月×日", "##"]),
        ("（单位名称）共检查企业__家，发现隐患  处。", ["（单位名称）", "__", ""]),
        ("经费情况待补充。具体见【此处填写附件名】。", ["待补充", "【此处填写附件名】"]),
        ("某某镇xx村的做法详见附件【】。", ["某某", "xx", "【】"]),
    ],
)
def test_what_a_template_left_is_named_with_its_places(text: str, places: list[str]) -> None:
    (fact,) = found(leftovers, text)
    assert quoted([fact]) == places


@pytest.mark.parametrize(
    "text",
    [
        "落实三项措施：一是压实责任；二是排查隐患；三是强化宣传。",
        "抓好以下4个方面：\n（一）压实责任。\n（二）排查隐患。\n（三）强化宣传。\n（四）严格执法。",
        "分两步：①排查；②整改。随后①汇总；②上报；③归档。",
        "做到五个到位：责任、措施、资金、时限、预案。",
        "重点做好三项工作：一是压实责任，做到两个必须：一是必须到岗；二是必须在位。二是排查隐患。",
        "第四项：一是压实责任；二是排查隐患。",
        "制定12条措施：一是压实责任；二是排查隐患。",
    ],
)
def test_lists_as_long_as_announced_and_lists_within_lists_are_left_alone(text: str) -> None:
    assert found(miscounted_lists, text) == []


@pytest.mark.parametrize(
    ("text", "quote", "count"),
    [
        ("落实四项措施：一是压实责任；二是排查隐患；三是强化宣传。", "四项措施", "3项"),
        ("抓好以下2个方面：\n（一）压实责任。\n（二）排查隐患。\n（三）宣传。", "2个方面", "3项"),
        ("主要有三点不足：①责任不实；②排查不细。", "三点不足", "2项"),
        ("采取5项措施：第一，压实责任。第二，排查隐患。第三，宣传。第四，执法。", "5项措施", "4项"),
    ],
)
def test_a_list_of_another_length_is_a_question(text: str, quote: str, count: str) -> None:
    (fact,) = found(miscounted_lists, text)
    assert fact.stated == quote
    assert count in fact.message.zh
    assert fact.basis.kind is BasisKind.SCOPE


@pytest.mark.parametrize(
    "text",
    [
        "枫桥头镇2023年上半年工作总结",
        "枫桥头镇2023年工作总结",
        "枫桥头镇2023年6月安全生产月报",
        "枫桥头镇2023年下半年工作计划",
        "枫桥头镇工作汇报\n2022年，全镇共发生事故5起，死亡3人。",
    ],
)
def test_texts_of_the_rounds_time_are_left_alone(text: str) -> None:
    assert found(leftovers, text, date(2023, 6, 30)) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("枫桥头镇2022年上半年工作总结", "枫桥头镇2022年上半年工作总结"),
        ("工作汇报\n现将我镇2022年安全生产工作情况汇报如下：", "现将我镇2022年安全生产工作情况"),
    ],
)
def test_a_text_of_another_time_than_the_rounds_is_asked_about(text: str, place: str) -> None:
    (fact,) = found(leftovers, text, date(2023, 6, 30))
    assert quoted([fact]) == [place]
    assert "2023年6月" in fact.message.zh
