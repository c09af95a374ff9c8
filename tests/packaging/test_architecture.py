"""docs/architecture.md says of the rooms what import-linter enforces."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOP = ("declared", "pipeline", "frames", "handover", "gx_commands", "cli", "large", "engine_choice")


def contracts() -> list[dict]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return project["tool"]["importlinter"]["contracts"]


def enforced() -> dict[str, set[str]]:
    """For each room the rooms below it, less those that a contract forbids."""
    (layers,) = [contract["layers"] for contract in contracts() if contract["type"] == "layers"]
    levels = [
        [name.strip().removeprefix("crossfoot.") for name in re.split(r"[|:]", layer)]
        for layer in layers
    ]
    allowed = {
        room: {below for lower in levels[number + 1 :] for below in lower}
        for number, level in enumerate(levels)
        for room in level
    }
    for contract in contracts():
        if contract["type"] != "forbidden":
            continue
        for source in contract["source_modules"]:
            room = source.removeprefix("crossfoot.")
            allowed[room] -= {
                name.removeprefix("crossfoot.") for name in contract["forbidden_modules"]
            }
    return allowed


def described() -> dict[str, str]:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.split("| room | may import |", 1)[1].split("\n\n", 1)[0]
    return dict(re.findall(r"^\| ([\w, ]+) \| ([\w, ]+) \|$", table, re.MULTILINE))


def test_the_table_of_rooms_is_what_is_enforced() -> None:
    allowed = enforced()
    told = described()
    everything = {"all of these"}
    said = {room: set(cell.split(", ")) - {"nothing"} for room, cell in told.items()}
    assert said.keys() == allowed.keys() - {"__main__"}
    for room, others in said.items():
        if room in TOP:
            assert others == everything
        else:
            assert others == allowed[room], room


def test_every_room_has_its_paragraph() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.parent.name for path in (ROOT / "crossfoot").glob("*/__init__.py")}
    assert rooms
    assert {room for room in rooms if f"**{room}**" not in page} == set()
    assert rooms <= described().keys()
