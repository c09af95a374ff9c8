"""What pandera says of a frame's structure, put so that an office can act on it.

pandera lists every failure by column and row; here the same entries of a column are one finding
each, a column that is wrong throughout is one, and rows that share a key are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from crossfoot.engines.frames.cells import Oddity
from crossfoot.engines.frames.ground import Ground
from crossfoot.engines.frames.prepared import PreparedFrame
from crossfoot.engines.frames.schema import schema_of
from crossfoot.forms.model import Field
from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Level, Message
from crossfoot.rules.model import RuleSet

if TYPE_CHECKING:
    from pandera.errors import SchemaError

_WRONG = {
    Oddity.NOT_A_NUMBER: ("不是一个确切的数字", "not one exact number"),
    Oddity.TRUTH: ("是真假值，不是数字", "a truth value, not a number"),
    Oddity.INFINITE: ("不是有限的数", "not a finite number"),
    Oddity.NOT_WHOLE: ("个数应为整数", "a count is a whole number"),
    Oddity.NOT_READABLE: ("无法识别", "cannot be read"),
    Oddity.NOT_A_CHOICE: ("不在规定的选项之内", "none of the declared choices"),
    Oddity.MISSING: ("必填而未填", "required, and left blank"),
}
_FINDERS = {  # finders whose rules already say so, cell by cell
    "unreadable_cell": (Oddity.NOT_A_NUMBER, Oddity.TRUTH, Oddity.INFINITE),
    "count_not_whole": (Oddity.NOT_WHOLE,),
}
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Failure:
    """Something amiss with the structure of a frame.

    Attributes:
        field: id of the field it concerns, if it concerns one.
        rows: rows of the frame, from 0, in order; none where it is about the frame as a whole.
        stated: the entry as written, where there is one.
    """

    message: Message
    field: str | None = None
    rows: tuple[int, ...] = ()
    stated: str | None = None
    level: Level = Level.HARD


def failures(prepared: PreparedFrame, ground: Ground) -> list[Failure]:
    """Let pandera look at a frame by its form's schema, and say what it found."""
    import pandera.pandas as pa

    frame = prepared.by_field()
    key = [name for name in prepared.key if name in frame.columns]
    form = prepared.form
    schema = schema_of(form, config=ground.config, key=key)
    found: list[Failure] = []
    told = _told_by_rules(ground.rules, form.id)
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        for error in errors.schema_errors:
            found += _failures(error, prepared, key, told)
    for field_id, cells in prepared.cells.items():
        if cells.longer and field_id in form.fields:
            found.append(_longer(form.fields[field_id], cells.longer))
    order = {field_id: number for number, field_id in enumerate(form.fields)}
    found.sort(key=lambda item: (item.rows[:1] or (-1,), order.get(item.field or "", -1)))
    return found


def _told_by_rules(rules: RuleSet, form: str) -> frozenset[Oddity]:
    """What rules of the form say of single cells themselves."""
    finders = {rule.finder for rule in rules.of_form(form)}
    return frozenset(
        oddity for finder, oddities in _FINDERS.items() if finder in finders for oddity in oddities
    )


def _failures(
    error: SchemaError, prepared: PreparedFrame, key: Sequence[str], told: frozenset[Oddity]
) -> Iterator[Failure]:
    import pandera.pandas as pa

    reasons = pa.errors.SchemaErrorReason
    fields = prepared.form.fields
    match error.reason_code:
        case reasons.COLUMN_NOT_IN_DATAFRAME:
            for missing in _cases(error):
                yield _no_column(fields[missing])
        case reasons.DUPLICATES:
            yield from _repeated(_positions(error), prepared, key)
        case _:
            field = fields[str(error.schema.name)]
            yield from _entries(field, _positions(error), prepared, told)


def _cases(error: SchemaError) -> list[str]:
    cases: Any = error.failure_cases
    return [cases] if isinstance(cases, str) else [str(case) for case in cases["failure_case"]]


def _positions(error: SchemaError) -> list[int]:
    """The rows that an error is about; the gate's frame numbers them from 0."""
    cases: Any = error.failure_cases
    return sorted({int(row) for row in cases["index"]})


def _no_column(field: Field) -> Failure:
    zh = f"缺少必填栏目“{field.name('zh')}”"
    return Failure(Message(zh, f"the required column {field.name('en')} is missing"), field.id)


def _entries(
    field: Field, rows: Sequence[int], prepared: PreparedFrame, told: frozenset[Oddity]
) -> Iterator[Failure]:
    """Entries of one column: those that are wrong throughout are one finding."""
    cells = prepared.cells[field.id]
    kinds: dict[Oddity, list[int]] = defaultdict(list)
    for row in rows:
        kinds[cells.odd[row]].append(row)
    filled = sum(bool(text) for text in cells.texts)
    for oddity, several in kinds.items():
        if oddity in told:
            continue
        every = len(cells.texts) if oddity is Oddity.MISSING else filled
        if len(several) == every > 1:
            yield _throughout(field, oddity, several, cells.texts[several[0]])
            continue
        for row in several:
            yield _entry(field, oddity, row, cells.texts[row])


def _entry(field: Field, oddity: Oddity, row: int, text: str) -> Failure:
    zh, en = _WRONG[oddity]
    if oddity is Oddity.MISSING:
        message = Message(f"{field.name('zh')}{zh}", f"{field.name('en')} is {en}")
    else:
        message = Message(
            f"{field.name('zh')}填报“{text}”，{zh}",
            f"{field.name('en')} is stated as “{text}”: {en}",
        )
    return Failure(message, field.id, (row,), text or None)


def _throughout(field: Field, oddity: Oddity, rows: Sequence[int], text: str) -> Failure:
    zh, en = _WRONG[oddity]
    such = ("", "") if not text else (f"（如“{text}”）", f" (such as “{text}”)")
    message = Message(
        f"{field.name('zh')}整栏{len(rows)}行{such[0]}{zh}",
        f"{field.name('en')}, in all its {len(rows)} rows{such[1]}: {en}",
    )
    return Failure(message, field.id, tuple(rows), text or None)


def _repeated(
    rows: Iterable[int], prepared: PreparedFrame, key: Sequence[str]
) -> Iterator[Failure]:
    """Rows under one key, a finding for each key; a row without any key is under none."""
    frame = prepared.by_field()[list(key)]
    blank = frame.isna()
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row in rows:
        values = zip(frame.iloc[row], blank.iloc[row], strict=True)
        groups[tuple("" if gap else str(value).strip() for value, gap in values)].append(row)
    for parts, several in groups.items():
        said = " ".join(filter(None, parts))
        if said and len(several) > 1:
            yield _repeat(said, several)


def _repeat(said: str, rows: Sequence[int]) -> Failure:
    named = [str(row + 1) for row in rows[:_MOST_NAMED]]
    more = len(rows) > len(named)
    which = "、".join(named) + ("…" if more else "")
    zh = f"“{said}”有{len(rows)}行（第{which}行），同一内容只应有一行"
    en = (
        f"“{said}” has {len(rows)} rows ({', '.join(named)}{' …' if more else ''}); "
        "there should be one"
    )
    return Failure(Message(zh, en), None, tuple(rows), said)


def _longer(field: Field, rows: Sequence[int]) -> Failure:
    digits = field.decimals
    return Failure(
        Message(
            f"{field.name('zh')}有{len(rows)}行的小数位数多于规定的{digits}位，按{digits}位小数核对",
            f"{len(rows)} figure(s) of {field.name('en')} have more than the declared {digits} "
            "digits after the point and are checked as printed with them",
        ),
        field.id,
        tuple(rows),
        level=Level.HINT,
    )
