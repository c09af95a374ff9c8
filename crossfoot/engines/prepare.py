"""A source made ready for rules: each field as a whole number or a clean text, odd rows marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from crossfoot.engines import plain, rates
from crossfoot.engines.session import EngineFault, Session, Storage, Stored
from crossfoot.forms.model import Field, FieldType
from crossfoot.forms.outline import Outline
from crossfoot.model.dataclass import dataclass
from crossfoot.model.submission import Role, State
from crossfoot.rules.neighbours import prior
from crossfoot.rules.sql.sight import ODD, ROLE, ROW, Scene, Sight

if TYPE_CHECKING:
    from sqlglot import exp

    from crossfoot.forms.columns import Column

PREPARED = "crossfoot_rows"
_MOST_TEXTS = 50_000
_MOST_MENDED = 2_000
_MOST_ODD = 1_000
_FEW = 20


@dataclass(frozen=True, slots=True)
class Reader:
    """What the forms room lends for reading entries: the same for every engine.

    Attributes:
        column: what reads the entries of a field, from how often each text comes.
        role: what a text in a key says of its row.
        blank_zero: whether an empty cell of a field says zero.
        period: a period as it is spelled among ourselves.
    """

    column: Callable[[Field, Mapping[str, int]], Column]
    role: Callable[[str], Role]
    blank_zero: Callable[[Field], bool]
    period: Callable[[str], str] = str


@dataclass(slots=True)
class Prepared:
    """A source made ready.

    Attributes:
        counted: by field the texts of rate columns and how often each comes, for reading single
            rows as the whole column asks for.
        shares: rates that are written as shares of one.
    """

    scene: Scene
    counted: dict[str, Mapping[str, int]] = field(default_factory=dict)
    shares: frozenset[str] = frozenset()


class Preparation:
    """Looks at the columns that rules need, and writes the query that prepares them."""

    def __init__(self, session: Session, outline: Outline, reader: Reader) -> None:
        """Nothing is asked of the engine yet."""
        self.session = session
        self.outline = outline
        self.reader = reader
        self.shown: dict[str, exp.Expr] = {}
        self.odd: list[exp.Expr] = []
        self.counted: dict[str, Mapping[str, int]] = {}
        self.shares: set[str] = set()
        self.extents: dict[str, plain.Extent] = {}
        self.light = True  # what is made of the columns costs little to make again
        self.told: list[tuple[Stored, exp.Expr]] = []  # texts that are odd wherever they stand

    def prepare(self, needed: Iterable[str]) -> Prepared:
        """Prepare the fields that rules need, and the keys.

        Raises:
            EngineFault: a column cannot be judged as it is stored; the message says what to do.
        """
        wanted = set(needed)
        refused = [self._refused(f) for f in self.outline.form.fields.values() if f.id in wanted]
        lines = [line for line in refused if line is not None]
        if lines:
            raise EngineFault("；".join(zh for zh, _ in lines), "; ".join(en for _, en in lines))
        self.extents = self._measured(wanted)
        sights = {
            declared.id: self._sight(declared) if declared.id in wanted else Sight(declared, None)
            for declared in self.outline.form.fields.values()
        }
        keys, telling = self._keys()
        roles = self._roles(telling)
        period = self._period()
        if not roles and period is None:  # then no question is about them
            keys = {}
            self.shown = {name: sql for name, sql in self.shown.items() if name[:2] != "k_"}
        rows = self._odd_rows() if self.session.views else None
        if rows is not None:
            self.odd = [plain.one_of_rows(rows, ROW)] if rows else []
        light = rows is not None and self.light and not roles and period is None
        self.session.prepare(PREPARED, self._query(), stored=not light)
        sights |= keys
        scene = Scene(
            form=self.outline.form,
            table=PREPARED,
            fields=sights,
            distinct=self._distinct,
            keys=tuple(keys),
            parts=tuple(name for name in keys if name != telling),
            roles=roles,
            period=period,
            odd=rows is None or bool(rows),
        )
        return Prepared(scene, self.counted, frozenset(self.shares))

    def _stored(self, column: int) -> Stored:
        return self.session.columns[column]

    def _refused(self, declared: Field) -> tuple[str, str] | None:
        """Why a column of doubles cannot be judged: nobody says what was stated."""
        column = self.outline.columns.get(declared.id)
        if column is None or self._stored(column).storage is not Storage.DOUBLE:
            return None
        if declared.decimals is not None or declared.type is FieldType.COUNT:
            return None
        name = self._stored(column).name
        file = "/".join((self.outline.form.source or "schemas").replace("\\", "/").split("/")[-2:])
        zh = (
            f"的列“{name}”存为双精度小数，看不出填报时保留几位，精确核对会误报。"
            f"请在 {file} 的字段 {declared.id} 中写明位数，如 decimals: 2"
        )
        en = (
            f"stores column {name} as DOUBLE, which does not say with how many digits its "
            f"figures were stated, so that honest sums would fail; add to field {declared.id} "
            f"in {file}: decimals: 2"
        )
        return zh, en

    def _sight(self, declared: Field) -> Sight:
        column = self.outline.columns.get(declared.id)
        if column is None:
            return Sight(declared, None)
        stored = self._stored(column)
        if not declared.numeric:
            return self._text(declared, stored, f"x_{declared.id}")
        if declared.type is FieldType.RATE:
            return self._rate(declared, stored)
        return self._number(declared, stored)

    def _number(self, declared: Field, stored: Stored) -> Sight:
        made = plain.number(declared, stored, self._most(stored), self.session.dialect)
        self.light = self.light and (stored.storage is not Storage.TEXT or stored.plain is not None)
        name = f"v_{declared.id}"
        value = made.value
        blank_zero = self.reader.blank_zero(declared)
        if made.odd is not None:
            self.odd.append(made.odd)
        if blank_zero:
            value = plain.zero_where_blank(value, stored)
        self.shown[name] = value
        half = Fraction(0)
        if declared.rounded and declared.type is FieldType.AMOUNT:
            if declared.decimals is None:
                return replace(Sight(declared, name), unfit="decimals")
            half = Fraction(10**made.scale, 2 * 10**declared.decimals)
        if declared.tolerance is not None:
            half = Fraction(declared.tolerance) * 10**made.scale
        return Sight(declared, name, made.scale, made.digits, half, blank_zero)

    def _most(self, stored: Stored) -> plain.Extent:
        """How long the numbers of a column are."""
        if stored.storage is not Storage.TEXT or stored.plain is not None:
            return plain.Extent(stored.digits, stored.scale)
        return self.extents[stored.name]

    def _measured(self, wanted: set[str]) -> dict[str, plain.Extent]:
        """The same of all columns of counts and amounts that are texts, asked for at once."""
        columns = [
            (self._stored(self.outline.columns[one.id]), one.type is not FieldType.COUNT)
            for one in self.outline.form.fields.values()
            if one.id in wanted and one.id in self.outline.columns
            if one.numeric and one.type is not FieldType.RATE
        ]
        texts = [
            (stored, points)
            for stored, points in columns
            if stored.storage is Storage.TEXT and stored.plain is None
        ]
        if not texts:
            return {}
        (row,) = self.session.rows(plain.extents(texts, self.session.source))
        return {
            stored.name: plain.Extent(int(row[2 * n] or 1), int(row[2 * n + 1] or 0))
            for n, (stored, _) in enumerate(texts)
        }

    def _rate(self, declared: Field, stored: Stored) -> Sight:
        """A rate: its column as a whole says how it is written and with how many digits."""
        texts = self._rate_texts(declared, stored)
        self.counted[declared.id] = texts
        way = rates.way_of(self.reader.column(declared, texts), texts)
        name = f"v_{declared.id}"
        if way is None:
            self.shown[name] = plain.never()
            self.odd.append(plain.given(stored))
            return Sight(declared, name, 0, 1)
        if way.share:
            self.shares.add(declared.id)
        made = rates.rate(stored, way, self.session.dialect)
        if made.odd is not None:
            self.odd.append(made.odd)
            self.told.append((stored, made.odd))
        self.shown[name] = made.value
        half = Fraction(declared.tolerance) * 10**made.scale if declared.tolerance else None
        return Sight(declared, name, made.scale, made.digits, Fraction(5) if half is None else half)

    def _rate_texts(self, declared: Field, stored: Stored) -> Mapping[str, int]:
        found = self.session.rows(rates.kinds_of_rates(stored, declared, self.session.source))
        return {str(text): int(times) for *_, text, times in found if text is not None}

    def _text(self, declared: Field, stored: Stored, name: str) -> Sight:
        """A text, date or choice: what it means where that is not what is written."""
        whole = declared.type is not FieldType.TEXT
        texts = self._texts(stored)
        found = [t for t in texts or () if whole or plain.needs_mending(t)]
        reader = self.reader.column(declared, dict.fromkeys(found, 1))
        mended: dict[str, str | None] = {}
        odd: list[str] = []
        for text in found:
            reading = plain.reading(reader, text)
            if reading.state is State.BLANK:
                mended[text] = None
            elif reading.state is not State.TEXT or reading.content is None:
                odd.append(text)
            elif reading.content != text:
                mended[text] = reading.content
        if texts is None or len(mended) + len(odd) > _MOST_MENDED:
            self.odd.append(plain.to_be_mended(stored, every=whole))
            mended, odd = {}, []
        self.light = self.light and len(mended) + len(odd) <= _FEW
        blank = texts is None or "" in texts
        self.shown[name] = plain.clean(stored, mended, odd, blank=blank)
        if odd:
            self.odd.append(plain.one_of(stored, odd))
        return Sight(declared, name)

    def _keys(self) -> tuple[dict[str, Sight], str | None]:
        """The declared keys as texts of their own, and the one that tells totals from details."""
        sights: dict[str, Sight] = {}
        telling: str | None = None
        for name, column in self.outline.keys.items():
            stored = self._stored(column)
            declared = Field(f"@{name}", FieldType.TEXT, zh=name)
            self.shown[f"k_{name}"] = plain.as_text(stored)
            sights[f"@{name}"] = Sight(declared, f"k_{name}")
            field = self.outline.form.fields.get(name)
            if (field is None or not field.numeric) and self._tells(stored):
                telling = f"@{name}"
        return sights, telling

    def _tells(self, stored: Stored) -> bool:
        if stored.storage is not Storage.TEXT:
            return False
        texts = self._texts(stored)
        return any(self.reader.role(text) is not Role.LEAF for text in texts or ())

    def _texts(self, stored: Stored) -> Sequence[str] | None:
        """The different texts of a column; ``None`` when there are too many to look at each."""
        query = plain.distinct(stored.name, self.session.source, _MOST_TEXTS + 1)
        found = [str(row[0]) for row in self.session.rows(query) if row[0] is not None]
        return None if len(found) > _MOST_TEXTS else found

    def _roles(self, telling: str | None) -> bool:
        if telling is None:
            return False
        stored = self._stored(self.outline.keys[telling.removeprefix("@")])
        roles: dict[str, list[str]] = {}
        for text in self._texts(stored) or ():
            role = self.reader.role(text)
            if role is not Role.LEAF:
                roles.setdefault(role.value, []).append(text)
        self.shown[ROLE] = plain.choice(stored, roles, "leaf")
        return True

    def _period(self) -> str | None:
        """The key that is a period, its texts spelled alike, and what lies before each of them."""
        if "period" not in self.outline.keys:
            return None
        stored = self._stored(self.outline.keys["period"])
        texts = self._texts(stored)
        if texts is None or len(texts) > _MOST_MENDED:
            return None
        spelled = {text: self.reader.period(text) for text in texts}
        known = frozenset(spelled.values())
        self.shown["k_period"] = plain.meant(stored, spelled)
        for function in ("prev", "last_year"):
            earlier = {text: prior(own, function, known) for text, own in spelled.items()}
            self.shown[f"s_{function}"] = plain.meant(stored, earlier)
        return "@period"

    def _odd_rows(self) -> list[int] | None:
        """The rows with a cell that SQL cannot take; ``None`` when there are many."""
        odd = list(self.odd)
        for stored, condition in self.told:
            if stored.storage is Storage.TEXT:  # a few thousand texts instead of all rows
                source = self.session.source
                asked = plain.texts_that(condition, stored.name, source, _MOST_ODD + 1)
                texts = [str(row[0]) for row in self.session.rows(asked)]
                if len(texts) <= _MOST_ODD:
                    at = odd.index(condition)
                    odd[at : at + 1] = [plain.one_of(stored, texts)] if texts else []
        if not odd:
            return []
        asked = plain.rows_that(odd, ROW, self.session.source, _MOST_ODD + 1)
        rows = sorted(int(row[0]) for row in self.session.rows(asked))
        return rows if len(rows) <= _MOST_ODD else None

    def _query(self) -> exp.Expr:
        return plain.select(self.session.source, self.shown, self.odd, ROW, ODD)

    def _distinct(self, column: str) -> Sequence[str | None] | None:
        found = [row[0] for row in self.session.rows(plain.distinct(column, PREPARED, 20_001))]
        return None if len(found) > 20_000 else found
