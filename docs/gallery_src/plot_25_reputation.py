"""
Reputation
==========

A store that may be strong, with probability p, meets two entrants, one after the other; b is what an entrant gains
when the store yields. The first entrant stays out above a parabola, the last one above a line.
"""

import coopgame as cg

axes = {"x": ("b", 0, 1), "y": ("p", 0, 1)}
diagram = cg.phase_diagram(cg.models.reputation(), **axes)
plot = diagram.plot()
for border in diagram.boundaries:
    print(border.equation)

# %%
# Why: with one more entrant to come, a weak store fights to pass for a strong one.

signals = cg.phase_diagram(cg.models.reputation_signalling(), **axes).plot()
