"""Best replies of both players of a 2×2 game, with exact break points, and the equilibria where they cross."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sympy

from coopgame.equilibria import Equilibrium, Nash
from coopgame.equilibria.equilibrium import Mixture
from coopgame.equilibria.solve import Solvable, parts_of
from coopgame.errors import ConceptError
from coopgame.games import Game, Situation
from coopgame.notebook import paragraph, table
from coopgame.results.fixing import Fixed, fixed_game
from coopgame.results.reply import NONE, Reply, Span
from coopgame.results.reply_words import correspondence_latex

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from coopgame.figures import EquilibriumPlot


@dataclass(frozen=True)
class RestPoint:
    """An isolated equilibrium of a 2×2 game.

    Attributes
    ----------
    x, y
        The probabilities of the first player's and of the second player's first strategy.
    kind
        How it behaves as a rest point of the two-population replicator dynamics: ``"stable"``, ``"unstable"``,
        ``"saddle"`` or ``"centre"``.
    equilibrium
        The mixtures and payoffs.
    """

    x: sympy.Rational
    y: sympy.Rational
    kind: str
    equilibrium: Equilibrium


@dataclass(frozen=True, repr=False)
class BestResponses:
    """The best-reply correspondences of a 2×2 game; :meth:`plot` draws both with the equilibria where they cross.

    Attributes
    ----------
    game
        The game as it was given.
    fixed
        The values of its parameters.
    replies
        The correspondence of either player.
    points
        The isolated equilibria.
    continua
        The other equilibria: products of two intervals of probabilities, segments or rectangles.
    """

    game: Game
    fixed: Fixed
    replies: tuple[Reply, Reply]
    points: tuple[RestPoint, ...]
    continua: tuple[tuple[Span, Span], ...]

    @property
    def players(self) -> tuple[str, ...]:
        """The two players."""
        return self.game.players

    def reply(self, player: str) -> Reply:
        """Return the correspondence of one player.

        Raises
        ------
        GameError
            There is no such player.
        """
        return self.replies[self.game.player_index(player)]

    def plot(self, ax: Axes | None = None) -> EquilibriumPlot:
        """Draw both correspondences and the equilibria; thresholds are labelled with symbols where there are any.

        Parameters
        ----------
        ax
            Where to draw; by default a new figure of the width of one journal column.
        """
        from coopgame.figures import draw_replies

        return draw_replies(self, ax)

    def to_latex(self) -> str:
        """Return both correspondences as cases, without needing a package but ``amsmath``."""
        return correspondence_latex(self.replies)

    def _rows(self) -> list[tuple[str, str, str]]:
        rows = []
        for reply in self.replies:
            for against, own in reply.pieces:
                rows.append((reply.player, _span(against), _span(own)))
        return rows

    def __repr__(self) -> str:
        heads = [
            f"{r.player} (probability of {r.strategy}, to that of {r.against[1]} by {r.against[0]})"
            for r in self.replies
        ]
        lines = [f"\n  {head}:" for head in heads]
        for n, reply in enumerate(self.replies):
            lines[n] += "".join(f" {_span(own)} to {_span(against)};" for against, own in reply.pieces).rstrip(";")
        lines += [f"\n  equilibrium ({p.x}, {p.y}): {p.kind}" for p in self.points]
        lines += [f"\n  equilibria {_span(x)} × {_span(y)}" for x, y in self.continua]
        return f"BestResponses({' × '.join(self.players)}){''.join(lines)}"

    def _repr_html_(self) -> str:
        head = ("player", "to the other's probability", "best replies")
        caption = "Best replies, as probabilities of " + " and ".join(r.strategy for r in self.replies)
        points = [f"({p.x}, {p.y}), {p.kind}" for p in self.points]
        points += [f"{_span(x)} × {_span(y)}" for x, y in self.continua]
        return table(head, self._rows(), caption=caption) + paragraph("Equilibria: " + "; ".join(points))

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.to_latex()}$"


def _span(span: Span) -> str:
    low, high = span
    return str(low) if low == high else f"[{low}, {high}]"


def best_responses(model_or_game: Solvable | Situation, *, at: Mapping[Any, Any] | None = None) -> BestResponses:
    """Return the best-reply correspondences of a 2×2 game, played simultaneously.

    Parameters
    ----------
    model_or_game
        A game of two players with two strategies each, or a model with such a game.
    at
        Values of the parameters; those left out take the model's baseline.

    Returns
    -------
    BestResponses
        Exact: break points are fractions, and thresholds are kept in the symbols of the game.

    Raises
    ------
    ConceptError
        The game is not a strategic game of this size.
    ParameterError, GameError
        A parameter has no value, or a value does not fit; a payoff is not rational there.

    References
    ----------
    Osborne and Rubinstein (1994), section 2.3; Hofbauer and Sigmund (1998), chapter 10, for the kinds of rest points.

    Examples
    --------
    >>> import coopgame as cg
    >>> both = cg.best_responses(cg.models.st_plane(), at={"S": "-1/2", "T": "1/2"})
    >>> both.reply("row").threshold, both.reply("row").formula
    (1/2, S/(S + T - 1))
    >>> [(p.x, p.y, p.kind) for p in both.points]
    [(1, 1, 'stable'), (1/2, 1/2, 'saddle'), (0, 0, 'stable')]
    """
    game = parts_of(model_or_game, None)[0]
    if not isinstance(game, Game) or [len(own) for own in game.strategies] != [2, 2]:
        sizes = " × ".join(str(len(own)) for own in game.strategies) if isinstance(game, Game) else type(game).__name__
        raise ConceptError(f"best_responses: expected a strategic game of 2 × 2 strategies, this is {sizes}.")
    _, fixed = fixed_game(model_or_game, at)
    numbers = game.substitute(fixed)
    replies = (_correspondence(game, numbers, 0, fixed), _correspondence(game, numbers, 1, fixed))
    points, continua = _equilibria(numbers, replies)
    return BestResponses(game, fixed, replies, points, continua)


def _correspondence(game: Game, numbers: Game, i: int, fixed: Fixed) -> Reply:
    mine, theirs = game.strategies[i], game.strategies[1 - i]

    def gain(table: Game, other: str) -> sympy.Expr:
        first, second = ((s, other) if i == 0 else (other, s) for s in mine)
        return table.payoffs[first][i] - table.payoffs[second][i]

    gains, values = (tuple(gain(table, other) for other in theirs) for table in (game, numbers))
    return Reply(
        game.players[i], mine[0], (game.players[1 - i], theirs[0]), (gains[0], gains[1]), (values[0], values[1]), fixed
    )


def _equilibria(
    numbers: Game, replies: tuple[Reply, Reply]
) -> tuple[tuple[RestPoint, ...], tuple[tuple[Span, Span], ...]]:
    """Return the isolated equilibria and the others, as the solver of games of numbers finds them."""
    nash = Nash()
    found = nash.equilibria(numbers)
    points, continua = [], []
    for component in nash.components(numbers, found):
        if len(component.equilibria) == 1:
            (only,) = component.equilibria
            x, y = (_probability(m, own[0]) for m, own in zip(only.mixtures, numbers.strategies, strict=True))
            points.append(RestPoint(x, y, _kind(x, y, replies), only))
            continue
        for subset in component.subsets:
            sides = [[_probability(m, own[0]) for m in s] for s, own in zip(subset, numbers.strategies, strict=True)]
            continua.append(((min(sides[0]), max(sides[0])), (min(sides[1]), max(sides[1]))))
    return tuple(points), tuple(continua)


def _probability(mixture: Mixture, strategy: str) -> sympy.Rational:
    return dict(mixture).get(strategy, NONE)


def _kind(x: sympy.Rational, y: sympy.Rational, replies: tuple[Reply, Reply]) -> str:
    """Return how an isolated equilibrium behaves; one that is pure but not strict repels what is near it.

    Where a reply ties at an isolated pure equilibrium both do, or a player could move away without loss; and then both
    other strategies pay more nearby, or there would be equilibria nearby.
    """
    if 0 < x < 1 and 0 < y < 1:
        slopes = [sure - never for sure, never in (r.values for r in replies)]
        return "saddle" if slopes[0] * slopes[1] > 0 else "centre"
    alone = [reply.at(other) for reply, other in zip(replies, (y, x), strict=True)]
    return "stable" if all(low == high for low, high in alone) else "unstable"
