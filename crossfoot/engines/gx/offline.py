"""Data Docs that stand by themselves: nothing in a page leads or reaches outside.

Great Expectations' pages load a picture that tells its makers of every reading, and scripts and
styles from half a dozen hosts, without which a page is bare and its front page empty.  Here every
page is written anew without them, with a style of its own, and the front page is made from the
results on disk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

from crossfoot.model.dataclass import dataclass

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_GONE = frozenset({"script", "style", "footer", "iframe", "object", "embed", "noscript", "svg"})
_EMPTY = frozenset({"link", "img", "base", "meta", "source", "track"})
_LEADING = frozenset(
    {"src", "href", "srcset", "action", "formaction", "data", "poster", "background", "ping"}
)
_OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\\)", re.IGNORECASE)


class _Page(HTMLParser):
    """Writes a page anew while it is read."""

    def __init__(self, style: str) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._style = style
        self._within: list[str] = []

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _GONE:
            self._within.append(tag)
        elif not self._within:
            self._opened(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _GONE and not self._within:
            self._opened(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._within:
            if tag == self._within[-1]:
                self._within.pop()
        elif tag not in _EMPTY:
            self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _opened(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            told = dict(attrs).get("alt")
            self.out.append(escape(told) if told else "")
            return
        self.out.append(_tag(tag, attrs))
        if tag == "head":
            self.out.append(_head(self._style))


def _tag(tag: str, attrs: Iterable[tuple[str, str | None]]) -> str:
    kept = []
    for name, value in attrs:
        leads = name.rpartition(":")[2] in _LEADING and _OUTSIDE.match(value or "")
        fetches = name == "style" and "url(" in (value or "").casefold()
        if name.startswith("on") or leads or fetches:
            continue
        kept.append(name if value is None else f'{name}="{escape(value)}"')
    return f"<{' '.join([tag, *kept])}>"


def _head(style: str) -> str:
    return (
        '\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<style>\n{style}</style>\n"
    )


def page(text: str) -> str:
    """A page of Data Docs without anything from outside."""
    writer = _Page(_style())
    writer.feed(text)
    writer.close()
    return "".join(writer.out)


def strip(site: Path, validations: Path) -> None:
    """Write every page of a site anew, and its front page from the results on disk."""
    front = site / "index.html"
    for path in sorted(site.rglob("*.html")):
        if path != front:
            text = path.read_text(encoding="utf-8")
            if POLICY not in text:
                path.write_text(page(text), encoding="utf-8")
    runs = sorted(_runs(validations), key=lambda one: (one.time, one.suite), reverse=True)
    suites = sorted(path.stem for path in (site / "expectations").glob("*.html"))
    front.write_text(_front(runs, suites), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Run:
    suite: str
    time: str
    page: str
    met: bool
    expectations: int
    unmet: int


def _runs(validations: Path) -> Iterable[_Run]:
    for path in validations.rglob("*.json"):
        held = json.loads(path.read_text(encoding="utf-8"))
        told = held["statistics"]
        yield _Run(
            held["suite_name"],
            str(held["meta"]["run_id"]["run_time"])[:19].replace("T", " "),
            f"validations/{path.relative_to(validations).with_suffix('.html').as_posix()}",
            bool(held["success"]),
            int(told["evaluated_expectations"]),
            int(told["unsuccessful_expectations"]),
        )


_FRONT = """<!DOCTYPE html>
<html lang="zh">
<head>{head}<title>Data Docs</title>
</head>
<body>
<div class="container-fluid">
<h1>数据核对结果 <small>Data Docs</small></h1>
<table class="table">
<thead><tr><th>结果 Status</th><th>时间 Run (UTC)</th><th>规则集 Suite</th>
<th>规则 Expectations</th><th>未通过 Not met</th></tr></thead>
<tbody>
{runs}</tbody>
</table>
<h2>规则集 <small>Suites</small></h2>
<ul>
{suites}</ul>
</div>
</body>
</html>
"""


def _front(runs: Sequence[_Run], suites: Sequence[str]) -> str:
    rows = [
        f'<tr><td><i class="{"text-success fa-check-circle" if run.met else "text-danger fa-times"}'
        f'"></i></td><td><a href="{escape(run.page)}">{escape(run.time)}</a></td>'
        f"<td>{escape(run.suite)}</td><td>{run.expectations}</td><td>{run.unmet}</td></tr>\n"
        for run in runs
    ]
    listed = [
        f'<li><a href="expectations/{escape(name)}.html">{escape(name)}</a></li>\n'
        for name in suites
    ]
    return _FRONT.format(head=_head(_style()), runs="".join(rows), suites="".join(listed))


def _style() -> str:
    return files("crossfoot.engines.gx").joinpath("offline.css").read_text(encoding="utf-8")
