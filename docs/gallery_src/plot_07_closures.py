"""
Closures: where competition, burden and value come from
=======================================================

A closure defines a reduced quantity by deeper ones, which can then be the axes of a map.
"""

import coopgame as cg

# %%
# Competition proportional to what the organization achieves, against the burden:

proportional = cg.models.contracting().with_closure(cg.models.proportional_competition())
intensity = cg.phase_diagram(proportional, x=("kappa", 0, 1), y=("b", 0, 10))
first = intensity.plot()

# %%
# The burden as patronage and blame; blame also for the government's own failures:

burdened = cg.models.contracting().with_closure(cg.models.burden(own_failures=True))
values = {"a": 1, "x": 1, "pi_O": "1/2", "pi_G": "1/10"}
blame = cg.phase_diagram(burdened, x=("p", 0, 10), y=("beta", 0, 20), at=values)
second = blame.plot()

# %%
# Value limited by the scarcer of technology and resources (Leontief):

capable = cg.models.contracting().with_closure(cg.models.capability("min"))
values = {"v": 4, "b": 3, "p": 4, "r_G": 3, "x": 1, "t_G": 1}
abilities = cg.phase_diagram(capable, x=("t_O", 0, 5), y=("r_O", 0, 5), at=values)
third = abilities.plot()
