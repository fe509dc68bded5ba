"""Models and random cases of them, for laws about all."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import strategies as st

import coopgame as cg


def _ces() -> cg.Model:
    return cg.models.contracting().with_closure(cg.models.proportional_competition())


#: Name: the model, and for some of its parameters the range from which cases are drawn.
MODELS: dict[str, tuple[Callable[[], Any], dict[str, tuple[int, int]]]] = {
    "contracting": (cg.models.contracting, {"p": (0, 12), "b": (0, 12), "V": (0, 20), "delta": (0, 1), "rho": (0, 1)}),
    "exit": (
        lambda: cg.models.contracting(participation=True),
        {"p": (0, 12), "b": (0, 12), "w": (0, 3), "alpha": (0, 3), "k_K": (0, 4)},
    ),
    "proportional": (_ces, {"kappa": (0, 1), "b": (0, 12), "V": (0, 20), "rho": (0, 1)}),
    "inspection": (cg.models.inspection, {"c": (0, 8), "f": (1, 9), "g": (0, 6)}),
    "inspection, mixed": (
        lambda: _with(cg.models.inspection(), cg.Nash()),
        {"c": (0, 8), "f": (4, 9), "g": (0, 4)},
    ),
    "st_plane": (lambda: _with(cg.models.st_plane(), cg.Nash()), {"S": (-2, 2), "T": (0, 3)}),
    "hood": (cg.models.hood, {"C": (0, 5), "D": (0, 5), "k": (0, 3)}),
    "entry": (cg.models.entry_deterrence, {}),
}


def _with(model: Any, concept: Any) -> cg.Model:
    return cg.Model(model.game, model.space, rule=model.rule, concept=concept, baseline=model.baseline)


@cache
def model_of(name: str) -> cg.Model:
    return MODELS[name][0]()


def ranges_of(name: str) -> dict[str, tuple[int, int]]:
    own = MODELS[name][1]
    if own:
        return own
    space = model_of(name).space
    return {s.name: (0, 4) for s in space.symbols if space.bounds[s].contains(0) and space.bounds[s].contains(4)}


def fractions(low: int, high: int) -> st.SearchStrategy[Any]:
    return st.fractions(low, high, max_denominator=4)


@st.composite
def cases(draw: st.DrawFn, name: str) -> cg.Case:
    """Values or intervals of a few parameters; small fractions, so that borders are met."""
    values: dict[str, Any] = {}
    for symbol, (low, high) in ranges_of(name).items():
        kind = draw(st.sampled_from(["value", "interval", "interval", "baseline"]))
        if kind == "baseline" and symbol in [s.name for s in model_of(name).baseline]:
            continue
        ends = sorted((draw(fractions(low, high)), draw(fractions(low, high))))
        values[symbol] = ends[0] if kind == "value" else tuple(ends)
    return cg.Case("drawn", values)
