"""Facts about documents that a rule may name as its ``finder`` instead of a formula."""

from __future__ import annotations

from crossfoot.rules.model import Scope

FINDERS = {
    "all_full_rates": Scope.DOCUMENT,
    "count_not_whole": Scope.DOCUMENT,
    "doubled_submission": Scope.HANDED,
    "formula_range": Scope.DOCUMENT,
    "header_unit": Scope.DOCUMENT,
    "hidden_figures": Scope.DOCUMENT,
    "identical_units": Scope.DOCUMENT,
    "leftovers": Scope.TEXT,
    "listed_items": Scope.TEXT,
    "mixed_rates": Scope.DOCUMENT,
    "period_words": Scope.DOCUMENT,
    "unchanged_since_previous": Scope.DOCUMENT,
    "unreadable_cell": Scope.DOCUMENT,
}
"""What each finder is judged on once."""
