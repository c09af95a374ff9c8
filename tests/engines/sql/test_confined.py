"""A query on one file reads no other file, writes none, and cannot ask for more."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlglot import exp, parse_one

from crossfoot.engines.duckdb import DuckDb
from crossfoot.engines.session import EngineFault

HEADER = ("乡镇", "排查数")
ROWS = "".join(f"青石镇{n % 700},{n}\n" for n in range(20_000))


@pytest.fixture
def session(tmp_path: Path) -> DuckDb:
    """The ledger opened, with a payroll beside it that is nobody's business."""
    (tmp_path / "工资.csv").write_text("姓名,工资\n甲,1\n", encoding="utf-8")
    (tmp_path / "台账.csv").write_text("乡镇,排查数\n" + ROWS, encoding="utf-8")
    folder = tmp_path / "scratch"
    folder.mkdir()
    opened = DuckDb(folder, memory="40MB")
    opened.open_csv(tmp_path / "台账.csv", HEADER, ",", (0, 1), (1,))
    return opened


def ask(session: DuckDb, query: str) -> list[tuple[object, ...]]:
    return session.rows(parse_one(query, read="duckdb"))


def test_the_file_at_hand_is_read(session: DuckDb, tmp_path: Path) -> None:
    with session:
        assert ask(session, f'SELECT count(*), count(_plain1) FROM "{session.source}"') == [
            (20_000, 20_000)
        ]
        again = f"SELECT count(*) FROM read_csv('{tmp_path / '台账.csv'}', header = true)"
        assert ask(session, again) == [(20_000,)]


def test_what_does_not_fit_into_memory_still_has_its_place(session: DuckDb) -> None:
    with session:
        query = "SELECT range AS n, repeat(md5(range::VARCHAR), 8) AS t FROM range(400000)"
        session.prepare("wide", parse_one(query, read="duckdb"))
        assert ask(session, "SELECT count(*), count(t) FROM wide") == [(400_000, 400_000)]
        assert any(session.folder.iterdir())


def test_no_other_file_is_within_reach(session: DuckDb, tmp_path: Path) -> None:
    with session:
        with pytest.raises(EngineFault):
            ask(session, f"SELECT * FROM read_csv('{tmp_path / '工资.csv'}')")
        with pytest.raises(EngineFault):
            ask(session, "SELECT * FROM read_text('/etc/hostname')")
        with pytest.raises(EngineFault):
            session.rows(exp.Command(this="COPY", expression=f"(SELECT 1) TO '{tmp_path}/neu.csv'"))
        assert not (tmp_path / "neu.csv").exists()


def test_the_fence_cannot_be_taken_down(session: DuckDb) -> None:
    with session, pytest.raises(EngineFault):
        session.rows(exp.Command(this="SET", expression="enable_external_access = true"))
