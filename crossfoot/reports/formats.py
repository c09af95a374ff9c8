"""Which file of this room writes which format."""

from __future__ import annotations

from crossfoot.reports.screen import PLAIN, Screen
from crossfoot.vetting.model import Reading, Report

MACHINE = frozenset({"json", "jsonl"})
"""Formats for programs, which lose no character to an encoding."""


def report_text(
    report: Report, wanted: str, language: str, screen: Screen = PLAIN, *, quiet: bool = False
) -> str:
    """What ``check`` found.

    Args:
        report: what it found.
        wanted: ``table``, ``json``, ``jsonl`` or ``md``.
        language: ``zh`` or ``en``.
        screen: what a table is shown on.
        quiet: findings only.

    Raises:
        ValueError: there is no such format.
    """
    match wanted:
        case "json":
            from crossfoot.reports import contract

            return contract.write(report)
        case "jsonl":
            from crossfoot.reports import contract

            return "".join(contract.lines(report))
        case "md":
            from crossfoot.reports import markdown

            return markdown.write(report, language)
        case "table":
            from crossfoot.reports import table

            return table.write(report, language, screen, quiet=quiet)
        case _:
            raise ValueError(f"there is no format {wanted}")


def reading_text(reading: Reading, wanted: str, language: str, screen: Screen = PLAIN) -> str:
    """How documents were understood.

    Args:
        reading: how they were understood.
        wanted: ``table``, ``json`` or ``html``.
        language: ``zh`` or ``en``.
        screen: what a table is shown on.

    Raises:
        ValueError: there is no such format.
    """
    match wanted:
        case "json":
            from crossfoot.reports import reading_contract

            return reading_contract.write(reading)
        case "html":
            from crossfoot.reports import reading_html

            return reading_html.write(reading, language)
        case "table":
            from crossfoot.reports import reading as account

            return account.write(reading, language, screen)
        case _:
            raise ValueError(f"there is no format {wanted}")
