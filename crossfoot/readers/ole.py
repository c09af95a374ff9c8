"""The outermost names in an OLE compound file, enough to tell what kind of document it is."""

from __future__ import annotations

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_HEADER_SECTORS = 109  # entries of the allocation table that the header itself lists
_END = 0xFFFFFFFA  # this and above are marks, not sectors
_NONE = 0xFFFFFFFF


def top_names(data: bytes) -> frozenset[str]:
    """Names of the streams and storages directly under the root; empty when it is broken.

    Source: [MS-CFB] sections 2.2 (header), 2.3 (allocation table) and 2.6 (directory).
    """
    try:
        entries = _directory(data)
    except (struct.error, IndexError):
        return frozenset()
    if not entries:
        return frozenset()
    names: set[str] = set()
    seen: set[int] = set()
    waiting = [entries[0][3]]
    while waiting:
        index = waiting.pop()
        if index in seen or index >= len(entries):
            continue
        seen.add(index)
        name, left, right, _ = entries[index]
        names.add(name)
        waiting += [left, right]
    return frozenset(names)


def _directory(data: bytes) -> list[tuple[str, int, int, int]]:
    """Directory entries as name, left sibling, right sibling and first child."""
    shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
    if shift not in (9, 12):
        return []
    size = 1 << shift
    table = _allocation(data, size)
    entries = []
    sector, seen = first, set()
    while sector < _END and sector not in seen:
        seen.add(sector)
        offset = (sector + 1) * size
        for at in range(offset, min(offset + size, len(data) - _ENTRY + 1), _ENTRY):
            length = struct.unpack_from("<H", data, at + 64)[0]
            name = data[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            left, right, child = struct.unpack_from("<III", data, at + 68)
            entries.append((name, left, right, child))
        sector = table[sector] if sector < len(table) else _NONE
    return entries


def _allocation(data: bytes, size: int) -> list[int]:
    """The file's allocation table: the next sector of each sector."""
    listed = list(struct.unpack_from(f"<{_HEADER_SECTORS}I", data, 76))
    more = struct.unpack_from("<I", data, 68)[0]
    seen: set[int] = set()
    while more < _END and more not in seen:
        seen.add(more)
        chunk = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        listed += chunk[:-1]
        more = chunk[-1]
    table: list[int] = []
    for sector in listed:
        if sector < _END and (sector + 2) * size <= len(data):
            table += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return table
