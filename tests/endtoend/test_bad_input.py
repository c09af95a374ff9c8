"""Broken and hostile input: each is named in one clear line, and the rest is still checked."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

GOOD = "行业领域,排查一般隐患,一般隐患已整改\n工贸,12,10\n消防,8,8\n合计,20,18\n"
BAD = "行业领域,排查一般隐患,一般隐患已整改\n工贸,12,14\n消防,8,8\n合计,20,22\n"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A healthy submission with one error among files that cannot be used."""
    (tmp_path / "鹿鸣镇.csv").write_text(BAD, encoding="utf-8")
    (tmp_path / "空.csv").write_bytes(b"")
    (tmp_path / "图片.csv").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "加密.xlsx").write_bytes(OLE)
    (tmp_path / "不是文档.docx").write_text("这不是压缩包", encoding="utf-8")
    return tmp_path


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "crossfoot", *map(str, arguments)],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_each_unusable_file_is_one_line_and_the_rest_is_checked(folder: Path) -> None:
    done = run("check", folder, "--lang", "zh", "--format", "table", PYTHONIOENCODING="utf-8")
    assert done.returncode == 1
    lines = done.stdout.decode().splitlines()
    for name in ("空.csv", "图片.csv", "加密.xlsx", "不是文档.docx"):
        assert len([line for line in lines if name in line and "CF01" in line]) == 1, name
    assert any("鹿鸣镇.csv:2:3" in line and "HZ01" in line for line in lines)
    assert done.stderr == b""


def test_a_missing_path_is_named_and_the_others_are_checked(folder: Path) -> None:
    done = run(
        "check",
        folder / "没有.csv",
        folder / "鹿鸣镇.csv",
        "--lang",
        "zh",
        PYTHONIOENCODING="utf-8",
    )
    assert done.returncode == 1
    text = done.stdout.decode()
    assert len([n for n in text.splitlines() if "没有.csv" in n and "CF01" in n]) == 1
    assert "HZ01" in text


@pytest.mark.skipif(os.name == "nt", reason="folders are closed in another way on Windows")
def test_a_closed_folder_is_named() -> None:
    """The superuser may enter every folder, so the check is then run as another user."""
    other = {"user": "nobody"} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "鹿鸣镇.csv").write_text(BAD, encoding="utf-8")
        closed = folder / "内部"
        closed.mkdir(mode=0)
        try:
            done = subprocess.run(
                [sys.executable, "-m", "crossfoot", "check", name, "--lang", "zh"],
                capture_output=True,
                check=False,
                env={**os.environ, "PYTHONIOENCODING": "utf-8", "HOME": name},
                **other,
            )
        except PermissionError:
            pytest.skip("the superuser enters every folder, and this Python is closed to others")
        finally:
            closed.chmod(0o755)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1, done.stderr.decode()
    assert any("内部" in line and "CF01" in line for line in lines)
    assert any("鹿鸣镇.csv:2:3" in line for line in lines)


def test_clean_data_ends_with_zero(tmp_path: Path) -> None:
    (tmp_path / "鹿鸣镇.csv").write_text(GOOD, encoding="utf-8")
    assert run("check", tmp_path).returncode == 0


@pytest.mark.parametrize("width", ["40", "60", "200"])
def test_a_gbk_console_of_any_width_shows_the_report(folder: Path, width: str) -> None:
    done = run("check", folder, "--lang", "zh", PYTHONIOENCODING="gbk", COLUMNS=width)
    assert done.returncode == 1
    assert "一般隐患已整改填报14项，大于排查一般隐患12项" in done.stdout.decode("gbk").replace(
        "\r\n", "\n"
    ).replace("\n", "").replace("    ", "")


def test_the_demo_itself_ends_with_zero() -> None:
    done = run("demo", PYTHONIOENCODING="utf-8")
    assert done.returncode == 0
    assert "HZ01" in done.stdout.decode()
