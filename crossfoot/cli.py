"""The command line: arguments in, exit code out."""

from __future__ import annotations

import errno
import gc
import sys

from crossfoot.console import BROKEN, MISUSED, tell

_INTERRUPTED = 130
_GONE = 1
_MADE_BETWEEN_LOOKS = 20_000
"""Objects; a million rows took two per cent less time so, and no more memory."""


def _declared_faults(error: Exception) -> list[str]:
    """``file:line:column: what is wrong`` for each mistake in a configuration, form or rule file.

    Empty when the error is something else.
    """
    from crossfoot.forms.faults import FormFault
    from crossfoot.reports.language import locale_language
    from crossfoot.reports.places import from_here
    from crossfoot.rounds.config_file import ConfigFault
    from crossfoot.rules.model import RuleFault

    if not isinstance(error, (FormFault, ConfigFault, RuleFault)):
        return []
    language = locale_language() or "en"
    lines = []
    for fault in error.faults:
        first, second = (fault.zh, fault.en) if language == "zh" else (fault.en, fault.zh)
        parts = (from_here(fault.file), fault.line, fault.column)
        place = ":".join(str(part) for part in parts if part)
        lines.append(f"{place}: {first or second}")
    return lines or [str(error)]


def main() -> None:
    """Run the command line and leave with its exit code."""
    from crossfoot.misuse import MisuseError
    from crossfoot.reports.delivery import DeliveryFault, prepare_streams

    prepare_streams()
    _spare_the_collector()
    try:
        _run()
    except (DeliveryFault, MisuseError) as fault:
        tell(f"crossfoot: {fault}")
        sys.exit(MISUSED)
    except Exception as error:  # noqa: BLE001 - whatever it is, the user must hear of it
        from crossfoot.reports.faults import report_fault

        lines = _declared_faults(error)
        if lines:
            tell("\n".join(lines))
            sys.exit(MISUSED)
        tell(report_fault(error, sys.argv))
        sys.exit(BROKEN)


def _spare_the_collector() -> None:
    """Look less often for cycles among values that have none and are kept until the end."""
    gc.set_threshold(_MADE_BETWEEN_LOOKS)


def _run() -> None:
    """An ordinary check at once; anything else by way of the commands and their help."""
    from crossfoot.ordinary import ordinary

    asked = ordinary(sys.argv[1:])
    if asked is None:
        from crossfoot.commands import app

        app(prog_name="crossfoot")
        return
    from crossfoot.checking import check

    try:
        sys.exit(check(asked))
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    except OSError as error:
        if error.errno != errno.EPIPE:
            raise
        sys.exit(_GONE)
