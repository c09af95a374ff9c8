"""What stands above and before a figure: the field of work or unit that a section or line is of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crossfoot.forms.dating import is_title
from crossfoot.model.document import Document
from crossfoot.narrative.lexicon import any_of
from crossfoot.narrative.mention import Mention

_EDGE = r"(?:^|(?<=[。！？；;，,：:、.．)）\s]))"
_CLOSE = r"(?=[：:，,。\s]|$)"
_OF_A_FIELD = r"(?:领域|行业|方面|系统|企业|安全生产|安全|监管|专项整治)*"
_UNIT = (
    r"(?:^|(?<=[。！？；;\s]))(?![全我各本该])[一-鿿]{2,6}(?:镇|乡|街道|村|社区|县|区|市|局|公司|厂|矿)"
    r"(?=[：:，,\s]|$)"
)
_BEFORE = 200  # characters before a figure that can say of what its paragraph speaks


class Surroundings:
    """Tells whether two figures stand in passages on the same field of work and unit."""

    def __init__(
        self, document: Document, fields: Iterable[str] = (), year: int | None = None
    ) -> None:
        """Note the heading above every paragraph.

        Args:
            document: the text.
            fields: names of fields of work.
            year: the year that the text as a whole reports on.
        """
        self.year = year
        field = any_of(name for name in fields if len(name) > 1)
        self._named = re.compile(f"{_EDGE}(?:{field}){_OF_A_FIELD}{_CLOSE}|{_UNIT}", re.MULTILINE)
        self.headings: dict[int, str] = {}
        heading = ""
        for block in document.blocks:
            heading = block.text if is_title(block) else heading
            self.headings[block.number] = heading

    def of(self, mention: Mention) -> frozenset[str]:
        """The fields and units named by the heading and in the paragraph before a figure."""
        sentence = mention.sentence
        before = mention.start - sentence.block.start
        words = sentence.block.text[max(0, before - _BEFORE) : max(0, before)]
        heading = self.headings.get(sentence.block.number, "")
        return frozenset(self._named.findall(f"{heading}\n{words}"))
