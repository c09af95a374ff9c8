"""crossfoot.toml: what it may say, and how a mistake in it is named."""

from datetime import date
from pathlib import Path

import pytest

from crossfoot.rounds.config import find_config, matches
from crossfoot.rounds.config_file import ConfigFault, load_config

GOOD = """
pack = "work-safety"
[[files]]
match = "data/**/*.csv"
form = "hazard"
key = ["unit", "period"]
[round]
period_end = 2023-09-30
due_date = "2023-10-08"
expected_submissions = ["枫桥头镇", "鹿鸣镇"]
[round.unit_aliases]
"高新区" = ["高新区管委会"]
[tables."报表.xlsx"."Sheet1"]
form = "hazard"
headers = {"已改" = "general_rectified"}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "crossfoot.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_work_safety_pack_applies() -> None:
    assert load_config(None).pack == "work-safety"


def test_a_repository_with_its_own_declarations_takes_no_pack(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    config = load_config(write(tmp_path, ""))
    assert config.pack is None
    assert config.schemas == tmp_path / "schemas"
    assert config.checks is None


def test_everything_it_may_say_is_read(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, GOOD))
    assert config.round.period_end == date(2023, 9, 30)
    assert config.round.due_date == date(2023, 10, 8)
    assert config.round.unit_aliases == {"高新区": ("高新区管委会",)}
    own = config.mappings(tmp_path / "data" / "2023" / "a.csv")
    assert (own[""].form, own[""].key) == ("hazard", ("unit", "period"))
    corrected = config.mappings(tmp_path / "上报" / "报表.xlsx")
    assert corrected["Sheet1"].headers == {"已改": "general_rectified"}
    assert config.mappings(tmp_path / "other.csv") == {}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param('pack = "work-safty"', 1, "work-safety", id="unknown pack"),
        pytest.param("[round]\ndue_dat = 2023-10-08", 2, "did you mean due_date", id="misspelt"),
        pytest.param("[round]\n\nperiod_end = 2023", 3, "must be a date", id="no date"),
        pytest.param("[round]\nblank_means = 'nil'", 2, "missing or zero", id="no choice"),
        pytest.param("[[files]]\nmatch = 'a.csv'", 1, "both match and form", id="no form"),
        pytest.param("[round\n", 1, "no TOML", id="syntax"),
        pytest.param("schemas = 'nowhere'", 1, "existing folder", id="no folder"),
    ],
)
def test_a_mistake_is_named_at_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(ConfigFault) as caught:
        load_config(write(tmp_path, text))
    (fault,) = caught.value.faults
    assert fault.line == line
    assert words in fault.en
    assert fault.zh


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault) as caught:
        load_config(write(tmp_path, "pakc = 'x'\n[round]\ndue_day = 40\nblank_means = 1"))
    assert [fault.line for fault in caught.value.faults] == [1, 4, 3]


def test_the_nearest_file_above_counts(tmp_path: Path) -> None:
    write(tmp_path, "")
    inner = tmp_path / "上报"
    inner.mkdir()
    assert find_config([inner / "a.csv"]) == tmp_path / "crossfoot.toml"
    nearer = write(inner, "")
    assert find_config([inner]) == nearer


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("data/a.csv", "data/*.csv", True),
        ("data/x/a.csv", "data/*.csv", False),
        ("data/a.csv", "data/**/*.csv", True),
        ("data/x/y/a.csv", "data/**/*.csv", True),
        ("other/data/a.csv", "data/**/*.csv", False),
        ("data/a.csv.bak", "data/*.csv", False),
        ("data/a1.csv", "data/a?.csv", True),
        ("data/a+b(1).csv", "data/a+b(1).csv", True),
    ],
)
def test_patterns(path: str, pattern: str, fits: bool) -> None:
    assert matches(path, pattern) is fits
