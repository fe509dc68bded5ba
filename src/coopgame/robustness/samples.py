"""Regimes at points of a case, for what the exact side does not decide: numerical, and labelled so."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import sympy

from coopgame.conditions import Range, as_sympy
from coopgame.equilibria import readings
from coopgame.errors import CoopgameError
from coopgame.expressions.evaluation import truth_at
from coopgame.parameters import ParameterMap
from coopgame.robustness.exactly import Point, fractions, solved_at
from coopgame.robustness.setting import Setting

#: Steps into which an interval is cut; coordinates are such fractions of it, so witnesses stay short.
STEPS = 60
#: How many points are tried for each one that is wanted, where side conditions exclude some.
TRIES = 20


@dataclass(frozen=True)
class Seen:
    """What was seen at points of a case.

    Attributes
    ----------
    points
        How many points were looked at.
    yes, no
        For each regime a point at which it is possible, and one at which it is not.
    """

    points: int
    yes: Mapping[str, Point]
    no: Mapping[str, Point]


def seen_at_points(setting: Setting, count: int, seed: int) -> Seen:
    """Look at the regimes at some points of a case: its corners and its middle among them, the others at random."""
    yes: dict[str, Point] = {}
    no: dict[str, Point] = {}
    looked: list[tuple[Point, tuple[str, ...]]] = []
    for point in points_of(setting, count, seed):
        found = regimes_near(setting, point)
        if found is not None:
            looked.append((point, found))
    names = {regime for _, found in looked for regime in found}
    for point, found in looked:
        for regime in found:
            yes.setdefault(regime, point)
        for regime in names - set(found):
            no.setdefault(regime, point)
        if not found:
            yes.setdefault("", point)
    return Seen(len(looked), yes, no)


def points_of(setting: Setting, count: int, seed: int) -> Iterator[Point]:
    """Yield at most ``count`` points of a case that fulfil the side conditions, with coordinates that are fractions."""
    draw = random.Random(seed)  # noqa: S311 - points of a sample, not secrets
    box = setting.box
    given = 0
    for n in range(count * TRIES):
        if given == count:
            return
        shares = [Fraction(1, 2)] * len(box) if n == 0 else [Fraction(draw.randint(0, STEPS), STEPS) for _ in box]
        point = {s: _coordinate(r, u) for (s, r), u in zip(box.items(), shares, strict=True)}
        if all(truth_at(c, point) for c in setting.model.space.where if c.free_symbols <= point.keys()):
            given += 1
            yield ParameterMap({s: sympy.Rational(v.numerator, v.denominator) for s, v in point.items()})


def _coordinate(known: Range, share: Fraction) -> Fraction:
    """Return the number that lies at a share of a range, of the half-line or line where it has no ends."""
    low, high = known.lower, known.upper
    inner = share * Fraction(STEPS - 2, STEPS) + Fraction(1, STEPS)
    if low is None and high is None:
        return (2 * inner - 1) / (inner * (1 - inner))
    if low is None or high is None:
        far = inner / (1 - inner)
        return low + far if low is not None else Fraction(high or 0) - far
    if (share == 0 and known.open_lower) or (share == 1 and known.open_upper):
        share = inner
    return low + (high - low) * share


def regimes_near(setting: Setting, point: Point) -> tuple[str, ...] | None:
    """Return the regimes at a point: exactly where payoffs are rational there, else from conditions in many digits."""
    model = setting.model
    try:
        return solved_at(model, point)
    except CoopgameError:
        pass
    try:
        game = model.game.substitute({s: v for s, v in point.items() if s in model.game.parameters})
        found = model.concept.conditional(game)
        every = readings((*found.equilibria, *found.exceptional), model.rule)
        return tuple(sorted({r.regime for r in every if truth_at(as_sympy(r.formula), fractions(point))}))
    except CoopgameError:
        return None
