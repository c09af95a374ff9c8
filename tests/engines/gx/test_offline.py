"""Pages of Data Docs without anything from outside."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

from crossfoot.engines.gx import offline

REFERENCES = ("src", "href", "srcset", "action", "poster", "data", "background")


class Outside(HTMLParser):
    """Counts what a page would fetch or lead to outside, and whether it has a policy."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policy = False
        self.scripts = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.scripts += tag == "script"
        self.policy |= held.get("http-equiv") == "Content-Security-Policy"
        values = [held.get(name) or "" for name in REFERENCES]
        self.found += [value for value in values if "//" in value or ":" in value]
        self.found += [value or "" for name, value in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.found += ["url"] if "url(" in data or "@import" in data else []


PAGE = """<!DOCTYPE html>
<html><head><meta charset="UTF-8"><title>Docs</title>
<link rel="stylesheet" href="https://cdn.example/a.css">
<style>nav { background: url('https://cdn.example/logo.png') }</style>
<script src="https://cdn.example/a.js"></script></head>
<body><script>if (1 < 2) { document.write("<p>") }</script>
<a href="../index.html"><img src="https://pixel.example/p.png?id=7" alt="Docs"></a>
<p onclick="go()">已整改 418 &lt; 排查 494 &amp; so on</p>
<a href="https://outside.example/x">newsletter</a><a href=" javascript:go()">go</a>
<a href="//outside.example">y</a><i class="fas fa-times text-danger"></i>
<td><img src=x onerror=alert(1)><svg><use href="https://a.example"/></svg>found <= 3</td>
<footer>Subscribe <a href="https://outside.example">here</a></footer></body></html>"""


def test_nothing_of_a_page_reaches_outside() -> None:
    assert len(Outside(PAGE).found) > 5
    seen = Outside(offline.page(PAGE))
    assert (seen.found, seen.scripts, seen.policy) == ([], 0, True)


def test_what_a_page_says_stays() -> None:
    page = offline.page(PAGE)
    for kept in (
        "<title>Docs</title>",
        '<a href="../index.html">Docs</a>',
        "已整改 418 &lt; 排查 494 &amp; so on",
        '<i class="fas fa-times text-danger"></i>',
        "found <= 3",
        "newsletter",
    ):
        assert kept in page
    assert "Subscribe" not in page


def test_a_page_is_written_anew_once(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "one.html").write_text(PAGE, encoding="utf-8")
    offline.strip(tmp_path / "site", tmp_path / "runs")
    first = (tmp_path / "site" / "one.html").read_text(encoding="utf-8")
    offline.strip(tmp_path / "site", tmp_path / "runs")
    assert (tmp_path / "site" / "one.html").read_text(encoding="utf-8") == first


def test_the_front_page_lists_runs_the_latest_first(tmp_path: Path) -> None:
    for day, met in (("01", True), ("02", False)):
        result = {
            "suite_name": "hazard-sqlite <b>",
            "success": met,
            "meta": {"run_id": {"run_time": f"2026-03-{day}T08:00:00+00:00"}},
            "statistics": {"evaluated_expectations": 9, "unsuccessful_expectations": 4},
        }
        path = tmp_path / "runs" / "hazard" / day / "batch.json"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(result), encoding="utf-8")
    (tmp_path / "site").mkdir()
    offline.strip(tmp_path / "site", tmp_path / "runs")
    front = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert front.index("2026-03-02 08:00:00") < front.index("2026-03-01 08:00:00")
    assert 'href="validations/hazard/02/batch.html"' in front
    assert "hazard-sqlite &lt;b&gt;" in front
    assert Outside(front).found == []
