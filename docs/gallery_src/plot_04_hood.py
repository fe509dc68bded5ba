"""
Delegating credit and blame
===========================

Hood (2002) describes the outcomes of a delegation game in words; the payoffs are a reconstruction.  In the triangle
with cross-lines each party wants to answer the other's move: there is no equilibrium in pure strategies.
"""

import coopgame as cg

diagram = cg.phase_diagram(cg.models.hood(), x=("C", 0, 8), y=("D", 0, 8))
plot = diagram.plot()

# %%
# How much of the plane has no pure equilibrium?

print(diagram.area(), "of 64")

# %%
# With a higher cost of conflict the deadlock moves up and the triangle grows.

costly = cg.phase_diagram(cg.models.hood(), x=("C", 0, 8), y=("D", 0, 8), at={"k": 4})
other = costly.plot()
print(costly.area(), "of 64")
