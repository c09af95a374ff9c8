"""The patterns compiled from the number words; all of them see a text in half-width form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from crossfoot.model.dataclass import dataclass
from crossfoot.numerals.chinese import NUMERALS, VAGUE
from crossfoot.numerals.words import Enclosure, Hedge, NotRule, NumberWords

# One character for one character, so that offsets stay those of the text as written.
_NARROW = {
    **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)},
    **dict(zip("﹪﹣−﹐　\u00a0\u2009\u202f〜∼○٪", "%--,    ~~〇%", strict=True)),
}

_SPELLED = f"[{NUMERALS}{VAGUE}]{{1,24}}+(?:点[零〇一二三四五六七八九]{{1,8}}[万亿]{{0,2}})?"
_REPEATED = ("*", "+", "{")
_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,4}+(?!,?\d)|\d{1,15})(?:\.\d{1,20})?(?!\d|\.\d)"


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Compiled patterns of one set of number words.

    Attributes:
        number: one number with scale, unit and trailing hedge, matched at its first character.
        names: the names of its groups, all of which have one; part, unit: where two of them are.
        before: a hedging word that ends where a number begins, group ``h1`` for the second hedge.
        before_last: the characters with which such words end.
        range_first: the characters with which a mark of a range begins.
    """

    words: NumberWords
    number: re.Pattern[str]
    names: tuple[str, ...]
    part: int
    unit: int
    before: re.Pattern[str]
    before_last: frozenset[str]
    hedges_before: tuple[Hedge, ...]
    within: dict[str, Hedge]
    after: dict[str, Hedge]
    range_mark: re.Pattern[str]
    range_first: frozenset[str]
    stating: re.Pattern[str]
    counting: re.Pattern[str]
    sharing: re.Pattern[str]
    pointing: re.Pattern[str]
    negative: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Finder:
    """What is needed to find the numbers of a running text; a cell does without it.

    Attributes:
        start: any character with which a numeral can begin.
        numeral: the numeral there, with groups naming what it is (``a3``: the fourth rule, in
            Arabic digits, ``c3`` in Chinese ones).
        rules: the rules behind the groups of ``numeral``.
        lists: list numbers at the start of a line.
        opening: any mark that opens a text between marks.
        enclosed: such a text there, group ``e1`` for the second kind of marks.
    """

    start: re.Pattern[str]
    numeral: re.Pattern[str]
    rules: tuple[NotRule, ...]
    lists: re.Pattern[str]
    opening: re.Pattern[str]
    enclosed: re.Pattern[str]
    enclosures: tuple[Enclosure, ...]


_OFTEN = "，：；（）！？％"  # in nearly every text, so replaced without looking for them
_SELDOM = re.compile(f"[{re.escape(''.join(sorted(set(_NARROW) - set(_OFTEN))))}]")


def half_width(text: str) -> str:
    """The text with full-width digits, letters and marks made half-width, of the same length."""
    if text.isascii():
        return text
    for mark in _OFTEN:
        text = text.replace(mark, _NARROW[mark])
    if _SELDOM.search(text) is not None:
        for mark in sorted(set(_SELDOM.findall(text))):  # a few, so faster than a translation
            text = text.replace(mark, _NARROW[mark])
    return text


@lru_cache(maxsize=16)
def grammar_of(words: NumberWords) -> Grammar:
    """The compiled patterns of a set of number words; kept with it."""
    number = re.compile(_number(words))
    names = tuple(sorted(number.groupindex, key=number.groupindex.__getitem__))
    return Grammar(
        words=words,
        number=number,
        names=names,
        part=names.index("part"),
        unit=names.index("unit"),
        before=_before(words),
        before_last=frozenset([word[-1] for hedge in words.before for word in hedge.words] + [" "]),
        hedges_before=words.before,
        within={word: hedge for hedge in words.within for word in hedge.words},
        after={word: hedge for hedge in words.after for word in hedge.words},
        range_mark=re.compile(f" ?(?:{any_of(words.range_marks)}) ?"),
        range_first=frozenset([mark[:1] for mark in words.range_marks] + [" "]),
        stating=_ending(words.stating),
        counting=_ending(words.counting),
        sharing=_ending(words.sharing),
        pointing=_ending(words.pointing),
        negative=_ending(half_width(word) for word in words.negative_after),
    )


@lru_cache(maxsize=16)
def finder_of(words: NumberWords) -> Finder:
    """The patterns that find numbers in a text; compiled when the first text is scanned."""
    macros = _macros(words)
    return Finder(
        start=re.compile(rf"[\d{_chinese(words)}{_signs(words)}]"),
        numeral=_finder(words, macros),
        rules=words.not_figures,
        lists=_lists(words, macros),
        opening=re.compile(any_of(kind.opening for kind in words.enclosures)),
        enclosed=_enclosed(words),
        enclosures=words.enclosures,
    )


def any_of(words: Iterable[str]) -> str:
    """An alternation of the words, longest first; it matches nothing when there are none.

    Words that begin alike stand together, so that few of them are tried.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    groups: dict[str, list[str]] = {}
    for word in ordered:
        groups.setdefault(word[:1], []).append(word[1:])
    return "|".join(re.escape(first) + _either(rests) for first, rests in groups.items()) or "(?!)"


def _either(rests: Sequence[str]) -> str:
    """One of several ends of words.

    Single characters would become a set, and a set of Chinese ones takes long to compile: a last
    alternative that is never right, as wide as they are, keeps them apart.
    """
    if len(rests) == 1:
        return re.escape(rests[0])
    apart = "|(?!)." if len(rests) > 2 and all(len(rest) == 1 for rest in rests) else ""
    return f"(?:{'|'.join(map(re.escape, rests))}{apart})"


def _ending(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(words)}) ?$")


def _macros(words: NumberWords) -> dict[str, str]:
    numerals = f"(?:[{NUMERALS}]{{1,9}}+)"
    return {
        "<n>": r"(?:\d{1,15}+)",
        "<c>": numerals,
        "<N>": rf"(?:\d{{1,15}}+|{numerals})",
        "<m>": f"(?:{_unit(words)})",
        "<to>": f"(?:{any_of(words.range_marks)})",
        "<z>": rf"(?:(?![{NUMERALS}])[\u4e00-\u9fff])",
        "<s>": " ?",
    }


def _fill(pattern: str, macros: dict[str, str]) -> str:
    for name, meaning in macros.items():
        pattern = pattern.replace(name, meaning)
    return pattern


def _unit(words: NumberWords) -> str:
    measure = any_of(words.measures)
    latin = r"(?![A-Za-z])"
    return (
        f"(?!{any_of(words.measure_continues)})(?:{measure})"
        rf"(?:(?<![A-Za-z])|{latin})(?:\((?:{measure})\)|/(?:{measure}))?"
    )


def _number(words: NumberWords) -> str:
    scale = any_of(words.scales)
    within = any_of(word for hedge in words.within for word in hedge.words)
    after = any_of(word for hedge in words.after for word in hedge.words)
    goes_on = any_of(words.hedge_continues)
    unit = _unit(words)
    percent = any_of((*words.percent_signs, *words.permille_signs))
    tail_ahead = f"(?= ?(?:{percent}|[万亿]|{any_of(words.money_units)}|{unit}))"
    tenths = re.escape(words.tenths) if words.tenths else "(?!)"
    return (
        rf"(?:(?P<sign>[{re.escape(''.join(words.money_signs)) or '¥'}]) ?(?=\d))?"
        r"(?:"
        rf"(?P<of>{any_of(words.percent_of)})"
        rf"(?:(?P<of_digits>\d{{1,9}}(?:\.\d{{1,9}})?)|(?P<of_spelled>{_SPELLED}))"
        rf"|(?P<under>[{NUMERALS}]{{1,4}})分之(?P<over>[{NUMERALS}]{{1,4}})"
        r"|(?P<part>\d{1,3})/(?P<whole>\d{1,3})(?![\d/.])"
        rf"|(?P<digits>\d{{1,3}}(?: \d{{3}}){{1,4}}+(?:\.\d{{1,6}})?(?![ ]?\d){tail_ahead}"
        rf"|\d{{1,6}}(?: \.|\. )\d{{1,6}}(?= ?[%万亿])|{_DIGITS})"
        r"(?P<more>[万亿]\d{1,4}(?:\.\d{1,4})?(?:(?:千|百)?万|千|百)(?!\d)|[万]\d{4}(?!\d))?"
        rf"|(?P<spelled>{_SPELLED})"
        r")"
        rf"(?:(?!{goes_on})(?P<w1>{within})?(?P<scale> ?(?:{scale}))"
        rf"(?!{any_of(words.not_scale_before)})(?<![a-z](?=[a-z])))?"
        rf"(?:(?!{goes_on})(?P<w2>{within})(?!\d))?"
        r"(?P<tail>"
        rf" ?(?P<percent>{percent})| ?(?P<percent_word>{any_of(words.percent_words)})\b"
        rf"| ?(?P<points>{any_of(words.points)})| ?(?P<times>{any_of(words.times)})(?!增|加)"
        rf"|(?!{any_of(words.measure_continues)}){tenths}(?P<tenth>[一二三四五六七八九半])?"
        rf"| ?(?P<money>{any_of(words.money_units)})(?!旦|月|素|器)"
        rf"| ?(?P<unit>{unit})"
        r")?"
        rf"(?: ?(?!{goes_on})(?P<after>{after}))?"
    )


def _before(words: NumberWords) -> re.Pattern[str]:
    parts = []
    for i, hedge in enumerate(words.before):
        guard = f"(?<![{re.escape(''.join(hedge.not_after))}])" if hedge.not_after else ""
        latin = r"(?<![A-Za-z])"
        parts.append(f"{guard}{latin}(?P<h{i}>{any_of(hedge.words)})")
    return re.compile(f"(?:{'|'.join(parts) or '(?!)'}) ?$", re.IGNORECASE)


def _lists(words: NumberWords, macros: dict[str, str]) -> re.Pattern[str]:
    parts = "|".join(_fill(part, macros) for part in words.list_numbers)
    return re.compile(rf"[ \t]*(?:{parts or '(?!)'})")


def _enclosed(words: NumberWords) -> re.Pattern[str]:
    parts = []
    for i, kind in enumerate(words.enclosures):
        a, b = re.escape(kind.opening), re.escape(kind.closing)
        # Marks that open and close alike are paired along the line, however far apart.
        most = 400 if a == b else kind.longest
        parts.append(f"(?P<e{i}>{a}[^{a}{b}\n]{{0,{most}}}{b})")
    return re.compile("|".join(parts) or "(?!)")


def _finder(words: NumberWords, macros: dict[str, str]) -> re.Pattern[str]:
    """Alternatives by the kind of the first numeral: most rules can begin with one kind only."""
    special = [*words.doubled, *words.halves]
    kinds: dict[str, list[str]] = {"arabic": [], "chinese": []}
    for i, rule in enumerate(words.not_figures):
        for kind, parts in kinds.items():
            if rule.numerals in (None, kind):
                parts.append(_named(f"{kind[0]}{i}", _rule(rule, macros, kind)))
    plain = f"(?:{any_of(words.plain_words)})(?!之[一二三四五六七八九十])"
    kinds["chinese"].append(_named("plain", plain))
    kinds["chinese"].append(_named("special", f"(?:{any_of(special)})(?![年天个夜径程])"))
    kinds["chinese"].append(_named("numeral", f"[{NUMERALS}{VAGUE}]"))
    kinds["arabic"].append(_named("digit", r"\d"))
    sign = f"|(?P<sign>[{_signs(words)}])" if words.money_signs else ""
    return re.compile(
        f"(?=\\d)(?:{'|'.join(kinds['arabic'])})|(?:{'|'.join(kinds['chinese'])}){sign}"
    )


def _named(name: str, pattern: str) -> str:
    """An alternative that tells by an empty group behind it which one it is.

    A group around it would hide its first character, by which most alternatives are passed over.
    """
    return f"(?:{pattern})(?P<{name}>)"


def _signs(words: NumberWords) -> str:
    return re.escape("".join(words.money_signs))


def _chinese(words: NumberWords) -> str:
    """The characters other than digits and signs with which a numeral can begin."""
    others = (*words.doubled, *words.halves, *words.plain_words)
    return f"{NUMERALS}{VAGUE}半" + re.escape("".join(sorted({word[0] for word in others})))


def _rule(rule: NotRule, macros: dict[str, str], kind: str) -> str:
    text = rule.text
    for either in ("<N>", "(?:<n>|<c>)"):  # only one of both can match a first numeral of a kind
        if text.startswith(either) and text[len(either) :][:1] not in _REPEATED:
            text = ("<n>" if kind == "arabic" else "<c>") + text.removeprefix(either)
    pattern = _fill(text, macros) + r"(?!(?<=\d)\d)"  # never half of a number
    if rule.after:
        pattern += f"(?={_fill(rule.after, macros)})"
    if rule.unless:
        pattern += f"(?!{_fill(rule.unless, macros)})"
    if rule.clause:
        pattern = r"(?:(?<=[。;:!?\n])|(?<=[。;:!?\n] )|(?<=[\n] {2})|\A)" + pattern
    if rule.before and "" not in rule.before:
        widths = sorted({len(word) for word in rule.before})
        ahead = "|".join(
            f"(?<={any_of(half_width(w) for w in rule.before if len(w) == width)})"
            for width in widths
        )
        pattern = f"(?:{ahead}){pattern}"
    return pattern
