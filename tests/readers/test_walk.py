"""Folders of submissions: what is read, in which order, under which name."""

import os
from pathlib import Path

import pytest

from crossfoot.model.document import Trouble
from crossfoot.readers import read, survey, walk
from crossfoot.readers.walk import natural


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "10月/鹿鸣镇.csv",
        "2月/枫桥头镇.xlsx",
        "2月/~$枫桥头镇.xlsx",
        "2月/.DS_Store",
        "2月/照片.jpg",
        "README.md",
        "crossfoot.toml",
        "schemas/hazard.csv",
        "checks/rules.yaml",
        ".git/a.csv",
        "汇总.csv",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("a,b\n1,2\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_in_natural_order(county: Path) -> None:
    found = walk([str(county)])
    assert [item.path.relative_to(county).as_posix() for item in found] == [
        "2月/枫桥头镇.xlsx",
        "10月/鹿鸣镇.csv",
        "汇总.csv",
    ]
    assert found[0].shown == county.as_posix() + "/2月/枫桥头镇.xlsx"


@pytest.mark.usefixtures("county")
def test_names_stay_as_relative_as_they_were_typed() -> None:
    assert next(item.shown for item in walk(["."])) == "2月/枫桥头镇.xlsx"
    assert [item.shown for item in walk(["2月/"])] == ["2月/枫桥头镇.xlsx"]
    assert [item.shown for item in walk([Path("汇总.csv")])] == ["汇总.csv"]


@pytest.mark.usefixtures("county")
def test_what_is_no_submission_is_listed_apart() -> None:
    assert {item.shown for item in survey(["."]).skipped} == {
        "2月/.DS_Store",
        "2月/~$枫桥头镇.xlsx",
        "2月/照片.jpg",
        ".git",
        "checks",
        "crossfoot.toml",
        "README.md",
        "schemas",
    }


@pytest.mark.usefixtures("county")
def test_a_named_file_is_always_read() -> None:
    for name in ("README.md", "2月/照片.jpg", "2月/~$枫桥头镇.xlsx", "schemas/hazard.csv"):
        (found,) = walk([name])
        assert (found.shown, found.notice) == (name, None)


@pytest.mark.usefixtures("county")
def test_a_folder_called_checks_that_holds_submissions() -> None:
    Path("下报/checks").mkdir(parents=True)
    Path("下报/checks/甲镇.csv").write_text("a,b\n", encoding="utf-8")
    assert [item.shown for item in walk(["下报"])] == ["下报/checks/甲镇.csv"]


@pytest.mark.usefixtures("county")
def test_each_file_once() -> None:
    found = walk(["汇总.csv", ".", "2月"])
    assert [item.shown for item in found] == ["汇总.csv", "2月/枫桥头镇.xlsx", "10月/鹿鸣镇.csv"]


def test_a_missing_path_is_named_and_the_rest_is_found(county: Path) -> None:
    missing, there = walk(["没有/这个.csv", "汇总.csv"])
    assert missing.notice is not None
    assert missing.notice.trouble is Trouble.MISSING
    assert "没有/这个.csv" in missing.notice.zh
    assert there.notice is None
    assert [found.trouble for found in read(county / "没有.csv").notices] == [Trouble.MISSING]
    assert [found.trouble for found in read(county).notices] == [Trouble.UNSUPPORTED]


def test_a_folder_and_a_file_without_permission(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal is played, so that the test also holds for the superuser."""
    scan, opened = os.scandir, Path.open

    def closed_folder(path: object) -> object:
        if str(path).endswith("2月"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)  # type: ignore[call-overload]

    def closed_file(path: Path, *arguments: object, **named: object) -> object:
        if path.name == "汇总.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", closed_folder)
    monkeypatch.setattr(Path, "open", closed_file)
    first, *rest = walk(["."])
    assert first.notice is not None
    assert (first.shown, first.notice.trouble) == ("2月", Trouble.NO_PERMISSION)
    assert [item.shown for item in rest] == ["10月/鹿鸣镇.csv", "汇总.csv"]
    document = read(county / "汇总.csv", "汇总.csv")
    assert [found.trouble for found in document.notices] == [Trouble.NO_PERMISSION]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.usefixtures("county")
def test_pipes_and_loops_in_a_folder_do_not_hold_the_walk_up() -> None:
    os.mkfifo("管道.csv")
    Path("回路").symlink_to(".", target_is_directory=True)
    assert len(walk(["."])) == 3


def test_natural_order() -> None:
    names = ["12月", "1月", "2月", "附件10", "附件9", "a2b10", "a2b9"]
    assert sorted(names, key=natural) == ["1月", "2月", "12月", "a2b9", "a2b10", "附件9", "附件10"]


def test_names_print_on_one_line(tmp_path: Path) -> None:
    strange = tmp_path / "两\n行.csv"
    strange.write_text("a,b\n", encoding="utf-8")
    (found,) = walk([str(tmp_path)])
    assert "\n" not in found.shown
    assert found.path == strange
