"""
Ultimatum bargaining with envy and guilt
========================================

A proposer divides six units; the responder accepts or both get nothing. What is offered depends on the envy alpha of
the responder and, beyond one half, on the guilt beta of the proposer.
"""

import coopgame as cg

diagram = cg.phase_diagram(cg.models.ultimatum(pie=6), x=("alpha", 0, 2), y=("beta", 0, 1))
plot = diagram.plot()

# %%
# Borders, each with who is indifferent between what:

for border in diagram.boundaries[:4]:
    print(border.equation, "|", border.meaning)
