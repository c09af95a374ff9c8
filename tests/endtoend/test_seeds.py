"""Five real reports: what holds in them passes, what only looks alike stays silent.

The labels (``corpus/prose/S*.json``) were made by hand, apart from this project.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import crossfoot
from crossfoot.model.finding import Finding, Level, Verdict
from crossfoot.vetting.model import DocumentReading, Report

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
SEEDS = {path.name[:3]: path for path in sorted((SHARED / "seeds").glob("*.txt"))}

pytestmark = pytest.mark.skipif(not SEEDS, reason="the real reports are not beside this checkout")


@cache
def labels(number: str) -> dict[str, Any]:
    path = SHARED / "corpus" / "prose" / f"S{number}.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


@cache
def report(number: str) -> Report:
    return crossfoot.check(SEEDS[number])


@cache
def reading(number: str) -> DocumentReading:
    (document,) = crossfoot.read(SEEDS[number]).documents
    return document


def passing(document: DocumentReading) -> list[frozenset[tuple[int, int]]]:
    """The figures, as places, of every claim that was judged and holds."""
    return [
        frozenset((f.place.start or 0, f.place.end or 0) for _, f in judged.claim.roles)
        for judged in document.judgements
        if judged.verdict is Verdict.PASS
    ]


def labelled(number: str, *texts: str) -> frozenset[tuple[int, int]]:
    """The places of a labelled relation's figures, found by what they read."""
    content = labels(number)
    figures = content["figures"]
    for relation in content["relations"]:
        chosen = [figures[index] for index in relation["figures"]]
        if sorted(figure["surface"] for figure in chosen) == sorted(texts):
            return frozenset((figure["start"], figure["end"]) for figure in chosen)
    raise AssertionError(f"no label for {texts}")


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_no_real_report_is_sent_back(number: str) -> None:
    assert [f.message.zh for f in report(number).findings if f.level is Level.HARD] == []


def test_a_plan_without_figures_has_nothing_to_check_and_that_is_no_error() -> None:
    (finding,) = report("004").findings
    assert (finding.rule, finding.level) == ("CF02", Level.HINT)
    assert report("004").submissions[0].verdict == "accept"


@pytest.mark.parametrize("number", ["000", "001", "002", "003"])
def test_what_the_web_page_wrapped_around_the_report_yields_no_figure(number: str) -> None:
    text = SEEDS[number].read_text(encoding="utf-8")
    noise = [
        match.span()
        for pattern in (r"^.*排名\d+.*$", r"本文档编辑密码.*", r"##paid\w+##", r"^时间:.*$")
        for match in re.finditer(pattern, text, re.MULTILINE)
    ]
    for figure in reading(number).submission.narrative.figures:
        start = figure.place.start or 0
        assert not any(begin <= start < end for begin, end in noise), figure.text


RELATIONS = [
    ("001", ("42", "98", "140")),
    ("001", ("18", "7", "25")),
    ("001", ("106", "6", "94.64％")),
    ("003", ("418", "494", "84.6﹪")),
    ("000", ("161", "100％")),
]


@pytest.mark.parametrize(("number", "texts"), RELATIONS)
def test_relations_that_the_reports_assert_are_found_and_hold(
    number: str, texts: tuple[str, ...]
) -> None:
    assert labelled(number, *texts) in passing(reading(number))


@pytest.mark.parametrize(
    ("number", "texts"),
    [
        pytest.param("003", ("13", "34"), id="listed hazards of two campaigns"),
        pytest.param("001", ("6", "140"), id="six left in one field of work"),
    ],
)
def test_figures_of_different_things_are_not_held_against_each_other(
    number: str, texts: tuple[str, ...]
) -> None:
    for judged in reading(number).judgements:
        written = {figure.text for _, figure in judged.claim.roles}
        assert not (set(texts) <= written and judged.verdict is Verdict.FAIL)


# figure as written -> a digit changed, in every labelled relation that then no longer holds
CHANGED = [
    ("001", ("42", "98", "140"), "98", "93"),
    ("001", ("42", "98", "140"), "42", "47"),
    ("001", ("42", "98", "140"), "140", "149"),
    ("001", ("18", "7", "25"), "18", "13"),
    ("001", ("18", "7", "25"), "7", "2"),
    ("001", ("18", "7", "25"), "25", "75"),
    ("001", ("106", "6", "94.64％"), "106", "196"),
    ("001", ("106", "6", "94.64％"), "6", "9"),
    ("001", ("106", "6", "94.64％"), "94.64％", "91.64％"),
    ("003", ("418", "494", "84.6﹪"), "418", "448"),
    ("003", ("418", "494", "84.6﹪"), "494", "474"),
    ("003", ("418", "494", "84.6﹪"), "84.6﹪", "94.6﹪"),
    ("000", ("161", "100％"), "100％", "10％"),
]


@pytest.mark.parametrize(("number", "texts", "written", "instead"), CHANGED)
def test_one_changed_digit_is_found_with_both_sides_of_the_arithmetic(
    number: str, texts: tuple[str, ...], written: str, instead: str, tmp_path: Path
) -> None:
    text = SEEDS[number].read_bytes().decode("utf-8")
    places = labelled(number, *texts)
    (span,) = [(s, e) for s, e in places if text[s:e] == written]
    copy = tmp_path / "工作总结.txt"
    copy.write_bytes((text[: span[0]] + instead + text[span[1] :]).encode())
    found = [f for f in crossfoot.check(copy).findings if f.level is not Level.HINT]
    about = [finding for finding in found if speaks_of(finding, span[0])]
    assert about, [finding.message.zh for finding in found]
    finding = about[0]
    assert finding.verdict is Verdict.FAIL
    assert instead.rstrip("％﹪") in finding.message.zh
    for other in texts:
        if other != written:
            assert other.rstrip("％﹪") in finding.message.zh
    assert finding.stated is not None
    assert finding.subject.row is not None
    assert instead in finding.subject.row


def speaks_of(finding: Finding, start: int) -> bool:
    return any(figure.place.start == start for figure in finding.figures)
