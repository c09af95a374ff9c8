"""The progress bar: for long runs only, and on standard error."""

from __future__ import annotations

import pytest

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
