"""Made-up tables for the benchmark: ``python generate.py FOLDER SIZE…``.

One unit and month is thirteen rows: twelve sectors and their total.  Into figures that agree go
faults of every kind, each at random and knowing nothing of the others; which rows break which rule
is then read off the finished file (:mod:`oracle`), not remembered from the faults.

A size of more than a million rows repeats the first million under other unit codes, so that the
truth repeats as well.  Parquet is written by DuckDB: counts as integers, the rate as DOUBLE.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from oracle import truth_of

SIZES = {"200": 16, "1k": 77, "10k": 770, "100k": 7_693, "1m": 76_924, "10m": 769_240}
"""Units times months; each is thirteen rows."""

SECTORS = (
    *("coal", "quarries", "chemicals", "fireworks", "building", "transport", "fire", "smelting"),
    *("machinery", "textiles", "commerce", "other"),
)
MEASURES = (
    *("inspections", "found", "fixed", "fixed_on_spot", "fixed_by_deadline"),
    *("major_found", "major_fixed", "rate", "fine_wan"),
)
HEADER = ("row_id", "unit_id", "period", "sector", *MEASURES)
BROKEN_PERIODS = ("2024.05", "2024-7", "202411", "2024-00", "2024-14", "24-06")
BLOCK = 76_924  # groups that are made one by one
SEED = 20240331
ROWS = 13

Row = dict[str, str | int | None]


def groups(count: int, seed: int = SEED, faults: int = 1) -> Iterator[list[Row]]:
    """The rows of one unit and month after the other.

    Args:
        count: how many units times months.
        seed: what the random numbers follow from.
        faults: how many times as often as usual something is wrong, for small tables.
    """
    random = Random(seed)  # noqa: S311 - figures, not secrets
    for number in range(count):
        unit, month = f"3302{number // 12:08d}", f"2024-{number % 12 + 1:02d}"
        rows = [_sector(random, unit, month, name) for name in SECTORS]
        rows.append(_total(random, unit, month, rows, faults))
        for row in rows:
            _state_rate(random, row)
            _spoil(random, row, faults)
        _spoil_group(random, rows, faults)
        yield rows


def _sector(random: Random, unit: str, month: str, name: str) -> Row:
    found = int(random.expovariate(1 / 40))
    fixed = found - int(found * random.random() * 0.25)
    on_spot = int(fixed * random.uniform(0.4, 0.8))
    major = int(found * random.random() * 0.2)
    return {
        "unit_id": unit,
        "period": month,
        "sector": name,
        "inspections": found // 3 + random.randrange(1, 60),
        "found": found,
        "fixed": fixed,
        "fixed_on_spot": on_spot,
        "fixed_by_deadline": fixed - on_spot,
        "major_found": major,
        "major_fixed": major - int(major * random.random() * 0.5),
        "fine_wan": random.randrange(50_000),
    }


def _total(random: Random, unit: str, month: str, rows: list[Row], faults: int) -> Row:
    total: Row = {"unit_id": unit, "period": month, "sector": "total"}
    for field in MEASURES:
        if field != "rate":
            total[field] = sum(int(row[field] or 0) for row in rows)
    if random.random() < 0.01 * faults:
        total["found"] = int(total["found"] or 0) + random.randrange(1, 20)
    if random.random() < 0.01 * faults:
        shift = random.randrange(1, 4)
        total["fixed"] = int(total["fixed"] or 0) - shift
        total["fixed_on_spot"] = int(total["fixed_on_spot"] or 0) - shift
    return total


def _state_rate(random: Random, row: Row) -> None:
    """The rate in hundredths of a per cent; a half is rounded either way, both are right."""
    found, fixed = int(row["found"] or 0), int(row["fixed"] or 0)
    if found <= 0:
        row["rate"] = None
        return
    rate, rest = divmod(10_000 * fixed, found)
    if 2 * rest > found or (2 * rest == found and random.random() < 0.5):
        rate += 1
    row["rate"] = rate


def _spoil(random: Random, row: Row, faults: int) -> None:
    """One fault in forty rows or so, and one figure in a hundred left blank."""
    draw = random.random() / faults if faults else 1.0
    found = int(row["found"] or 0)
    if draw < 0.004:
        row["found"] = -found - 1
    elif draw < 0.008:
        row["fixed"] = found + random.randrange(1, 9)
    elif draw < 0.012:
        row["major_fixed"] = int(row["major_found"] or 0) + random.randrange(1, 5)
    elif draw < 0.016:
        row["major_found"] = found + random.randrange(1, 5)
    elif draw < 0.020:
        row["fixed_by_deadline"] = int(row["fixed_by_deadline"] or 0) + random.randrange(1, 5)
    elif draw < 0.024 and row["rate"] is not None:
        row["rate"] = int(row["rate"]) + random.choice((-1, 1)) * random.randrange(1, 300)
    elif draw < 0.028:
        row["unit_id"] = None
    elif draw < 0.032:
        row["period"] = random.choice(BROKEN_PERIODS)
    for field in MEASURES:
        if random.random() < 0.01:
            row[field] = None


def _spoil_group(random: Random, rows: list[Row], faults: int) -> None:
    """A sector named twice."""
    if random.random() < 0.03 * faults:
        number = random.randrange(len(SECTORS) - 1)
        rows[number]["sector"] = rows[number + 1]["sector"]


def write_csv(path: Path, count: int, faults: int = 1) -> int:
    """Write a table and give the number of its rows; see :func:`groups`."""
    row_id = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(",".join(HEADER) + "\n")
        for rows in groups(count, faults=faults):
            for row in rows:
                cells = [str(row_id), *(_text(field, row[field]) for field in HEADER[1:])]
                file.write(",".join(cells) + "\n")
                row_id += 1
    return row_id


def _text(field: str, value: str | int | None) -> str:
    if value is None:
        return ""
    if field not in ("rate", "fine_wan"):
        return str(value)
    sign, digits = ("-", -int(value)) if int(value) < 0 else ("", int(value))
    return f"{sign}{digits // 100}.{digits % 100:02d}"


def make(folder: Path, size: str) -> None:
    """Write ``SIZE.csv`` (up to a million rows), ``SIZE.parquet`` and ``SIZE.truth.json``."""
    count = SIZES[size]
    times, rest = divmod(count, BLOCK)
    if rest and times:
        raise ValueError(size)
    one = folder / (f"{size}.csv" if times < 2 else "block.csv")
    rows = write_csv(one, count if times < 2 else BLOCK)
    truth = truth_of(one)
    _write_parquet(one, folder / f"{size}.parquet", rows, max(times, 1))
    if times > 1:
        truth = {
            rule: [row_id + block * rows for block in range(times) for row_id in ids]
            for rule, ids in truth.items()
        }
        one.unlink()
    content = {"rows": rows * max(times, 1), "truth": truth}
    (folder / f"{size}.truth.json").write_text(json.dumps(content), encoding="utf-8")


def _write_parquet(source: Path, target: Path, rows: int, times: int) -> None:
    import duckdb

    kinds = dict.fromkeys(HEADER, "BIGINT")
    kinds |= dict.fromkeys(("unit_id", "period", "sector"), "VARCHAR")
    kinds |= {"rate": "DOUBLE", "fine_wan": "DECIMAL(12,2)"}
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in kinds.items())
    rest = ", ".join(HEADER[2:])
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE MACRO code_of_block(code, block) AS "
            "substr(code, 1, 2) || lpad((block + 2)::VARCHAR, 2, '0') || substr(code, 5)"
        )
        connection.execute(
            f"""
            COPY (
              SELECT row_id + block * {rows} AS row_id,
                     code_of_block(unit_id, block) AS unit_id, {rest}
              FROM range({times}) AS blocks(block),
                   read_csv(?, header = true, auto_detect = false, columns = {{{columns}}})
              ORDER BY row_id
            ) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 1000000)
            """,  # noqa: S608 - names of our own
            [str(source)],
        )


if __name__ == "__main__":
    for wanted in sys.argv[2:]:
        make(Path(sys.argv[1]), wanted)
