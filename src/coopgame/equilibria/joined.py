"""Regimes of what lies between extreme equilibria, and all regimes of a game of numbers.

The mixtures of a maximal Nash subset are products of convex hulls.  Whatever rule reads supports says the same of all
mixtures inside one face, so one mixture inside each stands for it.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from coopgame.bimatrix import nash_subsets
from coopgame.equilibria.concept import Concept
from coopgame.equilibria.equilibrium import Component, Equilibrium, Mixture
from coopgame.equilibria.rules import Ordered, Rule, ask, checked_name
from coopgame.errors import ModelError
from coopgame.expressions import to_condition
from coopgame.games import Game


def regimes_of(component: Component, rule: Rule) -> tuple[str, ...]:
    """Return the regimes of a component, sorted; more than one: the component straddles them.

    The rule is asked about every extreme equilibrium and about one equilibrium inside every face of every maximal
    Nash subset, so a rule that reads supports is answered for all equilibria of the component, and so is
    :class:`ByProbability`.  Equilibria between extreme ones carry no payoffs.

    Parameters
    ----------
    component
        Of a game of numbers.
    rule
        Maps an equilibrium to a regime, or to ``{regime: condition}`` with conditions that are true or false.

    Raises
    ------
    ModelError
        The rule fails, or answers with conditions that numbers do not decide.

    Examples
    --------
    >>> import coopgame as cg
    >>> idle = cg.Game.from_bimatrix([[0, 0]], [[0, 0]], strategies=[["act"], ["wait", "leave"]])
    >>> (component,) = cg.solve(idle).components
    >>> regimes_of(component, cg.JoinStrategies())
    ('act/leave', 'act/wait', 'act/wait+leave')
    """
    known = {e.mixtures: e for e in component.equilibria}
    players = component.equilibria[0].players
    found = {name for e in component.equilibria for name in _decided(rule, e)}
    for subset in component.subsets:
        if isinstance(rule, Ordered):
            found |= set(rule.between({n for m in itertools.product(*subset) for n in _decided(rule, known[m])}))
            continue
        orders = component.strategies or ((),) * len(subset)
        for mixtures in itertools.product(*(_faces(side, own) for side, own in zip(subset, orders, strict=True))):
            if mixtures not in known:
                found |= set(_decided(rule, Equilibrium(players, mixtures, ())))
    return tuple(sorted(found))


def regimes_at(game: Game, concept: Concept, rule: Rule) -> tuple[str, ...]:
    """Return the regimes of all equilibria of a game of numbers, sorted.

    Parameters
    ----------
    game
        All payoffs are numbers.
    concept, rule
        What counts as an equilibrium, and how it is read.

    Raises
    ------
    GameError, ConceptError, ModelError
        A payoff is not rational, the concept does not fit, or the rule fails.

    Examples
    --------
    >>> from coopgame.equilibria import JoinStrategies, Nash
    >>> regimes_at(Game.from_bimatrix([[1, 0], [0, 1]], [[1, 0], [0, 1]]), Nash(), JoinStrategies())
    ('1+2/1+2', '1/1', '2/2')
    """
    components = concept.components(game, concept.equilibria(game))
    return tuple(sorted({name for component in components for name in regimes_of(component, rule)}))


def joined_regimes(
    strategies: Sequence[tuple[str, ...]],
    equilibria: Sequence[Equilibrium],
    links: Sequence[tuple[int, int]],
    holding: Mapping[int, Collection[str]],
    rule: Rule,
) -> frozenset[str]:
    """Return the regimes of equilibria between extreme ones at a point where some of a game with symbols exist.

    Answers of the rule with conditions are left out, except for :class:`ByProbability`, which is answered completely.

    Parameters
    ----------
    strategies
        Of both players.
    equilibria, links
        Everything that can be an equilibrium, the exceptional ones too, each with the numbers of its two mixtures.
    holding
        For each equilibrium that exists at the point, by its place, the regimes that it is read as there.
    rule
        Maps an equilibrium to a regime.

    Examples
    --------
    >>> from coopgame.equilibria import JoinStrategies, Nash
    >>> game = Game.from_bimatrix([[0, 0]], [[0, "t"]], strategies=[["act"], ["wait", "leave"]])
    >>> found = Nash().conditional(game)
    >>> every = (*found.equilibria, *found.exceptional)
    >>> [e.describe() for e in every]
    ['act, wait', 'act, leave', 'act, leave', 'act, wait']
    >>> links = (*found.links, *found.exceptional_links)
    >>> at_zero = dict.fromkeys(range(4), ())
    >>> sorted(joined_regimes(game.strategies, every, links, at_zero, JoinStrategies()))
    ['act/wait+leave']
    """
    ends = {i: _numbered(links[i]) for i in holding}
    places = {ends[i]: i for i in holding}
    mixtures = {(k, ends[i][k]): equilibria[i].mixtures[k] for i in holding for k in (0, 1)}
    found: set[str] = set()
    for subset in nash_subsets(list(places)):
        if isinstance(rule, Ordered):
            found |= set(rule.between({name for pair in itertools.product(*subset) for name in holding[places[pair]]}))
            continue
        sides = [
            _faces(tuple(mixtures[k, end] for end in side), own)
            for k, (side, own) in enumerate(zip(subset, strategies, strict=True))
        ]
        alone = [{mixtures[k, end] for end in side} for k, side in enumerate(subset)]
        players = equilibria[next(iter(holding))].players
        for pair in itertools.product(*sides):
            if not all(mixture in own for mixture, own in zip(pair, alone, strict=True)):
                answer = ask(rule, Equilibrium(players, pair, ()))
                found |= {checked_name(answer)} if isinstance(answer, str) else set()
    return frozenset(found)


def _numbered(link: tuple[int, int]) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Return a link as a pair of vectors, the form in which Nash subsets are found; falling numbers keep the order."""
    return (Fraction(-link[0]),), (Fraction(-link[1]),)


def _decided(rule: Rule, equilibrium: Equilibrium) -> tuple[str, ...]:
    """Return the regimes that a rule reads off an equilibrium of numbers."""
    answer: Any = ask(rule, equilibrium)
    if isinstance(answer, str):
        return (checked_name(answer),)
    if not isinstance(answer, Mapping):
        raise ModelError(f"The regime rule returned {answer!r}; expected a name or {{name: condition}}.")
    names = []
    for name, given in answer.items():
        condition = to_condition(given, where=f"regime rule: {name}")
        if not isinstance(condition, BooleanTrue | BooleanFalse):
            raise ModelError(f"The regime rule returned {answer!r} for numbers; expected a name.")
        names += [checked_name(name)] if condition else []
    return tuple(names)


def _faces(side: Sequence[Mixture], order: Sequence[str]) -> list[Mixture]:
    """Return one mixture inside a face of a convex hull for each support, an extreme one where there is one."""
    place = {name: k for k, name in enumerate(order)}
    found = {frozenset(name for name, _ in mixture): mixture for mixture in reversed(side)}
    waiting = list(found)
    for support in waiting:
        for other in list(found):
            union = support | other
            if union not in found:
                found[union] = _middle(found[support], found[other], place)
                waiting.append(union)
    return list(found.values())


def _middle(first: Mixture, second: Mixture, place: Mapping[str, int]) -> Mixture:
    weights: dict[str, sympy.Expr] = {}
    for name, weight in (*first, *second):
        weights[name] = weights.get(name, sympy.Integer(0)) + weight / 2
    return tuple(sorted(weights.items(), key=lambda item: place.get(item[0], 0)))
