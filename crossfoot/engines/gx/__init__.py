"""Rules handed over to Great Expectations: a project of its own kind, run on its engines.

Great Expectations counts the rows that break a rule and documents them.  It cuts the rows it lists,
so crossfoot's own findings never come from it.
"""
