"""
Who leads, and what it is worth
===============================

The contracting game with the government leading and with the organization leading, laid over each other.  Where the
two maps agree, regions have the colours of their regimes; elsewhere both regimes are named with an arrow.
"""

import coopgame as cg

model, axes = cg.models.contracting(), {"x": ("p", 0, 10), "y": ("b", 0, 10)}
government = cg.phase_diagram(model, **axes)
organization = cg.phase_diagram(model, **axes, concept=cg.SubgamePerfect(order=("organization", "government")))
found = cg.compare(government, organization, labels=("government leads", "organization leads"))
plot = found.plot()

# %%
# What the government gains by leading is an expression in each region; here it is negative wherever the two differ,
# since an organization that leads commits to sharing the credit.

for region in found.regions:
    print(f"{region.name}: area {region.area}, worth {region.value('government')} to the government")
