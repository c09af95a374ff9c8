"""What a rule says of itself: the page that ``crossfoot rules ID`` prints."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.forms.model import Pack
from crossfoot.model.finding import Level
from crossfoot.rules.model import ClaimRule, Example, Rule


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A rule for people.

    Attributes:
        form: id of the form, ``"*"`` for every form, ``None`` for a rule over claims.
        form_zh, form_en: the form's title.
        check, when: the formulas as written.
        reads_zh, reads_en: the formula with field names in place of ids.
        origin: file and line of the declaration.
    """

    id: str
    level: Level
    form: str | None
    form_zh: str
    form_en: str
    zh: str
    en: str
    check: str
    when: str | None
    reads_zh: str
    reads_en: str
    source: str | None
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    origin: str


def rule_card(rule: Rule | ClaimRule, pack: Pack) -> RuleCard:
    """The card of a rule."""
    raise NotImplementedError
