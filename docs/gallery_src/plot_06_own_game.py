"""
A game of your own
==================

Two districts may fund a clinic that serves both.  It is worth v to each, costs a funder c, and is worth s more to both
when both fund it.
"""

import coopgame as cg

game = cg.Game(
    players=["north", "south"],
    strategies=[["fund", "wait"], ["fund", "wait"]],
    payoffs={
        ("fund", "fund"): ("v + s - c", "v + s - c"),
        ("fund", "wait"): ("v - c", "v"),
        ("wait", "fund"): ("v", "v - c"),
        ("wait", "wait"): (0, 0),
    },
)
model = cg.Model(
    game,
    cg.ParameterSpace(
        {"c": (0, 20), "s": (0, 20), "v": (0, 20)},
        meanings={"c": "cost of funding", "s": "value of a joint clinic", "v": "value of a clinic"},
    ),
    rule=cg.ByProfile(
        {
            ("fund", "fund"): "joint clinic",
            ("fund", "wait"): "free ride",
            ("wait", "fund"): "free ride",
            ("wait", "wait"): "no clinic",
        }
    ),
    baseline={"v": 3},
    names={("joint clinic", "no clinic"): "coordination"},
)
diagram = cg.phase_diagram(model, x=("c", 0, 6), y=("s", 0, 6))
plot = diagram.plot()

# %%
# The equilibria with their conditions, all parameters free:

print(cg.solve(model))
