"""Paragraphs to figures (what is counted, for which scope and period) and to their claims."""

from crossfoot.narrative.reading import Narrator, read

__all__ = ["Narrator", "read"]
