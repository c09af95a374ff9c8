"""Whether a result names exactly the rows that break each rule: ``verify.py TRUTH RESULT``.

Prints ``exact``, or what differs, and exits with 1 then.  A process of its own, so that the lists
of ten million rows never weigh on the process that measures.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from findings import rows_by_rule


def differences(truth: dict[str, list[int]], result: dict[str, list[int]]) -> list[str]:
    """What a result misses, invents or says twice, rule by rule."""
    found = []
    for rule, wanted in truth.items():
        given = Counter(result.get(rule, ()))
        missing = len(set(wanted) - given.keys())
        invented = len(given.keys() - set(wanted))
        twice = sum(given.values()) - len(given)
        if missing or invented or twice:
            found.append(f"{rule}: {missing} missing, {invented} invented, {twice} said twice")
    return found


def main(truth_file: str, result_file: str) -> int:
    """Compare the files and say so."""
    truth = json.loads(Path(truth_file).read_text(encoding="utf-8"))["truth"]
    result = Path(result_file)
    if not result.exists():
        print("no result")
        return 1
    wrong = differences(truth, rows_by_rule(result, truth))
    print("; ".join(wrong) or "exact")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
