"""Conditions with quotients, minima, maxima and roots as conditions on polynomials."""

from __future__ import annotations

import sympy

from coopgame.conditions.cases import Cases, NotAlgebraicError
from coopgame.conditions.formulas import All, Formula, Sign, all_of, any_of
from coopgame.conditions.polynomials import Ring
from coopgame.conditions.tower import Tower
from coopgame.errors import UnsupportedError


def without_kernels(formula: Formula) -> Formula:
    """Return an equivalent formula whose polynomials are polynomials in parameters alone.

    A comparison holds nowhere where a quotient or a root in it is undefined: at zeros of denominators, and where a
    radicand is negative.

    Raises
    ------
    UnsupportedError
        A comparison contains a real power, an exponential or a logarithm, or several powers of a root of odd index.

    Examples
    --------
    >>> from coopgame.conditions import as_sympy
    >>> x, y = sympy.symbols("x y", real=True)
    >>> ring = Ring.of([x, y, sympy.Min(x, y), sympy.sqrt(x)])
    >>> as_sympy(without_kernels(Sign.compare(ring.polynomial(sympy.Min(x, y) - 1), ">=")))
    (x >= 1) & (y >= 1)
    >>> as_sympy(without_kernels(Sign.compare(ring.polynomial(sympy.sqrt(x) - y), ">=")))
    (x >= 0) & ((y <= 0) | (y**2 <= x))
    """
    return Elimination()(formula)


def is_algebraic(formula: Formula) -> bool:
    """Return whether :func:`without_kernels` will succeed.

    Examples
    --------
    >>> from coopgame.conditions import formula_of
    >>> x = sympy.Symbol("x", real=True)
    >>> is_algebraic(formula_of(sympy.sqrt(x) > 2 - x)), is_algebraic(formula_of(sympy.exp(x) > 2 - x))
    (True, False)
    """
    return Elimination().is_algebraic(formula)


class Elimination:
    """:func:`without_kernels` for several formulas that share parts: every comparison is transformed once.

    Examples
    --------
    >>> from coopgame.conditions import formula_of
    >>> eliminate = Elimination()
    >>> formula = formula_of(sympy.sqrt(sympy.Symbol("x", real=True)) >= 2)
    >>> eliminate(formula) is eliminate(formula)
    True
    """

    def __init__(self) -> None:
        # The formulas themselves are kept, or another one could get the identity of one that is gone.
        self._done: dict[int, tuple[Formula, Formula]] = {}
        self._signs: dict[Sign, Formula] = {}
        self._cases: dict[Ring, Cases] = {}

    def __call__(self, formula: Formula) -> Formula:
        """Return an equivalent formula without kernels."""
        done = self._done.get(id(formula))
        if done is not None:
            return done[1]
        if isinstance(formula, Sign):
            result = self._signs.get(formula)
            if result is None:
                result = self._signs[formula] = self._eliminate(formula)
        else:
            parts = [self(part) for part in formula.parts]
            result = all_of(*parts) if isinstance(formula, All) else any_of(*parts)
        self._done[id(formula)] = (formula, result)
        return result

    def is_algebraic(self, formula: Formula) -> bool:
        """Return whether all of a formula can be transformed."""
        waiting, seen = [formula], set[int]()
        while waiting:
            node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if not isinstance(node, Sign):
                waiting.extend(node.parts)
            elif not self._can(node):
                return False
        return True

    def _can(self, sign: Sign) -> bool:
        if all(isinstance(g, sympy.Symbol) for g in sign.polynomial.generators):
            return True
        cases = self._cases_of(sign)
        every = cases.tower.behind(cases.tower.used([cases.tower.element(sign.polynomial)]))
        if any(kernel.kind == "other" for kernel in every):
            return False
        if all(kernel.index == 1 for kernel in every):
            return True
        try:
            self(sign)
        except UnsupportedError:
            return False
        return True

    def _cases_of(self, sign: Sign) -> Cases:
        ring = sign.polynomial.ring
        if ring not in self._cases:
            self._cases[ring] = Cases(Tower(ring))
        return self._cases[ring]

    def _eliminate(self, sign: Sign) -> Formula:
        cases = self._cases_of(sign)
        if cases.tower.symbols == sign.polynomial.ring:
            return sign
        element = cases.tower.element(sign.polynomial)
        try:
            core = cases.among(element, sign.signs)
            return all_of(core, *(cases.domain(kernel) for kernel in cases.tower.used([element])))
        except NotAlgebraicError as error:
            raise UnsupportedError(
                f"The condition {sign.polynomial} {sign.relation} 0 contains {error.kernel.node}, which is not "
                "polynomial; exact conditions are supported for polynomials, quotients, min, max and square roots."
            ) from None
