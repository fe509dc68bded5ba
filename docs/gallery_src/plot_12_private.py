"""
What conduct reveals
====================

An organization that may be a competitor shows its conduct in a trial before the government chooses the relationship.
Whether conduct reveals the type depends on the loss from competition and on how likely a competitor is.
"""

import coopgame as cg

trial = cg.models.contracting_trial()
d = cg.phase_diagram(trial, x=("p", 0, 10), y=("mu", 0, 1), at={"b": 1})
plot = d.plot()

# %%
# On the border between hiding and mixing the government is indifferent at the prior: a competitor is expected to cost
# as much as capture does.

for border in d.boundaries:
    print(border.equation, border.meaning)

# %%
# A government that moves first counts with the expected loss:

first = cg.phase_diagram(cg.models.contracting_private(), x=("p", 0, 10), y=("b", 0, 10), at={"mu": "1/2"})
lead = first.plot()
