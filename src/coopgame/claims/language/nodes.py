"""What statements are made of: a small language of first order over the parameters of games.

A node is data; :mod:`coopgame.claims.language.statements` gives it operators,
:mod:`coopgame.claims.deciding.compiling` turns it into sign conditions, and
:mod:`coopgame.claims.deciding.evidence` evaluates it by solving games of numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.claims.outcomes import Quantity
from coopgame.errors import StatementError
from coopgame.frozen import FrozenMap
from coopgame.models import Model

Values = Mapping[sympy.Symbol, sympy.Expr]
NOWHERE: Values = FrozenMap()


@dataclass(frozen=True)
class Relation:
    """A comparison of expressions in the parameters; where a side is undefined it does not hold."""

    condition: Boolean


@dataclass(frozen=True)
class Regimes:
    """At a point of the parameter space these regimes are possible (``only``: these and no others).

    ``values`` say where parameters stand if not at their own values; where these leave the parameter space, no regime
    is possible.
    """

    model: Model
    regimes: tuple[str, ...]
    only: bool
    values: Values = NOWHERE


@dataclass(frozen=True)
class Inside:
    """The point lies in the parameter space of a model, and the game is defined there."""

    model: Model
    values: Values = NOWHERE


@dataclass(frozen=True)
class Joined:
    """Every part holds, or some part does."""

    every: bool
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Negated:
    """The part does not hold."""

    part: Node


@dataclass(frozen=True)
class Quantified:
    """For every value, or for some value, of some variables the part holds.

    A variable with bounds of its own is new; without (None) it is a parameter, and ranges over its parameter space.
    Only values count at which everything that is ``given`` holds.
    """

    every: bool
    variables: Mapping[sympy.Symbol, sympy.Interval | None]
    part: Node
    given: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Beside:
    """The part holds on some interval of a parameter that begins (``above``) or ends just here."""

    part: Node
    symbol: sympy.Symbol
    above: bool


@dataclass(frozen=True)
class EachEquilibrium:
    """For every (or some) equilibrium at a point, the part holds where a symbol stands for a quantity of it.

    Equilibria are the extreme ones: of a continuum its ends.
    """

    model: Model
    every: bool
    symbol: sympy.Symbol
    quantity: Quantity
    part: Node
    values: Values = NOWHERE


Node = Relation | Regimes | Inside | Joined | Negated | Quantified | Beside | EachEquilibrium


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below a node."""
    if isinstance(node, Joined):
        return node.parts
    if isinstance(node, Quantified):
        return (*node.given, node.part)
    if isinstance(node, Negated | Beside | EachEquilibrium):
        return (node.part,)
    return ()


def models_of(node: Node) -> tuple[Model, ...]:
    """Return the models that a statement is about, in reading order."""
    own = (node.model,) if isinstance(node, Regimes | Inside | EachEquilibrium) else ()
    found: list[Model] = []
    for model in (*own, *(m for part in children(node) for m in models_of(part))):
        if not any(model is other for other in found):
            found.append(model)
    return tuple(found)


def free_symbols(node: Node) -> frozenset[sympy.Symbol]:
    """Return the parameters of a statement that no quantifier binds."""
    if isinstance(node, Relation):
        return frozenset(node.condition.free_symbols)
    below = frozenset[sympy.Symbol]().union(*(free_symbols(part) for part in children(node)))
    if isinstance(node, Regimes | Inside | EachEquilibrium):
        own = {*node.model.game.parameters}
        if isinstance(node, Inside) or node.values:
            own |= {s for condition in node.model.space.where for s in condition.free_symbols}
        placed = {s for e in node.values.values() for s in e.free_symbols}
        inner = below - {node.symbol} if isinstance(node, EachEquilibrium) else below
        return frozenset(own - {*node.values}) | placed | inner
    if isinstance(node, Quantified):
        return below - {*node.variables}
    return below


def substitute(node: Node, values: Mapping[sympy.Symbol, sympy.Expr]) -> Node:
    """Return the statement about another point: parameters replaced by expressions.

    Raises
    ------
    StatementError
        A parameter is bound by a quantifier inside, or is one beside whose value the statement looks.
    """
    if isinstance(node, Relation):
        return Relation(node.condition.subs(dict(values), simultaneous=True))
    if isinstance(node, Regimes | Inside):
        return replace(node, values=_composed(node, values))
    if isinstance(node, Joined):
        return replace(node, parts=tuple(substitute(part, values) for part in node.parts))
    bound = (
        {node.symbol}
        if isinstance(node, Beside | EachEquilibrium)
        else {*node.variables}
        if isinstance(node, Quantified)
        else set()
    )
    used = {*values} | {s for e in values.values() for s in e.free_symbols}
    if bound & used:
        name = min(s.name for s in bound & used)
        raise StatementError(f"at: {name} is bound inside the statement, so it has no other value there.")
    if isinstance(node, EachEquilibrium):
        return replace(node, values=_composed(node, values), part=substitute(node.part, values))
    if isinstance(node, Quantified):
        node = replace(node, given=tuple(substitute(part, values) for part in node.given))
    return replace(node, part=substitute(node.part, values))


def _composed(node: Any, values: Mapping[sympy.Symbol, sympy.Expr]) -> Values:
    """Return where parameters stand after a further substitution."""
    inner = {s: e.subs(dict(values), simultaneous=True) for s, e in node.values.items()}
    names = {*node.model.game.parameters}.union(*(c.free_symbols for c in node.model.space.where))
    return FrozenMap(inner | {s: e for s, e in values.items() if s not in inner and s in names})


def fresh(name: str, taken: Iterable[str]) -> sympy.Symbol:
    """Return a symbol of this name, or of a longer one if the name is taken, for something that a statement introduces.

    Examples
    --------
    >>> fresh("q", ["p"]), fresh("q", ["p", "q"])
    (q, q_)
    """
    known = set(taken)
    while name in known:
        name += "_"
    return sympy.Symbol(name, real=True)


def bound_symbols(node: Node) -> frozenset[sympy.Symbol]:
    """Return every symbol that a quantifier inside a statement binds."""
    own = frozenset(node.variables) if isinstance(node, Quantified) else frozenset[sympy.Symbol]()
    return own.union(*(bound_symbols(part) for part in children(node)))


def quantifiers(node: Node) -> tuple[Quantified, ...]:
    """Return the quantifiers of a statement, the outer before the inner ones."""
    own = (node,) if isinstance(node, Quantified) else ()
    return (*own, *(q for part in children(node) for q in quantifiers(part)))


def chain(node: Quantified) -> tuple[tuple[Quantified, ...], Node]:
    """Return quantifiers of one kind that follow each other, and what they are about.

    "There is none" counts as "for all … not", so that what is sought for is sought for at once.
    """
    found, body = [node], node.part
    while True:
        denied = isinstance(body, Negated)
        inner = body.part if isinstance(body, Negated) else body
        if not isinstance(inner, Quantified) or inner.every is (node.every if denied else not node.every):
            return tuple(found), body
        if any({*inner.variables} & {*outer.variables} for outer in found):
            return tuple(found), body
        found.append(replace(inner, every=node.every))
        body = Negated(inner.part) if denied else inner.part


def parted(node: Quantified) -> tuple[Quantified, ...]:
    """Return one quantifier for each part of what it is about, where these can be decided one by one.

    What holds for all values and consists of several parts that all hold is said of each part by itself; likewise what
    holds for some values of which some part holds.
    """
    own, body = chain(node)
    denied = isinstance(body, Negated)
    inner = body.part if isinstance(body, Negated) else body
    if not isinstance(inner, Joined) or inner.every is (not node.every if denied is False else node.every):
        return (node,)
    if not any(quantifiers(part) for part in inner.parts):
        return (node,)
    found = []
    for part in inner.parts:
        whole: Node = Negated(part) if denied else part
        for outer in reversed(own):
            whole = replace(outer, part=whole)
        found.append(whole)
    return tuple(one for one in found if isinstance(one, Quantified))
