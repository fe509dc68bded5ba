"""
Continua of equilibria
======================

Along one parameter x a published family of 2×2 games has one or three equilibria, and a whole continuum at 1/3 and at
2/3. The map lists what is possible at these two points as well.
"""

import coopgame as cg

model = cg.models.continuum()
diagram = cg.phase_diagram(model, x=("x", 0, 1))
plot = diagram.plot()
for x in ("1/4", "1/3", "1/2", "2/3", "3/4"):
    print(x, diagram.at(x))

# %%
# At 1/3 the equilibria form one component, made of two products of convex hulls that share a corner:

(component,) = cg.solve(model.at({"x": "1/3"}), cg.Nash()).components
for subset in component.subsets:
    print(subset)
