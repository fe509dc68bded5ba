r"""All Nash equilibria of two-player games, pure and mixed.

The equilibrium set of a two-player game is a finite union of products of convex hulls of *extreme* equilibria: pairs
of vertices of the best-response polytopes of which each one's support consists of best replies to the other.  Solving
returns the extreme equilibria and how they hang together.

With symbols in the payoffs a pair of vertices is an equilibrium exactly where both vertices exist and the ties that
it needs hold for all parameters.  Ties that hold only for some parameters are the zeros of the slacks: on them
further equilibria can appear, so the slacks are the exceptional polynomials, off which the answer is complete.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy

from coopgame.bimatrix import extreme_equilibria
from coopgame.conditions import Polynomial, all_of
from coopgame.equilibria.components import connected_components
from coopgame.equilibria.concept import Comparisons, Conditional, rational_payoffs
from coopgame.equilibria.equilibrium import Component, Equilibrium, Indifference, Mixture
from coopgame.equilibria.polytope import Vertex, vertices
from coopgame.errors import ConceptError
from coopgame.games import Game


@dataclass(frozen=True)
class Nash:
    """Nash equilibrium, pure and mixed, of games of two players.

    References
    ----------
    Avis, Rosenberg, Savani and von Stengel (2010), Enumeration of Nash equilibria for two-player games, Economic Theory
    42:9–37.

    Examples
    --------
    >>> import coopgame as cg
    >>> game = cg.Game.from_bimatrix([[1, "S"], ["T", 0]], [[1, "T"], ["S", 0]], strategies=[["C", "D"]] * 2)
    >>> mixed = cg.solve(game, cg.Nash()).equilibria[-1]
    >>> mixed.mixture("row")["C"], mixed.payoffs[0]
    (S/(S + T - 1), S*T/(S + T - 1))
    """

    @property
    def name(self) -> str:
        """The name of the concept."""
        return "Nash equilibrium"

    @property
    def by_regret(self) -> bool:
        """Equilibria are the profiles without regret."""
        return True

    def check(self, game: Game) -> None:
        """Raise ConceptError unless the game has two players."""
        if len(game.players) != 2:
            raise ConceptError(
                f"Nash() solves games of two players; this game has {len(game.players)}. PureNash() takes any number."
            )

    def equilibria(self, game: Game) -> tuple[Equilibrium, ...]:
        """Return the extreme equilibria of a game of numbers."""
        self.check(game)
        payoffs = rational_payoffs(game)
        rows, columns = game.strategies
        matrices = [[[payoffs[r, c][i] for c in columns] for r in rows] for i in range(2)]
        found = []
        for x, y in extreme_equilibria(*matrices):
            mixtures = tuple(
                tuple((s, sympy.Rational(w.numerator, w.denominator)) for s, w in zip(own, z, strict=True) if w)
                for own, z in zip(game.strategies, (x, y), strict=True)
            )
            values = (
                sum(a * b * matrix[i][j] for i, a in enumerate(x) for j, b in enumerate(y)) for matrix in matrices
            )
            exact = tuple(sympy.Rational(v.numerator, v.denominator) for v in values)
            found.append(Equilibrium(game.players, mixtures, exact))
        return tuple(found)

    def components(self, game: Game, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:
        """Return how the extreme equilibria of a game of numbers hang together."""
        return connected_components(game.strategies, equilibria, [(e.mixtures[0], e.mixtures[1]) for e in equilibria])

    def conditional(self, game: Game) -> Conditional:
        """Return every extreme equilibrium that can exist off the exceptional polynomials, with its condition."""
        self.check(game)
        compare = Comparisons(game)
        rows, columns = game.strategies
        first, second = ([[compare.payoff(i, (r, c)) for c in columns] for r in rows] for i in range(2))
        left = vertices(second)
        right = vertices([list(column) for column in zip(*first, strict=True)])
        pairs = [
            (i, j)
            for i, x in enumerate(left)
            for j, y in enumerate(right)
            if x.tight.issuperset(y.support) and y.tight.issuperset(x.support)
        ]
        pairs.sort(key=lambda pair: (len(left[pair[0]].support), len(right[pair[1]].support)))
        found = []
        for i, j in pairs:
            x, y = left[i], right[j]
            mixtures = (_mixture(x, rows), _mixture(y, columns))
            payoffs = tuple(
                value if scale == 1 else sympy.cancel(value / scale**2)
                for value, scale in zip((y.opponent_payoff(), x.opponent_payoff()), compare.scales, strict=True)
            )
            formula = all_of(compare.defined, x.formula, y.formula)
            found.append(Equilibrium(game.players, mixtures, payoffs, formula))
        exceptions = _exceptions([*left, *right])
        return Conditional(tuple(found), self._indifferences(game, compare), exceptions, tuple(pairs))

    def _indifferences(self, game: Game, compare: Comparisons) -> tuple[Indifference, ...]:
        """Return the comparisons of pure replies; borders of mixed equilibria are products of these and of minors."""
        rows, columns = game.strategies
        for c in columns:
            for r, other in ((r, other) for r in rows for other in rows if r != other):
                compare.at_least(0, (r, c), (other, c))
        for r in rows:
            for c, other in ((c, other) for c in columns for other in columns if c != other):
                compare.at_least(1, (r, c), (r, other))
        return compare.indifferences


def _mixture(vertex: Vertex, names: Sequence[str]) -> Mixture:
    return tuple((names[i], p) for i, p in zip(vertex.support, vertex.probabilities(), strict=True))


def _exceptions(every: Sequence[Vertex]) -> tuple[Polynomial, ...]:
    """Return the irreducible factors of all slacks that are not identically zero, without duplicates."""
    factors = dict.fromkeys(
        factor
        for vertex in every
        for slack in vertex.slacks
        if slack.terms and slack.constant is None
        for factor, _ in slack.factors()[1]
    )
    return tuple(sorted(factors, key=lambda p: (len(p.terms), str(p))))
