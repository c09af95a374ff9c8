"""One cause, one headline: what a single wrong figure would explain is told once."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from crossfoot.model.figure import Figure, Place
from crossfoot.model.finding import Basis, BasisKind, Level, Message, Subject, Verdict
from crossfoot.model.quantity import Quantity
from crossfoot.vetting.causes import causes
from crossfoot.vetting.drafts import Draft

ARITHMETIC = Basis(BasisKind.ARITHMETIC, "", "")
RULES = ["HZ01", "HZ02", "ST01", "RU02", "RU01"]


def cell(address: str, file: str = "鹿鸣镇.xlsx") -> Figure:
    return Figure("", "1", Quantity(Fraction(1)), Place(file, sheet="表", cell=address))


def draft(
    rule: str, *figures: Figure, at: tuple[int, ...] = (), level: Level = Level.HARD
) -> Draft:
    message = Message(rule, rule)
    return Draft(
        rule,
        RULES.index(rule),
        level,
        Verdict.FAIL,
        ARITHMETIC,
        message,
        Subject(),
        figures,
        at,
        in_row=rule.startswith("HZ"),
    )


def told(drafts: list[Draft]) -> list[tuple[str, list[str]]]:
    return [
        (drafts[c.headline].rule, [drafts[i].rule for i in c.consequences]) for c in causes(drafts)
    ]


def test_findings_without_a_common_figure_stay_apart() -> None:
    assert told([draft("HZ01", cell("B3"), cell("C3")), draft("HZ01", cell("B4"), cell("C4"))]) == [
        ("HZ01", []),
        ("HZ01", []),
    ]


def test_a_wrong_detail_shows_again_in_its_rate_and_its_total() -> None:
    column = [cell(f"C{row}") for row in range(3, 9)]
    drafts = [
        draft("HZ01", cell("C5"), cell("B5"), at=(0,)),
        draft("HZ02", cell("D5"), cell("C5"), cell("B5"), at=(0,)),
        draft("ST01", cell("C9"), *column, at=(0,)),
    ]
    assert told(drafts) == [("HZ01", ["HZ02", "ST01"])]
    (cause,) = causes(drafts)
    assert cause.suspects[0] == ("鹿鸣镇.xlsx", "表", "C5")


def test_a_wrong_line_in_the_countys_table_explains_the_countys_total() -> None:
    county = "云溪县.xlsx"
    own = cell("B12")
    drafts = [
        draft("RU01", cell("B20", county), own, cell("B9", "柏溪乡.xlsx"), at=(0,)),
        draft("RU02", cell("B7", county), own, at=(0,)),
    ]
    assert told(drafts) == [("RU02", ["RU01"])]


def test_what_shows_in_one_row_is_told_before_its_echo_in_the_total() -> None:
    drafts = [
        draft("ST01", cell("B9"), cell("B3")),
        draft("HZ01", cell("B3"), cell("C3"), level=Level.HINT),
    ]
    assert told(drafts) == [("HZ01", ["ST01"])]


def test_within_a_row_the_gravest_finding_is_the_headline() -> None:
    drafts = [
        draft("HZ01", cell("B3"), cell("C3"), level=Level.HINT),
        draft("HZ02", cell("B3"), cell("D3")),
    ]
    assert told(drafts) == [("HZ02", ["HZ01"])]


def test_two_wrong_details_of_one_column_are_two_headlines() -> None:
    column = [cell(f"C{row}") for row in range(3, 9)]
    drafts = [
        draft("HZ01", cell("C4"), cell("B4"), at=(0,)),
        draft("HZ01", cell("C6"), cell("B6"), at=(0,)),
        draft("ST01", cell("C9"), *column, at=(0,)),
    ]
    assert sorted(len(consequences) for _, consequences in told(drafts)) == [0, 1]


@given(
    st.lists(
        st.lists(st.sampled_from(["A1", "A2", "B1", "B2", "C1"]), min_size=1, max_size=3),
        max_size=6,
    )
)
def test_every_finding_is_told_exactly_once(rows: list[list[str]]) -> None:
    drafts = [draft("HZ01", *map(cell, dict.fromkeys(row))) for row in rows]
    said = [i for c in causes(drafts) for i in (c.headline, *c.consequences)]
    assert sorted(said) == list(range(len(drafts)))
    for cause in causes(drafts):
        for index in (cause.headline, *cause.consequences):
            assert set(cause.suspects) <= set(drafts[index].spots)
