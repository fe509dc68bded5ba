"""Decide a single rational point: exactly where values have a closed form, otherwise in balls of growing precision."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy
from flint import ctx

from coopgame.errors import UnsupportedError
from coopgame.regions.certified.ball_functions import ball
from coopgame.regions.certified.closed_forms import closed_form
from coopgame.regions.certified.questions import Planted
from coopgame.regions.certified.tiles import sign_of
from coopgame.regions.certified.trees import Tree, truth
from coopgame.regions.plane import Regimes

#: Bits, tried one after the other; what is zero to so many bits may be zero.
PRECISIONS = (64, 128, 256, 512, 1024, 2048)


class Referee:
    """Decides points of one question."""

    def __init__(self, planted: Planted) -> None:
        self._planted = planted

    def regimes_at(self, x: Fraction, y: Fraction) -> Regimes:
        """Return the regimes possible at exactly this point; None outside the parameter space."""
        hearing = Hearing(self._planted, x, y)
        inside = [hearing.verdict(tree) for tree in (self._planted.domain, self._planted.defined)]
        if False in inside:
            return None
        for verdict in inside:
            if isinstance(verdict, UnsupportedError):
                raise verdict
        holding = frozenset(i for i, tree in enumerate(self._planted.outcomes) if truth(tree, hearing.sign))
        return self._planted.question.regimes(holding)


class Hearing:
    """The signs of atoms at one point."""

    def __init__(self, planted: Planted, x: Fraction, y: Fraction) -> None:
        self._planted = planted
        self._point: Mapping[sympy.Symbol, Fraction] = dict(zip(planted.question.axes, (x, y), strict=True))
        self._signs: dict[int, int] = {}
        self._values: dict[int, Any] = {}

    def verdict(self, tree: Tree) -> bool | UnsupportedError:
        """Return whether a tree holds, or why that is not known."""
        try:
            return truth(tree, self.sign)
        except UnsupportedError as error:
            return error

    def sign(self, atom: int) -> int:
        """Return the sign of an atom.

        Raises
        ------
        UnsupportedError
            It is not known, because the atom may be zero there.
        """
        if atom not in self._signs:
            self._signs[atom] = self._decide(atom)
        return self._signs[atom]

    def _decide(self, atom: int) -> int:
        polynomial = self._planted.planting.polynomials[atom]
        if all(generator in self._point for generator in polynomial.generators):
            value = polynomial.at(self._point)
            return (value > 0) - (value < 0)
        for bits in PRECISIONS:
            value = self._enclosed(atom, bits)
            signs = sign_of(value)
            if len(signs) == 1:
                return min(signs)
            if bits == PRECISIONS[0] and value.is_finite() and self._vanishes(polynomial.expression):
                return 0
            if bits > PRECISIONS[0] and not value.is_finite():
                break
        where = ", ".join(f"{symbol} = {value}" for symbol, value in self._point.items())
        raise UnsupportedError(
            f"{polynomial} may be zero at {where}: it has no sign to {PRECISIONS[-1]} bits and no closed form that "
            "tells, so this point may be a tie. Take a point beside it."
        )

    def _vanishes(self, expression: sympy.Expr) -> bool:
        """Whether an expression without poles at the point is known to be zero there."""
        form = closed_form(expression, self._point)
        if form is None:
            form = closed_form(sympy.fraction(sympy.together(expression))[0], self._point)
        return form == {}

    def _enclosed(self, atom: int, bits: int) -> Any:
        with ctx.workprec(bits):
            if bits not in self._values:
                self._values[bits] = self._planted.planting.program.over(*(ball(v) for v in self._point.values()))
            return self._values[bits][atom]
