"""A round of reporting: which units and periods belong to it and how their submissions meet."""
