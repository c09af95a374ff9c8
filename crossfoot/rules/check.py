"""Checking a formula against the form it is about, before any data is seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from crossfoot.forms.faults import suggestion
from crossfoot.forms.model import Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.rules.groups import is_grouped
from crossfoot.rules.kinds import ANY, KIND_EN, KIND_ZH, NUMBER, TRUTH, Kind, field_kind
from crossfoot.rules.language import (
    BY_ROW,
    FUNCTIONS,
    SOURCES,
    Function,
)
from crossfoot.rules.measures import clash
from crossfoot.rules.model import Scope
from crossfoot.rules.parse import ExpressionFault
from crossfoot.rules.tree import (
    Arithmetic,
    Call,
    Compare,
    Each,
    FieldOf,
    Items,
    Logic,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Text,
    Truth,
    parts,
)

_LITERALS = {Number: NUMBER, Text: Kind("text"), Truth: TRUTH}


@dataclass(slots=True)
class Checker:
    """Checks formulas of one form, or of one claim kind, and collects what is wrong.

    Attributes:
        names: the bare names a formula may use.
        scope: what the rule is judged on.
    """

    pack: Pack
    names: Mapping[str, Kind]
    scope: Scope
    faults: list[ExpressionFault] = field(default_factory=list)

    def condition(self, node: Node) -> None:
        """Check a formula that must be true or false."""
        kind = self.kind(node)
        if kind.of not in ("truth", "any"):
            self.fault(
                node,
                "公式的结果应为成立或不成立，请写成比较式",
                "the formula must be true or false: compare something",
            )

    def fault(self, node: Node, zh: str, en: str) -> Kind:
        """Note a mistake at a node."""
        self.faults.append(ExpressionFault(node.start, zh, en))
        return ANY

    def kind(self, node: Node) -> Kind:
        """What a node yields; every mistake below it is noted."""
        match node:
            case Name():
                return self.name(node)
            case FieldOf():
                return self.field_of(node)
            case Arithmetic():
                return self.arithmetic(node)
            case Negative(value=value):
                return self.number(value)
            case Compare():
                return self.compare(node)
            case Not() | Logic():
                for item in parts(node):
                    self.condition(item)
                return TRUTH
            case Items(items=items):
                kinds = [self.kind(item) for item in items]
                return Kind(kinds[0].of if kinds else "any", many=True)
            case Each():
                return self.each(node)
            case Call():
                return self.call(node)
            case _:
                return _LITERALS.get(type(node), ANY)

    def name(self, node: Name) -> Kind:
        """A bare name."""
        found = self.names.get(node.id)
        if found is not None:
            return found
        zh, en = suggestion(node.id, self.names)
        return self.fault(
            node,
            f"没有名为 {node.id} 的字段或名称{zh}",
            f"there is no field or name {node.id}{en}",
        )

    def field_of(self, node: FieldOf) -> Kind:
        """A field of another form."""
        form = self.pack.forms.get(node.form)
        if form is None:
            zh, en = suggestion(node.form, self.pack.forms)
            return self.fault(
                node, f"没有名为 {node.form} 的报表{zh}", f"there is no form {node.form}{en}"
            )
        if node.id not in form.fields:
            zh, en = suggestion(node.id, form.fields)
            return self.fault(
                node,
                f"报表 {node.form} 没有字段 {node.id}{zh}",
                f"form {node.form} has no field {node.id}{en}",
            )
        return field_kind(form.fields[node.id])

    def number(self, node: Node) -> Kind:
        """A node that must be a number."""
        kind = self.kind(node)
        if kind.of not in ("number", "any"):
            return self.fault(
                node,
                f"此处应为数字，而这里是{KIND_ZH[kind.of]}",
                f"a number must stand here, not {KIND_EN[kind.of]}",
            )
        return kind

    def arithmetic(self, node: Arithmetic) -> Kind:
        """A calculation."""
        left, right = self.number(node.left), self.number(node.right)
        for side, kind in ((node.left, left), (node.right, right)):
            if kind.many:
                self.fault(
                    side,
                    "一列数字不能直接计算，请先用 sum、min 或 max",
                    "several figures cannot be calculated with: use sum, min or max",
                )
        if node.op in "+-":
            if clash(left.unit, right.unit, adding=True):
                self.fault(
                    node,
                    f"计量单位不同，不能相加减：{left.unit}与{right.unit}",
                    f"figures in {left.unit} and {right.unit} cannot be added or subtracted",
                )
            return Kind("number", left.unit or right.unit)
        if node.op == "*" and not (left.unit and right.unit):
            return NUMBER
        return NUMBER

    def compare(self, node: Compare) -> Kind:
        """A comparison, link by link."""
        kinds = [self.kind(item) for item in node.items]
        for number, op in enumerate(node.ops):
            self.link(node, op, kinds[number], kinds[number + 1])
        return TRUTH

    def link(self, node: Compare, op: str, left: Kind, right: Kind) -> None:
        """One link of a comparison."""
        if op in ("in", "not in"):
            if not right.many and right.of not in ("units", "any", "text"):
                self.fault(node, "“in”后应为列表", "a list must follow in")
            return
        if "any" in (left.of, right.of):
            return
        if left.many or right.many:
            self.fault(
                node,
                "一列数字不能直接比较，请用 sum、min、max、all 或 any",
                "several figures cannot be compared: use sum, min, max, all or any",
            )
        elif left.of != right.of and {left.of, right.of} != {"text", "date"}:
            self.fault(
                node,
                f"{KIND_ZH[left.of]}不能与{KIND_ZH[right.of]}比较",
                f"{KIND_EN[left.of]} cannot be compared with {KIND_EN[right.of]}",
            )
        elif clash(left.unit, right.unit, adding=op in ("==", "!=")):
            self.fault(
                node,
                f"计量单位不同，不能比较：{left.unit}与{right.unit}",
                f"a figure in {left.unit} cannot be compared with one in {right.unit}",
            )

    def each(self, node: Each) -> Kind:
        """``item for name in source``."""
        source = self.kind(node.source)
        inner = Kind(source.of, source.unit) if len(node.names) == 1 else ANY
        names = {**self.names, **dict.fromkeys(node.names, inner)}
        below = Checker(self.pack, names, self.scope, self.faults)
        if node.condition is not None:
            below.condition(node.condition)
        return Kind(below.kind(node.item).of, many=True)

    def call(self, node: Call) -> Kind:
        """A function of the language."""
        if node.function in SOURCES:
            return self.source(node)
        known = FUNCTIONS.get(node.function)
        if known is None:
            zh, en = suggestion(node.function, (*FUNCTIONS, *SOURCES))
            return self.fault(
                node,
                f"没有名为 {node.function} 的函数{zh}",
                f"there is no function {node.function}{en}",
            )
        count = len(node.args)
        if count < known.least or (known.most is not None and count > known.most):
            return self.fault(
                node,
                f"函数 {node.function} 的参数个数不对：应为{known.least}个，写了{count}个",
                f"{node.function} takes {known.least} arguments, not {count}",
            )
        self.keywords(node, known)
        if known.many or (node.function in ("min", "max") and len(node.args) == 1):
            return self.aggregate(node, known)
        checker = self.by_row() if node.function in BY_ROW else self
        kinds = [checker.argument(argument, known.takes) for argument in node.args]
        if node.function == "pct":
            self.rate(node, kinds)
            return Kind("number", "%")
        if node.function in ("min", "max", "abs"):
            return self.extreme(node, kinds)
        if node.function == "lookup":
            return kinds[0]
        return ANY if known.yields == "any" else Kind(known.yields)

    def keywords(self, node: Call, known: Function) -> None:
        """The named arguments of a function."""
        for name, value in node.keywords:
            if name not in known.keywords:
                zh, en = suggestion(name, known.keywords)
                self.fault(
                    value,
                    f"函数 {node.function} 没有参数 {name}{zh}",
                    f"{node.function} has no argument {name}{en}",
                )
            elif name == "over":
                self.other_form(value)
            elif name == "where":
                self.by_row().condition(value)
            else:
                self.by_row().kind(value)

    def other_form(self, node: Node) -> None:
        """The form whose rows a function runs over."""
        name = node.id if isinstance(node, Name) else ""
        if name not in self.pack.forms:
            zh, en = suggestion(name, self.pack.forms)
            self.fault(node, f"没有名为 {name} 的报表{zh}", f"there is no form {name}{en}")

    def argument(self, node: Node, takes: str) -> Kind:
        """An argument of a function that wants a number, text or condition."""
        if takes == "number":
            return self.number(node)
        if takes == "text":
            return self.text(node)
        if takes == "truth":
            self.condition(node)
            return TRUTH
        return self.kind(node)

    def rate(self, node: Call, kinds: list[Kind]) -> None:
        """Part and whole of a rate are of one unit."""
        part, whole = kinds
        if clash(part.unit, whole.unit, adding=False):
            self.fault(
                node,
                f"比率的分子与分母计量单位不同：{part.unit}与{whole.unit}",
                f"part in {part.unit} and whole in {whole.unit} make no rate",
            )

    def extreme(self, node: Call, kinds: list[Kind]) -> Kind:
        """``min``, ``max`` and ``abs``: numbers in one unit."""
        units = [kind.unit for kind in kinds if kind.unit]
        for unit in units[1:]:
            if clash(units[0], unit, adding=False):
                self.fault(
                    node,
                    f"计量单位不同，不能比较：{units[0]}与{unit}",
                    f"figures in {units[0]} and {unit} cannot be compared",
                )
        return Kind("number", units[0] if units else "")

    def text(self, node: Node) -> Kind:
        """A node that must be text."""
        kind = self.kind(node)
        if kind.of not in ("text", "any"):
            return self.fault(
                node,
                f"此处应为文字，而这里是{KIND_ZH[kind.of]}",
                f"text must stand here, not {KIND_EN[kind.of]}",
            )
        return kind

    def aggregate(self, node: Call, known: Function) -> Kind:
        """A function over several values."""
        argument = node.args[0]
        chosen = is_grouped(node)
        over_rows = self.scope in (Scope.TABLE, Scope.TOTAL)
        checker = self.by_row() if over_rows or chosen else self
        kind = checker.argument(argument, known.takes)
        several = kind.many or chosen or isinstance(argument, Each)
        if isinstance(argument, Name) and (over_rows or self.scope is Scope.TEXT):
            several = True
        if known.takes != "number" and over_rows:
            several = True
        if not several:
            self.no_rows(node)
        return Kind(known.yields, kind.unit if known.takes == "number" else "")

    def by_row(self) -> Checker:
        """The same check where names stand for the figures of one row."""
        alone = {name: Kind(kind.of, kind.unit) for name, kind in self.names.items() if kind.many}
        return Checker(self.pack, {**self.names, **alone}, self.scope, self.faults)

    def no_rows(self, node: Call) -> Kind:
        """An aggregate that is given one value instead of several."""
        return self.fault(
            node,
            f"函数 {node.function} 需要多个数，例如 {node.function}(leaf(f))",
            f"{node.function} needs several figures, such as {node.function}(leaf(f))",
        )

    def source(self, node: Call) -> Kind:
        """A function that fetches figures from elsewhere."""
        if len(node.args) != 1 or not isinstance(node.args[0], Name | FieldOf):
            return self.fault(
                node,
                f"函数 {node.function} 的括号里应为一个字段",
                f"{node.function} takes one field",
            )
        inner = self.kind(node.args[0])
        many = node.function in ("leaf", "rows", "sub", "months", "said", "listed") or (
            node.function == "children" and self.scope is not Scope.CHILD
        )
        return Kind(inner.of, inner.unit, many)
