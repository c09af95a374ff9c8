"""Who handed in what: missing units, and one unit's files that disagree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from crossfoot.forms.model import Field, Form, Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.model.finding import Basis, BasisKind, Message, Verdict
from crossfoot.model.submission import Entry, FormTable
from crossfoot.rounds.model import Handed, RoundView
from crossfoot.rules import phrases
from crossfoot.rules.exact import compare_values
from crossfoot.rules.model import Judgement, Rule, Scope
from crossfoot.rules.terms import Term, entry_term, operand
from crossfoot.rules.tree import Compare, Name
from crossfoot.rules.values import Outcome
from crossfoot.rules.verdicts import Tally

_SHOWN = 3
_LISTED = Basis(
    BasisKind.BINDING,
    "按应报单位名单与各文件的填报单位核对",
    "the list of units due was compared with the units named in the files",
)
_SAME_UNIT = Basis(
    BasisKind.BINDING,
    "两份文件的填报单位、报表和时段相同",
    "both files name the same unit, form and period",
)


def judged_round(rule: Rule, view: RoundView, pack: Pack) -> Iterator[Judgement]:
    """One rule about the submissions of a round."""
    if rule.scope is Scope.HANDED:
        yield from _doubled(rule, view, pack)
    elif _is_completeness(rule):
        yield from _missing(rule, view)


def _is_completeness(rule: Rule) -> bool:
    check = rule.check
    return (
        isinstance(check, Compare)
        and check.ops == ("<=",)
        and all(isinstance(item, Name) for item in check.items)
        and [item.id for item in check.items if isinstance(item, Name)] == ["expected", "submitted"]
    )


def _missing(rule: Rule, view: RoundView) -> Iterator[Judgement]:
    """``expected <= submitted``, unit by unit: each missing unit is a finding."""
    tally = Tally(rule)
    submitted = set(view.submitted)
    if rule.form != "*":
        submitted = {handed.unit for handed in view.handed if handed.form == rule.form}
    for unit in view.expected:
        if unit in submitted:
            tally.passed += 1
        elif unit in view.unreadable:
            tally.unknown("unreadable")
        else:
            tally.found += 1
            yield Judgement(
                rule,
                Verdict.FAIL,
                rule.level,
                basis=_LISTED,
                message=Message(
                    f"{unit}应报送，至今没有收到其文件",
                    f"nothing has been received from {unit}, which is due to hand in",
                ),
                unit=unit,
                form=None if rule.form == "*" else rule.form,
            )
    if tally.empty:
        tally.add(Verdict.NOT_APPLICABLE, "not_declared")
    yield from tally.judgements()


@dataclass(frozen=True, slots=True)
class _Difference:
    field: Field
    first: Term
    second: Term


def _doubled(rule: Rule, view: RoundView, pack: Pack) -> Iterator[Judgement]:
    """Files of one unit, form and period whose figures differ."""
    tally = Tally(rule)
    groups: dict[tuple[str, str, str | None], list[Handed]] = {}
    for handed in view.handed:
        if rule.form in ("*", handed.form):
            groups.setdefault((handed.unit, handed.form, handed.period), []).append(handed)
    for (unit, form_id, period), group in groups.items():
        first, *others = group
        for other in others:
            differences = _differences(pack.forms[form_id], first, other)
            if not differences:
                tally.passed += 1
                continue
            tally.found += 1
            form = pack.forms[form_id]
            yield _doubled_finding(rule, form, unit, period, (first, other), differences)
        if not others:
            tally.passed += 1
    if tally.empty:
        tally.add(Verdict.NOT_APPLICABLE, "no_rows")
    yield from tally.judgements()


def _doubled_finding(
    rule: Rule,
    form: Form,
    unit: str,
    period: str | None,
    pair: tuple[Handed, Handed],
    differences: list[_Difference],
) -> Judgement:
    terms = [term for found in differences for term in (found.first, found.second)]
    names = [PurePosixPath(handed.submission.document.path).name for handed in pair]
    told_zh, told_en = [], []
    for found in differences[:_SHOWN]:
        a, b = found.first, found.second
        row = f"“{a.row}”行" if a.row else ""
        told_zh.append(f"{row}{a.label[0]}分别为{a.text}、{b.text}")
        told_en.append(f"“{a.label[1]}” in row “{a.row}” {a.text} and {b.text}")
    more_zh = f"，等{len(differences)}处" if len(differences) > _SHOWN else ""
    more_en = f" … ({len(differences)} places)" if len(differences) > _SHOWN else ""
    when = f"{phrases.period(period)}的" if period else ""
    return Judgement(
        rule,
        Verdict.FAIL,
        rule.level,
        operands=tuple(operand(term, n + 1) for n, term in enumerate(terms)),
        at=(0, 1),
        basis=_SAME_UNIT,
        message=Message(
            f"{unit}{when}《{form.name('zh')}》收到两份（{names[0]}、{names[1]}），"
            f"数字不同：{'；'.join(told_zh)}{more_zh}",
            f"{unit} handed in “{form.name('en')}” twice ({names[0]}, {names[1]}) with different "
            f"figures: {'; '.join(told_en)}{more_en}",
        ),
        unit=unit,
        period=period,
        form=form.id,
        submissions=tuple(handed.submission.id for handed in pair),
    )


def _differences(form: Form, first: Handed, second: Handed) -> list[_Difference]:
    """Where two submissions of one form say something different, row by row."""
    ours, theirs = _entries(first), _entries(second)
    found: list[_Difference] = []
    for key, entry in ours.items():
        other = theirs.get(key)
        field = form.fields.get(key[-1])
        if other is None or field is None or not field.numeric:
            continue
        a = entry_term(entry, field, row=key[1])
        b = entry_term(other, field, row=key[1])
        if compare_values("==", a.value, b.value).outcome is Outcome.FAIL:
            found.append(_Difference(field, a, b))
    return found


def _entries(handed: Handed) -> dict[tuple[str, str, int, str], Entry]:
    """Entries by role, label, number among equal labels, and field."""
    found: dict[tuple[str, str, int, str], Entry] = {}
    for table in _tables(handed):
        seen: dict[tuple[str, str], int] = {}
        for record in table.records:
            row = (record.role.value, record.label)
            number = seen[row] = seen.get(row, -1) + 1
            for field_id, entry in record.entries.items():
                found.setdefault((*row, number, field_id), entry)
    return found


def _tables(handed: Handed) -> list[FormTable]:
    return [
        table
        for table in handed.submission.tables
        if table.form == handed.form
        and table.period == handed.period
        and table.unit in (handed.unit, None)
    ]
