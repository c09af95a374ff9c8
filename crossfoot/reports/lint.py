"""What lint has to say: as text, and as JSON with every proof."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from crossfoot.model.finding import Message
from crossfoot.reports.exact_json import Json, dump
from crossfoot.reports.places import from_here
from crossfoot.reports.screen import PLAIN, Screen, clean, wrap
from crossfoot.reports.slips import slips_json, slips_text
from crossfoot.rules.lint.model import Flaw, Inspection, Involved, Weight
from crossfoot.rules.lint.rows import Row
from crossfoot.rules.lint.search import Refuted, Step
from crossfoot.rules.phrases import counted
from crossfoot.version import __version__

if TYPE_CHECKING:
    from crossfoot.forms.model import Pack
    from crossfoot.vetting.mutation import Sensitivity

SCHEMA = 1
"""Version of the JSON that this module writes."""

_INDENT = "    "
_WEIGHTS = {
    "zh": {Weight.ERROR: "错误", Weight.HINT: "提示", Weight.INFO: "说明"},
    "en": {Weight.ERROR: "error", Weight.HINT: "hint", Weight.INFO: "note"},
}
_COLOURS = {Weight.ERROR: "31", Weight.HINT: "33", Weight.INFO: "2"}
_NO_SOLVER = Message(
    "没有安装求解器 HiGHS，只看了字段、例子和说明；"
    '要查规则之间的矛盾、多余和永远不成立的条件，请安装：pip install "crossfoot[solve]"',
    "the solver HiGHS is not installed, so only fields, examples and words were looked at; "
    "to find contradictions, idle rules and dead conditions: "
    'pip install "crossfoot[solve]"',
)


def write(
    found: Inspection,
    slips: Sensitivity | None,
    pack: Pack,
    language: str,
    screen: Screen = PLAIN,
) -> str:
    """Everything found, errors first; then what the rules notice in the sample, if there is one."""
    lines = [line for flaw in found.flaws for line in _flaw(flaw, language, screen)]
    if lines:
        lines.append("")
    lines += [wrap(text, screen.line_width) for text in _summary(found, language)]
    text = "\n".join(lines) + "\n"
    if slips is not None:
        text += "\n" + slips_text(slips, pack, language, screen)
    return text


def write_json(found: Inspection, slips: Sensitivity | None) -> str:
    """The same for programs; proofs are rows with factors that anyone can add up again."""
    looked = found.looked
    value: dict[str, Json] = {
        "crossfoot": {"version": __version__, "schema": SCHEMA},
        "pack": found.pack,
        "solver": found.solver,
        "rules": {
            "all": looked.rules,
            "whole": looked.whole,
            "partly": looked.partly,
            "aside": looked.aside,
        },
        "flaws": [_flaw_json(flaw) for flaw in found.flaws],
        "slips": None if slips is None else slips_json(slips),
    }
    return dump(value)


def _flaw(flaw: Flaw, language: str, screen: Screen) -> Iterator[str]:
    word = _WEIGHTS[language][flaw.weight]
    lead = screen.paint(word, _COLOURS[flaw.weight]) + "  "
    yield wrap(clean(_said(flaw.message, language)), screen.line_width, lead=lead, rest=_INDENT)
    if flaw.weight is not Weight.INFO or flaw.proofs:
        for rule in flaw.rules:
            yield wrap(_rule(rule), screen.line_width, lead=_INDENT, rest=_INDENT * 2)
    if flaw.assumptions:
        said = [_said(item, language) for item in flaw.assumptions]
        text = "前提：" + "；".join(said) if language == "zh" else "given: " + "; ".join(said)
        yield wrap(clean(text), screen.line_width, lead=_INDENT, rest=_INDENT * 2)


def _rule(rule: Involved) -> str:
    name = rule.id if rule.field is None else f"{rule.id}[{rule.field}]"
    place = f"{from_here(rule.origin.file)}:{rule.origin.line}"
    return clean(f"{name}  {rule.says}  ({place})")


def _summary(found: Inspection, language: str) -> tuple[str, str]:
    looked = found.looked
    errors, hints, notes = (sum(flaw.weight is weight for flaw in found.flaws) for weight in Weight)
    if language == "zh":
        first = f"共{looked.rules}条规则：错误{errors}处，提示{hints}处，说明{notes}处"
        second = (
            f"推理所及：{looked.whole}条全部，{looked.partly}条部分"
            f"（涉及多行、文字或两数相乘除的部分不作推断），{looked.aside}条不是表内公式；"
            f"结论均以分数逐一验算（{looked.asked}组）"
        )
    else:
        first = f"{counted(looked.rules, 'rule', 'rules')}: {counted(errors, 'error', 'errors')}, "
        first += f"{counted(hints, 'hint', 'hints')}, {counted(notes, 'note', 'notes')}"
        second = (
            f"Reasoned about: {looked.whole} wholly, {looked.partly} in part (nothing is concluded "
            "from sums over rows, tests of texts and products of two figures), "
            f"{looked.aside} are no formulas over tables; every conclusion was proved in fractions "
            f"({looked.asked} systems)"
        )
    return first, second if found.solver else _said(_NO_SOLVER, language)


def _said(message: Message, language: str) -> str:
    return message.zh if language == "zh" else message.en


def _flaw_json(flaw: Flaw) -> Json:
    return {
        "kind": flaw.kind.value,
        "weight": flaw.weight.value,
        "message": {"zh": flaw.message.zh, "en": flaw.message.en},
        "form": flaw.form,
        "about": list(flaw.about),
        "rules": [
            {
                "id": rule.id,
                "field": rule.field,
                "says": rule.says,
                "file": from_here(rule.origin.file),
                "line": rule.origin.line,
            }
            for rule in flaw.rules
        ],
        "assumptions": [{"zh": item.zh, "en": item.en} for item in flaw.assumptions],
        "proofs": [_proof(proof) for proof in flaw.proofs],
    }


def _proof(proof: Refuted) -> Json:
    """Branch by branch: rows that add up to something impossible, or sets with no common text."""
    return [[_step(step) for step in branch] for branch in proof.branches]


def _step(step: Step) -> Json:
    value: dict[str, Json] = {"from": step.origin, "says": step.atom.text()}
    if isinstance(step.atom, Row) and step.factor is not None:
        value["times"] = step.factor
    return value
