"""Bytes to documents: one file a format, the guard in front of all of them."""
