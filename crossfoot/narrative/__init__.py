"""Paragraphs to figures (what is counted, for which scope and period) and the claims between them."""
