"""The front door of sweeps: from a model, axes or a design, and values to a finished sweep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopgame.equilibria import Concept, Rule
from coopgame.errors import DiagramError, did_you_mean
from coopgame.games import Situation
from coopgame.models import Model
from coopgame.sweeps.designs import Design
from coopgame.sweeps.gathering import COUNT
from coopgame.sweeps.request import SweepRequest, prepare_sweep
from coopgame.sweeps.result import Sweep
from coopgame.sweeps.routes import work_by_route
from coopgame.sweeps.runs import Run, carry_out
from coopgame.sweeps.sampling import Sampling
from coopgame.sweeps.solving import Solving
from coopgame.sweeps.task import MARGIN, MARGINS, PAYOFFS, PROBABILITIES

#: What a sweep can keep of each point, besides the regimes.
KEPT = ("regimes", COUNT, MARGIN, MARGINS, PAYOFFS, PROBABILITIES)
#: How a sweep is carried out unless told otherwise.
USUAL_RUN = Run()


def sweep(
    model_or_game: Model | Situation,
    axes: Mapping[Any, Any] | Design,
    *,
    at: Mapping[Any, Any] | None = None,
    concept: Concept | None = None,
    rule: Rule | None = None,
    run: Run = USUAL_RUN,
) -> Sweep:
    """Return the regimes of a model at many points, in floating point.

    The conditions are those of the exact side, compiled; so off the borders the regimes are those of
    :meth:`coopgame.PhaseDiagram.at`, for every concept.  Where these conditions would be large, games of two players
    are solved in batches from their payoffs instead; ``provenance`` says which route was taken.  Comparisons that
    rounding leaves open count as ties, and the points at which that may matter are flagged in ``near``.

    Parameters
    ----------
    model_or_game
        What to sweep.
    axes
        For each swept parameter a list of values, an array, or ``(lower, upper, count)`` for values at equal distances,
        each rounded once from its exact value; or the points of a :class:`Design`.
    at
        Values of the other parameters; those left out take the model's baseline.
    concept
        The solution concept; by default the model's.
    rule
        From an equilibrium to a regime; by default the model's.
    run
        Who computes, in what pieces, within what memory, and what is kept of each point: ``"regimes"``, ``"count"``,
        ``"margin"``, ``"margins"`` of each regime, ``"payoffs"``, ``"probabilities"``.

    Returns
    -------
    Sweep
        The regimes with whatever else was asked for.

    Raises
    ------
    DiagramError
        An axis is empty or has duplicates, or something unknown is to be kept.
    ParameterError
        A parameter is unknown, has no value, or a value leaves its bounds.
    UnsupportedError
        ``route="payoffs"`` does not serve what is swept.
    LimitError
        The result would be larger than the memory allows.
    RunError
        The folder, the disk or the workers do not let it go on.

    Examples
    --------
    >>> import coopgame as cg
    >>> s = cg.sweep(cg.models.contracting(), {"p": (0, 10, 5), "b": [1, 3], "V": [8, 10]})
    >>> s.shape, s.at(p=5, b=1, V=10)
    ((5, 2, 2), ('capture',))
    >>> s.select({"V": 10}).codes
    array([[1, 1],
           [1, 1],
           [0, 0],
           [0, 0],
           [0, 0]], dtype=uint8)
    """
    work = work_of(prepare_sweep(model_or_game, axes, at=at, concept=concept, rule=rule), run)
    outcome = carry_out(work, run)
    return Sweep.of(work.record, work.digest, outcome)


def work_of(request: SweepRequest, run: Run) -> Sampling | Solving:
    """Return the work that a sweep is, to be carried out.

    Raises
    ------
    DiagramError
        Something unknown is to be kept.
    UnsupportedError
        Payoffs alone do not serve what is swept.
    """
    if not isinstance(run, Run):
        raise DiagramError(f"run: expected a Run such as cg.Run(executor=4), got {run!r}.")
    for name in run.keep:
        if name not in KEPT:
            raise DiagramError(f"keep: {name!r} is not known.{did_you_mean(name, KEPT)}")
    return work_by_route(request, tuple(name for name in KEPT if name in run.keep), run.route)
