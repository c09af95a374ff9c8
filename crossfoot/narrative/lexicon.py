"""The words of a domain, compiled: what the narrative reader looks for in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, ParamSpec, TypeVar

from crossfoot.model.dataclass import dataclass
from crossfoot.numerals.grammar import any_of as either

NEVER = re.compile(r"(?!)")
P = ParamSpec("P")
T = TypeVar("T")


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """The function with its latest answers kept: reports use few wordings, many times.

    For functions of short texts whose answers never change.
    """
    kept: Callable[P, T] = lru_cache(maxsize=8192)(function)  # type: ignore[assignment]
    return kept


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, longer ones first; never the empty text."""
    named = [word for word in words if word]
    return f"(?:{either(named)})" if named else "(?!)"


@dataclass(frozen=True, slots=True)
class FieldWords:
    """The words by which a count is known as a field of a form.

    Attributes:
        every: all of them stand in what is counted.  some: at least one does.
        none: none of them does.  units: measure words that fit; empty means any.
    """

    field: str
    every: tuple[str, ...]
    some: tuple[str, ...]
    none: tuple[str, ...]
    units: frozenset[str]

    def fits(self, text: str) -> bool:
        """Whether the words are those of this field."""
        return (
            all(word in text for word in self.every)
            and (not self.some or any(word in text for word in self.some))
            and not any(word in text for word in self.none)
        )


@dataclass(frozen=True, slots=True)
class Partition:
    """Names that between them are all there is of a thing.

    Attributes:
        names: the names, longer ones first.
        needs: groups of which a complete list has one each.
    """

    names: tuple[str, ...]
    needs: tuple[frozenset[str], ...]

    def covers(self, labels: Iterable[str]) -> bool:
        """Whether the labels bear different names of the set, and all that are needed."""
        found: set[str] = set()
        for label in labels:
            name = next((name for name in self.names if name in label), None)
            if name is None or name in found:
                return False
            found.add(name)
        return all(not group.isdisjoint(found) for group in self.needs)


class Lexicon:
    """A pack's lexicon, each list compiled when it is first asked for."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content
        self._by_unit: dict[str, tuple[FieldWords, ...]] = {}
        self._words: dict[str, tuple[str, ...]] = {}
        self._compiled: dict[str | tuple[str, str, str], re.Pattern[str]] = {}

    def words(self, name: str) -> tuple[str, ...]:
        """The words listed under a key such as ``stages.found``; none when the key is absent."""
        known = self._words.get(name)
        if known is None:
            known = self._words[name] = self._listed(name)
        return known

    def _listed(self, name: str) -> tuple[str, ...]:
        found: Any = self._content
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if isinstance(found, str):
            return (found,)
        if not isinstance(found, Sequence):
            return ()
        nested = (item for item in found)
        flat: list[str] = []
        for item in nested:
            if isinstance(item, str):
                flat.append(item)
            elif isinstance(item, Sequence):
                flat.extend(str(word) for word in item)
        return tuple(flat)

    def pattern(self, name: str, before: str = "", after: str = "") -> re.Pattern[str]:
        """The words of a list as one pattern, between two further patterns."""
        key = (name, before, after) if before or after else name
        found = self._compiled.get(key)
        if found is None:
            found = re.compile(before + any_of(self.words(name)) + after)
            self._compiled[key] = found
        return found

    def patterns(self, name: str) -> re.Pattern[str]:
        """A list of patterns as one pattern, which each word of the list is written as."""
        key = (name, "", "patterns")
        found = self._compiled.get(key)
        if found is None:
            found = re.compile("|".join(f"(?:{each})" for each in self.words(name)) or r"(?!)")
            self._compiled[key] = found
        return found

    def raw(self, name: str) -> Any:
        """The content of a key as it stands in the file."""
        found: Any = self._content
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found

    @cached_property
    def due(self) -> re.Pattern[str]:
        """Words of what had to be done (应检), and not 应急 or 应用."""
        return re.compile("|".join(self.words("due")) or r"(?!)")

    @cached_property
    def doers(self) -> re.Pattern[str]:
        """Those who rectify what another found, in front of the verb: 各村(已整改)."""
        who = "|".join(self.words("doers")) or r"(?!)"
        fixed = any_of([*self.words("stages.fixed"), *self.words("stages.done")])
        return re.compile(rf"(?:{who})+(?={any_of(self.words('adverbs'))}*{fixed})")

    @cached_property
    def done_of(self) -> re.Pattern[str]:
        """A name with what was done of it: 护栏缺损(问题)已修复."""
        done = any_of([*self.words("stages.fixed"), *self.words("acted")])
        things = any_of([*self.words("fixable"), *self.words("objects"), *self.words("kinds")])
        between = rf"{things}?(?:均|都)?{any_of(self.words('adverbs'))}*"
        return re.compile(
            rf"(?P<name>[一-鿿A-Za-z“”]{{2,12}}?){between}{done}(?:了|完成|到位|好)?$"
        )

    @cached_property
    def counted_total(self) -> re.Pattern[str]:
        """A sum that says of how many parts: 三类合计, 两个片区共检查, 前两项共占."""
        sums = any_of([*self.words("totals"), *self.words("sums"), *self.words("together")])
        return re.compile(
            r"(?P<first>前)?(?P<number>[两二三四五六七八九十]|1[0-2]|[2-9])"
            rf"(?:个|大)?{any_of(self.words('groups'))}[^，,\d]{{0,6}}?{sums}(?P<tail>[^，,\d]{{0,12}})$"
        )

    @cached_property
    def summing(self) -> re.Pattern[str]:
        """A character with which the words of a sum begin: without one nothing is summed up."""
        words = [*self.words("totals"), *self.words("sums"), *self.words("together")]
        signs = re.escape("".join(sorted({word[0] for word in words if word})))
        return re.compile(f"[{signs}]" if signs else r"(?!)")

    @cached_property
    def plain_total(self) -> re.Pattern[str]:
        """A sum that does not, with what it is the sum of: 共检查, 合计."""
        sums = any_of([*self.words("totals"), *self.words("sums")])
        return re.compile(rf"^(?:{sums}|[^，,\d]{{0,8}}{sums}$)(?P<tail>[^，,\d]{{0,12}})$")

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs of words that between them leave nothing out (立即整改 and 限期整改)."""
        return self._pairs("pairs")

    @cached_property
    def strong_pairs(self) -> tuple[tuple[str, str], ...]:
        """Pairs that divide the figure before them even where no word says so."""
        return self._pairs("strong_pairs")

    @cached_property
    def partitions(self) -> tuple[Partition, ...]:
        """Sets of names that between them are all there is."""
        return self._partitions("partitions")

    @cached_property
    def money_partitions(self) -> tuple[Partition, ...]:
        """Sets of names that between them are all sources of money."""
        return self._partitions("money_partitions")

    @cached_property
    def money(self) -> frozenset[str]:
        """Units of measure that are sums of money."""
        return frozenset(
            unit for unit, names in self.unit_classes.items() if "sum_of_money" in names
        )

    def _partitions(self, name: str) -> tuple[Partition, ...]:
        return tuple(
            Partition(
                tuple(sorted(map(str, entry["words"]), key=lambda word: (-len(word), word))),
                tuple(frozenset(map(str, group)) for group in entry["needs"]),
            )
            for entry in self.raw(name) or ()
        )

    def _pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        return tuple((str(pair[0]), str(pair[1])) for pair in self.raw(name) or ())

    @cached_property
    def measures(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Measures such as deaths and losses with the words that name them, in order."""
        return tuple(
            (str(entry["id"]), re.compile(any_of(entry["words"])))
            for entry in self.raw("measures") or ()
        )

    @cached_property
    def money_measures(self) -> frozenset[str]:
        """Measures that are sums of money: 罚款5万元以上的16件 is no fine."""
        return frozenset(
            str(entry["id"]) for entry in self.raw("measures") or () if entry.get("money")
        )

    @cached_property
    def unit_measures(self) -> dict[str, str]:
        """Measure words that say by themselves what is counted (起: cases)."""
        return dict(self.raw("unit_measures") or {})

    @cached_property
    def unit_classes(self) -> dict[str, frozenset[str]]:
        """Measure word to the classes within which it may count the same things."""
        classes: dict[str, set[str]] = {}
        for name, units in (self.raw("unit_classes") or {}).items():
            for unit in units:
                classes.setdefault(bare(unit), set()).add(name)
        return {unit: frozenset(names) for unit, names in classes.items()}

    @cached_property
    def fields(self) -> tuple[FieldWords, ...]:
        """How counts are known as fields of forms, in order of preference."""
        return tuple(
            FieldWords(
                str(entry["field"]),
                tuple(entry.get("all", ())),
                tuple(entry.get("any", ())),
                tuple(entry.get("not", ())),
                frozenset(map(bare, entry.get("unit", ()))),
            )
            for entry in self.raw("fields") or ()
        )

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """Everything that is no subject of its own: plain words, digits, punctuation."""
        return re.compile(
            any_of(self.words("plain")) + r"|[\d\s.,~\-—–%％，。、；;：:（）()“”\"《》]"
        )

    def field(self, words: str, unit: str) -> str | None:
        """The field of a form that a figure with these words and this unit of measure is."""
        fitting = self._by_unit.get(unit)
        if fitting is None:
            fitting = tuple(
                field for field in self.fields if not field.units or unit in field.units
            )
            self._by_unit[unit] = fitting
        for field in fitting:
            if field.fits(words):
                return field.field
        return None

    def related(self, one: str, other: str) -> bool:
        """Whether two measure words may count the same things."""
        if one == other or one.partition("(")[0] == other.partition("(")[0] != "":
            return True  # 台 and 台(套)
        classes = self.unit_classes
        return not classes.get(one, frozenset()).isdisjoint(classes.get(other, frozenset()))


class Sparse:
    """A pattern whose matches begin with one of a few characters, so that most are passed over."""

    def __init__(self, pattern: re.Pattern[str], begins: Iterable[str]) -> None:
        """Arrange the characters with which a match can begin."""
        self._begins = re.compile("[" + re.escape("".join(sorted(begins))) + "]")
        self._match = pattern.match

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text."""
        for begin in self._begins.finditer(text):
            found = self._match(text, begin.start())
            if found is not None:
                return found
        return None


class AllFixed:
    """The clauses that say that everything was rectified."""

    def __init__(self, lexicon: Lexicon) -> None:
        every = lexicon.pattern("all_words").pattern
        fixed = any_of([*lexicon.words("stages.fixed")])
        done = any_of(lexicon.words("stages.done"))
        whole = any_of(
            [word for word in lexicon.words("all_words") if word not in ("已", "均", "都")]
        )
        self.every = re.compile(whole + "|均|都")
        clause = re.compile(
            f"{every}[^，,]{{0,8}}?(?:{fixed}(?:了)?{done}|{done}了?{fixed})"
            f"|{whole}[^，,]{{0,8}}?(?:{fixed}|{done})|(?:均|都)已?[^，,]{{0,6}}?{fixed}"
        )
        begins = {word[0] for word in lexicon.words("all_words") if word}
        self.clause = Sparse(clause, {*begins, "均", "都"})
        self.barred = lexicon.pattern("intents")


@lru_cache(maxsize=4096)
def bare(unit: str) -> str:
    """A unit of measure with half-width brackets and no blanks, for comparing."""
    return unit.replace("（", "(").replace("）", ")").replace(" ", "")
