"""How much parameters matter for the regime: indices with intervals, and the result in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import sympy

from coopgame.errors import ParameterError, did_you_mean
from coopgame.export.latex import math, tabular, text
from coopgame.parameters import symbol_of

Interval = tuple[float, float, float]
#: A total index whose upper end is below this is called no influence.
NONE = 0.02
#: A parameter that alone explains more than this decides.
MOST = 0.5


@dataclass(frozen=True)
class Influence:
    """What a parameter contributes to the variance of an indicator.

    Attributes
    ----------
    parameter
        The parameter.
    first, total
        The first-order and the total index, each as estimate, lower and upper end of its interval.

    Examples
    --------
    >>> Influence(sympy.Symbol("p"), (0.7, 0.68, 0.72), (0.8, 0.78, 0.82)).first[0]
    0.7
    """

    parameter: sympy.Symbol
    first: Interval
    total: Interval


@dataclass(frozen=True)
class SetSensitivity:
    """The indices of one set of regimes.

    Attributes
    ----------
    name
        The regimes in words.
    share
        How often exactly they are possible.
    influences
        One for each parameter.

    Examples
    --------
    >>> SetSensitivity("capture", 0.4, ()).name
    'capture'
    """

    name: str
    share: float
    influences: tuple[Influence, ...]

    @property
    def sentence(self) -> str:
        """The result in one or two sentences."""
        return (
            f"{self.name[:1].upper()}{self.name[1:]} ({100 * self.share:.0f} % of the draws): {said(self.influences)}"
        )


@dataclass(frozen=True, repr=False)
class RegimeSensitivity:
    """Which parameters decide the regime, in floating point.

    Attributes
    ----------
    parameters
        The parameters that were varied.
    sets
        The indices of each set of regimes that occurs at some points and not at others.
    overall
        The indices of the regime as a whole: those of the sets weighted by their variances.
    seed
        The seed that the points were drawn from; None where a generator was handed over.
    """

    parameters: tuple[sympy.Symbol, ...]
    sets: tuple[SetSensitivity, ...]
    overall: tuple[Influence, ...]
    seed: int | None = None

    @property
    def status(self) -> str:
        """Always ``"numerical"``: indices are estimated from points."""
        return "numerical"

    @property
    def ranking(self) -> tuple[sympy.Symbol, ...]:
        """The parameters by their total index on the regime as a whole, the largest first."""
        return tuple(i.parameter for i in sorted(self.overall, key=lambda i: (-i.total[0], i.parameter.name)))

    @property
    def sentence(self) -> str:
        """What decides the regime, in one or two sentences."""
        if not self.overall:
            return "The regimes are the same at all points, so no parameter decides."
        return said(self.overall).replace("of the variance", "of the variance of the regime", 1)

    def of(self, *regimes: str) -> SetSensitivity:
        """Return the indices of exactly this set of regimes.

        Raises
        ------
        ParameterError
            It occurs nowhere or everywhere, so it has no variance.
        """
        name = " or ".join(sorted(set(regimes))) or "no equilibrium"
        found = next((own for own in self.sets if own.name == name), None)
        if found is None:
            known = [own.name for own in self.sets]
            raise ParameterError(f"{name!r} occurs nowhere or everywhere.{did_you_mean(name, known)}")
        return found

    def influence(self, parameter: Any) -> Influence:
        """Return the indices of a parameter on the regime as a whole.

        Raises
        ------
        ParameterError
            It was not varied, or the regime is the same at all points.
        """
        s = symbol_of(parameter, where="influence")
        found = next((i for i in self.overall if i.parameter == s), None)
        if found is None:
            raise ParameterError(f"{s} was not varied.{did_you_mean(s.name, [p.name for p in self.parameters])}")
        return found

    def to_latex(self) -> str:
        """Return a booktabs table: for each set of regimes first-order and total index of each parameter."""
        head = ["regimes", *(f"{math(s)} ({kind})" for s in self.parameters for kind in ("first", "total"))]
        rows = [[text(own.name), *_cells(own.influences)] for own in self.sets]
        if self.overall:
            rows.append(["regime as a whole", *_cells(self.overall)])
        return tabular("l" + "r" * (2 * len(self.parameters)), head, rows)

    def __repr__(self) -> str:
        lines = [f"RegimeSensitivity: {self.sentence}", *(f"  {own.sentence}" for own in self.sets)]
        rows = (f"  {i.parameter}: first order {_shown(i.first)}, total {_shown(i.total)}" for i in self.overall)
        seed = [] if self.seed is None else [f"  seed {self.seed}"]
        return "\n".join([*lines, *rows, *seed])

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line.strip())}</p>" for line in repr(self).splitlines())


def _cells(influences: tuple[Influence, ...]) -> list[str]:
    return [f"{value[0]:.2f}" for i in influences for value in (i.first, i.total)]


def _shown(value: Interval) -> str:
    return f"{value[0]:.2f} ({value[1]:.2f} to {value[2]:.2f})"


def said(influences: tuple[Influence, ...]) -> str:
    """Return which parameters decide, and which have no influence, in sentences.

    Examples
    --------
    >>> p, b = sympy.symbols("p b")
    >>> said((Influence(p, (0.7, 0.6, 0.8), (0.9, 0.8, 1.0)), Influence(b, (0.0, 0.0, 0.0), (0.01, 0.0, 0.01))))
    'p decides: alone it explains 70 % of the variance, and with interactions 90 %.  b has no influence.'
    """
    ordered = sorted(influences, key=lambda i: (-i.total[0], i.parameter.name))
    top = ordered[0]
    alone, together = (max(min(round(100 * v[0]), 100), 0) for v in (top.first, top.total))
    with_others = f", and with interactions {together} %" if together > alone + 1 else ""
    words = f"alone it explains {alone} % of the variance{with_others}"
    if top.first[1] > MOST:
        parts = [f"{top.parameter} decides: {words}."]
    else:
        rest = [i.parameter.name for i in ordered if i.total[1] > NONE]
        first = [i.parameter.name for i in ordered if i.total[2] >= top.total[1]]
        most = f"{' and '.join(first)} matter most" if len(first) > 1 else f"{top.parameter} matters most"
        parts = [f"No parameter decides alone; {most}: {words.replace('alone it', f'alone {top.parameter}')}."]
        if len(rest) > 1:
            parts.append(f"In order: {', '.join(rest)}.")
    idle = [i.parameter.name for i in influences if i.total[2] < NONE]
    if idle:
        names = f"{', '.join(idle[:-1])} and {idle[-1]}" if len(idle) > 1 else idle[0]
        parts.append(f"{names} {'have' if len(idle) > 1 else 'has'} no influence.")
    return "  ".join(parts)
