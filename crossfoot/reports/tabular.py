"""Tables in plain text that line up for Chinese and fit a narrow terminal."""

from __future__ import annotations

from collections.abc import Sequence

from crossfoot.reports.screen import display_width, wrap

_GAP = 2
_NARROWEST = 8


def tabulated(
    rows: Sequence[Sequence[str]],
    headers: Sequence[str],
    *,
    width: int | None = None,
    breakable: Sequence[int] = (),
    right: Sequence[int] = (),
    indent: str = "",
) -> str:
    """Rows under headers.

    Args:
        rows: the cells, without line ends.
        headers: one for each column.
        width: columns of the screen; ``None`` for as many as the rows need.
        breakable: indices of the columns whose cells may take several lines to make the table fit.
        right: indices of the columns that are aligned to the right.
        indent: what stands in front of every line.
    """
    from tabulate import tabulate

    cells = [list(row) for row in rows]
    if width is not None:
        widths = _fitting(cells, headers, width - display_width(indent), breakable)
        for row in cells:
            for i in breakable:
                row[i] = wrap(row[i], widths[i])
    # the headers go in as a row, because tabulate pads columns that have a header
    rule = ["-" * max(map(_cell_width, column)) for column in zip(headers, *cells, strict=True)]
    align = ["right" if i in right else "left" for i in range(len(headers))]
    text: str = tabulate(
        [list(headers), rule, *cells], tablefmt="plain", disable_numparse=True, colalign=align
    )
    return "\n".join((indent + line).rstrip() for line in text.split("\n"))


def _cell_width(text: str) -> int:
    return max(map(display_width, text.split("\n")))


def _fitting(
    rows: Sequence[Sequence[str]], headers: Sequence[str], width: int, breakable: Sequence[int]
) -> list[int]:
    """Width of each column, the widest breakable ones narrowed until the row fits."""
    widths = [max(map(display_width, column)) for column in zip(headers, *rows, strict=True)]
    least = [max(_NARROWEST, display_width(header)) for header in headers]
    excess = sum(widths) + _GAP * (len(headers) - 1) - width
    while excess > 0:
        widest = max(breakable, key=lambda i: widths[i] - least[i], default=None)
        if widest is None or widths[widest] <= least[widest]:
            break
        widths[widest] -= 1
        excess -= 1
    return widths
