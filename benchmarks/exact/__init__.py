"""The exact maps against a grid of floats, QEPCAD B and SymPy: one run, the same problems, answers compared."""
