"""The progress bar: for long runs only, and on standard error."""

from __future__ import annotations

import time

import pytest

from crossfoot.reports import progress
from crossfoot.reports.progress import ProgressBar


def test_a_short_run_shows_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with ProgressBar() as bar:
        for done in range(4):
            bar(done, 3, "石桥镇.xlsx")
    assert capfd.readouterr() == ("", "")


def test_a_long_run_shows_how_far_it_is(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with ProgressBar() as bar:
        bar._begun -= 60  # a minute ago
        bar(4, 9, "石桥镇[1].xlsx")
    out, err = capfd.readouterr()
    assert out == ""
    assert "4/9" in err
    assert "石桥镇[1].xlsx" in err


def test_one_large_file_that_says_nothing_for_long_is_shown_all_the_same(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(progress, "_PATIENCE", 0.05)
    with ProgressBar() as bar:
        bar(0, 1, "年报.parquet")
        time.sleep(0.3)
    assert "年报.parquet" in capfd.readouterr().err


def test_a_run_whose_files_are_all_read_shows_nothing_late(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(progress, "_PATIENCE", 0.05)
    with ProgressBar() as bar:
        bar(0, 1, "年报.parquet")
        bar(1, 1, "")
        time.sleep(0.2)
    assert capfd.readouterr() == ("", "")
