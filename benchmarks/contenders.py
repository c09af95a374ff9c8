"""Who does the task: crossfoot, and those it is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import environments
import findings
from measuring import Contender

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared" / "bench" / "peers"
OURS, BASE = "crossfoot", "duckdb"


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer as the shared benchmark has it.

    Attributes:
        script: its script, called with a table and where to write the result.
        needs: its list of packages, by kind of table; a kind without one it does not take part in.
        rounds: how many rounds it takes part in at most, by size; slow ones are run less often.
        skips: sizes that are too much for it.
    """

    script: str
    needs: dict[str, str]
    rounds: dict[str, int]
    skips: tuple[str, ...] = ()


def _both(name: str) -> dict[str, str]:
    return {"csv": name, "parquet": name}


PEERS = {
    "duckdb": Peer("duckdb_hand.py", _both("duckdb"), {}),
    "polars": Peer("polars_hand.py", _both("polars"), {}),
    "polars-tuned": Peer("polars_tuned.py", _both("polars"), {}),
    "stdlib": Peer("stdlib_hand.py", {"csv": "duckdb"}, {"1m": 2}),
    "pandas": Peer("pandas_hand.py", {"csv": "pandas", "parquet": "pandas_pq"}, {"10m": 2}),
    "pandera": Peer(
        "pandera_pandas_peer.py",
        {"csv": "pandera_pandas", "parquet": "pandera_pandas_pq"},
        {"1m": 3, "10m": 1},
    ),
    "pandera-polars": Peer("pandera_polars_peer.py", _both("pandera_polars"), {"10m": 2}),
    "gx": Peer("gx_peer.py", {"csv": "gx"}, {"1m": 2}),
    "pointblank": Peer("pointblank_peer.py", _both("pointblank"), {"10m": 2}),
    "dataframely": Peer("dataframely_peer.py", _both("dataframely"), {"10m": 2}),
    "frictionless": Peer("frictionless_peer.py", {"csv": "frictionless"}, {"10k": 2}, ("1m",)),
    "pyspark": Peer("pyspark_hand.py", _both("pyspark"), {"10k": 2, "1m": 1, "10m": 1}),
}


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where things are kept and which peers are at hand.

    Attributes:
        work: the work folder, outside the repository.
        shared: the folder of the shared benchmark, if it is there.
    """

    work: Path
    shared: Path | None

    @property
    def data(self) -> Path:
        """The folder of the tables; those of the two generators are kept apart."""
        return self.work / "data" / ("shared" if self.shared else "own")

    def known(self) -> tuple[str, ...]:
        """The peers that can be run here."""
        return tuple(PEERS) if self.shared else (BASE,)

    def ours(
        self, table: Path, engine: str, config: Path | None = None, name: str = OURS
    ) -> Contender:
        """Crossfoot on a table."""
        program = environments.crossfoot(self.work) / "bin" / "crossfoot"
        result = self._out(name, table, "jsonl")
        used = config or HERE / "repository" / "crossfoot.toml"
        command = findings.command(program, used, table, result, engine)
        return Contender(name, command, self._out(name, table, "log"), result, codes=(0, 1))

    def peer(self, name: str, table: Path) -> Contender | None:
        """A peer on a table; ``None`` when it takes no part."""
        described, kind, size = PEERS[name], table.suffix[1:], table.stem
        if kind not in described.needs or size in described.skips:
            return None
        if self.shared is None:
            python = environments.python_of(environments.crossfoot(self.work))
            script = HERE / "peers" / "duckdb_by_hand.py"
        else:
            needs = described.needs[kind]
            pins = self.shared / "requirements" / f"{needs}.txt"
            python = environments.python_of(environments.peer(self.work, needs, pins))
            script = self.shared / "impl" / described.script
        result = self._out(name, table, "json")
        return Contender(
            name,
            [str(python), str(script), str(table), str(result)],
            self._out(name, table, "log"),
            result,
            rounds=described.rounds.get(size, 99),
        )

    def generator(self) -> list[str]:
        """What makes tables: to be called with a folder and the sizes wanted."""
        if self.shared is None:
            python = environments.python_of(environments.crossfoot(self.work))
            return [str(python), "-B", str(HERE / "generate.py")]
        pins = self.shared / "requirements" / "gen.txt"
        python = environments.python_of(environments.peer(self.work, "gen", pins))
        return [str(python), str(self.shared / "gen.py")]

    def _out(self, name: str, table: Path, suffix: str) -> Path:
        return self.work / "out" / f"{name}-{table.stem}-{table.suffix[1:]}.{suffix}"
