"""
Which of two equilibria
=======================

In the stag hunt both hunt together or each for itself, and both are equilibria where a stag is worth more than a
hare. Payoff dominance always hunts together there; risk dominance, which asks what is safer, only where a stag is
worth two hares.
"""

import coopgame as cg

payoffs = {
    ("stag", "stag"): ("v", "v"),
    ("stag", "hare"): (0, "h"),
    ("hare", "stag"): ("h", 0),
    ("hare", "hare"): ("h", "h"),
}
game = cg.Game(["row", "column"], [["stag", "hare"]] * 2, payoffs)
model = cg.Model(game, cg.ParameterSpace({"v": (0, 20), "h": (0, 20)}, meanings={"v": "stag", "h": "hare"}))
axes = {"x": ("v", 0, 8), "y": ("h", 0, 8)}
every = cg.phase_diagram(model, **axes).plot()

# %%
# The safer one turns where a stag is worth two hares:

safer = cg.phase_diagram(model, **axes, concept=cg.RiskDominant(cg.PureNash()))
risk = safer.plot()
print(safer.possible("stag/stag"))
