r"""Iterated elimination of dominated strategies, by pure and mixed strategies, with the condition of every step.

In every round all dominated strategies of all players go at once; the rounds end when nothing is dominated any more.

A strategy is strictly dominated by some mixture iff it is a best reply to no belief about what the others play, and
weakly dominated iff it is a best reply to no belief that gives every profile of the others positive weight (Pearce
1984).  The beliefs to which it is a best reply are a polytope: there is one iff the polytope has a vertex, and one with
full support iff for every profile of the others some vertex gives it weight.  Vertices come with exact conditions, and
so do these.  With more than two players, beliefs are distributions over joint profiles of the others.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sympy.logic.boolalg import Boolean

from coopgame.bimatrix.slices import slice_points
from coopgame.conditions import FALSE, TRUE, Formula, all_of, any_of, as_sympy, negate, simplify
from coopgame.equilibria.concept import Comparisons, rational_payoffs
from coopgame.equilibria.equilibrium import Equilibrium
from coopgame.equilibria.polytope import vertices
from coopgame.errors import UnsupportedError
from coopgame.games import Game, Profile

Sets = tuple[tuple[str, ...], ...]
#: How many strategies all players together may have in a game with symbols.
MOST = 8


@dataclass(frozen=True)
class Step:
    """A step of the elimination: in the game that is left, a strategy is dominated where the condition holds.

    Attributes
    ----------
    left
        The strategies that are left of each player before the step.
    player, strategy
        Whose strategy is dominated.
    condition
        Where it is dominated in this game.
    """

    left: Sets
    player: str
    strategy: str
    condition: Boolean


def inside(e: Equilibrium, left: Sets) -> bool:
    """Whether an equilibrium uses strategies only that are left."""
    return all(name in own for mixture, own in zip(e.mixtures, left, strict=True) for name, _ in mixture)


def _others(left: Sets, i: int) -> list[Profile]:
    """Return the joint profiles of all players but one."""
    return list(itertools.product(*left[:i], *left[i + 1 :]))


def _joined(others: Profile, i: int, strategy: str) -> Profile:
    return (*others[:i], strategy, *others[i:])


def survivors(game: Game, *, weak: bool) -> Sets:
    """Return what is left of a game of numbers, by the definition: look for a mixture that dominates.

    Examples
    --------
    >>> game = Game.from_bimatrix([[3, 0], [0, 3], [1, 1]], [[0, 0]] * 3, strategies=[["U", "D", "M"], ["L", "R"]])
    >>> survivors(game, weak=False)
    (('U', 'D'), ('L', 'R'))
    """
    payoffs, left = rational_payoffs(game), game.strategies

    def dominated(i: int, strategy: str) -> bool:
        rest = [t for t in left[i] if t != strategy]
        if not rest:
            return False
        others = _others(left, i)
        rows = [[payoffs[_joined(o, i, t)][i] - payoffs[_joined(o, i, strategy)][i] for t in rest] for o in others]
        # The mixtures that are nowhere worse are a polytope; their mean is better wherever one of them is.
        corners = slice_points(len(rest), rows)
        better = [
            any(sum((w * a for w, a in zip(x, row, strict=True)), Fraction(0)) > 0 for x in corners) for row in rows
        ]
        return any(better) if weak else all(better)

    while True:
        kept = tuple(tuple(s for s in own if not dominated(i, s)) for i, own in enumerate(left))
        if kept == left:
            return left
        left = kept


class Survivors:
    """The eliminations of a game with symbols: which games can be left, and where."""

    def __init__(self, game: Game, *, weak: bool) -> None:
        if not game.is_numeric and sum(map(len, game.strategies)) > MOST:
            raise UnsupportedError(
                f"Iterated elimination with symbols takes at most {MOST} strategies of all players together; "
                f"this game has {sum(map(len, game.strategies))}."
            )
        self.game, self.weak, self.compare = game, weak, Comparisons(game)
        self._last: dict[Sets, Formula] = {}
        self._steps: list[Step] = []
        self._run()

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step that can be taken."""
        return tuple(self._steps)

    def survives(self, e: Equilibrium) -> Formula:
        """Return where the strategies of an equilibrium are among those that are left in the end."""
        return any_of(*(formula for left, formula in self._last.items() if inside(e, left)))

    def _run(self) -> None:
        """Go through the games that can be left, the largest first, so that all ways to each are known in time."""
        reached: dict[Sets, Formula] = {self.game.strategies: TRUE}
        while reached:
            left = max(reached, key=lambda sets: sum(map(len, sets)))
            here = reached.pop(left)
            for kept, formula in self._round(left):
                both = simplify(all_of(here, formula), {})
                if both != FALSE:
                    table = self._last if kept == left else reached
                    table[kept] = any_of(table.get(kept, FALSE), both)

    def _round(self, left: Sets) -> Iterator[tuple[Sets, Formula]]:
        """Yield what can be left after one round, each with its condition."""
        alive = {(i, s): self._alive(i, s, left) for i, own in enumerate(left) for s in own}
        for (i, s), formula in alive.items():
            if formula != TRUE:
                self._steps.append(Step(left, self.game.players[i], s, as_sympy(simplify(negate(formula), {}))))
        open_ = [key for key, formula in alive.items() if formula not in (TRUE, FALSE)]
        gone = {key for key, formula in alive.items() if formula == FALSE}
        for verdicts in itertools.product((True, False), repeat=len(open_)):
            out = gone | {key for key, stays in zip(open_, verdicts, strict=True) if not stays}
            kept = tuple(tuple(s for s in own if (i, s) not in out) for i, own in enumerate(left))
            parts = (alive[k] if stays else negate(alive[k]) for k, stays in zip(open_, verdicts, strict=True))
            if all(kept):
                yield kept, all_of(*parts)

    def _alive(self, i: int, strategy: str, left: Sets) -> Formula:
        """Return where a strategy is not dominated in the game that is left."""
        own, others = left[i], _others(left, i)
        if len(own) == 1:
            return TRUE
        place = own.index(strategy)
        beliefs = [v for v in vertices(self._table(i, left)) if place in v.tight]
        if not self.weak:
            return simplify(any_of(*(v.formula for v in beliefs)), {})
        every = (any_of(*(v.formula for v in beliefs if k in v.support)) for k in range(len(others)))
        return simplify(all_of(*every), {})

    def _table(self, i: int, left: Sets) -> list[list[Any]]:
        """Return the payoffs of a player, rows for joint profiles of the others, columns for its own strategies."""
        return [[self.compare.payoff(i, _joined(o, i, s)) for s in left[i]] for o in _others(left, i)]
