"""What checking a large table costs, and whether every finding is right.

``python3 benchmarks/run.py [--sizes 10k,1m,10m] [--peers duckdb,pandera,gx] [--rounds N]``

Makes the tables, lets crossfoot and its peers do the same ten rules in turn, holds every result
against the truth and prints what each cost.  Everything is kept in a work folder outside the
repository and used again by the next run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

sys.dont_write_bytecode = True  # nothing is left in the repository

import environments  # noqa: E402
import many_rules  # noqa: E402
import tables  # noqa: E402
from contenders import BASE, HERE, OURS, SHARED, Workshop  # noqa: E402
from measuring import Contender, compare  # noqa: E402

ROUNDS = {"1k": 7, "10k": 7, "100k": 5, "1m": 5, "10m": 3}
PARQUET_ONLY = ("10m",)


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default="10k,1m,10m", help="1k, 10k, 100k, 1m, 10m")
    parser.add_argument("--peers", default="duckdb,polars,pandera,gx", help="or none, or all")
    parser.add_argument("--rounds", type=int, help="rounds of every size (3 to 7 by default)")
    parser.add_argument("--engine", default="auto", help="engine of crossfoot: auto, duckdb, exact")
    parser.add_argument("--formats", default="csv,parquet", help="csv, parquet or both")
    parser.add_argument("--work", type=Path, help="work folder (cfbench among temporary files)")
    parser.add_argument("--own-data", action="store_true", help="leave shared material alone")
    parser.add_argument("--only-exact", action="store_true", help="check findings, no comparisons")
    return parser.parse_args()


def main() -> int:
    """Run the benchmark; 1 when a finding is wrong or something did not run."""
    wanted = arguments()
    work = (wanted.work or Path(tempfile.gettempdir()) / "cfbench").resolve()
    shared = SHARED if SHARED.is_dir() and not wanted.own_data else None
    shop = Workshop(work, shared)
    (work / "out").mkdir(parents=True, exist_ok=True)
    sizes = wanted.sizes.split(",")
    rounds = 1 if wanted.only_exact else wanted.rounds
    print(tables.machine(platform.python_version(), os.cpu_count() or 1, os.getloadavg()))
    make_tables(shop, sizes)
    peers = [] if wanted.only_exact else chosen(wanted.peers, shop)
    cases = [case for size in sizes for case in ways(shop, size, wanted.formats.split(","))]
    measured: dict[str, list[Contender]] = {}
    for table in cases:
        measured[table.name] = run_case(shop, table, peers, rounds, wanted.engine)
    if not wanted.only_exact:
        more_rules(shop, cases, rounds, wanted.engine, measured)
        print(tables.goals(measured))
        print(tables.growth(measured))
        start_up(shop, measured)
        print(tables.environment(*environments.weight(environments.crossfoot(work))))
    keep(work, measured)
    every = [contender for case in measured.values() for contender in case]
    return 1 if any(item.failed or item.verdict not in ("", "exact") for item in every) else 0


def chosen(text: str, shop: Workshop) -> list[str]:
    """The peers asked for that are at hand; the hand-written DuckDB script always."""
    known = shop.known()
    names = list(known) if text == "all" else [name for name in text.split(",") if name != "none"]
    for name in names:
        if name not in known:
            print(f"no peer {name} here; there are {', '.join(known)}")
    return list(dict.fromkeys([BASE, *(name for name in names if name in known)]))


def ways(shop: Workshop, size: str, formats: Sequence[str]) -> list[Path]:
    """The files of a size."""
    kinds = [kind for kind in formats if not (kind == "csv" and size in PARQUET_ONLY)]
    return [shop.data / f"{size}.{kind}" for kind in kinds if kind == "csv" or size[-1] == "m"]


def make_tables(shop: Workshop, sizes: Sequence[str]) -> None:
    """Make the tables that are not there yet."""
    shop.data.mkdir(parents=True, exist_ok=True)
    missing = [size for size in sizes if not (shop.data / f"{size}.truth.json").exists()]
    if missing:
        print(f"making {', '.join(missing)} …", flush=True)
        subprocess.run([*shop.generator(), str(shop.data), *missing], check=True)


def run_case(
    shop: Workshop, table: Path, peers: Sequence[str], rounds: int | None, engine: str
) -> list[Contender]:
    """Crossfoot and the peers on one table."""
    taking_part = [shop.ours(table, engine)]
    taking_part += [one for one in (shop.peer(name, table) for name in peers) if one is not None]
    print(f"\n## {table.name}\n", flush=True)
    compare(
        taking_part,
        rounds or ROUNDS.get(table.stem, 3),
        lambda contender: verify(table, contender),
        lambda line: print(line, flush=True),
        warm=table.stem in ("1k", "10k"),
    )
    print("\n" + tables.costs(taking_part))
    return taking_part


def verify(table: Path, contender: Contender) -> str:
    """What a result is worth, found out in a process of its own."""
    truth = table.with_suffix(".truth.json")
    command = [sys.executable, "-B", str(HERE / "verify.py"), str(truth), str(contender.result)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def more_rules(
    shop: Workshop,
    cases: Sequence[Path],
    rounds: int | None,
    engine: str,
    measured: dict[str, list[Contender]],
) -> None:
    """Ten rules against a hundred, on the largest table of up to a million rows."""
    fitting = [table for table in cases if table.stem not in PARQUET_ONLY]
    if not fitting:
        return
    table = max(fitting, key=lambda path: path.stat().st_size)
    config = many_rules.write(HERE / "repository", shop.work / "many-rules")
    pair = [
        shop.ours(table, engine, name="10 rules"),
        shop.ours(table, engine, config, "100 rules"),
    ]
    print(f"\n## {table.name}, ten rules and a hundred\n", flush=True)
    compare(
        pair,
        rounds or 3,
        lambda contender: verify(table, contender),
        lambda line: print(line, flush=True),
        warm=False,
    )
    print("\n" + tables.costs(pair, base="10 rules"))
    measured[f"rules {table.name}"] = pair


def start_up(shop: Workshop, measured: dict[str, list[Contender]]) -> None:
    """What a hook pays for a file of a few rows."""
    table = shop.work / "few.csv"
    source = next(shop.data.glob("*.csv"), None)
    if source is None:
        return
    with source.open(encoding="utf-8") as lines:
        table.write_text("".join(line for _, line in zip(range(5), lines, strict=False)), "utf-8")
    python = environments.python_of(environments.crossfoot(shop.work))
    log = shop.work / "out" / "start.log"
    pair = [
        shop.ours(table, "auto", name=f"{OURS}, 4 rows"),
        Contender("import duckdb", [str(python), "-c", "import duckdb"], log),
        Contender("python", [str(python), "-c", "pass"], log),
    ]
    pair[0].result = None
    compare(pair, 7, lambda _: "", lambda _: None, warm=True)
    print("\n## starting\n\n" + tables.costs(pair, base="python"))
    measured["start"] = pair


def keep(work: Path, measured: dict[str, list[Contender]]) -> None:
    """Keep every single measurement beside the data."""
    with (work / "measured.jsonl").open("a", encoding="utf-8") as file:
        for case, contenders in measured.items():
            for one in contenders:
                for number, cost in one.costs.items():
                    line = {"case": case, "name": one.name, "round": number, **asdict(cost)}
                    file.write(json.dumps({**line, "verdict": one.verdict}) + "\n")


if __name__ == "__main__":
    sys.exit(main())
