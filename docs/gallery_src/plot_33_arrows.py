"""
What a reform leads through
===========================

Comparative statics as an arrow: two reforms, one after the other, and the regimes that they lead through.
"""

import coopgame as cg

diagram = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))
reforms = [cg.transition(diagram, (1, 2), (2, 8)), cg.transition(diagram, (2, 8), {"p": 9})]
plot = diagram.plot(arrows=reforms)

# %%
# Where the regimes change, exactly:

for reform in reforms:
    print(reform, reform.crossings)
