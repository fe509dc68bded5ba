"""
Inspection, and who moves first
===============================

An inspector inspects or trusts; an inspectee complies or violates.  Moving at the same time they run in a circle unless
inspecting is too dear; an inspector who moves first and is observed deters.
"""

import coopgame as cg

axes = {"x": ("c", 0, 8), "y": ("l", 3, 8)}
simultaneous = cg.phase_diagram(cg.models.inspection(), **axes)
plot = simultaneous.plot()

# %%
# On the left edge, where inspecting is free, deterrence is an equilibrium: a thin set, which has no area.

print(simultaneous.thin[0].regimes, simultaneous.thin[0].path)

# %%
# The inspector leads:

leader = cg.SubgamePerfect(order=("inspector", "inspectee"))
committed = cg.phase_diagram(cg.models.inspection(), **axes, concept=leader)
lead = committed.plot()
