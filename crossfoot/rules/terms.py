"""What a name in a formula stands for: a value with its words and its place."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from crossfoot.forms.model import Field, FieldType
from crossfoot.model.dataclass import dataclass
from crossfoot.model.figure import Figure, Place
from crossfoot.model.quantity import Convention, Quantity
from crossfoot.model.submission import Entry, State
from crossfoot.rules.model import Operand
from crossfoot.rules.values import Amount, Truth, Unknown, amount, exactly

Value = Amount | str | Truth | Unknown | tuple["Value", ...] | frozenset[str]

_REASONS = {
    State.BLANK: "missing",
    State.NOT_APPLICABLE: "not_applicable",
    State.NOT_COLLECTED: "not_collected",
    State.UNREADABLE: "unreadable",
    State.ABSENT: "absent",
}
NOT_APPLICABLE_REASONS = frozenset(
    {
        "not_applicable",
        "absent",
        "no_rows",
        "zero_divisor",
        "no_earlier",
        "no_such_table",
        "not_declared",
        "not_in_tree",
    }
)
"""Reasons for which a rule does not apply, rather than could not be evaluated."""


@dataclass(frozen=True, slots=True)
class Term:
    """One operand in place.

    Attributes:
        role: field id, or role in a claim.
        label: its name as (zh, en).
        value: what the evaluator works with.
        unit: unit of measure to print behind the figure.
        row: the row's label, where several rows take part.
        parts: the terms that add up to this one, when it stands for several entries.
        when: where it comes from when not from the row at hand: ``prev``, ``last_year`` …, or the
            period of another row of the same table.
    """

    role: str
    label: tuple[str, str]
    value: Value
    state: State = State.STATED
    text: str = ""
    place: Place | None = None
    quantity: Quantity | None = None
    unit: str = ""
    row: str = ""
    parts: tuple[Term, ...] = ()
    when: str = ""

    def __hash__(self) -> int:
        """What tells terms apart cheaply; numbers as sets of true values are costly to hash."""
        return hash((self.role, self.text, self.row, self.when))

    @property
    def amount(self) -> Amount | None:
        """The value, when it is a number."""
        return self.value if isinstance(self.value, Amount) else None


def field_label(field: Field) -> tuple[str, str]:
    """The names of a field in Chinese and English."""
    return field.name("zh"), field.name("en")


def entry_term(
    entry: Entry | None,
    field: Field,
    *,
    blank_is_zero: bool = False,
    convention: Convention = Convention.ANY_HALF,
    row: str = "",
) -> Term:
    """The term of one entry of a field; ``None`` is an absent column."""
    label = field_label(field)
    if entry is None:
        return Term(field.id, label, Unknown("absent"), State.ABSENT, row=row)
    used = convention if field.type is FieldType.RATE else Convention.ANY_HALF
    value: Value
    if entry.state is State.STATED and entry.quantity is not None:
        value = amount(entry.quantity, used)
    elif entry.state is State.TEXT:
        value = entry.content if entry.content is not None else entry.text
    elif entry.state is State.BLANK and blank_is_zero and field.numeric:
        value = exactly(0, field.unit)
    else:
        value = Unknown(_REASONS.get(entry.state, "unreadable"))
    unit = entry.quantity.unit if entry.quantity is not None else field.unit
    return Term(
        field.id,
        label,
        value,
        entry.state,
        entry.text,
        entry.place,
        entry.quantity,
        unit or field.unit,
        row,
    )


def figure_term(
    role: str,
    label: tuple[str, str],
    figure: Figure,
    convention: Convention = Convention.ANY_HALF,
) -> Term:
    """The term of a figure in a text; the convention is how its rates are rounded."""
    quantity = figure.quantity
    if quantity is None:
        return Term(role, label, figure.text, State.TEXT, figure.text, figure.place)
    used = convention if quantity.unit == "%" else Convention.ANY_HALF
    return Term(
        role,
        label,
        amount(quantity, used),
        State.STATED,
        figure.text,
        figure.place,
        quantity,
        quantity.unit,
    )


def added(values: Iterable[Value]) -> Value:
    """The sum of several values: what is not applicable counts as nothing, what is missing decides.

    Several unknown values keep the reason of the first.
    """
    exact, unit = Fraction(0), ""
    rounded: list[Amount] = []
    for value in values:
        if isinstance(value, Unknown):
            if value.reason == "not_applicable":
                continue
            return value
        if not isinstance(value, Amount):
            return Unknown("not_a_number")
        unit = unit or value.unit
        if value.exact is None:
            rounded.append(value)
        else:
            exact += value.exact
    total = exactly(exact, unit)
    for value in rounded:
        total = total + value
    return total


def gathered(parts: tuple[Term, ...]) -> Term:
    """Several entries of one field as one term."""
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    return Term(
        first.role, first.label, added(p.value for p in parts), unit=first.unit, parts=parts
    )


def flat(terms: Iterable[Term]) -> list[Term]:
    """Single entries, gathered terms taken apart."""
    result: list[Term] = []
    for term in terms:
        result.extend(flat(term.parts) if term.parts else [term])
    return result


def operand(term: Term, number: int) -> Operand:
    """The term as a finding shows it; ``number`` makes its figure's id.

    A text, a date and an empty cell have a place too: figures without a quantity.
    """
    figure = None
    if term.place is not None and not term.parts:
        figure = Figure(
            id=f"f{number}",
            text=term.text,
            quantity=term.quantity,
            place=term.place,
            field=term.role,
            role=term.role,
        )
    return Operand(term.role, term.label, figure, term.state, term.text)
