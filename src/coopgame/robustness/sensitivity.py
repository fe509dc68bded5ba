"""Which parameter decides the regime: Sobol indices of the indicators of the sets of regimes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import sympy
from scipy import stats

from coopgame.equilibria import Concept
from coopgame.errors import DiagramError
from coopgame.models import Model
from coopgame.parameters import symbol_of
from coopgame.robustness.influence import Influence, RegimeSensitivity, SetSensitivity
from coopgame.robustness.intervals import OUTSIDE
from coopgame.sweeps import Design, design, sweep
from coopgame.sweeps.designs import generator_of

#: How many times the indices are estimated afresh, for their intervals.
REPLICATES = 10
LEVEL = 0.95


def regime_sensitivity(
    model: Model,
    over: Mapping[Any, Any],
    n: int = 1024,
    *,
    at: Mapping[Any, Any] | None = None,
    concept: Concept | None = None,
    rng: Any = None,
) -> RegimeSensitivity:
    r"""Return which parameters decide the regime, when all vary at once and independently of each other.

    For the indicator Y of a set of regimes (1 where exactly these are possible) the *first-order* index of a parameter
    is :math:`\mathrm{Var}\,E(Y \mid x_i) / \mathrm{Var}\,Y`, the part of the variance that it explains alone, and the
    *total* index is :math:`E\,\mathrm{Var}(Y \mid x_{-i}) / \mathrm{Var}\,Y`, the part in which it is involved.  The
    indices of the regime as a whole weight the sets by their variances.

    Parameters
    ----------
    model
        The model; its rule reads the regimes.
    over
        What each parameter is drawn from, as for :func:`coopgame.design`; at least two.
    n
        A power of two; the model is evaluated at 10·n·(parameters + 2) points.
    at
        Values of the parameters that are not drawn; those left out take the model's baseline.
    concept
        By default the model's.
    rng
        A seed, a generator, or None, as for :func:`coopgame.design`.

    Returns
    -------
    RegimeSensitivity
        Indices with 95 % intervals from 10 independent scrambles of the Sobol points, and the result in sentences.

    Raises
    ------
    DiagramError
        There are fewer than two parameters, or n is not a power of two.
    ParameterError
        As for :func:`coopgame.sweep`.

    References
    ----------
    Saltelli, Annoni, Azzini, Campolongo, Ratto and Tarantola (2010), Variance based sensitivity analysis of model
    output, Computer Physics Communications 181:259–270; Gamboa, Janon, Klein and Lagnoux (2014), Sensitivity analysis
    for multidimensional and functional outputs, Electronic Journal of Statistics 8:575–603.

    Examples
    --------
    >>> import coopgame as cg
    >>> found = cg.regime_sensitivity(cg.models.contracting(), {"p": (0, 6), "b": (0, 1)}, 64, rng=2020)
    >>> print(found.sentence)
    p decides: alone it explains 100 % of the variance of the regime.  b has no influence.
    """
    whole: Any = n
    if isinstance(whole, bool) or not isinstance(whole, int | np.integer) or whole < 2 or whole & (whole - 1):
        raise DiagramError(f"regime_sensitivity: n is {n!r}; expected a power of two, such as 1024.")
    drawn: Any = over
    if not isinstance(drawn, Mapping) or len(drawn) < 2:
        raise DiagramError("regime_sensitivity: expected at least two parameters with what they are drawn from.")
    symbols = tuple(symbol_of(key, where="regime_sensitivity") for key in over)
    seed, generator = generator_of(rng)
    blocks = _blocks(dict(zip(symbols, over.values(), strict=True)), int(n), generator)
    found = sweep(model, Design(symbols, np.concatenate(blocks)), at=at, concept=concept)
    codes = found.codes.reshape(REPLICATES, len(symbols) + 2, int(n))
    kept = [k for k in range(len(found.sets)) if 0 < np.count_nonzero(codes == k) < codes.size]
    names = [_name(found.sets[k]) for k in kept]
    shares = [np.mean(codes == k) for k in kept]
    return replace(_assembled(symbols, names, [_indices(codes == k, int(n)) for k in kept], shares), seed=seed)


def _name(regimes: tuple[str, ...] | None) -> str:
    return OUTSIDE if regimes is None else " or ".join(regimes) or "no equilibrium"


def _blocks(over: Mapping[sympy.Symbol, Any], n: int, generator: np.random.Generator) -> list[Any]:
    """Return for each replicate the points A, B, and A with one column of B after the other."""
    dimension, blocks = len(over), []
    # One design of twice as many columns, so that A and B together are well spread.
    twice = {f"{part}{k}": given for part in ("first", "second") for k, given in enumerate(over.values())}
    for own in generator.spawn(REPLICATES):
        values = design(twice, n, rng=own).values
        a, b = values[:, :dimension], values[:, dimension:]
        blocks += [a, b]
        for k in range(dimension):
            mixed = a.copy()
            mixed[:, k] = b[:, k]
            blocks.append(mixed)
    return blocks


def _indices(indicator: Any, n: int) -> Any:
    """Return first-order and total indices of an indicator, one row for each replicate: (replicates, 2, parameters)."""
    rows = []
    for own in indicator.astype(float):
        f = {"f_A": own[None, 0], "f_B": own[None, 1], "f_AB": own[2:, None]}
        if own[:2].std() == 0:
            continue
        found = stats.sobol_indices(func=f, n=n)
        rows.append([found.first_order.reshape(-1), found.total_order.reshape(-1)])
    return np.array(rows).reshape(len(rows), 2, indicator.shape[1] - 2)


def _assembled(
    symbols: tuple[sympy.Symbol, ...], names: Sequence[str], indices: Sequence[Any], shares: Sequence[float]
) -> RegimeSensitivity:
    sets = tuple(
        SetSensitivity(name, float(share), _influences(symbols, own))
        for name, own, share in zip(names, indices, shares, strict=True)
    )
    weights = [share * (1 - share) for share in shares]
    full = min((len(own) for own in indices), default=0)
    whole = sum((w * own[:full] for w, own in zip(weights, indices, strict=True)), np.zeros((full, 2, len(symbols))))
    overall = _influences(symbols, whole / sum(weights)) if weights and full > 1 else ()
    return RegimeSensitivity(symbols, sets, overall)


def _influences(symbols: tuple[sympy.Symbol, ...], own: Any) -> tuple[Influence, ...]:
    return tuple(Influence(s, _interval(own[:, 0, k]), _interval(own[:, 1, k])) for k, s in enumerate(symbols))


def _interval(values: Any) -> tuple[float, float, float]:
    """Return a mean over replicates with Student's interval; the whole range where there are too few replicates."""
    count, mean = len(values), float(np.mean(values)) if len(values) else float("nan")
    if count < 2:
        return mean, 0.0, 1.0
    half = float(stats.t.ppf((1 + LEVEL) / 2, count - 1) * np.std(values, ddof=1) / np.sqrt(count))
    return mean, mean - half, mean + half
