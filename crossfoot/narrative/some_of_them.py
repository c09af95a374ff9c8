"""Some of what stands right before: 检测412台，温升异常9台; 无报警器92户，已装92户."""

from __future__ import annotations

from itertools import pairwise

from crossfoot.narrative.choosing import size
from crossfoot.narrative.claims import SAME_SUBJECT, Text
from crossfoot.narrative.lexicon import Lexicon
from crossfoot.narrative.mention import Mention, Role, Said, runs
from crossfoot.narrative.wording import planned, qualifier

_COUNTED = (Role.COUNT, Role.FIXED)
_ROW = 3


def find_some_of_them(text: Text, said: Said) -> None:
    """Note figures whose words say that they are of the figure of their unit right before."""
    level = [each for each in said.mentions if not each.depth and each.unit != "%"]
    for whole, part in pairwise(level):
        if whole.unit != part.unit or whole.segment != part.segment or part.chained:
            continue
        free = part.whole is None and not (part.listed or part.of_which or whole.listed)
        if not free or whole.role is not Role.COUNT or part.role not in _COUNTED:
            continue
        if _of_them(text.lexicon, whole, part):
            part.whole = whole
            text.claims.add("le", [("part", part), ("whole", whole)])
    _in_order(text, said)


def _of_them(lexicon: Lexicon, whole: Mention, part: Mention) -> bool:
    if planned(lexicon, whole) or planned(lexicon, part) or whole.limited:
        return False
    if qualifier(lexicon, part) not in ("", qualifier(lexicon, whole)):
        return False
    if whole.own.endswith("的") and part.own.endswith("的"):
        return False  # “更新”的118台，“修理改造”的309台: two kinds
    wanting = lexicon.patterns("some_of.wanting").search(whole.own) is not None
    if (whole.found or wanting) and lexicon.patterns("some_of.made_good").match(part.own):
        return True
    if whole.found and lexicon.pattern("measures_taken", before="^").match(part.own):
        return size(part) <= size(whole)  # a measure may be taken of others as well
    looked = lexicon.patterns("some_of.looked_at").search(whole.own) is not None
    if looked and lexicon.patterns("some_of.amiss").search(part.own):
        return True
    graded = lexicon.pattern("grades").search(whole.own) or part.gap.startswith("、")
    if not graded and lexicon.patterns("some_of.passed").fullmatch(part.own):
        return True  # 优秀5份、合格54份 are two grades
    cases = lexicon.patterns("some_of.cases").search(whole.own) is not None
    return cases and lexicon.patterns("some_of.handed_on").match(part.own) is not None


def _in_order(text: Text, said: Said) -> None:
    """分别发现58项、73项、66项。整改依次为58项、70项、61项: each of the figure in its place."""
    last = text.earlier[-1] if text.earlier else None
    if last is None or said.sentence.block.number - last.sentence.block.number > 1:
        return
    fixed = text.lexicon.pattern("stages.fixed")
    for run in runs(said.mentions):
        if len(run) < _ROW or not run[0].respectively or not fixed.search(run[0].label):
            continue
        rows = [
            row
            for row in runs(last.mentions)
            if len(row) == len(run) and row[0].unit == run[0].unit and row[0].found
        ]
        for whole, part in zip(rows[0], run, strict=True) if len(rows) == 1 else ():
            part.whole = whole
            text.claims.add("le", [("part", part), ("whole", whole)], basis=SAME_SUBJECT)
