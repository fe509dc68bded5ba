"""
Your own game, from a table of payoffs to a paper
=================================================

Two towns may each fund a clinic or wait for the other one.  A clinic is worth v to both, funding costs c, and a joint
clinic is worth s more.  We state the game, solve it, map it, and take home what a paper needs.
"""

import coopgame as cg

# %%
# State the game.  Names in payoffs are parameters.

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
game

# %%
# All equilibria, mixed ones included, each where it exists:

equilibria = cg.solve(game)
equilibria

# %%
# A model adds bounds, meanings, usual values, and how equilibria are read.

clinic = cg.Model(
    game,
    cg.ParameterSpace(
        {"c": (0, 20), "s": (0, 20), "v": (0, 20)},
        meanings={"c": "cost of funding", "s": "value of a joint clinic", "v": "value of a clinic"},
    ),
    rule=cg.ByProfile(
        {
            ("fund", "fund"): "joint clinic",
            ("wait", "wait"): "no clinic",
            ("fund", "wait"): "free ride",
            ("wait", "fund"): "free ride",
        }
    ),
    baseline={"v": 3},
)
clinic

# %%
# At one point, as the textbook draws it: best replies, and the equilibria where they cross.

replies = cg.best_responses(clinic, at={"c": 2, "s": 1})
square = replies.plot()
square

# %%
# The map of two parameters:

diagram = cg.phase_diagram(clinic, x=("c", 0, 6), y=("s", 0, 6))
picture = diagram.plot()
picture

# %%
# How often is the clinic funded in the mixed equilibrium?

mixed = cg.phase_diagram(clinic, x=("c", 0, 6), y=("s", 0, 6), concept=cg.Nash())
funding = cg.probability_map(mixed, "north", "fund", equilibrium="fund+wait, fund+wait")
shades = funding.plot()
shades

# %%
# Along the cost of funding: which equilibria there are, where they appear and vanish, and what they meet there.

along = cg.correspondence(clinic, "c", 0, 6, at={"s": 1}, concept=cg.Nash())
along

# %%
path = along.plot(player="north", strategy="fund")
path

# %%
# For the paper: tables for LaTeX, and figures as PDF with ``picture.save("clinic.pdf")``.

print(cg.latex(game, style="bimatrix"))
print(along.to_latex())

# %%
# Long work shows a progress bar in notebooks and terminals alike once it is asked to; this one waits for two seconds.

from tqdm.auto import tqdm

from coopgame.progress import reporting

with reporting(lambda items, what: tqdm(items, desc=what, leave=False, delay=2)):
    report = mixed.verify(points=20)
report
