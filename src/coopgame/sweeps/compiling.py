"""From a request to a task: the conditions of the exact side as programs for arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import sympy

from coopgame.sweeps.axes import Grid
from coopgame.sweeps.designs import Design
from coopgame.sweeps.polynomials import Collector, Polynomials
from coopgame.sweeps.records import Route, asked_of, record_of
from coopgame.sweeps.request import SweepRequest
from coopgame.sweeps.sampling import Roots, Sampling
from coopgame.sweeps.sets import Outcome, Reader, outcomes_of, payoffs_of, probabilities_of
from coopgame.sweeps.task import BLOCK, MARGIN, MARGINS, PAYOFFS, PROBABILITIES
from coopgame.sweeps.trees import Planter


def compile_request(request: SweepRequest, keep: tuple[str, ...]) -> Sampling:
    """Return the task of a request, for the fields that are asked for."""
    places, found = request.places, request.outlook
    collector = Collector(places.symbols, places.largest)
    planter = Planter(collector.place)
    domain = planter.plant(request.domain)
    equilibria = [planter.plant(e.formula) for e in found.equilibria]
    read, masks = [], list(equilibria)
    for owner, reading in zip(found.owners, found.readings, strict=True):
        if reading.condition == sympy.true:
            read.append(equilibria[owner])
        else:
            read.append(planter.plant(reading.formula))
            masks.append(read[-1])
    regimes = _regimes(request, planter, read) if {MARGIN, MARGINS} & set(keep) else ()
    outcomes = outcomes_of(found.equilibria)
    polynomials, forest = collector.finished(), planter.finished()
    route = _route(request, outcomes if {PAYOFFS, PROBABILITIES} & {*keep} else ())
    roots = Roots(domain, tuple(masks), regimes, tuple(o.places for o in outcomes))
    return Sampling(
        places,
        polynomials,
        forest,
        roots,
        scales_of(polynomials, places),
        request.bounds,
        {name: _expressions(name, request, outcomes) for name in (PAYOFFS, PROBABILITIES) if name in keep},
        keep,
        request.text,
        record_of(request, route, keep),
        asked_of(request, route, keep),
        Reader(found, outcomes),
    )


def _route(request: SweepRequest, outcomes: Sequence[Outcome]) -> Route:
    found = request.outlook
    usual = {found.readings[n].regime for n, owner in enumerate(found.owners) if owner < found.usual}
    told = tuple(outcome.equilibrium.describe() for outcome in outcomes)
    return Route("conditions", tuple(sorted(usual)), told, request.text)


def _regimes(request: SweepRequest, planter: Planter, read: Sequence[int]) -> tuple[int, ...]:
    """Return for each regime, sorted, the tree that says that one of its usual readings holds."""
    found = request.outlook
    names: dict[str, list[int]] = {}
    for owner, reading, tree in zip(found.owners, found.readings, read, strict=True):
        if owner < found.usual:
            names.setdefault(reading.regime, []).append(tree)
    return tuple(planter.either(tuple(names[name])) for name in sorted(names))


def scales_of(polynomials: Polynomials, places: Grid | Design) -> tuple[float, ...]:
    """Return one over the size of each polynomial on the grid; of one in kernels, over the largest of a sample."""
    sample = np.unique(np.linspace(0, places.points - 1, min(places.points, BLOCK)).astype(np.int64))
    sizes = [row.magnitude for row in polynomials.rows]
    if not all(row.plain for row in polynomials.rows):
        values, _ = polynomials.evaluate(places.coordinates(sample))
        for i, row in enumerate(polynomials.rows):
            if not row.plain:
                seen = np.abs(values[i][np.isfinite(values[i])])
                sizes[i] = float(seen.max(initial=0.0))
    return tuple(1.0 / size if size > 0 else 1.0 for size in sizes)


def _expressions(name: str, request: SweepRequest, outcomes: Sequence[Outcome]) -> tuple[tuple[sympy.Expr, ...], ...]:
    """Return the rows of expressions of a field, one for each outcome."""
    of = payoffs_of if name == PAYOFFS else probabilities_of
    return tuple(of(outcome, request.game) for outcome in outcomes)
