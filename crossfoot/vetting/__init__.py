"""From judgements to what a person acts on: findings, their causes, a verdict a submission."""
