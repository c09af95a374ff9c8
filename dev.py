"""One command for everything a developer does, such as ``python3 dev.py test``.

Uses the standard library only.  It keeps a virtual environment in ``.venv`` beside this file,
filled from the hash-pinned ``requirements.lock``, and renews it when the lock, ``pyproject.toml``
or the Python changes.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "crossfoot-installed.sha256"
OLDEST = (3, 11)

if sys.version_info < OLDEST:  # said before anything below that an older Python cannot read
    sys.exit(
        "crossfoot needs Python {}.{} or newer; this is Python {}.{}.".format(
            *OLDEST, *sys.version_info[:2]
        )
    )

COMMANDS = {
    "demo": "set up and run the packaged sample",
    "test": "lint, format, types, layers and tests; further arguments go to pytest",
    "lint": "ruff and the layers of the house",
    "types": "mypy --strict",
    "docs": "write docs/rules and the output that README.md and docs/python.md show",
    "lock": "renew requirements.lock from pyproject.toml; --upgrade takes newer versions",
}


class Trouble(Exception):
    """Something the person at the keyboard has to mend; its text says what to do."""


def say(text: str) -> None:
    """One line on standard error, so that standard output stays that of the tool that runs."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def venv_python() -> Path:
    """The interpreter of the virtual environment."""
    if os.name == "nt":
        return VENV / "Scripts" / "python.exe"
    return VENV / "bin" / "python"


def tool(name: str) -> str:
    """Path of a command that the virtual environment holds."""
    return str(venv_python().with_name(name + (".exe" if os.name == "nt" else "")))


def run(command: Sequence[str]) -> int:
    """Run a command at the root of the repository and return its exit code."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    environment.pop("PYTHONPATH", None)
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def fingerprint() -> str:
    """Digest of everything that decides what the virtual environment holds."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (LOCK, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def set_up() -> None:
    """Make the virtual environment complete, or do nothing when it already is."""
    wanted = fingerprint()
    if venv_python().exists() and STAMP.exists():
        if STAMP.read_text(encoding="ascii") == wanted:
            return
        say("the lock or the Python has changed: renewing .venv")
    else:
        say("setting up .venv (once, about a minute)")
    STAMP.unlink(missing_ok=True)
    make_venv()
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    install(pip, "--require-hashes", "-r", str(LOCK))
    install(pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(wanted, encoding="ascii")


def make_venv() -> None:
    """Create ``.venv`` when it is missing or was made by another version of Python."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        raise Trouble(
            "this Python cannot make virtual environments (venv or ensurepip is missing).\n"
            f"On Debian and Ubuntu: sudo apt install {package}\n"
            "On Fedora: sudo dnf install python3-pip.  Then run the same command again."
        )
    clear = ["--clear"] if VENV.exists() and not made_by_this_python() else []
    if run([sys.executable, "-m", "venv", *clear, str(VENV)]) != 0:
        raise Trouble("the virtual environment .venv could not be made; the lines above say why")


def made_by_this_python() -> bool:
    """Whether the interpreter in ``.venv`` runs and has the version of this one."""
    probe = "import sys; print(sys.version)"
    try:
        answer = subprocess.run(
            [str(venv_python()), "-c", probe], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return answer.stdout.strip() == sys.version.strip()


def install(pip: Sequence[str], *what: str) -> None:
    """Install into the virtual environment.

    Raises:
        Trouble: pip failed.
    """
    if run([*pip, *what]) != 0:
        raise Trouble(
            "pip could not install what requirements.lock names; the lines above say why.\n"
            "Without a network: put the wheels in a folder and set PIP_NO_INDEX=1 and "
            "PIP_FIND_LINKS=<folder>."
        )


def lint_steps() -> list[tuple[str, list[str]]]:
    """Style, format and the layers of the house."""
    return [
        ("ruff check", [tool("ruff"), "check", "--quiet", "."]),
        ("ruff format", [tool("ruff"), "format", "--check", "--quiet", "."]),
        ("lint-imports", [tool("lint-imports"), "--no-cache"]),
    ]


def type_steps() -> list[tuple[str, list[str]]]:
    """Static types."""
    return [("mypy", [tool("mypy"), "--strict", "--no-error-summary"])]


def test_steps(arguments: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The tests, on all processors unless the caller chooses tests or processors."""
    spread = [] if arguments or (os.cpu_count() or 1) < 2 else ["-n", "auto", "--dist", "loadfile"]
    return [("pytest", [str(venv_python()), "-m", "pytest", *spread, *arguments])]


def in_order(steps: Sequence[tuple[str, list[str]]]) -> int:
    """Run every step, then name those that failed.

    Later steps run even when an earlier one failed, so that one run shows everything.

    Returns:
        0 when all passed, else the exit code of the last step that failed.
    """
    failed = []
    code = 0
    for name, command in steps:
        result = run(command)
        if result != 0:
            failed.append(f"{name} (exit code {result})")
            code = result
    if failed:
        say("failed: " + ", ".join(failed))
    return code


def renew_lock(arguments: Sequence[str]) -> int:
    """Resolve ``pyproject.toml`` for every platform into ``requirements.lock``, hashes included.

    Versions already locked stay unless ``--upgrade`` is given.  The result names packages, versions
    and hashes only, never where they were fetched from.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [
            *uv(Path(folder)),
            *("pip", "compile", "--quiet", "--universal", "--generate-hashes", "--all-extras"),
            *("--python-version", "{}.{}".format(*OLDEST)),
            *("--no-header", "--output-file", LOCK.name, *arguments, "pyproject.toml"),
        ]
        code = run(command)
    if code == 0:
        say(f"{LOCK.name} is up to date with pyproject.toml")
    return code


def uv(folder: Path) -> list[str]:
    """The resolver ``uv``: the one on the path, else one installed into ``folder``."""
    found = shutil.which("uv")
    if found:
        return [found]
    say("uv is not installed: fetching it for this run only")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    install(pip, "--target", str(folder), "uv")
    return [str(folder / "bin" / ("uv.exe" if os.name == "nt" else "uv"))]


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        The exit code of what was run; 2 when it could not be run at all.
    """
    parser = argparse.ArgumentParser(
        prog="dev.py",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"  {name:<6} {what}" for name, what in COMMANDS.items()),
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    chosen, rest = parser.parse_known_args(arguments)
    if chosen.command == "lock":
        return renew_lock(rest)
    set_up()
    python = str(venv_python())
    if chosen.command == "demo":
        return run([python, "-m", "crossfoot", "demo", *rest])
    if chosen.command == "docs":
        return run([python, str(ROOT / "docs" / "generate.py"), *rest])
    lint, types = lint_steps(), type_steps()
    steps = {
        "lint": lint,
        "types": types,
        "test": [*lint[:2], *types, *lint[2:], *test_steps(rest)],
    }
    return in_order(steps[chosen.command])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        say(str(trouble))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
