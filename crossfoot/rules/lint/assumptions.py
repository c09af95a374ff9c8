"""What a proof takes for granted, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossfoot.forms.model import Field, FieldType
from crossfoot.model.finding import Message
from crossfoot.rules.lint.group import GIVEN, Group
from crossfoot.rules.lint.rows import Atom, Choice, atoms
from crossfoot.rules.lint.search import Refuted

FILLED = Message("所涉各栏均已填报", "every figure named is filled in")
_TRUE_VALUES = Message(
    "比率和取整的金额按真实值论，不计取舍",
    "rates and rounded amounts are taken at their true values, rounding aside",
)
_WHOLE = Message("个数、日期是整数", "counts and dates are whole numbers")
_DIVISOR = Message("除数为零时比率不作判断", "a rate with a divisor of zero says nothing")


def assumptions(group: Group, proofs: Iterable[Refuted]) -> tuple[Message, ...]:
    """Everything that proofs about a group of rules rest on besides the rules."""
    proofs = list(proofs)
    steps = [step for proof in proofs for branch in proof.branches for step in branch]
    origins = {origin for proof in proofs for origin in proof.origins}
    said = [FILLED]
    names = {name for step in steps for name in _names(step.atom)}
    ranged = sorted(origin[5:] for origin in origins if origin.startswith("type:"))
    said += _ranges(group, ranged)
    if any(origin.startswith("fact:") for origin in origins):
        said.append(_DIVISOR)
    written = {ruling.key: set(atoms(ruling.formula)) for ruling in group.rulings}
    asked = {atom for r in group.rulings for c in r.conditions for atom in atoms(c.formula)}
    written[GIVEN] = asked
    if any(step.atom not in written.get(step.origin, {step.atom}) for step in steps):
        said.append(_WHOLE)
    if any(_rounded(group.form.fields.get(name)) for name in names):
        said.append(_TRUE_VALUES)
    return tuple(said)


def _ranges(group: Group, names: list[str]) -> Iterator[Message]:
    texts = {
        clause.origin[5:]: clause.formula
        for clause in group.ranges
        if isinstance(clause.formula, Choice)
    }
    numbers = [name for name in names if name not in texts]
    if numbers:
        labels = [_label(group, name) for name in numbers]
        yield Message(
            f"{'、'.join(zh for zh, _ in labels)}不小于零",
            f"{', '.join(en for _, en in labels)} not below zero",
        )
    for name in names:
        if name in texts and set(texts[name].texts) != {"yes", "no"}:
            zh, en = _label(group, name)
            values = sorted(texts[name].texts)
            yield Message(f"{zh}只填{'、'.join(values)}", f"{en} is one of {', '.join(values)}")


def _label(group: Group, name: str) -> tuple[str, str]:
    declared = group.form.fields.get(name)
    return (name, name) if declared is None else (declared.name("zh"), declared.name("en"))


def _names(atom: Atom) -> set[str]:
    return {atom.name} if isinstance(atom, Choice) else {name for name, _ in atom.terms}


def _rounded(declared: Field | None) -> bool:
    return declared is not None and (
        declared.type is FieldType.RATE or declared.rounded or declared.tolerance is not None
    )
