"""
Curved borders: what the abilities of both sides do
===================================================

All three closures at once: competition grows with what the organization achieves, the burden is patronage and blame,
and value comes from technology and resources.  The technology decides how borders bend: under Cobb–Douglas and CES they
are algebraic curves, with areas and points as exact as on a map of straight lines.
"""

from pathlib import Path

import coopgame as cg

here = Path.cwd()
root = next(folder for folder in (here, *here.parents) if (folder / "examples" / "headline.toml").exists())

# %%
# CES with exponent 2, :math:`h(t, r) = \sqrt{(t^2 + r^2)/2}`:

ces = cg.read_study(root / "examples" / "ability-ces.toml").run()
first = ces.plot()

# %%
# Two junctions with coordinates in radicals, and areas as close as one likes:

for point in ces.points:
    print(point.name, point.x, point.y, point.regimes)
for region in ces.regions:
    print(region.name, region.area_within("1e-12"))

# %%
# Cobb–Douglas with exponent 1/2, in the plane of competition and blame.  Straight borders here have coefficients with
# square roots:

cobb_douglas = cg.read_study(root / "examples" / "intensity-cobb-douglas.toml").run()
second = cobb_douglas.plot()
for border in cobb_douglas.boundaries:
    print(border.formula.lhs, "=", border.formula.rhs)

# %%
# The map comes with a proof, which a small independent program re-checks:

print(ces.verify(points=40))
