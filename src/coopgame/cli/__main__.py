"""Run the command line as ``python -m coopgame.cli``."""

from coopgame.cli import main

# Worker processes import this module again under another name.
if __name__ == "__main__":
    main()
