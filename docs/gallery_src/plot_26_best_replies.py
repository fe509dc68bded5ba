"""
Best replies and where they cross
=================================

The best replies of both players of a 2×2 game, with thresholds in the symbols of the game: a stag hunt, where the mixed
equilibrium is a saddle, and the inspection game, where it is a centre.
"""

import coopgame as cg

stag_hunt = cg.best_responses(cg.models.st_plane(), at={"S": "-1/2", "T": "1/2"})
coordination = stag_hunt.plot()

# %%
# Everything is exact, and the same can be printed:

print(stag_hunt)

# %%
# Inspecting and violating chase each other:

inspection = cg.best_responses(cg.models.inspection(), at={"c": 1})
cycle = inspection.plot()
