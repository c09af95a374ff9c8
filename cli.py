"""``python cli.py …`` from a checkout: the same as the installed ``crossfoot``."""

from crossfoot.cli import main

if __name__ == "__main__":
    main()
