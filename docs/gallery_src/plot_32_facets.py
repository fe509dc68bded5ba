"""
Facets over two further parameters
==================================

The map of contracting-out at three losses by restriction and two losses by capture, with one legend.
"""

import coopgame as cg

over = {"rho": [0, "1/4", "1/2"], "delta": ["1/4", "1/2"]}
facets = cg.facets(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10), over=over)
with cg.figures.style(cg.figures.ELSEVIER_DOUBLE):
    plot = facets.plot()

# %%
# The areas, exactly:

print(facets)
