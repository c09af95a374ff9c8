"""The page that shows how documents were understood, read back as a browser would read it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from crossfoot.model.document import Block, Document, Grid
from crossfoot.model.figure import Figure, Place
from crossfoot.model.finding import Basis, BasisKind, Level, Message, Verdict
from crossfoot.model.quantity import Quantity
from crossfoot.model.submission import (
    Claim,
    Damage,
    FormTable,
    Harm,
    Narrative,
    Record,
    Role,
    Submission,
)
from crossfoot.reports import reading_html
from crossfoot.reports.marks import shown
from crossfoot.vetting.model import ClaimJudgement, DocumentReading, Reading
from tests.reports import readings

VOID = {"meta", "input", "br", "hr", "img", "link"}


@dataclass
class Element:
    """An element with the elements and texts inside it."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(i if isinstance(i, str) else i.text for i in self.inside)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def all(self, tag: str | None = None, kind: str | None = None) -> list[Element]:
        found = []
        for item in self.inside:
            if isinstance(item, str):
                continue
            if (tag is None or item.tag == tag) and (kind is None or kind in item.classes):
                found.append(item)
            found += item.all(tag, kind)
        return found


class Strict(HTMLParser):
    """Builds the tree, and refuses what a browser would have to repair."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice in {attrs}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        if tag == "a":
            assert all(outer.tag != "a" for outer in self.open), "a link inside a link"
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def page(*documents: DocumentReading, language: str = "zh") -> Element:
    return tree(reading_html.write(Reading(documents, pack=readings.PACK), language))


def tree(text: str) -> Element:
    parser = Strict()
    parser.feed(text)
    parser.close()
    assert parser.open == [parser.root], "something is left open"
    return parser.root


def told(
    text: str,
    spots: Sequence[tuple[int, int]] = (),
    claims: Sequence[tuple[Verdict, tuple[int, ...]]] = (),
    path: str = "报告.txt",
    basis: BasisKind = BasisKind.ARITHMETIC,
    level: Level = Level.HARD,
) -> DocumentReading:
    """A text with figures at the given offsets and claims over them."""
    figures = tuple(
        Figure(
            f"f{number}",
            text[start:end],
            Quantity(Fraction(number), "处"),
            Place(path, line=1, start=start, end=end),
            what="隐患",
        )
        for number, (start, end) in enumerate(spots, start=1)
    )
    judged = tuple(
        ClaimJudgement(
            Claim(
                "sum",
                tuple(("part", figures[n]) for n in numbers),
                Basis(basis, "", ""),
                0,
                len(text),
            ),
            verdict,
            Message("各项相加", "the parts add up"),
            Basis(basis, "两处口径", "two scopes"),
            level=level,
        )
        for verdict, numbers in claims
    )
    blocks = []
    for number, line in enumerate(re.finditer(r"[^\r\n]+", text), start=1):
        blocks.append(Block(line.group(), line.start(), number, number))
    document = Document(path, "txt", text=text, blocks=tuple(blocks))
    narrative = Narrative(figures, tuple(item.claim for item in judged))
    return DocumentReading(Submission(path, document, narrative=narrative), judged)


def written(root: Element) -> str:
    """The text of the documents as the page has it."""
    return "".join(item.text for item in root.all("div", "t"))


def marked(root: Element) -> dict[str, str]:
    """What is marked as each figure, by the figure's number."""
    found: dict[str, str] = {}
    for item in root.all("a", "f"):
        for number in item.attributes["data-f"].split():
            found[number] = found.get(number, "") + item.text
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_a_county(language: str, snapshot: SnapshotAssertion) -> None:
    text = reading_html.write(readings.county(), language)
    assert text[text.index("<main>") : text.index("</main>")] == snapshot


def test_every_document_is_there_and_named() -> None:
    root = tree(reading_html.write(readings.county(), "zh"))
    heads = [item.text for item in root.all("h2")]
    for reading, head in zip(readings.county().documents, heads, strict=True):
        assert head.startswith(reading.submission.document.path)
    assert "文件不完整，打不开" in root.text
    assert "~$鹿鸣镇.xlsx" in root.text


def test_the_text_is_the_document_s_own_and_each_figure_is_marked_once() -> None:
    text = "一、隐患\n  排查494个，整改418个。\r\n\r\n末行无数字"
    root = page(told(text, [(9, 12), (16, 19)]))
    assert written(root) == text.replace("\r\n", "\n")
    assert marked(root) == {"1": "494", "2": "418"}
    for number in (1, 2):
        assert len([e for e in root.all() if e.attributes.get("id") == f"d1f{number}"]) == 1


def test_numbers_that_are_no_figures_stay_plain() -> None:
    root = page(told("2023年排查3处", [(7, 8)]))
    assert marked(root) == {"1": "3"}


def test_a_figure_shows_the_worst_of_its_claims_and_leads_there_and_back() -> None:
    text = "共57处，其中31处、14处"
    claims = [(Verdict.PASS, (0, 1)), (Verdict.FAIL, (0, 1, 2))]
    root = page(told(text, [(1, 3), (7, 9), (11, 13)], claims))
    standing = {item.attributes["data-f"]: item.classes[1] for item in root.all("a", "f")}
    assert standing == {"1": "fails", "2": "fails", "3": "fails"}
    targets = {item.attributes["data-f"]: item.attributes["href"] for item in root.all("a", "f")}
    assert targets == {"1": "#d1c2", "2": "#d1c2", "3": "#d1c2"}
    ids = {item.attributes["id"] for item in root.all() if "id" in item.attributes}
    for link in root.all("a"):
        assert link.attributes["href"].startswith("#")
        assert link.attributes["href"][1:] in ids
    cards = root.all("div", "claim")
    assert [card.classes[1] for card in cards] == ["holds", "fails"]
    assert [link.attributes["href"] for link in cards[1].all("a")][1:] == [
        "#d1f1",
        "#d1f2",
        "#d1f3",
    ]


@pytest.mark.parametrize(
    ("verdict", "basis", "level", "standing"),
    [
        (Verdict.PASS, BasisKind.ARITHMETIC, Level.HARD, "holds"),
        (Verdict.FAIL, BasisKind.ARITHMETIC, Level.HARD, "fails"),
        (Verdict.FAIL, BasisKind.SCOPE, Level.HARD, "asked"),
        (Verdict.FAIL, BasisKind.ARITHMETIC, Level.SOFT, "asked"),
        (Verdict.UNLIKELY, BasisKind.ARITHMETIC, Level.HARD, "asked"),
        (Verdict.NOT_EVALUATED, BasisKind.ARITHMETIC, Level.HARD, "open"),
    ],
)
def test_only_what_surely_contradicts_is_called_wrong(
    verdict: Verdict, basis: BasisKind, level: Level, standing: str
) -> None:
    root = page(told("共57处", [(1, 3)], [(verdict, (0,))], basis=basis, level=level))
    assert [card.classes[1] for card in root.all("div", "claim")] == [standing]
    assert ("前提：" in root.text) is (basis is BasisKind.SCOPE)


def test_figures_within_and_across_each_other_keep_their_characters() -> None:
    root = page(told("abcdefghij", [(1, 7), (3, 5), (6, 9)]))
    assert written(root) == "abcdefghij"
    assert marked(root) == {"1": "bcdefg", "2": "de", "3": "ghi"}


def test_a_figure_broken_by_a_line_end_is_marked_on_both_lines() -> None:
    root = page(told("检查3200\n万次", [(2, 8)]))
    assert written(root) == "检查3200\n万次"
    assert marked(root) == {"1": "3200\n万"}


@given(st.data())
def test_any_text_comes_back_whole_with_any_figures_in_it(data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=1, max_size=80))
    offsets = st.integers(0, len(text))
    spots = [
        (min(pair), max(pair))
        for pair in data.draw(st.lists(st.tuples(offsets, offsets), max_size=6))
        if pair[0] != pair[1]
    ]
    claims = [(Verdict.FAIL, tuple(range(len(spots))))] if spots else []
    root = page(told(text, spots, claims))
    assert written(root) == shown(text)
    for number, (start, end) in enumerate(spots, start=1):
        parts = re.findall(r"\r\n|.", text[start:end], re.DOTALL)
        assert len(marked(root)[str(number)]) in (len(parts), end - start)


def test_hostile_text_is_shown_and_does_nothing() -> None:
    nasty = "</div><script>alert('x')</script>&amp; \"3\" \u202e处\u2066 \x07 \x00\u200b\ufeff"
    start = nasty.index("3")
    root = page(told(nasty, [(start, start + 1)], path="<img src=x onerror=y>\"'.txt"))
    assert len(root.all("script")) == 1
    assert not root.all("img")
    assert "</div><script>alert('x')</script>&amp; \"3\"" in written(root)
    odd = [item.attributes["data-code"] for item in root.all("span", "odd")]
    assert odd == ["U+202E", "U+2066", "U+0007", "U+0000", "U+200B", "U+FEFF"]
    for forbidden in "\u202e\u2066\x00\x07":
        assert forbidden not in root.text


def test_nothing_outside_is_asked_for() -> None:
    text = reading_html.write(readings.county(), "zh")
    root = tree(text)
    assert not re.search(r"(?:https?:)?//[a-z]|@import|url\(", text)
    for item in root.all():
        assert item.tag not in {"link", "img", "iframe", "object", "form"}
        assert not {"src", "style", "onclick"} & item.attributes.keys()
        if "href" in item.attributes:
            assert item.attributes["href"].startswith("#")


def test_the_policy_names_the_page_s_own_style_and_script_and_nothing_else() -> None:
    root = tree(reading_html.write(readings.county(), "en"))
    policy = next(
        item.attributes["content"]
        for item in root.all("meta")
        if item.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag, source in (("style", "style-src"), ("script", "script-src")):
        (own,) = root.all(tag)
        digest = base64.b64encode(hashlib.sha256(own.text.encode()).digest()).decode()
        assert f"{source} 'sha256-{digest}'" in policy


def test_damage_is_shown_where_it_is_and_figures_beside_it_are_called_unchecked() -> None:
    made = told("排查□□处，整改5处", [(8, 9)])
    damage = Damage(Harm.MASKED, "□□", Place("报告.txt", start=2, end=4))
    narrative = replace(made.submission.narrative, damages=(damage,), unsound=frozenset({"f1"}))
    root = page(replace(made, submission=replace(made.submission, narrative=narrative)))
    section = root.all("section")[0]
    assert [(item.text, item.attributes["title"]) for item in section.all("span", "hurt")] == [
        ("□□", "文字损坏: 数字被遮盖")
    ]
    assert [item.classes for item in section.all("a", "f")] == [["f", "unsound"]]
    assert written(root) == "排查□□处，整改5处"


def test_figures_of_no_field_and_no_claim_are_listed() -> None:
    root = page(told("排查3处，整改5处", [(2, 3), (7, 8)], [(Verdict.PASS, (0,))]))
    (listed,) = root.all("p", "loose-list")
    assert [link.text for link in listed.all("a")] == ["5"]


def test_a_table_shows_fields_totals_and_what_was_not_understood() -> None:
    root = page(readings.workbook())
    (grid,) = root.all("table", "grid")
    assert [cell.text for cell in grid.all("td", "head")] == ["排查排查隐患", "已改已整改"]
    (lost,) = grid.all("td", "lost")
    assert lost.text.startswith("备用数未认出")
    assert "排查隐患" in lost.text
    assert [cell.text for cell in grid.all("td", "stray")] == ["3"]
    (bad,) = grid.all("td", "bad")
    assert bad.text == "十一点读不出数"
    (total,) = grid.all("tr", "total")
    assert [cell.text for cell in total.all("th")] == ["5"]
    assert [cell.text for cell in grid.all("th", "at")][:5] == ["", "B", "C", "D", "E"]


def test_a_long_table_is_cut_and_says_so_but_keeps_its_total() -> None:
    rows = (("unit", "found"), *((f"村{n}", str(n)) for n in range(4999)), ("合计", "9"))
    grid = Grid("长.csv", rows, lines=tuple(range(1, 5002)))
    document = Document("长.csv", "csv", grids=(grid,))
    total = Record(Role.TOTAL, {}, "合计", {}, 0, grid.place(5000, 0))
    table = FormTable("hazard", grid, {"found": 1}, (total,))
    text = reading_html.write(
        Reading((DocumentReading(Submission("长.csv", document, (table,))),)), "zh"
    )
    root = tree(text)
    assert len(text) < 200_000
    assert "第201行至第5000行（共4800行）未显示" in root.text
    assert [row.text for row in root.all("tr", "total")] == ["5001合计9"]


def test_merged_cells_are_drawn_as_one_and_none_is_lost() -> None:
    rows = (("", "甲", ""), ("一", "二", "三"))
    merges = ((0, 1, 0, 2), (0, 0, 1, 0), (1, 0, 1, 1), (0, 0, 1_000_000, 5))
    grid = Grid("合.xlsx", rows, sheet="S", merges=merges)
    document = Document("合.xlsx", "xlsx", grids=(grid,))
    root = page(DocumentReading(Submission("合.xlsx", document)))
    cells = [
        (cell.text, cell.attributes.get("colspan"))
        for row in root.all("tbody")[-1].all("tr")
        for cell in row.all("td")
    ]
    assert cells == [("", None), ("甲", "2"), ("一", None), ("二", None), ("三", None)]


def test_a_long_text_is_cut_but_shows_what_does_not_hold() -> None:
    """The wrong sum stands far behind what there is room for."""
    filler = "本月继续抓好落实，确保全年安全生产形势持续稳定，不发生较大以上事故。\n" * 7_000
    text = filler + "共57处，其中31处。\n" + filler
    at = len(filler)
    claims = [(Verdict.FAIL, (0, 1))]
    made = reading_html.write(
        Reading((told(text, [(at + 1, at + 3), (at + 7, at + 9)], claims),)), "zh"
    )
    root = tree(made)
    assert marked(root) == {"1": "57", "2": "31"}
    assert len(root.all("div", "claim")) == 1
    left_out = [item.text for item in root.all("div", "more")]
    assert len(left_out) == 2
    hidden = sum(int(re.findall(r"\d+", item)[0]) for item in left_out)
    assert hidden + len(written(root)) == len(text)
    assert len(made) < 5_000_000
