"""Facts about documents that a rule may name as its ``finder`` instead of a formula."""

from __future__ import annotations

from crossfoot.rules.model import Scope

FINDERS = {
    "doubled_submission": Scope.HANDED,
}
"""What each finder is judged on once."""
