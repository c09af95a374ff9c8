"""What a user asked for and cannot have, told as such."""

from __future__ import annotations


class MisuseError(Exception):
    """What was asked for cannot be done here; the text says why, or what to do."""
