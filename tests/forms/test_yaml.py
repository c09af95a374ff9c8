"""YAML as rule writers write it: words and digits keep what is written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crossfoot.forms.yamlfile import YamlError, YamlFile, parse_yaml

EVERYDAY = """\
# comment
title: 隐患 排查
empty:
flag: true   # yes
share: 0.50
date: 2023-06-30
percent: 84.6%
dash: /
list:
- a
- {id: b, aliases: ["一般隐患>隐患数", 其他], county: NA, answer: no, code: 010, at: 12:30}
nested:
  - id: c
    values: [1, -2, ~, 'it is',
      3]
  -
    id: d
"""


def test_what_is_written_is_kept_and_no_float_appears() -> None:
    assert parse_yaml(EVERYDAY) == {
        "title": "隐患 排查",
        "empty": None,
        "flag": True,
        "share": Decimal("0.50"),
        "date": "2023-06-30",
        "percent": "84.6%",
        "dash": "/",
        "list": [
            "a",
            {
                "id": "b",
                "aliases": ["一般隐患>隐患数", "其他"],
                "county": "NA",
                "answer": "no",
                "code": "010",
                "at": "12:30",
            },
        ],
        "nested": [{"id": "c", "values": [1, -2, None, "it is", 3]}, {"id": "d"}],
    }


def test_a_part_used_again_by_its_name_is_the_same() -> None:
    assert parse_yaml("a: &x {p: 1}\nb: *x\n") == {"a": {"p": 1}, "b": {"p": 1}}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a: [1, 2\n", 2, id="never closed"),
        pytest.param("a: b: c\n", 1, id="two colons"),
        pytest.param("b: 0\na: 1\na: 2\n", 3, id="key twice"),
        pytest.param("\ta: 1\n", 1, id="tab"),
        pytest.param("- a\nb: c\n", 2, id="list and mapping"),
        pytest.param("1: a\n", 1, id="key is a number"),
        pytest.param("a: &x [*x]\n", 1, id="contains itself"),
    ],
)
def test_what_is_no_yaml_is_said_with_its_line(text: str, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        parse_yaml(text)
    assert caught.value.line == line


def test_a_nest_of_aliases_costs_no_more_than_it_says() -> None:
    lines = ["a0: &a0 [x, x]"] + [
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40)
    ]
    assert parse_yaml("\n".join(lines))["a0"] == ["x", "x"]


def test_any_part_can_be_found_again() -> None:
    file = YamlFile("a.yaml", "list:\n  - {id: x}\n  - id: y\n    aliases: [p, q]\n", None)
    assert file.where(("list", 0, "id")) == (2, 10)
    assert file.where(("list", 1, "aliases", 1)) == (4, 18)
    assert file.where(("list", 1, "aliases"), at_key=True) == (4, 5)
    assert file.where(("list", 1, "absent")) == (3, 5)
