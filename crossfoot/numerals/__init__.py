"""Text to numbers: digits, Chinese numerals, scales, hedges and ranges; and what is no figure."""
