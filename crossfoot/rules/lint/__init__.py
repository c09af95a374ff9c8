"""What is wrong with a set of rules whatever the data: a solver proposes, fractions prove."""
