"""The version, in one place: the build, the records in figures and `coopgame --version` read it here."""

__version__ = "0.1.0"
