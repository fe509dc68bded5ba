"""
Ties in best replies
====================

Where a player does not care, best replies fill a square, and equilibria form a chain of segments.
"""

import coopgame as cg

game = cg.Game.from_bimatrix(
    [[0, 0], [0, 0]],
    [[1, 0], [0, 2]],
    players=["patron", "client"],
    strategies=[["stay", "go"], ["wait", "act"]],
)
replies = cg.best_responses(game)
chain = replies.plot()
print(replies)
