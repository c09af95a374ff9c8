"""Rules as SQL: the same typed tree, read so that an engine finds the rows to look at.

SQL sees whole numbers only: every figure is an integer times a power of ten, so no engine's
decimals round.  A row with a cell that is no plain number, and a rounding that only just holds,
is left to the exact evaluator.
"""
