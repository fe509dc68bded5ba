"""
Three parameters: surfaces and slices
=====================================

The borders of the contracting model in the space of both burdens and of what capture loses.  The view shows how regimes
lie to each other; exact slices show what is hidden.
"""

import coopgame as cg

axes = ("p", 0, 10), ("b", 0, 10), ("delta", 0, 1)
space = cg.surfaces(cg.models.contracting(), *axes, slices=9)
view = space.plot()
print(space)

# %%
# The same as slices:

over = {"delta": ["1/8", "3/8", "1/2", "7/8"]}
slices = cg.facets(cg.models.contracting(), x=axes[0], y=axes[1], over=over).plot()
