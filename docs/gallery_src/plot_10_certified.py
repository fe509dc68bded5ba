"""
Beyond polynomials: a certified map
===================================

Media attention lets competition grow with its logarithm, and blame approach a limit exponentially.  There is no exact
algebra for such borders.  The map is certified instead: every colour is proved, and the narrow dark bands around the
borders, here a ten-thousandth of the area, are what is not decided.
"""

from pathlib import Path

import coopgame as cg

here = Path.cwd()
root = next(folder for folder in (here, *here.parents) if (folder / "examples" / "headline.toml").exists())
diagram = cg.read_study(root / "examples" / "attention.toml").run()
plot = diagram.plot()

# %%
# What is certain, and what is not:

print(diagram.status, f"{float(diagram.unresolved / 240):.5f} of the box is undecided")
for region in diagram.regions:
    print(f"{region.name}: at least {float(region.area.lower):.3f}, at most {float(region.area.upper):.3f}")

# %%
# Single points are decided exactly where values have a closed form:

print(diagram.at(0, 5), diagram.at("3/2", 8))
