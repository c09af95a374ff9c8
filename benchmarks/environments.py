"""Virtual environments under the work folder: one for crossfoot's wheel, one for each peer."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGED = ("crossfoot", "schemas", "checks", "fixtures")
_TOOLS = ("pip", "setuptools", "pkg_resources", "_distutils_hack", "wheel")


def python_of(environment: Path) -> Path:
    """The interpreter of an environment."""
    return environment / "bin" / "python"


@cache  # once a run, whatever happens to the checkout meanwhile
def crossfoot(work: Path) -> Path:
    """The environment with the wheel of this checkout and what its core needs, no extras."""
    environment = work / "venvs" / "crossfoot"
    needs = _digest([ROOT / "pyproject.toml"])
    code = _digest([ROOT / "pyproject.toml", *_sources()])
    if _stamp(environment, "code") == code:
        return environment
    wheels = work / "wheels"
    for old in wheels.glob("crossfoot-*.whl"):
        old.unlink()
    _run([sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "-w", str(wheels), str(ROOT)])
    wheel = str(next(wheels.glob("crossfoot-*.whl")))
    if _stamp(environment, "needs") != needs:
        _create(environment, [wheel])
        _write_stamp(environment, "needs", needs)
    else:
        pip = [str(python_of(environment)), "-m", "pip", "install", "-qq"]
        _run([*pip, "--no-deps", "--force-reinstall", wheel])
    _compile(environment)
    _write_stamp(environment, "code", code)
    return environment


@cache
def peer(work: Path, name: str, pins: Path) -> Path:
    """The environment of a peer, with exactly the packages of a list."""
    environment = work / "venvs" / name
    wanted = _digest([pins])
    if _stamp(environment, "needs") != wanted:
        _create(environment, ["--no-deps", "-r", str(pins)])
        _compile(environment)
        _write_stamp(environment, "needs", wanted)
    return environment


def weight(environment: Path) -> tuple[float, float, list[tuple[str, float]]]:
    """What an environment weighs: with and without its installer, and its heaviest parts, in MB.

    A million bytes is a MB; files count with their own size, compiled byte code included.
    """
    [packages] = (environment / "lib").glob("python3*/site-packages")
    parts: dict[str, int] = {}
    for path in packages.rglob("*"):
        if path.is_file() and not path.is_symlink():
            part = path.relative_to(packages).parts[0].split("-")[0].removesuffix(".py")
            if part.startswith("_duckdb"):
                part = "duckdb"
            parts[part] = parts.get(part, 0) + path.stat().st_size
    whole = sum(parts.values()) / 1e6
    tools = sum(size for part, size in parts.items() if part in _TOOLS) / 1e6
    heavy = sorted(((part, size / 1e6) for part, size in parts.items()), key=lambda item: -item[1])
    return whole, whole - tools, heavy[:8]


def _sources() -> Iterable[Path]:
    for folder in PACKAGED:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in paths:
        digest.update(str(path).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _create(environment: Path, packages: list[str]) -> None:
    _run([sys.executable, "-m", "venv", "--clear", str(environment)])
    python = str(python_of(environment))
    _run([python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *packages])


def _compile(environment: Path) -> None:
    """Byte code for everything, as an installation that has run once has it."""
    command = [str(python_of(environment)), "-m", "compileall", "-q", str(environment / "lib")]
    # some packages carry templates that are no Python; what matters compiles
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _stamp(environment: Path, name: str) -> str:
    stamp = environment / f"{name}.sha256"
    return stamp.read_text(encoding="ascii") if stamp.exists() else ""


def _write_stamp(environment: Path, name: str, content: str) -> None:
    (environment / f"{name}.sha256").write_text(content, encoding="ascii")
