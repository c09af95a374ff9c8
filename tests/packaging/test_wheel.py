"""The wheel carries the declared pack and the sample, and its demo runs outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACK = "crossfoot/packs/work-safety"
KINDS = ("schemas", "checks", "fixtures")


def run(command: list[str], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONUTF8": "1", "PIP_NO_INDEX": "1", **more}
    environment.pop("PYTHONPATH", None)
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = "import hatchling.build, sys; print(hatchling.build.build_wheel(sys.argv[1]))"
    result = run([sys.executable, "-c", build, str(folder)], ROOT)
    assert result.returncode == 0, result.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment that holds the wheel, not the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps"]
    result = run([*pip, "--quiet", str(wheel)], folder)
    assert result.returncode == 0, result.stderr
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run([str(python), "-c", ask], folder).stdout.strip())
    # dependencies come from the environment under test; nested .pth files do not count,
    # so the checkout itself stays off the path
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return scripts


def at_root(kind: str) -> dict[str, bytes]:
    folder = ROOT / kind
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_wheel_holds_what_stands_at_the_root(wheel: Path, kind: str) -> None:
    prefix = f"{PACK}/{kind}/"
    with zipfile.ZipFile(wheel) as archive:
        inside = {
            name.removeprefix(prefix): archive.read(name)
            for name in archive.namelist()
            if name.startswith(prefix)
        }
    assert inside
    assert inside == at_root(kind)


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "crossfoot/py.typed" in names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"crossfoot"}
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]


@pytest.mark.parametrize("kind", KINDS)
def test_an_installed_crossfoot_finds_its_pack(installed: Path, tmp_path: Path, kind: str) -> None:
    ask = f"from crossfoot.forms.pack import builtin; print(builtin({kind!r}))"
    result = run([str(installed / "python"), "-c", ask], tmp_path)
    assert result.returncode == 0, result.stderr
    found = Path(result.stdout.strip())
    assert ROOT not in found.parents
    assert found.as_posix().endswith(f"{PACK}/{kind}")


def test_an_installed_demo_runs(installed: Path, tmp_path: Path) -> None:
    result = run([str(installed / "crossfoot"), "demo"], tmp_path)
    assert result.returncode == 0, result.stderr
    for words in ("白露镇", "HZ01", "龙泉乡", "CM01"):
        assert words in result.stdout
    assert not list(tmp_path.iterdir())
