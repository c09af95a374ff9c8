"""Which form a table is, and which of its columns is which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from crossfoot.forms.labels import norm
from crossfoot.forms.model import Form, TableMapping
from crossfoot.forms.names import Header, Match, Names
from crossfoot.model.dataclass import dataclass

MONTH = "@month"  # the 本月 column beside a cumulative field's own

_TITLE_BONUS = 200
_AFTER_SCORE = 9
_BASE = 60


@dataclass(slots=True)
class Assignment:
    """A form and the columns of a table that are its fields.

    Attributes:
        columns: field id (with ``@month`` for a 本月 column) to column of the view.
        rivals: columns that name a field which another column is already.
        score: how well the table fits the form.
    """

    form: Form
    columns: dict[str, int] = field(default_factory=dict)
    rivals: dict[int, str] = field(default_factory=dict)
    score: int = 0

    @property
    def taken(self) -> dict[int, str]:
        """Column to field."""
        return {column: key for key, column in self.columns.items()}


def assign(
    names: Names,
    headers: Mapping[int, Header],
    *,
    title: str | None = None,
    mapping: TableMapping | None = None,
) -> Assignment | None:
    """The form that covers the headers best, with its columns; ``None`` when none covers any.

    Args:
        names: all names of all fields.
        headers: header of each column.
        title: id of the form that the title names, if it names one.
        mapping: what the configuration says of the table.
    """
    found = {column: _candidates(names, header) for column, header in headers.items()}
    wanted = mapping.form if mapping is not None else None
    best: Assignment | None = None
    for form in names.forms.values():
        if wanted is not None and form.id != wanted:
            continue
        forced = _forced(form, headers, mapping)
        own = {
            column: [match for match in matches if match[0].form == form.id]
            for column, matches in found.items()
        }
        made = _assign_form(names, form, headers, own, forced)
        if made.columns and title == form.id:
            made.score += _TITLE_BONUS
        if made.columns and (best is None or made.score > best.score):
            best = made
    return best


def _candidates(names: Names, header: Header) -> list[tuple[Match, bool]]:
    """Fields a header may mean, each with whether it is the 本月 column."""
    plain = names.matches(header)
    if tuple(header.texts) == () or (len(header.parts) == len(header.texts) and not header.month):
        return [(match, False) for match in plain]
    whole = names.matches(names.whole(header))
    best = max((match.score for match in plain), default=0)
    if max((match.score for match in whole), default=0) > best:
        return [(match, False) for match in whole]
    return [(match, header.month) for match in plain]


def _forced(
    form: Form, headers: Mapping[int, Header], mapping: TableMapping | None
) -> dict[int, str]:
    """Columns that the configuration names."""
    if mapping is None or not mapping.headers:
        return {}
    wanted = {norm(text): field_id for text, field_id in mapping.headers.items()}
    forced = {}
    for column, header in headers.items():
        for text in (header.text, header.texts[-1] if header.texts else ""):
            field_id = wanted.get(norm(text))
            if field_id is not None and field_id.removesuffix(MONTH) in form.fields:
                forced[column] = field_id
    return forced


def _assign_form(
    names: Names,
    form: Form,
    headers: Mapping[int, Header],
    own: Mapping[int, Sequence[tuple[Match, bool]]],
    forced: Mapping[int, str],
) -> Assignment:
    made = Assignment(form)
    for column, field_id in sorted(forced.items()):
        if field_id not in made.columns:
            made.columns[field_id] = column
            made.score += _BASE + 2 * _AFTER_SCORE
    offers = sorted(
        (-match.score, column, match.field, month)
        for column, matches in own.items()
        if column not in forced
        for match, month in matches
    )
    taken = set(made.columns.values())
    for negative, column, field_id, month in offers:
        if column in taken:
            continue
        key = field_id + MONTH if month and form.fields[field_id].cumulative else field_id
        if key in made.columns:
            made.rivals.setdefault(column, key)
            continue
        made.columns[key] = column
        made.score += _BASE - negative
        taken.add(column)
    _bind_after(names, form, headers, made)
    made.rivals = {c: key for c, key in made.rivals.items() if c not in made.taken}
    return made


def _bind_after(names: Names, form: Form, headers: Mapping[int, Header], made: Assignment) -> None:
    """Give bare labels such as 其中：已整改 the field that they follow."""
    taken = made.taken
    before: set[str] = set()
    for column in sorted(headers):
        header = headers[column]
        key = taken.get(column)
        if key is not None:
            before = {key.removesuffix(MONTH)}
            continue
        found = names.after(form, header, before)
        if found is not None:
            key = found.id + MONTH if header.month and found.cumulative else found.id
            if key not in made.columns:
                made.columns[key] = column
                made.score += _BASE + _AFTER_SCORE
                before.add(found.id)
        elif header.parts and not _is_aside(names, header):
            before = set()


def _is_aside(names: Names, header: Header) -> bool:
    """True for labels between a field and what belongs to it that change nothing."""
    text = header.texts[-1]
    key = norm(text)
    return (
        key in names.layout.meta
        or key in names.layout.labels
        or names.layout.split_of_which(text)[1]
    )
