"""Rules: the language, its typed tree, exact evaluation and the words of a finding.

Other rooms use ``model`` (what rules and judgements are), ``load`` (:func:`load_rules`), ``judge``
(:func:`judge_table`, :func:`judge_round`, :func:`judge_claim`), ``cards`` (:func:`rule_card`) and
``examples`` (:func:`run_example`).
"""
