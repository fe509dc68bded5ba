"""Shares of sets of regimes among drawn points, and their confidence intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import numpy as np
from scipy import stats

from coopgame.errors import ParameterError, did_you_mean
from coopgame.export.latex import tabular, text

RegimeSet = tuple[str, ...] | None
OUTSIDE = "outside the parameter space"


@dataclass(frozen=True)
class Share:
    """The share of a set of regimes.

    Attributes
    ----------
    regimes
        The regimes that are possible together, and no others.
    estimate, lower, upper
        The share and its confidence interval.

    Examples
    --------
    >>> import coopgame as cg
    >>> drawn = cg.design({"p": (0, 10), "b": (0, 10)}, 400, method="random", rng=1)
    >>> cg.regime_shares(cg.models.contracting(), drawn).shares[0].regimes
    ('capture',)
    """

    regimes: tuple[str, ...]
    estimate: float
    lower: float
    upper: float

    @property
    def name(self) -> str:
        """The regimes in words."""
        return " or ".join(self.regimes) or "no equilibrium"


@dataclass(frozen=True, repr=False)
class RegimeShares:
    """The shares of all sets of regimes under a distribution of parameters, in floating point.

    Attributes
    ----------
    sets
        The sets of regimes that occur; None stands for points outside the parameter space, which are left out.
    counts
        How many points have each set: one row for each replicate.
    points
        How many points each replicate has.
    independent
        Whether the points are independent of each other, so that there is one replicate only.
    level
        Of confidence, of each interval by itself.
    near
        At how many points rounding could change the regimes.
    regimes
        All regimes of the model, those that no point met included.
    seed
        The seed that all points were drawn from; None where there is not one.
    """

    sets: tuple[RegimeSet, ...]
    counts: tuple[tuple[int, ...], ...] = field(repr=False)
    points: int
    independent: bool
    level: float
    near: int
    regimes: tuple[str, ...] = field(default=(), repr=False)
    seed: int | None = None

    @property
    def status(self) -> str:
        """Always ``"numerical"``: shares are estimated from points."""
        return "numerical"

    @property
    def shares(self) -> tuple[Share, ...]:
        """The share of each set of regimes, the largest first."""
        found = [Share(s, *self._interval([s])) for s in self.sets if s is not None]
        return tuple(sorted(found, key=lambda share: (-share.estimate, share.regimes)))

    @property
    def outside(self) -> float:
        """The share of all points that lie outside the parameter space."""
        table = np.array(self.counts)
        own = [k for k, s in enumerate(self.sets) if s is None]
        return float(table[:, own].sum() / table.sum())

    @property
    def method(self) -> str:
        """How intervals are made."""
        if self.independent:
            return f"Clopper–Pearson, {self.points} independent points"
        return f"Student's t over {len(self.counts)} independent replicates of {self.points} points"

    def of(self, *regimes: str) -> Share:
        """Return the share of exactly this set of regimes; 0 with its interval if it was never seen.

        Raises
        ------
        ParameterError
            The model has no such regime.
        """
        self._check(regimes)
        own = tuple(sorted(set(regimes)))
        return Share(own, *self._interval([own]))

    def possible(self, regime: str) -> Share:
        """Return the share of points at which a regime is possible, alone or among others.

        Raises
        ------
        ParameterError
            The model has no such regime.
        """
        self._check([regime])
        return Share((regime,), *self._interval([s for s in self.sets if s is not None and regime in s]))

    def _check(self, regimes: Sequence[str]) -> None:
        known = sorted({*self.regimes, *(r for s in self.sets if s is not None for r in s)})
        for regime in regimes:
            if regime not in known:
                raise ParameterError(f"{regime!r} is not a regime of the model.{did_you_mean(str(regime), known)}")

    def _interval(self, chosen: Sequence[RegimeSet]) -> tuple[float, float, float]:
        table = np.array(self.counts)
        hits = table[:, [k for k, s in enumerate(self.sets) if s is not None and s in chosen]].sum(axis=1)
        inside = table[:, [k for k, s in enumerate(self.sets) if s is not None]].sum(axis=1)
        if self.independent:
            return clopper_pearson(int(hits.sum()), int(inside.sum()), self.level)
        # What none of so many points meets is, at this level, no larger.
        least = -float(np.log((1 - self.level) / 2)) / max(int(inside.sum()), 1)
        return over_replicates(hits / np.maximum(inside, 1), self.level, least)

    def to_latex(self) -> str:
        """Return a booktabs table of the shares in per cent with their intervals."""
        rows = [
            (text(s.name), f"{100 * s.estimate:.1f}", f"{100 * s.lower:.1f} to {100 * s.upper:.1f}")
            for s in self.shares
        ]
        return tabular("lrr", ["regimes", r"share (\%)", rf"{100 * self.level:g} \% interval"], rows)

    def __repr__(self) -> str:
        rows = "".join(f"\n  {s.name}: {_per_cent(s)}" for s in self.shares)
        extra = f"\n  {100 * self.outside:.2f} % of the points lie {OUTSIDE}" if self.outside else ""
        seed = "" if self.seed is None else f"; seed {self.seed}"
        return f"RegimeShares({self.method}; {100 * self.level:g} % intervals{seed}){rows}{extra}"

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line.strip())}</p>" for line in repr(self).splitlines())


def _per_cent(s: Share) -> str:
    return f"{100 * s.estimate:.2f} % ({100 * s.lower:.2f} to {100 * s.upper:.2f})"


def clopper_pearson(hits: int, points: int, level: float) -> tuple[float, float, float]:
    """Return an estimated share with an interval that covers the true one with at least this probability.

    Examples
    --------
    >>> [round(v, 4) for v in clopper_pearson(0, 100, 0.95)]
    [0.0, 0.0, 0.0362]
    """
    tail = (1 - level) / 2
    low = float(stats.beta.ppf(tail, hits, points - hits + 1)) if hits else 0.0
    high = float(stats.beta.ppf(1 - tail, hits + 1, points - hits)) if hits < points else 1.0
    return (hits / points if points else 0.0), low, high


def over_replicates(values: Any, level: float, least: float) -> tuple[float, float, float]:
    """Return a mean over independent replicates with Student's interval, at least ``least`` wide to either side.

    Shares that are the same in all replicates may still miss a region too small for their points.
    """
    count, mean = len(values), float(np.mean(values))
    spread = float(np.std(values, ddof=1)) / np.sqrt(count)
    half = max(float(stats.t.ppf((1 + level) / 2, count - 1) * spread), least)
    return mean, max(mean - half, 0.0), min(mean + half, 1.0)
