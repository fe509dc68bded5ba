"""Why: the differences of payoffs that conditions compare with zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sympy

from coopgame.claims.propositions.clauses import Step
from coopgame.claims.publishing.published import PublishedCondition
from coopgame.claims.publishing.solved import factored_terms
from coopgame.claims.publishing.thresholds import Thresholds, with_thresholds
from coopgame.conditions import atoms
from coopgame.equilibria import EquilibriumSet, Indifference
from coopgame.frozen import FrozenMap
from coopgame.games import Game
from coopgame.results import PhaseDiagram
from coopgame.results.wording import tidy


def steps_of_equilibria(
    found: EquilibriumSet, conditions: Sequence[PublishedCondition], thresholds: Thresholds
) -> Iterator[Step]:
    """Yield, for each comparison that is printed, the difference of payoffs that it is about, if a table has it."""
    if not isinstance(found.game, Game):
        return
    by_expression: dict[sympy.Expr, list[Indifference]] = {}
    for indifference in found.indifferences:
        expression = indifference.polynomial.primitive()[1].expression
        by_expression.setdefault(expression, []).append(indifference)
    printed = {sign.polynomial.expression: None for c in conditions if c.exact for sign in atoms(c.formula)}
    chosen = [_simplest(own) for e in printed if (own := by_expression.get(e) or by_expression.get(-e))]
    yield from _steps(found.game, chosen, thresholds)


def steps_of_diagram(diagram: PhaseDiagram) -> Iterator[Step]:
    """Yield the differences of payoffs that vanish on the borders of a map, with the symbols of the model."""
    comparisons = (border.source.comparison for border in diagram.boundaries)
    chosen = list(dict.fromkeys(c for c in comparisons if c is not None))
    if isinstance(diagram.origin.game, Game):
        yield from _steps(diagram.origin.game, chosen, FrozenMap())


def _simplest(comparisons: Sequence[Indifference]) -> Indifference:
    """Return a comparison of two profiles that differ as little as possible; the first such one."""
    return min(comparisons, key=lambda i: sum(a != b for a, b in zip(i.first, i.second, strict=True)))


def _steps(game: Game, comparisons: Iterable[Indifference], thresholds: Thresholds) -> Iterator[Step]:
    """Yield differences by player and by what is compared with, in the order in which they are met.

    Nothing where payoffs are no polynomials of degree two at most: their differences are too long to help anybody.
    """
    if not all(u.is_polynomial() and sympy.total_degree(u) <= 2 for u in game.expressions):
        return
    known = [c for c in comparisons if {c.first, c.second} <= game.payoffs.keys()]
    players, bases = list(dict.fromkeys(c.player for c in known)), list(dict.fromkeys(c.first for c in known))
    for c in sorted(known, key=lambda c: (players.index(c.player), bases.index(c.first))):
        k = game.player_index(c.player)
        difference = sympy.expand(game.payoffs[c.second][k] - game.payoffs[c.first][k])
        yield Step(c.player, c.second, c.first, factored_terms(with_thresholds(tidy(difference), thresholds)))
