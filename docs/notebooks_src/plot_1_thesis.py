"""
The argument of the thesis
==========================

A government deals with a social organization that provides services on its behalf.  Two things trouble it: an
organization that does well makes the government pale (*performance competition*, p), and one that does badly lands on
its desk (a *burden*, b).  Which relationship does it choose?  This notebook goes from the two burdens to the regimes.
"""

import coopgame as cg

# %%
# Every strategy of the government removes neither burden, one of them, or both, at a price.  The payoffs:

model = cg.models.contracting()
model.game

# %%
# The parameters with their bounds and meanings:

model.space

# %%
# The government leads.  Every outcome that is possible somewhere, with the exact condition under which it is:

outcomes = cg.solve(model)
outcomes

# %%
# One city: little competition and a light burden.

city = model.at({**model.baseline, "p": 1, "b": 2})
cg.solve(city).equilibria[0]

# %%
# All cities at once.  The regions are exact, and so are their areas.

diagram = cg.phase_diagram(model, x=("p", 0, 10), y=("b", 0, 10))
diagram

# %%
picture = diagram.plot()
picture

# %%
# Where three regimes meet, all of them are equally good for the government:

diagram.points[0]

# %%
# What does the government get?  Its payoff falls until a regime takes over in which the burden no longer counts.

payoff = cg.payoff_map(diagram, "government")
shades = payoff.plot()
shades

# %%
# Along one parameter, at a burden of 3: cooperation ends, to the last digit, where capture begins.

along = cg.correspondence(model, "p", 0, 10, at={"b": 3})
along

# %%
path = along.plot(player="government", payoff=True)
path

# %%
# The claim that more competition never brings cooperation back, decided for all parameters, not for these values only:

reduced = cg.models.contracting_reduced().at({"eta": 1})
cg.decide(~cg.claims.sometimes(cg.claims.moves(reduced, "p", to="cooperation")))

# %%
# A map is a theorem; this re-checks it by solving the game afresh at random points.

diagram.verify(points=20)
