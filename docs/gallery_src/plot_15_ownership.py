"""
Who should provide, who should own
==================================

Two theories of ownership in which a regime is chosen first and investments follow.  Investments are continuous; their
first-order conditions are solved and proved, and what is left is a finite game that can be mapped.
"""

import sympy

import coopgame as cg

provision = cg.phase_diagram(cg.models.hart_shleifer_vishny(), x=("theta", 0, 1), y=("lambda_", 0, 1))
plot = provision.plot()

# %%
# On the top edge, where the employee cannot be replaced at all, private provision is better up to the square root of
# two minus one.

edge = cg.phase_diagram(cg.models.hart_shleifer_vishny(), x=("theta", 0, 1), at={"lambda_": 1})
print(edge.possible("private").as_set().intersect(sympy.Interval(0, 1)))

# %%
# A public good should be owned by the organization that invests in it if it values the good enough for its weight in
# bargaining.  How much each could achieve alone does not matter.

print(cg.solve(cg.models.besley_ghatak()).equilibria[0].condition)
ownership = cg.phase_diagram(cg.models.besley_ghatak(), x=("alpha", 0, 1), y=("theta_n", 0, 4))
owners = ownership.plot()

# %%
# A stage of one's own: what is chosen, and why it is the only maximum.

stage = cg.ContinuousStage({"y": (0, sympy.oo)}, "2*a*sqrt(y) - y")
found = stage.solve(cg.ParameterSpace({"a": (0, 1)})).choice("y")
print(found.value, "from", found.first_order)
