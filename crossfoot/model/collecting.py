"""The cyclic garbage collector, told to wait while much is made and nothing thrown away."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no garbage collection run meanwhile.

    Reading a text makes many small objects that all live until it is read.  The collector would
    look through them again and again, and find nothing.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
