"""Regimes of equilibria between extreme ones, as data from which a page reads them at any point."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any, Final

import sympy

from coopgame.equilibria import Equilibrium, Rule
from coopgame.equilibria.rules import Ordered, ask, checked_name
from coopgame.errors import LimitError

#: How many pairs of supports a page may list.
_MOST: Final = 2000


def joining(strategies: Sequence[tuple[str, ...]], equilibria: Sequence[Equilibrium], rule: Rule) -> Any:
    """Return what a page needs to read a continuum of equilibria.

    Parameters
    ----------
    strategies
        Of both players.
    equilibria
        Everything that can be an equilibrium.
    rule
        Maps an equilibrium to a regime.  It is asked about one mixture with each support, so it has to read supports
        or, as :class:`coopgame.ByProbability`, a probability.

    Raises
    ------
    LimitError
        There are too many supports.
    """
    if isinstance(rule, Ordered):
        every = getattr(rule, "regimes", {})
        return {"kind": "ordered", "order": list(every.values())}
    sides = [_unions({_support(e, k, strategies) for e in equilibria}) for k in (0, 1)]
    if len(sides[0]) * len(sides[1]) > _MOST:
        raise LimitError("explore: equilibria that hang together have too many supports for a page.")
    players = equilibria[0].players
    table = []
    for one, other in itertools.product(*sides):
        mixtures = tuple(_mixture(support, own) for support, own in zip((one, other), strategies, strict=True))
        answer = ask(rule, Equilibrium(players, mixtures, ()))
        if isinstance(answer, str):
            table.append([list(one), list(other), checked_name(answer)])
    return {"kind": "supports", "table": table}


def _support(equilibrium: Equilibrium, k: int, strategies: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    return tuple(sorted(strategies[k].index(name) for name, _ in equilibrium.mixtures[k]))


def _unions(supports: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return supports with all their unions."""
    found = {frozenset(support) for support in supports}
    waiting = list(found)
    for one in waiting:
        new = {one | other for other in found} - found
        found |= new
        waiting += new
        if len(found) > _MOST:
            break
    return sorted(tuple(sorted(support)) for support in found)


def _mixture(support: tuple[int, ...], own: tuple[str, ...]) -> tuple[tuple[str, sympy.Expr], ...]:
    return tuple((own[n], sympy.Rational(1, len(support))) for n in support)
