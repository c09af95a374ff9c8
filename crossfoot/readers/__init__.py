"""Bytes to documents: one file a format, the guard in front of all of them.

Public names: :func:`read`, :func:`walk`, :func:`survey`, :class:`Found`.
"""

from crossfoot.readers.read import read
from crossfoot.readers.walk import Found, Skipped, Survey, survey, walk

__all__ = ["Found", "Skipped", "Survey", "read", "survey", "walk"]
