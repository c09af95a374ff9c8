"""What checks of frames rest on: the declared forms and rules, and what reads entries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crossfoot.forms.bind import Binder
from crossfoot.forms.faults import suggestion
from crossfoot.forms.model import Field, Form, Pack
from crossfoot.model.dataclass import dataclass
from crossfoot.rounds.model import Round
from crossfoot.rules.model import RuleSet


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything declared that a check of a frame rests on.

    Attributes:
        binder: reads columns as the fields of a form.
        config: the configuration file as it was named, ``None`` for the nearest one.
    """

    pack: Pack
    rules: RuleSet
    binder: Binder
    round: Round = Round()
    config: str | None = None

    def form(self, form_id: str) -> Form:
        """A declared form.

        Raises:
            ValueError: no form has this id.
        """
        found = self.pack.forms.get(form_id)
        if found is None:
            _, near = suggestion(form_id, self.pack.forms)
            raise ValueError(f"there is no form {form_id}{near}")
        return found

    def field(self, form_id: str, field_id: str) -> Field:
        """A field of a declared form.

        Raises:
            ValueError: there is no such form, or it has no such field.
        """
        fields = self.form(form_id).fields
        if field_id not in fields:
            _, near = suggestion(field_id, fields)
            raise ValueError(f"form {form_id} has no field {field_id}{near}")
        return fields[field_id]


Loader = Callable[[str | None], Ground]
"""Loads what a configuration file declares; ``None`` stands for the nearest one."""


class Grounds:
    """What has been loaded, so that twenty checks of one schema do not load it twenty times."""

    def __init__(self) -> None:
        """Nothing is loaded yet, and nobody has said how."""
        self._loader: Loader | None = None
        self._known: dict[tuple[str | None, Path], Ground] = {}

    def load_with(self, loader: Loader) -> None:
        """Say how declarations are loaded."""
        self._loader = loader

    def keep(self, ground: Ground) -> None:
        """Use what was loaded just now from here on."""
        self._known[ground.config, Path.cwd()] = ground

    def get(self, config: str | None) -> Ground:
        """What a configuration file declares.

        Raises:
            RuntimeError: nobody has said how declarations are loaded.
        """
        found = self._known.get((config, Path.cwd()))
        if found is None:
            if self._loader is None:
                raise RuntimeError("call crossfoot.register_checks() before using these checks")
            found = self._loader(config)
            self.keep(found)
        return found


GROUNDS = Grounds()
