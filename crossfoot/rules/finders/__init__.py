"""Facts about documents that a rule may name as its ``finder`` instead of a formula."""

from __future__ import annotations

from crossfoot.rules.model import Scope

FINDERS = {
    "doubled_submission": Scope.HANDED,
    "formula_range": Scope.DOCUMENT,
    "header_unit": Scope.DOCUMENT,
    "hidden_figures": Scope.DOCUMENT,
    "mixed_rates": Scope.DOCUMENT,
    "period_words": Scope.DOCUMENT,
}
"""What each finder is judged on once."""
