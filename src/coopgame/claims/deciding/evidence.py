"""A statement at exact numbers: the games are solved there, by the definition of their concepts.

Nothing here uses the conditions that deciders saw.  What is said for all or for some further values is decided once
more, for the games with these numbers in them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from coopgame.claims.language.nodes import (
    Beside,
    EachEquilibrium,
    Inside,
    Joined,
    Negated,
    Node,
    Quantified,
    Regimes,
    Relation,
    substitute,
)
from coopgame.claims.language.wording import in_words, quantity_text
from coopgame.equilibria import Equilibrium
from coopgame.equilibria.joined import regimes_at
from coopgame.errors import CoopgameError
from coopgame.expressions.evaluation import truth_at, value_at
from coopgame.frozen import FrozenMap
from coopgame.models import Model

Numbers = Mapping[sympy.Symbol, Fraction]
#: How long a sentence may be in a protocol.
WIDTH = 160
#: Decides a statement without open parameters: True, False, or None for undecided.
Settle = Callable[[Node], "bool | None"]


@dataclass(frozen=True)
class Evaluation:
    """The evaluation of statements at one point, with a protocol of what was seen."""

    point: Numbers
    settle: Settle
    seen: dict[str, None] = field(default_factory=dict)

    def holds(self, node: Node) -> bool | None:
        """Return whether a statement holds at the point; None where that is not decided."""
        if isinstance(node, Relation):
            return _truth(node.condition, self.point)
        if isinstance(node, Regimes):
            return self._regimes(node)
        if isinstance(node, Inside):
            return self._inside(node)
        if isinstance(node, Negated):
            part = self.holds(node.part)
            return None if part is None else not part
        if isinstance(node, Joined):
            return self._joined(node.every, node.parts)
        if isinstance(node, EachEquilibrium):
            return self._each(node)
        answer = self.settle(fixed(node, self.point))
        verb = {True: "it holds", False: "it fails", None: "undecided"}[answer]
        self.seen[f"decided again with these numbers in the game: {_shortened(in_words(node))}: {verb}"] = None
        return answer

    def _joined(self, every: bool, parts: Sequence[Node]) -> bool | None:
        unknown = False
        for part in parts:
            answer = self.holds(part)
            if answer is (not every):
                return not every
            unknown = unknown or answer is None
        return None if unknown else every

    def _numbers(self, model: Model, values: Mapping[sympy.Symbol, sympy.Expr]) -> dict[sympy.Symbol, Fraction] | None:
        found = {}
        for s in model.space.symbols:
            value = value_at(values[s], self.point) if s in values else self.point.get(s)
            if value is not None:
                found[s] = value
            elif s in values:
                return None
        return found

    def _game(self, node: Any) -> Any:
        numbers = self._numbers(node.model, node.values) or {}
        own = {s: _rational(v) for s, v in numbers.items() if s in node.model.game.parameters}
        return node.model.game.substitute(own)

    def _regimes(self, node: Regimes) -> bool | None:
        if node.values and self._inside(Inside(node.model, node.values)) is False:
            return False
        try:
            game = self._game(node)
            found = regimes_at(game, node.model.concept, node.model.rule)
        except CoopgameError:
            return None
        has = f"{self._payoffs(game)}the game has {' and '.join(found) or 'no equilibrium'}"
        self.seen[f"{self._place(node)}{has}"] = None
        return set(node.regimes) == set(found) if node.only else set(node.regimes) <= set(found)

    def _payoffs(self, game: Any) -> str:
        """Return the payoffs of a game of one player, which a reader compares at a glance."""
        table = getattr(game, "payoffs", {})
        if len(game.players) != 1 or len(table) > 6:
            return ""
        return "payoffs " + ", ".join(f"{profile[0]} {row[0]}" for profile, row in table.items()) + ": "

    def _place(self, node: Any) -> str:
        shown = ", ".join(f"{s} = {value_at(e, self.point)}" for s, e in node.values.items())
        return f"at {shown}: " if shown else ""

    def _inside(self, node: Inside) -> bool | None:
        numbers = self._numbers(node.model, node.values)
        if numbers is None:
            return None
        used = {*node.model.game.parameters}.union(*(c.free_symbols for c in node.model.space.where))
        for s, v in numbers.items():
            if s in used and s in node.model.space.bounds and not node.model.space.bounds[s].contains(_rational(v)):
                return False
        known = {*numbers}
        return all(_truth(c, numbers) for c in node.model.space.where if c.free_symbols <= known)

    def _each(self, node: EachEquilibrium) -> bool | None:
        if node.values and self._inside(Inside(node.model, node.values)) is False:
            return node.every
        try:
            game = self._game(node)
            every = node.model.concept.equilibria(game)
        except CoopgameError:
            return None
        values = dict.fromkeys(_value(e, node) for e in every)
        shown = ", ".join(map(str, values)) or "no equilibrium"
        self.seen[f"{self._place(node)}{quantity_text(node.quantity)} in equilibrium: {shown}"] = None
        return self._joined(node.every, [substitute(node.part, {node.symbol: value}) for value in values])


def _truth(condition: Boolean, values: Numbers) -> bool | None:
    exact = {s: _rational(v) for s, v in values.items()}
    try:
        return truth_at(_defined_part(condition, exact), values)
    except CoopgameError:
        return None


def _defined_part(condition: Boolean, values: Mapping[sympy.Symbol, sympy.Rational]) -> Boolean:
    """Return a condition with comparisons of what is undefined at a point replaced by false."""
    undefined = {}
    for relation in condition.atoms(Relational):
        try:
            sides = [side.subs(values) for side in relation.args]
        except (TypeError, ZeroDivisionError):
            sides = [sympy.nan]
        if any(side.has(sympy.zoo, sympy.nan, sympy.oo) or side.is_real is False for side in sides):
            undefined[relation] = sympy.false
    return condition.xreplace(undefined) if undefined else condition


def _shortened(words: str) -> str:
    return words if len(words) <= WIDTH else f"{words[: WIDTH - 1]}…"


def _value(equilibrium: Equilibrium, node: EachEquilibrium) -> sympy.Expr:
    player = node.quantity.player
    if node.quantity.strategy is None:
        return equilibrium.payoffs[equilibrium.players.index(player)]
    return equilibrium.mixture(player).get(node.quantity.strategy, sympy.Integer(0))


def _rational(value: Fraction) -> sympy.Rational:
    return sympy.Rational(value.numerator, value.denominator)


def fixed(node: Node, point: Numbers) -> Node:
    """Return a statement with numbers in place of the parameters that a point gives, in the games themselves."""
    values = {s: _rational(v) for s, v in point.items()}
    if isinstance(node, Relation):
        return Relation(_defined_part(node.condition, values).subs(values))
    if isinstance(node, Regimes | Inside | EachEquilibrium):
        own = {s: v for s, v in values.items() if s in node.model.space.bounds and s not in node.values}
        places = FrozenMap({s: e.subs(values) for s, e in node.values.items()})
        if isinstance(node, EachEquilibrium):
            return replace(node, model=node.model.at(own), values=places, part=fixed(node.part, point))
        return replace(node, model=node.model.at(own), values=places)
    if isinstance(node, Joined):
        return replace(node, parts=tuple(fixed(part, point) for part in node.parts))
    if isinstance(node, Quantified):
        outer = {s: v for s, v in point.items() if s not in node.variables}
        known = tuple(fixed(part, outer) for part in node.given)
        return replace(node, part=fixed(node.part, outer), given=known)
    if isinstance(node, Beside) and node.symbol in point:
        # What holds just beside a number is said of a variable that takes that number.
        rest = {s: v for s, v in point.items() if s != node.symbol}
        here = Relation(sympy.Eq(node.symbol, values[node.symbol]))
        beside = Beside(fixed(node.part, rest), node.symbol, node.above)
        return Quantified(False, FrozenMap({node.symbol: None}), beside, (here,))
    return replace(node, part=fixed(node.part, point))
