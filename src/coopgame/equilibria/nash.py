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
from functools import cached_property

import sympy

from coopgame.bimatrix import extreme_equilibria
from coopgame.conditions import FALSE, All, Formula, Polynomial, all_of
from coopgame.equilibria.components import connected_components
from coopgame.equilibria.concept import Comparisons, Conditional, rational_payoffs, strategic
from coopgame.equilibria.equilibrium import Component, Equilibrium, Indifference, Mixture
from coopgame.equilibria.polytope import Vertex, vertices
from coopgame.errors import ConceptError
from coopgame.games import Game, Situation


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

    def check(self, game: Situation) -> None:
        """Raise ConceptError unless this is a strategic game of two players."""
        strategic(game, self.name)
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
        pairs = _Pairs(
            game, compare.scales, compare.defined, vertices(second), vertices([*map(list, zip(*first, strict=True))])
        )
        links = pairs.structural()
        found = tuple(pairs.equilibrium(i, j, all_of(*pairs.conditions(i, j))) for i, j in links)
        exceptions = _exceptions([*pairs.left, *pairs.right])
        return Conditional(found, self._indifferences(game, compare), exceptions, tuple(links), pairs.exceptional)

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


@dataclass(frozen=True)
class _Pairs:
    """Pairs of vertices of the two best-response polytopes; a pair is named by their numbers.

    Attributes
    ----------
    scales
        For each player what its payoffs are multiplied by, squared.
    defined
        Where all payoffs are defined.
    left, right
        The vertices of the row and of the column player.
    """

    game: Game
    scales: tuple[sympy.Expr, ...]
    defined: Formula
    left: tuple[Vertex, ...]
    right: tuple[Vertex, ...]

    def structural(self) -> list[tuple[int, int]]:
        """Return the pairs that are equilibria for all parameters for which both vertices exist."""
        pairs = [
            (i, j)
            for i, x in enumerate(self.left)
            for j, y in enumerate(self.right)
            if x.tight.issuperset(y.support) and y.tight.issuperset(x.support)
            if FALSE not in (x.formula, y.formula)
        ]
        return sorted(pairs, key=self._size)

    def _size(self, pair: tuple[int, int]) -> tuple[int, int]:
        return len(self.left[pair[0]].support), len(self.right[pair[1]].support)

    def exceptional(self) -> tuple[tuple[Equilibrium, tuple[int, int]], ...]:
        """Return the pairs that are equilibria only where further strategies tie.

        Conditions are not flattened: the parts that pairs have in common are the same objects in all of them.
        """
        known, found = set(self.structural()), []
        for i, x in enumerate(self.left):
            for j, y in enumerate(self.right):
                ties = (x.tied_with(y.support), y.tied_with(x.support))
                needed = self.conditions(i, j)
                if (i, j) not in known and ties[0] is not None and ties[1] is not None and FALSE not in needed:
                    formula = All((*needed, *ties[0], *ties[1]))
                    found.append((self.equilibrium(i, j, formula), (i, j)))
        return tuple(sorted(found, key=lambda pair: self._size(pair[1])))

    def conditions(self, i: int, j: int) -> tuple[Formula, ...]:
        """Return what together says that both vertices exist."""
        return self.defined, self.left[i].formula, self.right[j].formula

    def equilibrium(self, i: int, j: int, formula: Formula) -> Equilibrium:
        """Return the equilibrium that a pair makes where ``formula`` holds."""
        mixtures = (self._mixture(0, self.left[i]), self._mixture(1, self.right[j]))
        payoffs = (self._paid(0, self.right[j], ("right", j)), self._paid(1, self.left[i], ("left", i)))
        return Equilibrium(self.game.players, mixtures, payoffs, formula)

    def _mixture(self, player: int, vertex: Vertex) -> Mixture:
        names = self.game.strategies[player]
        return tuple((names[k], p) for k, p in zip(vertex.support, vertex.probabilities, strict=True))

    def _paid(self, player: int, vertex: Vertex, key: tuple[str, int]) -> sympy.Expr:
        """Return what a player gets against a vertex of the other one."""
        if key not in self._payoffs:
            value, scale = vertex.opponent_payoff, self.scales[player]
            self._payoffs[key] = value if scale == 1 else sympy.cancel(value / scale**2)
        return self._payoffs[key]

    @cached_property
    def _payoffs(self) -> dict[tuple[str, int], sympy.Expr]:
        return {}


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
