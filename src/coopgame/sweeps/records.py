"""What is written beside the numbers of a sweep: enough to read them without the model, and to compute them again.

A record is what JSON can hold.  Axes at equal distances are written as their exact ends, others as the bytes of their
values, so that they come back bit by bit.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np
import sympy

from coopgame._version import __version__
from coopgame.equilibria import Rule
from coopgame.errors import InputError
from coopgame.sweeps.axes import Grid, SweepAxis, evenly, frozen
from coopgame.sweeps.designs import Design
from coopgame.sweeps.request import SweepRequest
from coopgame.sweeps.sets import weights_of
from coopgame.sweeps.task import Array

FORMAT = "coopgame sweep 1"


@dataclass(frozen=True)
class Route:
    """How points are evaluated, and what of it a record tells.

    Attributes
    ----------
    name
        ``"conditions"`` or ``"payoffs"``.
    regimes
        The regimes that have margins, sorted.
    outcomes
        What can be an equilibrium, in words.
    text
        What is swept, without the values on the axes.
    """

    name: str
    regimes: tuple[str, ...]
    outcomes: tuple[str, ...]
    text: str


def record_of(request: SweepRequest, route: Route, keep: tuple[str, ...]) -> dict[str, Any]:
    """Return the record of a request."""
    return {
        "format": FORMAT,
        "places": _places(request),
        "keep": list(keep),
        "players": list(request.game.players),
        "weights": [list(weight) for weight in weights_of(request.game)],
        "outcomes": list(route.outcomes) if {"payoffs", "probabilities"} & {*keep} else [],
        "regimes": list(route.regimes),
        "names": [[list(regimes), name] for regimes, name in request.model.names.items()],
        "provenance": {**provenance_of(request), "route": route.name},
    }


def provenance_of(request: SweepRequest) -> Mapping[str, str]:
    """Return what it takes to make the sweep again, in words."""
    model = request.model
    fixed = ", ".join(f"{s} = {v}" for s, v in sorted(request.fixed.items(), key=lambda item: item[0].name))
    return {
        "software": f"coopgame {__version__}, numpy {np.__version__}, scipy {version('scipy')}",
        "model": model.citation or repr(model.game),
        "game": game_text(model.game),
        "space": repr(model.space),
        "concept": request.concept.name,
        "rule": _rule_text(request.rule),
        "axes": _axes_text(request.places),
        "parameters": fixed,
        "status": "numerical",
    }


def asked_of(request: SweepRequest, route: Route, keep: tuple[str, ...]) -> dict[str, str]:
    """Return what determines the result, in words, so that another study can be told apart."""
    provenance = provenance_of(request)
    kept = {k: provenance[k] for k in ("space", "concept", "rule", "axes", "parameters")}
    text = hashlib.sha256(route.text.encode()).hexdigest()
    return {
        "version": __version__,
        "model": f"{provenance['model']} [{text[:16]}]",
        **kept,
        "route": route.name,
        "keep": ", ".join(keep),
    }


def game_text(game: Any) -> str:
    """Return a game with all its expressions as text."""
    payoffs = getattr(game, "payoffs", None)
    if payoffs is None or not isinstance(payoffs, Mapping):
        return f"{game!r}: {'; '.join(map(str, game.expressions))}"
    rows = (f"({', '.join(map(str, profile))}): ({', '.join(map(str, row))})" for profile, row in payoffs.items())
    return "; ".join(rows)


def _rule_text(rule: Rule) -> str:
    """Return a rule as text; a function by its name, for its address says nothing."""
    return getattr(rule, "__qualname__", "") or repr(rule)


def _axes_text(places: Grid | Design) -> str:
    if isinstance(places, Design):
        over = ", ".join(f"{s} {words}" for s, words in zip(places.symbols, places.over, strict=False))
        return f"{places!r}{': ' if over else ''}{over}"
    return "; ".join(map(repr, places.axes))


def _places(request: SweepRequest) -> dict[str, Any]:
    places, space = request.places, request.model.space
    if isinstance(places, Design):
        return {
            "kind": "design",
            "symbols": [s.name for s in places.symbols],
            "meanings": [space.meanings.get(s, "") for s in places.symbols],
            "points": places.points,
            "method": places.method,
            "seed": None if places.seed is None else str(places.seed),
            "over": list(places.over),
        }
    return grid_record(places)


def grid_record(grid: Grid) -> dict[str, Any]:
    """Return the record of a grid."""
    return {"kind": "grid", "axes": [_axis(axis) for axis in grid.axes]}


def _axis(axis: SweepAxis) -> dict[str, Any]:
    about = {"symbol": axis.symbol.name, "meaning": axis.meaning, "count": len(axis.values)}
    if axis.evenly is not None:
        return {**about, "evenly": list(axis.evenly)}
    return {**about, "values": base64.b64encode(axis.values.astype("<f8").tobytes()).decode("ascii")}


def places_of(record: Mapping[str, Any], points: Array | None) -> Grid | Design:
    """Return the grid of a record, or its design with the points that were stored with the results.

    Raises
    ------
    InputError
        The record is none of a sweep.
    """
    try:
        stored = record["places"]
        if stored["kind"] == "grid":
            return Grid(tuple(_read_axis(axis) for axis in stored["axes"]))
        if points is None:
            raise KeyError("points")
        seed = None if stored["seed"] is None else int(stored["seed"])
        return Design(tuple(stored["symbols"]), points.T, str(stored["method"]), seed, tuple(stored["over"]))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"The record of the sweep lacks or garbles {error}.") from error


def _read_axis(stored: Mapping[str, Any]) -> SweepAxis:
    symbol = sympy.Symbol(str(stored["symbol"]), real=True)
    if "evenly" in stored:
        low, high = (str(end) for end in stored["evenly"])
        values = evenly(low, high, int(stored["count"]), where=symbol.name)
        return SweepAxis(symbol, frozen(values), str(stored["meaning"]), (low, high))
    values = np.frombuffer(base64.b64decode(stored["values"]), dtype="<f8").astype(np.float64)
    return SweepAxis(symbol, frozen(values), str(stored["meaning"]))


def canonical(record: Mapping[str, Any]) -> bytes:
    """Return a record as bytes that depend on its content alone."""
    return json.dumps(record, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode("ascii")
