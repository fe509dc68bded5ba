"""
The centipede
=============

Two players pass a growing pot on or take it. Both pass to the end where the pot grows faster than the share of who
takes it costs; on the border everything in between is possible as well.
"""

import coopgame as cg

model = cg.models.centipede(rounds=4)
tree = cg.draw_tree(model.game, title="Four rounds")

# %%
# The growth r of the pot against the share s of who takes it:

diagram = cg.phase_diagram(model, x=("r", 1, 8), y=("s", "1/2", 1))
plot = diagram.plot()
print(diagram.boundaries[0].equation, "|", diagram.at(2, "2/3"))
