"""Timings of the library beside its peers: ``python -m benchmarks [--case NAME] [--repeats N] [--output FILE]``."""
