"""Rules with a finder, judged on one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from crossfoot.model.finding import Verdict
from crossfoot.rules.finders.cells import not_counts, unreadable_cells
from crossfoot.rules.finders.copies import identical_units, unchanged
from crossfoot.rules.finders.facts import Fact, finding_of
from crossfoot.rules.finders.formulas import short_totals
from crossfoot.rules.finders.headers import foreign_units
from crossfoot.rules.finders.hidden import hidden_figures
from crossfoot.rules.finders.periods import disagreeing_periods
from crossfoot.rules.finders.scales import all_full_rates, mixed_rates
from crossfoot.rules.model import Judgement, Rule
from crossfoot.rules.tables import Tables
from crossfoot.rules.verdicts import Tally

Finder = Callable[[Tables], Iterator[Fact | None]]
"""Yields a fact for each thing amiss, and ``None`` for each thing looked at and found right."""

_ON_TABLES: Mapping[str, Finder] = {
    "all_full_rates": all_full_rates,
    "count_not_whole": not_counts,
    "formula_range": short_totals,
    "header_unit": foreign_units,
    "hidden_figures": hidden_figures,
    "identical_units": identical_units,
    "mixed_rates": mixed_rates,
    "period_words": disagreeing_periods,
    "unchanged_since_previous": unchanged,
    "unreadable_cell": unreadable_cells,
}


def judged_finder(rule: Rule, tables: Tables) -> Iterator[Judgement]:
    """One rule about the document behind a table."""
    tally = Tally(rule)
    for fact in _ON_TABLES[rule.finder or ""](tables):
        if fact is None:
            tally.passed += 1
            continue
        tally.found += 1
        yield finding_of(rule, fact)
    if tally.empty:
        tally.add(Verdict.NOT_APPLICABLE, "no_rows")
    yield from tally.judgements()
