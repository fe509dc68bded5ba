"""Two ways to evaluate a sweep: conditions of the exact side, or payoffs that batches solve; and which one is taken."""

from __future__ import annotations

import math

from coopgame.equilibria.concept import Comparisons
from coopgame.errors import CoopgameError
from coopgame.sweeps.compiling import compile_request
from coopgame.sweeps.preparing import fits, solving_of
from coopgame.sweeps.request import SweepRequest
from coopgame.sweeps.runs import CONDITIONS
from coopgame.sweeps.sampling import Sampling
from coopgame.sweeps.solving import Solving

#: Games whose conditions would have more terms than this, as estimated, are solved from their payoffs.
MOST_TERMS = 1200


def work_by_route(request: SweepRequest, keep: tuple[str, ...], route: str | None) -> Sampling | Solving:
    """Return the work of a request by the route that is asked for, or else by the one that suits it.

    Raises
    ------
    UnsupportedError
        Payoffs alone do not serve: another concept, more players, or too many strategies.
    """
    if route == CONDITIONS or (route is None and terms_of(request) <= MOST_TERMS):
        return compile_request(request, keep)
    try:
        return solving_of(request, keep)
    except CoopgameError:
        if route is not None:
            raise
        return compile_request(request, keep)


def terms_of(request: SweepRequest) -> float:
    """Return about how many terms the conditions of a game have that batches could solve, else 0.

    A mixture of k strategies rests on polynomials of k times the degree of the payoffs.
    """
    if not fits(request):
        return 0.0
    game = request.game
    compare = Comparisons(game)
    polynomials = [compare.payoff(i, s) for s in game.payoffs for i in range(2)]
    generators = {g for p in polynomials for g in p.generators}
    degree = max((sum(e) for p in polynomials for e, _ in p.terms), default=0)
    share = len({p for p in polynomials if p.constant is None}) / len(polynomials)
    m, n = (len(own) for own in game.strategies)
    corners = (
        math.comb(m, k) * math.comb(n, k) * max(m, n) * math.comb(len(generators) + degree * k, len(generators))
        for k in range(1, min(m, n) + 1)
    )
    return 2 * sum(corners) * share**2
