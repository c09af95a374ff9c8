"""What was measured, as tables to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from measuring import Contender

OURS, BASE = "crossfoot", "duckdb"

GOALS = (
    ("10k.csv", BASE, "cpu", 1.2),
    ("10k.csv", "gx", "cpu", 0.08),
    ("1m.csv", BASE, "cpu", 1.0),
    ("1m.csv", None, "memory", 400.0),
    ("1m.csv", "pandera", "cpu", 0.4),
    ("1m.csv", "gx", "cpu", 0.12),
    ("10m.parquet", BASE, "cpu", 1.0),
    ("10m.parquet", None, "memory", 2048.0),
)
"""Table, peer, what is compared, and the most it may be: a ratio, or MiB without a peer."""

GROWTH, RULES, HOOK = 11.0, 6.0, 150.0


def machine(python: str, processors: int, load: tuple[float, float, float]) -> str:
    """On what it was measured."""
    return f"Python {python}, {processors} processors, load {load[0]:.1f}"


def grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, columns in line."""
    widths = [max(len(row[n]) for row in (header, *rows)) for n in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        padded = [cells[0].ljust(widths[0])]
        padded += [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
        return "| " + " | ".join(padded) + " |"

    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([line(header), rule, *map(line, rows)])


def costs(contenders: Sequence[Contender], base: str = BASE) -> str:
    """Medians of every contender, and of its ratios to one of them round by round."""
    against = next((one for one in contenders if one.name == base), None)
    header = ["", "runs", "CPU s", "wall s", "MiB", f"CPU ÷ {base}", f"wall ÷ {base}", "findings"]
    rows = []
    for one in sorted(contenders, key=lambda item: item.middle("cpu") if item.costs else 0.0):
        if not one.costs:
            continue
        ratios = [None if against is None else one.ratio(against, w) for w in ("cpu", "wall")]
        figures = [f"{one.middle('cpu'):.3f}", f"{one.middle('wall'):.3f}"]
        figures += [
            f"{one.middle('memory'):.0f}",
            *("" if r is None else f"{r:.2f}" for r in ratios),
        ]
        said = f"did not run: {one.log}" if one.failed else one.verdict
        rows.append([one.name, str(len(one.costs)), *figures, said])
    return grid(header, rows)


def goals(measured: Mapping[str, Sequence[Contender]]) -> str:
    """What is asked of crossfoot, and what came out."""
    rows = []
    for case, peer, what, most in GOALS:
        by_name = {one.name: one for one in measured.get(case, ()) if not one.failed}
        ours, other = by_name.get(OURS), by_name.get(peer or OURS)
        if ours is None or other is None:
            continue
        got = ours.middle(what) if peer is None else ours.ratio(other, what)
        if got is not None:
            told = f"{what} ÷ {peer}" if peer else f"{what}, MiB"
            rows.append([case, told, f"{got:.3g}", f"{most:g}", "yes" if got <= most else "NO"])
    if not rows:
        return ""
    return "\n## what is asked\n\n" + grid(["", "measure", "measured", "at most", "met"], rows)


def growth(measured: Mapping[str, Sequence[Contender]]) -> str:
    """How cost grows with rows and with rules."""
    rows = []
    ours = {case: one for case, several in measured.items() for one in several if one.name == OURS}
    if "1m.parquet" in ours and "10m.parquet" in ours:
        ratio = ours["10m.parquet"].middle("cpu") / ours["1m.parquet"].middle("cpu")
        rows.append(
            ["10m.parquet ÷ 1m.parquet", f"{ratio:.2f}", f"{GROWTH:g}", _met(ratio, GROWTH)]
        )
    for case, several in measured.items():
        if case.startswith("rules "):
            few, many = several
            ratio = None if few.failed or many.failed else many.ratio(few, "cpu")
            if ratio is not None:
                name = f"{case.removeprefix('rules ')}: 100 rules ÷ 10 rules"
                rows.append([name, f"{ratio:.2f}", f"{RULES:g}", _met(ratio, RULES)])
    if not rows:
        return ""
    return "\n## growth of CPU\n\n" + grid(["", "times", "at most", "met"], rows)


def environment(whole: float, alone: float, parts: Sequence[tuple[str, float]]) -> str:
    """What the environment of the core weighs."""
    rows = [
        ["core alone", f"{alone:.1f}", f"{HOOK:g}", _met(alone, HOOK)],
        ["with pip and setuptools", f"{whole:.1f}", "", ""],
        *([part, f"{size:.1f}", "", ""] for part, size in parts),
    ]
    return "\n## environment of a hook\n\n" + grid(["", "MB", "at most", "met"], rows)


def _met(got: float, most: float) -> str:
    return "yes" if got <= most else "NO"
