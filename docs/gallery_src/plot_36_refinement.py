r"""
Borders that have no formula: refinement
========================================

The benefit of cooperation solves an equation that has no closed form: effort e with
:math:`e \, \mathrm{e}^{e} = t`, the Lambert function of the stakes.  Cooperation is worth more than acting alone
where that effort, less the burden, exceeds a threshold that itself bends.  Nothing exact can be said; squares are
halved where the border passes.
"""

import numpy as np
from scipy.special import lambertw

import coopgame as cg


def margins(t, b):
    """Return by how much cooperation and capture are worth it."""
    effort = lambertw(t).real
    return {"cooperation": effort - b**2 / 4 - 0.3, "capture": np.tanh(b) - effort / 2 - 0.2}


found = cg.refine(margins, ("t", 0, 5), ("b", 0, 2), tolerance=0.004)
drawn = found.plot()

# %%
# The areas lie between these bounds, if no part is smaller than the squares of the first level:

for regimes, (low, high) in found.areas.items():
    print(" or ".join(regimes) or "none", round(low, 3), "to", round(high, 3))
print(found.points, "points, unresolved area", round(found.unresolved, 4), "of 10")
