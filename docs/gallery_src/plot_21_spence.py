"""
Education as a signal
=====================

Spence's market: an education of length e, and a share mu of able workers. The able study and the others do not where
studying is worth it for the first only, which has nothing to do with how many they are.
"""

import coopgame as cg

axes = {"x": ("e", 0, 3), "y": ("mu", 0, 1)}
diagram = cg.phase_diagram(cg.models.spence(), **axes)
plot = diagram.plot()

# %%
# The intuitive criterion removes outcomes that rest on beliefs which nobody would hold.

kept = cg.phase_diagram(cg.models.spence(), **axes, concept=cg.IntuitiveCriterion())
fewer = kept.plot()
print(diagram.at("3/2", "1/8"), "becomes", kept.at("3/2", "1/8"))
