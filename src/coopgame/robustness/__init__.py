"""How robust a regime is: empirical cases, shares under uncertainty, and which parameter decides."""
