"""
How patient cooperators must be
===============================

The Prisoner's dilemma, repeated for ever, with reversion to defection as the threat: a gain g from defecting against
the discount factor d. Above the curve cooperation is possible beside defection.
"""

import coopgame as cg

model = cg.models.repeated(cg.models.prisoners_dilemma())
diagram = cg.phase_diagram(model, x=("g", 0, 5), y=("d", 0, "19/20"))
plot = diagram.plot()

# %%
# The curve is a formula, the critical discount factor:

print(cg.critical_discount(cg.models.prisoners_dilemma(), ("C", "C")).value)
print(diagram.area("C/C", "D/D"))
