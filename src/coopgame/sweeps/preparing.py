"""From a request to a task that solves games: payoffs compiled once, and a rule asked once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coopgame.batch import Ties
from coopgame.batch.program import LARGEST, layout, program
from coopgame.batch.two_by_two import pairs as pairs_of_two
from coopgame.equilibria import Nash
from coopgame.errors import UnsupportedError
from coopgame.games import Game
from coopgame.sweeps.compiling import scales_of
from coopgame.sweeps.found import Corners
from coopgame.sweeps.payoffs import Payoffs
from coopgame.sweeps.placeholders import Asker, Said, Supports, all_supports, try_said, usual_regimes
from coopgame.sweeps.polynomials import Collector
from coopgame.sweeps.records import Route, asked_of, record_of
from coopgame.sweeps.request import SweepRequest
from coopgame.sweeps.runs import BY_PAYOFFS
from coopgame.sweeps.solving import Domain, Solving
from coopgame.sweeps.tokens import TokenReader
from coopgame.sweeps.trees import Planter


def fits(request: SweepRequest) -> bool:
    """Return whether batches solve the games of a request."""
    game: Any = request.model.game
    two = isinstance(game, Game) and len(game.players) == 2 and isinstance(request.concept, Nash)
    return two and all(2 <= len(own) <= LARGEST for own in game.strategies)


def solving_of(request: SweepRequest, keep: tuple[str, ...]) -> Solving:
    """Return the task of a request by payoffs.

    Raises
    ------
    UnsupportedError
        Batches do not solve these games, or the rule compares more than sums and products.
    """
    if not fits(request):
        raise UnsupportedError(
            f'route="payoffs" finds Nash equilibria of two players with 2 to {LARGEST} strategies each; this is '
            f"{request.concept.name} of {request.model.game!r}. Leave the route out."
        )
    game, places = request.game, request.places
    ties = Ties.of(game)
    pairs = _pairs(ties)
    said = _said(Asker(game, request.rule, request.fixed, places.symbols, places.largest), pairs)
    ways = _ways(pairs, said)
    table = [f"{s}: {w.always} {w.sometimes}" for s, w in said.items() if w is not None]
    text = "\n".join([request.plain, *table])
    route = Route(BY_PAYOFFS, tuple(ways), tuple(_words(game, supports) for supports, _ in pairs), text)
    return Solving(
        places,
        _domain(request),
        Payoffs.of(game, places.symbols, places.largest),
        ties,
        {s: w.test for s, w in said.items() if w is not None and w.test is not None},
        tuple(ways.values()),
        keep,
        text,
        record_of(request, route, keep),
        asked_of(request, route, keep),
        TokenReader(game.strategies, request.rule, Corners.of(ties).supports, said),
    )


def _pairs(ties: Ties) -> tuple[tuple[Supports, bool], ...]:
    """Return the supports of the pairs that a batch looks at, and whether each exists off ties, too."""
    own, strict = layout(ties.shape, ties.classes), program(ties.shape, ties.classes)
    usual = {strict.supports(pair) for pair in strict.pairs}
    pairs = pairs_of_two() if ties.shape == (2, 2) else [(p.left, p.right) for p in own.pairs]
    every = [(own.corners[0][i].support, own.corners[1][j].support) for i, j in pairs]
    return tuple((supports, supports in usual) for supports in every)


def _said(asker: Asker, pairs: Sequence[tuple[Supports, bool]]) -> dict[Supports, Said | None]:
    """Return what the rule says of all supports; it may not know such that exist on ties only."""
    usual = {supports for supports, regular in pairs if regular}
    every = all_supports((len(asker.game.strategies[0]), len(asker.game.strategies[1])))
    return {supports: asker.said(supports) if supports in usual else try_said(asker, supports) for supports in every}


def _ways(
    pairs: Sequence[tuple[Supports, bool]], said: Mapping[Supports, Said | None]
) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return for each regime, sorted, the pairs that have it, with the place of the condition, or -1."""
    usual = [said[supports] for supports, regular in pairs if regular]
    regimes = usual_regimes([w for w in usual if w is not None])
    found = [(name, way) for k, (s, regular) in enumerate(pairs) if regular for name, way in _named(k, said[s])]
    return {name: tuple(way for own, way in found if own == name) for name in regimes}


def _named(position: int, said: Said | None) -> Iterator[tuple[str, tuple[int, int]]]:
    if said is not None:
        yield from ((name, (position, -1)) for name in said.always)
        yield from ((name, (position, k)) for k, name in enumerate(said.sometimes))


def _words(game: Game, supports: Supports) -> str:
    """Return an outcome in words: the strategies that are played."""
    own = (" + ".join(names[k] for k in support) for names, support in zip(game.strategies, supports, strict=True))
    return ", ".join(own)


def _domain(request: SweepRequest) -> Domain:
    places = request.places
    collector = Collector(places.symbols, places.largest)
    planter = Planter(collector.place)
    root = planter.plant(request.domain)
    polynomials = collector.finished()
    return Domain(polynomials, planter.finished(), root, scales_of(polynomials, places), request.bounds)
