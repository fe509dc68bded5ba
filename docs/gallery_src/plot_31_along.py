"""
Payoffs and probabilities above the regimes
===========================================

The inspection game along the cost of inspecting, and a stag hunt that turns into harmony, in which three equilibria are
three lines until two of them vanish.
"""

import coopgame as cg

inspection = cg.phase_diagram(cg.models.inspection(), x=("c", 0, 8), concept=cg.Nash())
first = cg.along(inspection).plot()

# %%
# Several equilibria are several lines; where some of them vanish, the border is dashed.

stag_hunt = cg.phase_diagram(cg.models.st_plane(), x=("S", -1, 1), at={"T": "1/2"}, concept=cg.Nash())
second = cg.along(stag_hunt).plot()
print(cg.along(stag_hunt))
