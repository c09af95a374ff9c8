"""Paragraphs to figures with what they count, for which scope and period, and to the claims between them."""

from crossfoot.narrative.reading import read

__all__ = ["read"]
