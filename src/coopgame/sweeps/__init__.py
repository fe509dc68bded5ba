"""A model over a grid or a random design: the regimes of millions of games, numerically."""
