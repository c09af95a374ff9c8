"""What a rule is: the language, its typed tree, exact evaluation and wording."""
