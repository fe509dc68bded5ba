"""Models, axes and sliders to explore."""

from __future__ import annotations

from typing import Any

import coopgame as cg

CONTRACT = ["delta", "rho", "eta", ("V", 5, 15), ("V_G", 0, 5), ("k_K", 0, 5), ("k_R", 0, 5), ("k_S", 0, 5)]


def lines() -> dict[str, tuple[Any, ...]]:
    """Models whose conditions are linear in the axes: model, x, y, concept, sliders."""
    game = cg.Game.from_bimatrix([["t", "t"], ["p", "b"]], [["s", 0], [1, "p - 1"]])
    space = cg.ParameterSpace({"t": (-2, 2), "p": (-2, 2), "b": (-2, 2), "s": (-1, 1)})
    degenerate = cg.Model(game, space, baseline={"t": 0, "s": 0}, concept=cg.Nash())
    contracting, box = cg.models.contracting, (("p", 0, 10), ("b", 0, 10))
    return {
        "contracting": (contracting(), *box, None, CONTRACT),
        "participation": (contracting(participation=True), *box, None, ["delta", "rho", ("w", 0, 4), ("alpha", 0, 4)]),
        "simultaneous": (contracting(), *box, cg.Nash(), ["delta", ("V", 5, 15), ("V_G", 0, 5)]),
        "hood": (cg.models.hood(), ("C", 0, 10), ("D", 0, 10), None, ["phi", ("m", 0, 5), ("k", 0, 6)]),
        "inspection": (cg.models.inspection(), ("c", 0, 8), ("g", 0, 4), cg.Nash(), [("f", 2, 6), ("l", 3, 10)]),
        "degenerate": (degenerate, ("p", -2, 2), ("b", -2, 2), None, ["t", "s"]),
        "spence": (cg.models.spence(), ("e", 0, 5), ("mu", "1/10", "9/10"), None, [("c_L", "3/5", 2), ("w_H", 2, 4)]),
    }


def curved() -> Any:
    """A model with an exponential and a logarithm."""
    payoffs = {
        ("in", "in"): ("exp(-x)*k - y", 1),
        ("in", "out"): ("y - log(1 + x)", 0),
        ("out", "in"): (0, 0),
        ("out", "out"): (0, "x*y - 1"),
    }
    game = cg.Game(["a", "b"], [["in", "out"], ["in", "out"]], payoffs)
    return cg.Model(game, cg.ParameterSpace({"x": (0, 4), "y": (0, 3), "k": (0, 5)}), baseline={"k": 2})
