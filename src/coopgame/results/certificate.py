"""Certificates: an exact diagram as data that a checker with no code in common re-proves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sympy

from coopgame.conditions import All, Formula, Polynomial, Sign, formula_of
from coopgame.equilibria import Concept, Nash, PureNash, SubgamePerfect
from coopgame.equilibria.rules import Reading
from coopgame.errors import UnsupportedError
from coopgame.games import Game
from coopgame.regions import Decomposition
from coopgame.regions.descriptions.proof import Proof
from coopgame.results.map_like import MapLike

Tree = Any
FORMAT = "coopgame certificate, version 1"


def certificate(diagram: MapLike) -> dict[str, Any]:
    """Return the certificate of an exact diagram.

    Raises
    ------
    UnsupportedError
        The diagram is certified only, or it contains a function that the checker does not know.
    """
    plane = diagram.canvas.plane
    if not isinstance(plane, Decomposition):
        raise UnsupportedError("Only exact diagrams have a certificate; this one is certified by ball arithmetic.")
    writer = _Writer(diagram.canvas.axes)
    origin = diagram.origin
    used = {s: v for s, v in origin.fixed.items() if s in origin.game.parameters}
    game = origin.game.substitute(used)
    concept = _concept(origin.concept, game)
    payoffs = game.payoffs if concept["kind"] != "conditions" else {}
    own = [{reading.regime for reading in [diagram.outcomes[i] for i in holding]} for holding in plane.rules.regimes]
    joins = [
        [sorted(holding), sorted(regimes - base)]
        for (holding, regimes), base in zip(plane.rules.regimes.items(), own, strict=True)
        if regimes - base
    ]
    return {
        "format": FORMAT,
        "axes": [str(s) for s in diagram.canvas.axes],
        "game": {
            "players": list(game.players),
            "strategies": [list(own) for own in game.strategies],
            "payoffs": [
                [_indices(game, profile), [writer.expression(u) for u in row]] for profile, row in payoffs.items()
            ],
        },
        "concept": concept,
        "domain": writer.formula(plane.rules.domain),
        "outcomes": [writer.outcome(reading, game, concept["kind"]) for reading in diagram.outcomes],
        "joins": joins,
        **Proof(plane).record(),
    }


def certificate_text(diagram: MapLike) -> str:
    """Return the certificate as JSON."""
    return json.dumps(certificate(diagram), ensure_ascii=False, separators=(",", ":")) + "\n"


def _indices(game: Game, profile: Sequence[str]) -> list[int]:
    return [own.index(s) for own, s in zip(game.strategies, profile, strict=True)]


def _concept(concept: Concept, game: Any) -> dict[str, Any]:
    """Return what the checker calls a concept; what it cannot solve it follows from the printed conditions."""
    if not isinstance(game, Game):
        return {"kind": "conditions", "name": concept.name}
    if isinstance(concept, PureNash):
        return {"kind": "pure"}
    if isinstance(concept, SubgamePerfect):
        leader, follower = (game.players.index(player) for player in concept.order)
        return {"kind": "sequential", "leader": leader, "follower": follower, "ties": concept.ties}
    if isinstance(concept, Nash):
        return {"kind": "mixed"}
    return {"kind": "conditions", "name": concept.name}


class _Writer:
    """Turns expressions and formulas in the two axes into trees."""

    def __init__(self, axes: tuple[sympy.Symbol, sympy.Symbol]) -> None:
        self._axes = axes

    def outcome(self, reading: Reading, game: Any, kind: str) -> dict[str, Any]:
        """Return one reading of one equilibrium."""
        equilibrium = reading.equilibrium
        where = self.formula(formula_of(reading.condition))
        found = {"regime": reading.regime, "where": where, "condition": self.formula(equilibrium.formula)}
        if kind == "conditions":
            return found
        mixtures = [
            [self.expression(equilibrium.mixture(player).get(s, sympy.Integer(0))) for s in own]
            for player, own in zip(game.players, game.strategies, strict=True)
        ]
        return found | {
            "profile": None if kind == "mixed" else _indices(game, equilibrium.profile),
            "mixtures": mixtures,
        }

    def formula(self, formula: Formula) -> Tree:
        """Return a formula as a tree."""
        if isinstance(formula, Sign):
            return ["sign", self.polynomial(formula.polynomial), formula.relation]
        return ["all" if isinstance(formula, All) else "any", *(self.formula(part) for part in formula.parts)]

    def polynomial(self, polynomial: Polynomial) -> Tree:
        """Return a polynomial in symbols and kernels as a tree."""
        return self.expression(polynomial.expression)

    def expression(self, node: sympy.Expr) -> Tree:
        """Return an expression as a tree.

        Raises
        ------
        UnsupportedError
            The expression contains a function that the checker does not know.
        """
        if isinstance(node, sympy.Rational):
            return str(node)
        if node in self._axes:
            return ["x" if node == self._axes[0] else "y"]
        if isinstance(node, sympy.Pow):
            return self._power(node)
        names = {sympy.Add: "+", sympy.Mul: "*", sympy.Min: "min", sympy.Max: "max"}
        for kind, name in names.items():
            if isinstance(node, kind):
                return [name, *(self.expression(a) for a in sorted(node.args, key=sympy.default_sort_key))]
        raise UnsupportedError(f"The checker does not know {node}, so there is no certificate.")

    def _power(self, node: sympy.Pow) -> Tree:
        base, exponent = node.args
        if not isinstance(exponent, sympy.Rational) or exponent.q & (exponent.q - 1):
            raise UnsupportedError(f"The checker does not know {node}, so there is no certificate.")
        tree = self.expression(base)
        for _ in range(int(exponent.q).bit_length() - 1):
            tree = ["sqrt", tree]
        if abs(exponent.p) != 1:
            tree = ["^", tree, abs(int(exponent.p))]
        return ["/", "1", tree] if exponent.p < 0 else tree
