"""From judgements to what a person acts on: findings, their causes, and a verdict per submission."""
