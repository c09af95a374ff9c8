"""A formula's text → its typed tree.  Python's grammar reads it; nothing is ever evaluated."""

from __future__ import annotations

import ast
from fractions import Fraction

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
)

_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Mod: "%"}
_COMPARE = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}


class ExpressionFault(ValueError):
    """A formula that cannot be understood.

    Attributes:
        offset: the character of the formula at which the trouble is, from 0.
    """

    def __init__(self, offset: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.offset = offset
        self.zh = zh
        self.en = en


def parse(text: str) -> Node:
    """Read a formula.

    Raises:
        ExpressionFault: it is not a formula, or uses something outside the language.
    """
    flat = text.replace("\n", " ").replace("\r", " ")
    try:
        tree = ast.parse(flat, mode="eval")
    except SyntaxError as error:
        offset = error.offset - 1 if error.offset else len(flat.rstrip())
        raise ExpressionFault(offset, *_syntax_words(flat, offset)) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise ExpressionFault(0, "公式无法解析", "the formula cannot be read") from error
    return _Builder(flat).node(tree.body)


def _syntax_words(text: str, offset: int) -> tuple[str, str]:
    found = text[offset : offset + 1]
    before = text[offset - 1 : offset]
    after = text[offset + 1 : offset + 2]
    if found == "=" and "=" not in (before, after):
        return (
            "公式中的“=”应写作“==”（判断相等）",
            "write == to compare; a single = is not part of the language",
        )
    if found in "（），＞＜＝＋－×÷“”":
        return (
            f"公式中有全角符号“{found}”，请改用半角符号",
            f"the character {found} is full-width; use the plain one",
        )
    return "公式写法有误，此处无法理解", "the formula cannot be understood here"


class _Builder:
    """Turns the parser's nodes into ours."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.encoded = text.encode()

    def span(self, node: ast.expr) -> tuple[int, int]:
        """First and last character of a node; the parser counts UTF-8 bytes."""
        start, end = node.col_offset, node.end_col_offset or node.col_offset
        return len(self.encoded[:start].decode()), len(self.encoded[:end].decode())

    def fault(self, node: ast.expr, zh: str, en: str) -> ExpressionFault:
        return ExpressionFault(self.span(node)[0], zh, en)

    def node(self, node: ast.expr) -> Node:
        start, end = self.span(node)
        match node:
            case ast.Constant():
                return self.constant(node, start, end)
            case ast.Name(id=name):
                return Name(name, start=start, end=end)
            case ast.Attribute(value=ast.Name(id=form), attr=name):
                return FieldOf(form, name, start=start, end=end)
            case ast.Call():
                return self.call(node, start, end)
            case ast.GeneratorExp() | ast.ListComp():
                return self.each(node, start, end)
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                return Items(tuple(self.node(item) for item in elements), start=start, end=end)
            case _:
                return self.operation(node, start, end)

    def operation(self, node: ast.expr, start: int, end: int) -> Node:
        match node:
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                sign = _ARITHMETIC[type(op)]
                return Arithmetic(sign, self.node(left), self.node(right), start=start, end=end)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Negative(self.node(operand), start=start, end=end)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.node(operand)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.node(operand), start=start, end=end)
            case ast.BoolOp(op=op, values=values):
                word = "and" if isinstance(op, ast.And) else "or"
                return Logic(word, tuple(self.node(v) for v in values), start=start, end=end)
            case ast.Compare(left=left, ops=ops, comparators=rest):
                return self.comparison(node, left, ops, rest)
            case _:
                raise self.fault(
                    node,
                    f"规则语言不支持这种写法：{self.text[start:end]}",
                    f"this is not part of the rule language: {self.text[start:end]}",
                )

    def comparison(
        self, node: ast.expr, left: ast.expr, ops: list[ast.cmpop], rest: list[ast.expr]
    ) -> Node:
        start, end = self.span(node)
        words: list[str] = []
        for op in ops:
            word = _COMPARE.get(type(op))
            if word is None:
                raise self.fault(
                    node,
                    "“is”不属于规则语言，判断相等请用“==”",
                    "is is not part of the rule language; compare with ==",
                )
            words.append(word)
        items = (self.node(left), *(self.node(item) for item in rest))
        return Compare(tuple(words), items, start=start, end=end)

    def constant(self, node: ast.Constant, start: int, end: int) -> Node:
        value = node.value
        if isinstance(value, bool):
            return Truth(value, start=start, end=end)
        if isinstance(value, str):
            return Text(value, start=start, end=end)
        if isinstance(value, int):
            return Number(Fraction(value), start=start, end=end)
        if isinstance(value, float):
            return Number(Fraction(self.text[start:end].replace("_", "")), start=start, end=end)
        raise self.fault(
            node,
            f"规则语言不支持这样的值：{self.text[start:end]}",
            f"this value is not part of the rule language: {self.text[start:end]}",
        )

    def call(self, node: ast.Call, start: int, end: int) -> Node:
        if not isinstance(node.func, ast.Name):
            raise self.fault(
                node, "括号前只能是函数名", "only a function's name may stand before the bracket"
            )
        keywords: list[tuple[str, Node]] = []
        for keyword in node.keywords:
            if keyword.arg is None:
                raise self.fault(node, "不支持“**”", "** is not part of the rule language")
            keywords.append((keyword.arg, self.node(keyword.value)))
        args = tuple(self.node(argument) for argument in node.args)
        return Call(node.func.id, args, tuple(keywords), start=start, end=end)

    def each(self, node: ast.GeneratorExp | ast.ListComp, start: int, end: int) -> Node:
        if len(node.generators) != 1 or len(node.generators[0].ifs) > 1:
            raise self.fault(
                node,
                "逐项写法只能有一个 for、至多一个 if",
                "only one for and at most one if may stand here",
            )
        generator = node.generators[0]
        target = generator.target
        targets = target.elts if isinstance(target, ast.Tuple) else [target]
        names: list[str] = []
        for item in targets:
            if not isinstance(item, ast.Name):
                raise self.fault(item, "for 之后应为名称", "a name must follow for")
            names.append(item.id)
        condition = self.node(generator.ifs[0]) if generator.ifs else None
        return Each(
            self.node(node.elt),
            tuple(names),
            self.node(generator.iter),
            condition,
            start=start,
            end=end,
        )
