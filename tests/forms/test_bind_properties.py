"""What holds for any sheet: binding never fails, and does not depend on where things stand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot.forms.entries import stated
from crossfoot.model.document import CellFacts, Grid
from crossfoot.model.submission import FormTable
from tests.forms.sheets import bound, told

WORDS = [
    "", "", "\n", "√", "/", "无", "1", "2", "3", "36场", "84.6%", "0.5", "约5", "↓3",
    "2023.1.2", "万元", "（家）", "罚款（万元）", "行业领域", "单位", "序号", "备注",
    "排查一般隐患", "其中：已整改", "整改率", "重大隐患", "重大隐患数", "一般隐患", "检查次数",
    "隐患等级", "企业名称", "本月", "累计", "合计", "小计", "其中：加油站", "煤矿", "甲镇",
    "填报单位：甲镇", "注：无", "2023年1-6月", "安全生产隐患排查治理情况统计表",
]  # fmt: skip
CELLS = st.sampled_from(WORDS)
ROWS = st.lists(st.lists(CELLS, max_size=6).map(tuple), max_size=9).map(tuple)
CORNERS = st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 3), st.integers(0, 3))
MERGES = st.lists(CORNERS.map(lambda c: (c[0], c[1], c[0] + c[2], c[1] + c[3])), max_size=3).map(
    tuple
)
FORMATS = st.sampled_from(["0.0%", "General", '0"%"', "#,##0.00", "yyyy/m/d", ""])
FACTS = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 5)),
    st.builds(CellFacts, number=st.sampled_from(["0.5", "3", None]), number_format=FORMATS),
    max_size=4,
)


@settings(max_examples=300, deadline=None)
@given(ROWS, MERGES, FACTS, st.sampled_from(["missing", "zero"]))
def test_any_grid_can_be_read(
    rows: tuple[tuple[str, ...], ...],
    merges: tuple[tuple[int, int, int, int], ...],
    facts: dict[tuple[int, int], CellFacts],
    blank_means: str,
) -> None:
    found = bound(
        Grid("a.xlsx", rows, sheet="1月", merges=merges, facts=facts), blank_means=blank_means
    )
    for table in found.tables:
        for number, record in enumerate(table.records):
            assert record.index == number
            assert record.of is None or 0 <= record.of < number
            assert all(0 <= at < len(table.records) for at in record.covers or ())
            for entry in record.entries.values():
                assert (entry.quantity is not None) == (entry.state.value == "stated")
                assert entry.place.cell is not None
            assert stated(record.entries) == sum(
                entry.quantity is not None for entry in record.entries.values()
            )


FIELDS = ["应排查单位数", "实际排查单位数", "排查一般隐患", "一般隐患已整改", "排查重大隐患"]
FIGURES = st.lists(st.lists(st.integers(0, 999), min_size=5, max_size=5), min_size=1, max_size=6)


def drawn(figures: list[list[int]], order: list[int]) -> list[list[str]]:
    header = ["单位", *FIELDS]
    rows = [[f"{number}号镇", *map(str, row)] for number, row in enumerate(figures)]
    rows.append(["合计", *(str(sum(column)) for column in zip(*figures, strict=True))])
    return [[row[0], *(row[1 + at] for at in order)] for row in (header, *rows)]


def content(table: FormTable) -> object:
    return [
        (record.role, dict(record.key), {key: told(record, key) for key in sorted(table.fields)})
        for record in table.records
    ]


def only(rows: list[list[str]]) -> FormTable:
    (table,) = bound(Grid("a.xlsx", tuple(map(tuple, rows)), sheet="1")).tables
    return table


@settings(max_examples=60, deadline=None)
@given(FIGURES, st.permutations(range(5)), st.integers(0, 4), st.integers(0, 3))
def test_the_place_of_a_table_and_the_order_of_its_columns_do_not_matter(
    figures: list[list[int]], order: list[int], down: int, across: int
) -> None:
    plain = content(only(drawn(figures, list(range(5)))))
    rows = drawn(figures, order)
    moved = [[""] * (6 + across)] * down + [[""] * across + row for row in rows]
    assert content(only(moved)) == plain


@settings(max_examples=60, deadline=None)
@given(FIGURES)
def test_a_table_on_its_side_says_the_same(figures: list[list[int]]) -> None:
    rows = drawn(figures, list(range(5)))
    lying = [list(column) for column in zip(*rows, strict=True)]
    assert content(only(lying)) == content(only(rows))
