"""What a whole process costs, children included, and how contenders compare round by round."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

QUIET = {"PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "JAVA_HOME"}


@dataclass(frozen=True, slots=True)
class Cost:
    """One run of one process.

    Attributes:
        cpu: seconds of processor time, user and system, of it and the children it waited for.
        wall: seconds by the clock.
        memory: most MiB held in memory at once by it or one of its children.
        code: its exit code.
    """

    cpu: float
    wall: float
    memory: float
    code: int


@dataclass(slots=True)
class Contender:
    """Something that does the task.

    Attributes:
        command: what to run.
        codes: exit codes that mean it ran.
        rounds: how many rounds it takes part in at most.
        verdict: what was made of its result (``exact`` or what differs).
    """

    name: str
    command: Sequence[str]
    log: Path
    result: Path | None = None
    codes: tuple[int, ...] = (0,)
    rounds: int = 99
    costs: dict[int, Cost] = field(default_factory=dict)
    verdict: str = ""

    @property
    def failed(self) -> bool:
        """Whether it never ran, or a run ended otherwise than it should."""
        return not self.costs or any(cost.code not in self.codes for cost in self.costs.values())

    def middle(self, what: str) -> float:
        """The median of ``cpu``, ``wall`` or ``memory``."""
        return median(getattr(cost, what) for cost in self.costs.values())

    def ratio(self, other: Contender, what: str) -> float | None:
        """The median of the ratios to another contender in the same round."""
        common = self.costs.keys() & other.costs.keys()
        if not common:
            return None
        return median(getattr(self.costs[n], what) / getattr(other.costs[n], what) for n in common)


def run(command: Sequence[str], log: Path, timeout: float = 900) -> Cost:
    """Run a process to its end and say what it cost."""
    surroundings = {name: os.environ[name] for name in QUIET if name in os.environ}
    began = time.monotonic()
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env={**surroundings, "PYTHONDONTWRITEBYTECODE": "1", "GX_ANALYTICS_ENABLED": "false"},
            start_new_session=True,
        )
        timer = threading.Timer(timeout, _end, [process])
        timer.start()
        _, status, used = os.wait4(process.pid, 0)
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(
        cpu=used.ru_utime + used.ru_stime,
        wall=time.monotonic() - began,
        memory=used.ru_maxrss / 1024,
        code=process.returncode,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)


def compare(
    contenders: Sequence[Contender],
    rounds: int,
    judged: Callable[[Contender], str],
    told: Callable[[str], None],
    *,
    warm: bool,
) -> None:
    """Run the contenders in turn, each round beginning with another of them.

    Args:
        contenders: who takes part; their costs are filled in.
        rounds: how many rounds.
        judged: says whether a contender's result is right.
        told: is told what goes on.
        warm: begin with a round that is not counted.
    """
    for number in range(-1 if warm else 0, rounds):
        shift = max(number, 0) % len(contenders)
        for contender in (*contenders[shift:], *contenders[:shift]):
            if number >= contender.rounds:
                continue
            if contender.result is not None:
                contender.result.unlink(missing_ok=True)
            cost = run(contender.command, contender.log)
            if number < 0:
                continue
            contender.costs[number] = cost
            if contender.result is not None and contender.verdict in ("", "exact"):
                contender.verdict = judged(contender)
            told(
                f"  round {number + 1}: {contender.name:22} {cost.cpu:8.2f} s CPU"
                f" {cost.wall:8.2f} s {cost.memory:6.0f} MiB  {contender.verdict}"
            )
