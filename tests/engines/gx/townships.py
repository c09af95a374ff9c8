"""Seven townships' figures in a warehouse, typed and under Chinese column names.

鹿鸣镇 has put right more than it found, 石门乡 inspected more units than were due, 高新区 swapped
two digits of a rate, 清溪镇 closed a major hazard too many.  白鹭乡's rate is an honest half
(84.65 %), 云台镇 and 清溪镇 leave figures out; nothing is wrong with any of these.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

CONFIG = 'pack = "work-safety"\n[[files]]\nmatch = "*.csv"\nform = "hazard"\nkey = ["单位"]\n'
COLUMNS = (
    ("单位", "TEXT"),
    ("应排查单位数", "INTEGER"),
    ("实际排查单位数", "INTEGER"),
    ("覆盖率", "DECIMAL(5,1)"),
    ("排查一般隐患", "INTEGER"),
    ("一般隐患已整改", "INTEGER"),
    ("一般隐患整改率", "DECIMAL(5,1)"),
    ("排查重大隐患", "INTEGER"),
    ("重大隐患已整改销号", "INTEGER"),
    ("重大隐患整改率", "DECIMAL(5,1)"),
)
ROWS: Sequence[tuple[object, ...]] = (
    ("枫桥头镇", 40, 40, 100.0, 494, 418, 84.6, 3, 3, 100.0),
    ("鹿鸣镇", 52, 50, 96.2, 210, 215, 102.4, 1, 1, 100.0),
    ("石门乡", 30, 31, 103.3, 88, 80, 90.9, 0, 0, None),
    ("高新区", 25, 25, 100.0, 120, 95, 97.2, 4, 2, 50.0),
    ("白鹭乡", 18, 18, 100.0, 2000, 1693, 84.6, 0, 0, None),
    ("云台镇", 45, None, None, 77, 60, 77.9, 1, 1, 100.0),
    ("清溪镇", 22, 22, 100.0, 64, None, 90.0, 2, 3, 150.0),
)
BROKEN = {"HZ01": ["鹿鸣镇"], "HZ02": ["高新区"], "HZ03": ["清溪镇"], "HZ05": ["石门乡"]}
"""What is wrong, worked out by hand; HZ04 and HZ06 hold for all who state their figures."""
HOLD = ("HZ04", "HZ06")


def database(path: Path, table: str = "townships") -> str:
    """The table in SQLite; its address."""
    described = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS)
    held = sqlite3.connect(path)
    held.execute(f'CREATE TABLE "{table}" ({described})')
    values = ", ".join("?" * len(COLUMNS))
    held.executemany(f'INSERT INTO "{table}" VALUES ({values})', ROWS)
    held.commit()
    held.close()
    return f"sqlite:///{path}"
