"""The words for troubles: each sentence names the file, in both languages, and fits in a line."""

import re
import string

import pytest

from crossfoot.readers import troubles
from crossfoot.readers.troubles import Wording, notice

WORDINGS = {name: value for name, value in vars(troubles).items() if isinstance(value, Wording)}


def slots(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("name", sorted(WORDINGS))
def test_each_sentence_names_the_file_and_says_what_to_do(name: str) -> None:
    wording = WORDINGS[name]
    details = {slot: "3、5" for slot in slots(wording.zh) | slots(wording.en) if slot != "file"}
    details |= {slot: "x" for slot in ("zh", "en") if slot in details}
    said = notice(wording, "鹿鸣镇.xlsx", **details)
    assert "鹿鸣镇.xlsx" in said.zh
    assert "鹿鸣镇.xlsx" in said.en
    assert said.zh.endswith("。")
    assert said.zh.count("。") == 1
    assert "：" in said.zh
    assert "请" in said.zh.split("：", 1)[1]
    assert ":" in said.en
    assert said.en.endswith(".")
    assert "\n" not in said.zh + said.en
    assert not re.search("[\u4e00-\u9fff、]", said.en.replace("鹿鸣镇", ""))
