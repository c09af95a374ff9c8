"""crossfoot vets the figures that subordinate units submit, before anyone adds them up."""

__version__ = "0.1.0"
