"""
Equilibria along a parameter
============================

Which equilibria exist along the temptation to defect, where they end, and what they meet there.  In the stag hunt the
mixed equilibrium runs into mutual cooperation exactly where defecting pays as much, and both vanish.
"""

import coopgame as cg

hunt = cg.correspondence(cg.models.st_plane(), "T", 0, 2, at={"S": "-1/2"}, concept=cg.Nash())
branches = hunt.plot()
print(hunt)

# %%
# Break points are algebraic numbers, and ties leave a continuum at a single value:

game = cg.Game.from_bimatrix([["x**2 - 2", 0], [0, 1]], [["x**3 - x - 1", 0], [0, 1]], strategies=[["in", "out"]] * 2)
entry = cg.correspondence(game, "x", 0, 2)
continuum = entry.plot()

# %%
# What the government gets along performance competition:

competition = cg.correspondence(cg.models.contracting(), "p", 0, 10, at={"b": 3})
payoff = competition.plot(player="government", payoff=True)
