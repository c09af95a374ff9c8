"""The direct reader gives what the general YAML parser gives, or leaves the text to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.forms.yamlfile import YamlError, YamlFile, parse_yaml
from crossfoot.forms.yamlsubset import OutsideSubset, parse_subset

EVERYDAY = """\
# comment
title: 隐患 排查
empty:
flag: true   # yes
share: 0.50
date: 2023-06-30
percent: 84.6%
list:
- a
- {id: b, aliases: ["一般隐患>隐患数", 其他, x: y]}
nested:
  - id: c
    values: [1, -2, ~, 'it is',
      3]
  -
    id: d
"""


def test_the_everyday_subset_is_read_directly() -> None:
    text = EVERYDAY.replace(", x: y]", "]")
    assert parse_subset(text) == {
        "title": "隐患 排查",
        "empty": None,
        "flag": True,
        "share": Decimal("0.50"),
        "date": "2023-06-30",
        "percent": "84.6%",
        "list": ["a", {"id": "b", "aliases": ["一般隐患>隐患数", "其他"]}],
        "nested": [{"id": "c", "values": [1, -2, None, "it is", 3]}, {"id": "d"}],
    }


@pytest.mark.parametrize(
    "text",
    [
        "a: |\n  b\n",
        "a: &x b\n",
        'a: "\\u4e00"\n',
        "a: b\n  c\n",
        "---\na: b\n",
        EVERYDAY,
        "a: 'it''s'\n",
    ],
)
def test_what_is_beyond_the_subset_is_left_to_the_general_parser(text: str) -> None:
    with pytest.raises(OutsideSubset):
        parse_subset(text)
    assert parse_yaml(text)


@pytest.mark.parametrize(
    "text", ["a: [1, 2\n", "a: b: c\n", "a: 1\na: 2\n", "\ta: 1\n", "- a\nb: c\n"]
)
def test_what_is_no_yaml_is_said(text: str) -> None:
    with pytest.raises(YamlError):
        parse_yaml(text)


def test_any_part_can_be_found_again() -> None:
    file = YamlFile("a.yaml", "list:\n  - {id: x}\n  - id: y\n    aliases: [p, q]\n", None)
    assert file.where(("list", 0, "id")) == (2, 10)
    assert file.where(("list", 1, "aliases", 1)) == (4, 18)
    assert file.where(("list", 1, "aliases"), at_key=True) == (4, 5)
    assert file.where(("list", 1, "absent")) == (3, 5)


TEXTS = st.text(alphabet="ab 一、：:-#,[]{}'\"%.0159~&*!|>@`?\n>（）", max_size=12)
SCALARS = st.one_of(
    TEXTS, st.sampled_from(["true", "null", "0", "-1", "1.50", "012", "1e3", "", "是"])
)


def written(value: Any, indent: int) -> str:
    """A value as a person might write it, right or wrong."""
    pad = "  " * indent
    if isinstance(value, dict):
        return "".join(f"{pad}{key}: {after(item, indent)}" for key, item in value.items())
    return "".join(f"{pad}- {after(item, indent)}" for item in value)


def after(item: Any, indent: int) -> str:
    if isinstance(item, dict | list) and item:
        return "\n" + written(item, indent + 1)
    if isinstance(item, dict | list):
        return f"{item}\n"
    return f"{item}\n"


KEYS = st.sampled_from(["id", "a", "隐患", "x>y", '"q"'])
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4).map(lambda tree: written(tree, 0)))
def test_both_readers_agree_on_block_style(text: str) -> None:
    agree(text)


@given(
    st.lists(SCALARS, max_size=4).map(lambda items: "a: [" + ", ".join(items) + "]  # c\nb: 1\n")
)
def test_both_readers_agree_on_flow_style(text: str) -> None:
    agree(text)


def agree(text: str) -> None:
    from crossfoot.forms import yamlfile

    try:
        mine = parse_subset(text)
    except OutsideSubset:
        return
    assert mine == yamlfile._plain(yamlfile._compose(text))
