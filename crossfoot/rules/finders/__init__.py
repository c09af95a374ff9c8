"""Facts about documents that a rule may name as its ``finder`` instead of a formula."""

from __future__ import annotations

from crossfoot.rules.model import Scope

FINDERS = {
    "all_full_rates": Scope.DOCUMENT,
    "count_not_whole": Scope.DOCUMENT,
    "dated_events": Scope.TEXT,
    "doubled_submission": Scope.HANDED,
    "formula_range": Scope.DOCUMENT,
    "header_unit": Scope.DOCUMENT,
    "hidden_figures": Scope.DOCUMENT,
    "identical_units": Scope.DOCUMENT,
    "leftovers": Scope.TEXT,
    "listed_items": Scope.TEXT,
    "mixed_rates": Scope.DOCUMENT,
    "period_words": Scope.DOCUMENT,
    "plan_years": Scope.TEXT,
    "report_years": Scope.TEXT,
    "unchanged_since_previous": Scope.DOCUMENT,
    "unreadable_cell": Scope.DOCUMENT,
}
"""What each finder is judged on once."""
