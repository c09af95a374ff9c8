"""The ten rules in SQL as one would write them by hand: ``duckdb_by_hand.py TABLE RESULT``.

This is what crossfoot is measured against where no other peers are at hand.
"""

from __future__ import annotations

import json
import sys

import duckdb  # noqa: TID253 - this is all it does

COUNTS = (
    *("inspections", "found", "fixed", "fixed_on_spot", "fixed_by_deadline"),
    *("major_found", "major_fixed"),
)
ROW_RULES = {
    "R01": "unit_id IS NULL",
    "R02": "NOT regexp_matches(period, '^[0-9]{4}-(0[1-9]|1[0-2])$')",
    "R03": "found < 0",
    "R04": "fixed > found",
    "R05": "major_fixed > major_found",
    "R06": "major_found > found",
    "R07": "fixed_on_spot + fixed_by_deadline <> fixed",
    "R08": "found > 0 AND abs(rate - 100.0 * fixed / found) > 0.005 + 1e-9",
}


def load(connection: duckdb.DuckDBPyConnection, source: str) -> None:
    """Make the table ``figures``: a CSV file is read once, Parquet where it lies."""
    if source.endswith(".parquet"):
        connection.read_parquet(source).create_view("figures")
        return
    kinds = {"row_id": "BIGINT", "unit_id": "VARCHAR", "period": "VARCHAR", "sector": "VARCHAR"}
    kinds |= dict.fromkeys(COUNTS, "INTEGER") | {"rate": "DOUBLE", "fine_wan": "DECIMAL(12,2)"}
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in kinds.items())
    connection.execute(
        "CREATE TEMP TABLE figures AS SELECT * EXCLUDE (inspections, fine_wan) "  # noqa: S608
        f"FROM read_csv(?, header = true, auto_detect = false, columns = {{{columns}}})",
        [source],
    )


def in_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, list[int]]:
    """The rows that break each rule about single rows, in one pass."""
    flags = ", ".join(f"{test} AS {rule}" for rule, test in ROW_RULES.items())
    any_of = " OR ".join(ROW_RULES)
    found = connection.execute(
        f"SELECT * FROM (SELECT row_id, {flags} FROM figures) WHERE {any_of}"  # noqa: S608
    ).fetchall()
    return {rule: [row[0] for row in found if row[n]] for n, rule in enumerate(ROW_RULES, 1)}


def repeated(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """Every row whose unit, month and sector stand in another row too."""
    found = connection.execute(
        "SELECT unnest(list(row_id)) FROM figures WHERE unit_id IS NOT NULL "
        "GROUP BY unit_id, period, sector HAVING count(*) > 1"
    ).fetchall()
    return [row[0] for row in found]


def wrong_totals(connection: duckdb.DuckDBPyConnection) -> dict[str, list[int]]:
    """The total rows that are not what their twelve sectors add up to."""
    tests = {
        name: f"count({name}) FILTER (NOT is_total) = 12 AND "
        f"sum({name}) FILTER (NOT is_total) <> max({name}) FILTER (is_total)"
        for name in ("found", "fixed")
    }
    found = connection.execute(
        f"""
        SELECT * FROM (
          SELECT max(row_id) FILTER (is_total), {tests["found"]} AS a,
                 {tests["fixed"]} AS b
          FROM (SELECT row_id, unit_id, period, found, fixed, sector = 'total' AS is_total
                FROM figures WHERE unit_id IS NOT NULL)
          GROUP BY unit_id, period HAVING count(*) FILTER (is_total) = 1
        ) WHERE a OR b
        """  # noqa: S608 - tests of our own
    ).fetchall()
    return {
        "R10a": [row[0] for row in found if row[1]],
        "R10b": [row[0] for row in found if row[2]],
    }


def main(source: str, result: str) -> None:
    """Check a table and write the ids of the rows that break each rule."""
    with duckdb.connect() as connection:
        load(connection, source)
        found = {**in_rows(connection), "R09": repeated(connection), **wrong_totals(connection)}
    with open(result, "w", encoding="utf-8") as file:  # noqa: PTH123 - nothing more is imported
        json.dump(found, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
