"""The usual way: the same conditions, in floats, at one point in each cell of a grid; the code is generated once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

import coopgame as cg
from coopgame.conditions import TRUE, All, Formula, Polynomial, Sign
from coopgame.regions import Box

Labels = NDArray[np.int64]
#: So many rows at a time: what is computed then fits a processor's cache, which is about twice as fast.
ROWS = 50
#: Where in its cell a point lies: off the centre by a little, since simple borders pass through many centres, and a
#: centre that ties is a region of its own to a grid.
NUDGE = (Fraction(513, 1000), Fraction(487, 1000))
COMPARE = {"<": "<", "<=": "<=", "=": "==", "!=": "!=", ">=": ">=", ">": ">"}


class Grid:
    """All conditions of a map as one function of NumPy, in which every polynomial and comparison occurs once."""

    def __init__(self, diagram: cg.PhaseDiagram, points: int) -> None:
        self.diagram, self.points, self.box = diagram, points, diagram.canvas.box
        self._lines: list[str] = []
        self._names: dict[Any, str] = {}
        rules = diagram.canvas.plane.rules  # type: ignore[attr-defined] # exact maps have rules
        self._axes, self._regimes = rules.axes, rules.regimes
        if len(rules.outcomes) > 62:
            raise ValueError(f"{len(rules.outcomes)} outcomes do not fit the bits of an integer.")
        bits = [f"({self._formula(formula)}) * {1 << n}" for n, (_, formula) in enumerate(rules.outcomes)]
        total = " + ".join([*bits, "np.zeros(shape, dtype=np.int64)"])
        domain = self._formula(rules.domain)
        self.source = "\n    ".join(
            ["def labels(x, y, shape):", *self._lines, f"return np.where({domain}, {total}, -1)"]
        )
        scope: dict[str, Any] = {"np": np}
        exec(compile(self.source, "<grid>", "exec"), scope)  # noqa: S102 - the code is made here
        self._evaluate: Callable[..., Labels] = scope["labels"]

    def _formula(self, formula: Formula) -> str:
        if formula == TRUE:
            return "np.True_"
        if formula not in self._names:
            if isinstance(formula, Sign):
                text = f"{self._polynomial(formula.polynomial)} {COMPARE[formula.relation]} 0"
            else:
                sign = " & " if isinstance(formula, All) else " | "
                text = sign.join(self._formula(part) for part in formula.parts) or "np.False_"
            self._store(formula, text)
        return self._names[formula]

    def _store(self, key: Any, text: str) -> None:
        self._names[key] = f"v{len(self._names)}"
        self._lines.append(f"{self._names[key]} = {text}")

    def _polynomial(self, polynomial: Polynomial) -> str:
        """Store Horner's scheme in y; the coefficients are polynomials in x, so they cost one row each."""
        if polynomial not in self._names:
            by_y: dict[int, dict[int, float]] = {}
            place = [
                polynomial.ring.generators.index(a) if a in polynomial.ring.generators else None for a in self._axes
            ]
            for exponents, c in polynomial.terms:
                i, j = (0 if k is None else exponents[k] for k in place)
                by_y.setdefault(j, {})[i] = float(c)
            parts = [_horner(by_y.get(j, {}), "x") for j in range(max(by_y) + 1)]
            text = parts[-1]
            for part in reversed(parts[:-1]):
                text = f"({text}) * y" + (f" + ({part})" if part != "0.0" else "")
            self._store(polynomial, text)
        return self._names[polynomial]

    def centres(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the abscissae and the ordinates of the points."""
        x, y = exact_points(self.box, self.points)
        return np.array(x, dtype=float), np.array(y, dtype=float)

    def labels(self) -> Labels:
        """Return for each point the outcomes that hold as bits, -1 outside; the first index belongs to y."""
        x, y = self.centres()
        found = np.empty((self.points, self.points), dtype=np.int64)
        for start in range(0, self.points, ROWS):
            rows = y[start : start + ROWS, None]
            found[start : start + ROWS] = self._evaluate(x[None, :], rows, (len(rows), self.points))
        return found

    def regimes(self, labels: Labels) -> tuple[Labels, list[frozenset[str] | None]]:
        """Return labels numbered by set of regimes, and these sets; None is outside the parameter space."""
        codes, inverse = np.unique(labels, return_inverse=True)
        sets: list[frozenset[str] | None] = []
        numbers = []
        for code in codes.tolist():
            holding = frozenset(n for n in range(62) if code >> n & 1)
            # A set of outcomes that the exact map does not know of stands for itself.
            own = None if code == -1 else self._regimes.get(holding, frozenset({f"unknown {sorted(holding)}"}))
            if own not in sets:
                sets.append(own)
            numbers.append(sets.index(own))
        return np.array(numbers, dtype=np.int64)[inverse].reshape(labels.shape), sets


def exact_points(box: Box, points: int) -> tuple[list[Fraction], list[Fraction]]:
    """Return the abscissae and the ordinates of the points of a grid, one in each cell."""
    xs, ys = ([(k + nudge) / points for k in range(points)] for nudge in NUDGE)
    return [box.x0 + (box.x1 - box.x0) * s for s in xs], [box.y0 + (box.y1 - box.y0) * s for s in ys]


def _horner(terms: dict[int, float], variable: str) -> str:
    if not terms:
        return "0.0"
    text = repr(terms.get(max(terms), 0.0))
    for k in reversed(range(max(terms))):
        text = f"({text}) * {variable}" + (f" + {terms[k]!r}" if k in terms else "")
    return text


def regions(numbers: Labels, sets: Iterable[frozenset[str] | None]) -> int:
    """Return how many connected regions the points of one set of regimes form, neighbours by edges."""
    from scipy import ndimage

    return sum(int(ndimage.label(numbers == n)[1]) for n, own in enumerate(sets) if own is not None)
