"""How often each set of regimes is possible under a distribution of parameters, with confidence intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from coopgame.equilibria import Concept, Rule
from coopgame.errors import DiagramError, ParameterError
from coopgame.models import Model
from coopgame.robustness.intervals import RegimeShares
from coopgame.sweeps import Design, design, sweep
from coopgame.sweeps.designs import generator_of

LEVEL = 0.95
#: Replicates from which a variance can be estimated with some confidence.
LEAST = 4


def replicates(
    over: Mapping[Any, Any], n: int, *, count: int = 16, method: str = "sobol", rng: Any = None
) -> tuple[Design, ...]:
    """Return several designs drawn independently of each other, from which :func:`regime_shares` makes intervals.

    Parameters
    ----------
    over, n, method, rng
        As for :func:`coopgame.design`; n is the number of points of each.
    count
        How many designs, at least 4.

    Raises
    ------
    DiagramError, ParameterError
        As for :func:`coopgame.design`, or count is not a whole number from 4 on.

    References
    ----------
    Owen (1997), Monte Carlo variance of scrambled net quadrature, SIAM Journal on Numerical Analysis 34:1884–1910.

    Examples
    --------
    >>> replicates({"p": (0, 10)}, 8, count=4, rng=1)[0]
    Design(p; 8 points, sobol, seed 1, replicate 0)
    """
    whole: Any = count
    if isinstance(whole, bool) or not isinstance(whole, int | np.integer) or whole < LEAST:
        raise DiagramError(f"replicates: count is {count!r}; expected a whole number from {LEAST} on.")
    seed, generator = generator_of(rng)
    drawn = (design(over, n, method=method, rng=own) for own in generator.spawn(int(count)))
    return tuple(replace(own, seed=seed, replicate=k) for k, own in enumerate(drawn))


def regime_shares(
    model: Model,
    designs: Design | Sequence[Design],
    *,
    at: Mapping[Any, Any] | None = None,
    concept: Concept | None = None,
    rule: Rule | None = None,
    level: float = LEVEL,
) -> RegimeShares:
    """Return how often each set of regimes is possible under a distribution of parameters.

    Parameters
    ----------
    model
        The model.
    designs
        Independent points, ``cg.design(…, method="random")`` or points of your own; or several designs that are
        independent of each other, :func:`coopgame.replicates`, whose points need not be.
    at
        Values of the parameters that are not drawn; those left out take the model's baseline.
    concept, rule
        By default the model's.
    level
        Of confidence, between 0 and 1.

    Returns
    -------
    RegimeShares
        Shares with intervals: Clopper and Pearson's for independent points, which cover the true share at least with
        the level; Student's over replicates, which are much narrower for Sobol points and cover it nearly so often.

    Raises
    ------
    DiagramError
        One Sobol or Latin design alone, from which no interval can be made; or designs that do not fit together.
    ParameterError
        As for :func:`coopgame.sweep`, or the level is not between 0 and 1.

    References
    ----------
    Clopper and Pearson (1934), The use of confidence or fiducial limits illustrated in the case of the binomial,
    Biometrika 26:404–413.

    Examples
    --------
    >>> import coopgame as cg
    >>> designs = cg.replicates({"p": (0, 10), "b": (0, 10)}, 256, rng=2020)
    >>> found = cg.regime_shares(cg.models.contracting(), designs)
    >>> capture = found.of("capture")
    >>> capture.lower < 0.4 < capture.upper, capture.upper - capture.lower < 0.02
    (True, True)
    """
    given: Any = level
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given < 1:
        raise ParameterError(f"regime_shares: level is {level!r}; expected a number between 0 and 1, such as 0.95.")
    own = _checked(designs)
    stacked = Design(own[0].symbols, np.concatenate([d.values for d in own]))
    found = sweep(model, stacked, at=at, concept=concept, rule=rule)
    codes = found.codes.reshape(len(own), -1)
    counts = tuple(tuple(int(c) for c in np.bincount(row, minlength=len(found.sets))) for row in codes)
    known = tuple(found.record["regimes"])
    seed = own[0].seed if len({d.seed for d in own}) == 1 else None
    near = int(found.near.sum())
    return RegimeShares(found.sets, counts, own[0].points, len(own) == 1, float(level), near, known, seed)


def _checked(designs: Any) -> tuple[Design, ...]:
    if isinstance(designs, Design):
        if designs.method in ("sobol", "latin"):
            raise DiagramError(
                f"regime_shares: the points of one {designs.method} design are not independent, so they give no "
                "interval; draw several with cg.replicates(…), or one with method='random'."
            )
        return (designs,)
    own = tuple(designs) if isinstance(designs, Sequence) and not isinstance(designs, str) else ()
    if not own or not all(isinstance(d, Design) for d in own):
        raise DiagramError(
            "regime_shares: expected a design or several, such as cg.replicates({'p': (0, 10)}, 256), "
            f"got {type(designs).__name__}."
        )
    if len(own) < LEAST:
        raise DiagramError(f"regime_shares: {len(own)} replicates; expected at least {LEAST}.")
    if any((d.symbols, d.points) != (own[0].symbols, own[0].points) for d in own):
        raise DiagramError("regime_shares: replicates must have the same parameters and the same number of points.")
    return own
