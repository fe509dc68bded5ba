"""
A tree and its map
==================

A chain store meets an entrant; the drawing has the symbols of the payoffs, and the map says what happens where.
"""

import coopgame as cg

model = cg.models.entry_deterrence()
tree = cg.draw_tree(model.game, title="Entry deterrence")

# %%
# The store fights if that pays it more than yielding, here for f > 2.  An entrant who expects a fight stays out unless
# even that pays; who expects no fight goes in if that pays more than what it gets outside.

plot = cg.phase_diagram(model, x=("f", 0, 4), y=("o", -1, 3)).plot()

# %%
# Nodes that a player cannot tell apart are joined by a dashed line.  Here a receiver sees the message of a sender, but
# not its type.


def reply(message, strong):
    payoffs = {"fight": (int(strong == (message == "beer")), int(not strong)), "retreat": (3, "x")}
    return cg.Decision("receiver", payoffs, information=message)


def sender(strong):
    return cg.Decision("sender", {message: reply(message, strong) for message in ("beer", "quiche")})


signals = cg.Tree(
    ["sender", "receiver"],
    cg.Chance({"strong": ("mu", sender(True)), "weak": ("1 - mu", sender(False))}),
)
hidden = cg.draw_tree(signals, title="A signalling game")
