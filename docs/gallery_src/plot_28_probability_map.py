"""
How often, inside a regime
==========================

The inspectee violates with a probability that depends on the cost of inspecting and on the loss from a violation.
Shades are exact bands: their borders are level curves of a rational function, and their areas are exact.
"""

import coopgame as cg

axes = {"x": ("c", 0, 8), "y": ("l", 3, 8)}
diagram = cg.phase_diagram(cg.models.inspection(), **axes, concept=cg.Nash())
violation = cg.probability_map(diagram, "inspectee", "violate", equilibrium="inspect+trust, comply+violate")
shades = violation.plot()

# %%
print(violation)
print(violation.expressions)
