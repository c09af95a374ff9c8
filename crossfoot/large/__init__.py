"""Tables too large to be read row by row: an engine finds rows, the exact evaluator says why."""
