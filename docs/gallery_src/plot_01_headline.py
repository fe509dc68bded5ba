"""
The headline figure
===================

Which relationship does a government choose that fears performance competition (p) and the burden of the organization
(b)?  The study file is the one behind the first figure of the documentation.
"""

from pathlib import Path

import coopgame as cg

# %%
# Read the study and run it.  Nothing is computed before ``run``.

here = Path.cwd()
root = next(folder for folder in (here, *here.parents) if (folder / "examples" / "headline.toml").exists())
study = cg.read_study(root / "examples" / "headline.toml")
diagram = study.run()
plot = diagram.plot()

# %%
# The borders in the symbols of the model, with their meanings:

for border in diagram.boundaries:
    print(f"{border.formula.lhs} = {border.formula.rhs}: {border.meaning}")

# %%
# Points where three regimes tie:

for point in diagram.points:
    print(point.name, (point.x, point.y), point.regimes)
