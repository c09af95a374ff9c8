"""No text raises on the whole way from characters to judged claims."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.model.submission import Narrative
from crossfoot.narrative import Narrator
from crossfoot.numerals.scan import scan
from crossfoot.numerals.words import NumberWords, read_words
from crossfoot.rules.judge import judge_claim
from crossfoot.rules.load import load_rules
from crossfoot.rules.model import RuleSet
from tests.narrative.narrative_reading import ROOT, document, pack

REPORT = (
    "上半年，全县共排查隐患60处，已整改57处，整改率95%，剩余3处正在整改。"
    "发生事故12起，死亡3人，同比分别减少2起、1人，分别下降14.3%和25%。"
    "检查企业86家，其中工贸30家、危化9家，其余47家为小微企业，占54.7%。"
    "由86家增至102家，净增16家；比上年同期的52起少7起。平均每家查出4处，罚款1.2万元。"
    "（一）组织培训3场、参加460余人次。二是投入资金约30万元，较去年翻一番。"
)
PUNCTUATION = "，。；：、！？（）()“”《》〔〕%％‰﹪.,:;-—~～ \t\u3000\u00a0"
DIGITS = "0123456789０１２３４５６７８９一二三四五六七八九十百千万亿零〇两几余多半"


@cache
def rules() -> RuleSet:
    return load_rules([ROOT / "checks"], pack())


@cache
def narrator() -> Narrator:
    return Narrator(pack())


@cache
def words() -> NumberWords:
    return read_words(pack().lexicon["words"])


def all_strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from all_strings(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from all_strings(value)


def lexicon_words() -> list[str]:
    found = set(all_strings(pack().lexicon["lexicon"])) | set(words().measures)
    found |= {word for hedge in words().before + words().after for word in hedge.words}
    return sorted(found)


fragments = st.tuples(st.integers(0, len(REPORT) - 1), st.integers(1, 30)).map(
    lambda cut: REPORT[cut[0] : cut[0] + cut[1]]
)
numbers = st.one_of(
    st.integers(0, 10**7).map(str),
    st.decimals(0, 1000, places=2).map(lambda value: f"{value}%"),
    st.text(DIGITS, min_size=1, max_size=8),
    st.text(DIGITS + PUNCTUATION, min_size=1, max_size=10),
)
pieces = st.one_of(
    fragments,
    fragments,
    numbers,
    numbers,
    st.sampled_from(lexicon_words()),
    st.sampled_from(PUNCTUATION),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\x00", "\x0b", "\x0c", "\x1f", "\x85", "\u2028"]),
    st.text(max_size=6),
)
texts = st.lists(pieces, max_size=40).map("".join)


def read_and_judge(text: str) -> Narrative:
    scan(text, words())
    whole = document(text)
    read = narrator().read(whole)
    for claim in read.claims:
        judged = judge_claim(rules(), claim)
        assert judged.verdict is not None
        assert 0 <= claim.start < claim.end <= len(text)
    for figure in read.figures:
        assert text[figure.place.start : figure.place.end] == figure.text
    return read


@settings(max_examples=250, deadline=None)
@given(texts)
def test_no_mixture_of_reports_words_and_signs_raises(text: str) -> None:
    read_and_judge(text)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_no_characters_raise(text: str) -> None:
    read_and_judge(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(REPORT + DIGITS + PUNCTUATION), max_size=200).map("".join))
def test_no_shuffled_report_raises(text: str) -> None:
    read_and_judge(text)


@settings(max_examples=60, deadline=None)
@given(pieces, st.integers(2, 120))
def test_nothing_said_over_and_over_raises(piece: str, times: int) -> None:
    read_and_judge(piece * times)


def test_a_row_of_figures_longer_than_any_sentence_states_them_and_claims_nothing() -> None:
    read = read_and_judge("排查隐患60处，已整改57处，" * 60)
    assert len(read.figures) == 120
    assert read.claims == ()
