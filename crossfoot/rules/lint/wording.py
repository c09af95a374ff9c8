"""The sentences in which lint speaks, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from crossfoot.model.finding import Level, Message
from crossfoot.rules.lint.assumptions import assumptions
from crossfoot.rules.lint.group import Group, Ruling
from crossfoot.rules.lint.logic import Dead, Fixed, Limit
from crossfoot.rules.lint.model import Flaw, FlawKind, Involved
from crossfoot.rules.lint.questions import Conflict
from crossfoot.rules.lint.rows import Choice, Formula, atoms
from crossfoot.rules.lint.spelling import number_text
from crossfoot.rules.lint.structure import involved

_PLACES = {
    "leaf": ("明细行", "detail rows"),
    "sub": ("“其中”行", "其中 rows"),
    "total": ("合计行", "total rows"),
    "main": ("带“其中”的行", "rows with 其中 rows"),
}
_ASKED = {
    "clash": ("规则之间有无矛盾", "whether the rules contradict each other"),
    "fixed": ("有无只能填一个值的栏", "whether a field can have one value only"),
    "bounds": ("各栏的取值范围", "the ends of the fields' values"),
    "conditions": ("有无永远不成立的条件", "whether a condition can never hold"),
}
_LEVELS = {
    Level.HARD: ("强制性", "hard"),
    Level.SOFT: ("核实性", "soft"),
    Level.HINT: ("提示性", "hint"),
}


def clashing(group: Group, found: Conflict, drop: Sequence[str]) -> Flaw:
    """Rules that no row can satisfy together."""
    zh_place, en_place = _place(group)
    minimal = not any(group.ruling(key).loose for key in found.keys)
    if len(found.keys) == 1:
        zh = f"规则 {_names_zh(group, found.keys)} 永远不成立，{zh_place}怎样填都会报错"
        en = f"rule {_names_en(group, found.keys)} can never hold: whatever {en_place} say is wrong"
    else:
        zh = f"规则 {_names_zh(group, found.keys)} 互相矛盾，{zh_place}怎样填都不能同时满足"
        en = f"rules {_names_en(group, found.keys)} contradict each other: "
        en += f"no {en_place} can satisfy them"
        if minimal:
            zh += "；去掉其中任何一条，其余即可同时满足"
            en += "; without any one of them the others can hold together"
        out = [key for key in drop if key in found.keys]
        if out:
            zh += f"（最少去掉 {_names_zh(group, out)}）"
            en += f" (the least to give up: {_names_en(group, out)})"
    return _flaw(FlawKind.INFEASIBLE, group, found, Message(zh, en), found.keys)


def dead(group: Group, found: Dead) -> Flaw:
    """A condition under which rules contradict each other, or that can never hold."""
    keys = found.conflict.keys
    if found.own:
        message = Message(
            f"当 {found.text} 时，规则 {_names_zh(group, keys)} 互相矛盾，怎样填都不能同时满足",
            f"where {found.text}, rules {_names_en(group, keys)} contradict each other: "
            "nothing satisfies them",
        )
        return _flaw(FlawKind.CONTRADICTION, group, found.conflict, message, keys)
    carriers = _names_zh(group, found.carriers)
    if keys and set(keys) != set(found.carriers):
        because = (
            f"因为规则 {_names_zh(group, keys)} 已排除",
            f"{_names_en(group, keys)} rule it out",
        )
    elif keys:
        because = ("一成立就违反规则本身", "the rule itself rules it out")
    else:
        because = ("条件自身就不可能", "it is impossible by itself")
    message = Message(
        f"规则 {carriers} 的条件 {found.text} 永远不成立，{because[0]}，规则不会起作用",
        f"the condition {found.text} of {_names_en(group, found.carriers)} can never hold: "
        f"{because[1]}, so the rule never acts",
    )
    every = tuple(dict.fromkeys((*found.carriers, *keys)))
    return _flaw(FlawKind.DEAD, group, found.conflict, message, found.carriers, every)


def fixed(group: Group, found: Fixed) -> Flaw:
    """A field that can have one value only."""
    zh, en = _label(group, found.name)
    value = number_text(found.value)
    keys = found.conflict.keys
    message = Message(
        f"《{group.form.name('zh')}》的“{zh}”只能填{value}，由规则 {_names_zh(group, keys)} 决定",
        f"“{en}” of “{group.form.name('en')}” can only be {value}, by {_names_en(group, keys)}",
    )
    return _flaw(FlawKind.FIXED, group, found.conflict, message, (found.name,), keys)


def limited(group: Group, found: Limit) -> Flaw:
    """An end of a field's values that several rules set together."""
    zh, en = _label(group, found.name)
    keys, value = found.conflict.keys, number_text(found.value)
    more = {
        (True, True): "不大于",
        (True, False): "小于",
        (False, True): "不小于",
        (False, False): "大于",
    }
    words = {
        (True, True): "at most",
        (True, False): "below",
        (False, True): "at least",
        (False, False): "above",
    }
    end = (found.upper, found.reached)
    message = Message(
        f"由规则 {_names_zh(group, keys)} 合起来可知，"
        f"《{group.form.name('zh')}》的“{zh}”{more[end]}{value}",
        f"{_names_en(group, keys)} together keep “{en}” of “{group.form.name('en')}” "
        f"{words[end]} {value}",
    )
    return _flaw(FlawKind.BOUND, group, found.conflict, message, (found.name,), keys)


def consequences(found: Sequence[tuple[Group, Ruling, Conflict]]) -> Iterator[Flaw]:
    """Rules that others say already; two that say the same are told once."""
    by_id = {ruling.rule.id: (group, conflict) for group, ruling, conflict in found}
    said: set[frozenset[str]] = set()
    for group, ruling, conflict in found:
        sources = {group.ruling(key).rule.id for key in conflict.keys}
        pair = frozenset({ruling.rule.id, *sources})
        back = by_id.get(next(iter(sources))) if len(sources) == 1 else None
        same = back is not None and {back[0].ruling(k).rule.id for k in back[1].keys} == {
            ruling.rule.id
        }
        if same and pair in said:
            continue
        said.add(pair)
        yield _consequence(group, ruling, conflict, same=same)


def unsettled(group: Group, about: str) -> Flaw:
    """A question that could be neither proved nor disproved."""
    name = group.ruling(about).rule.id if about not in _ASKED else ""
    asked = _ASKED.get(about, (f"规则 {name} 是否多余", f"whether rule {name} follows from others"))
    return Flaw(
        FlawKind.NOT_PROVED,
        Message(
            f"《{group.form.name('zh')}》：{asked[0]}，未能证明，不作结论",
            f"“{group.form.name('en')}”: {asked[1]} was not proved; nothing is claimed",
        ),
        form=group.form.id,
    )


def _consequence(group: Group, ruling: Ruling, found: Conflict, *, same: bool) -> Flaw:
    own, key = (ruling.key,), ruling.key
    own_zh, own_en = _names_zh(group, own), _names_en(group, own)
    if not found.keys:
        message = Message(
            f"规则 {own_zh} 恒成立，什么错都查不出",
            f"rule {own_en} always holds: nothing can break it",
        )
        return _flaw(FlawKind.ALWAYS, group, found, message, own)
    zh, en = _names_zh(group, found.keys), _names_en(group, found.keys)
    if same:
        message = Message(
            f"规则 {own_zh} 与 {zh} 说的是一回事", f"rules {own_en} and {en} say the same"
        )
        return _flaw(FlawKind.REDUNDANT, group, found, message, (key, *found.keys))
    names = _variables(ruling.formula) | _variables(ruling.opposite)
    used = {name for other in found.keys for name in _variables(group.ruling(other).formula)}
    further = sorted(used - names)
    if not further:
        message = Message(
            f"规则 {own_zh} 多余：满足 {zh} 就必然满足它",
            f"rule {own_en} is redundant: it follows from {en}",
        )
        return _flaw(FlawKind.REDUNDANT, group, found, message, own, (key, *found.keys))
    zh_more = "、".join(_label(group, name)[0] for name in further)
    en_more = ", ".join(_label(group, name)[1] for name in further)
    message = Message(
        f"规则 {own_zh} 可由 {zh} 推出；只有{zh_more}缺填时才另起作用",
        f"rule {own_en} follows from {en}; it adds something only where {en_more} is missing",
    )
    return _flaw(FlawKind.IMPLIED, group, found, message, own, (key, *found.keys))


def _flaw(
    kind: FlawKind,
    group: Group,
    found: Conflict,
    message: Message,
    about: Iterable[str],
    keys: Iterable[str] | None = None,
) -> Flaw:
    shown = list(about)
    involved_keys = list(shown if keys is None else keys)
    known = {ruling.key: ruling for ruling in group.rulings}
    return Flaw(
        kind,
        message,
        form=group.form.id,
        about=tuple(known[key].rule.id if key in known else key for key in shown),
        rules=tuple(_involved(known[key]) for key in involved_keys),
        assumptions=assumptions(group, [found.proof]),
        proofs=(found.proof,),
    )


def _involved(ruling: Ruling) -> Involved:
    return involved(ruling.rule, ruling.field)


def _names_zh(group: Group, keys: Sequence[str]) -> str:
    return "、".join(f"{key}（{_LEVELS[group.ruling(key).rule.level][0]}）" for key in keys)


def _names_en(group: Group, keys: Sequence[str]) -> str:
    names = [f"{key} ({_LEVELS[group.ruling(key).rule.level][1]})" for key in keys]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _place(group: Group) -> tuple[str, str]:
    zh, en = _PLACES.get(group.where, ("整张表", "tables"))
    return f"《{group.form.name('zh')}》{zh}", f"{en} of “{group.form.name('en')}”"


def _label(group: Group, name: str) -> tuple[str, str]:
    declared = group.form.fields.get(name)
    return (name, name) if declared is None else (declared.name("zh"), declared.name("en"))


def _variables(formula: Formula) -> set[str]:
    names: set[str] = set()
    for atom in atoms(formula):
        names |= {atom.name} if isinstance(atom, Choice) else {name for name, _ in atom.terms}
    return names
