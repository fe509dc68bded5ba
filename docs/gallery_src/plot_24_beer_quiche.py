"""
Beer or quiche: a map of one parameter
======================================

A stranger is strong with probability mu and has breakfast before he may be challenged. From one half on there are two
pooling outcomes; below it, mixtures.
"""

import coopgame as cg

diagram = cg.phase_diagram(cg.models.beer_quiche(), x=("mu", 0, 1))
plot = diagram.plot()

# %%
# Every outcome with its condition and its beliefs:

for outcome in cg.solve(cg.models.beer_quiche()):
    print(cg.ByInformation()(outcome), "if", outcome.condition, "|", outcome.beliefs)
