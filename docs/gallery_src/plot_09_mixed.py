"""
Mixed equilibria by probability
===============================

An auditor audits or trusts, a recipient of grants complies or cheats.  There is no equilibrium in pure strategies
unless auditing is too dear.  The map reads the regime off the probability of cheating.  Collecting a fine costs the
auditor its square, so very high fines deter the auditor: the borders are parabolas.
"""

from pathlib import Path

import coopgame as cg

here = Path.cwd()
root = next(folder for folder in (here, *here.parents) if (folder / "examples" / "headline.toml").exists())
diagram = cg.read_study(root / "examples" / "audit.toml").run()
plot = diagram.plot()

# %%
# Each regime with the exact condition under which it is possible, ties included:

for regime in ("integrity", "leakage", "plunder"):
    print(f"{regime}: {diagram.possible(regime)}")

# %%
# All equilibria in pure strategies, for comparison:

pure = cg.phase_diagram(diagram.origin.game, x=("c", 0, 4), y=("f", 0, 10), at={"k": "1/10", "l": 3, "g": 1})
print(pure)
