r"""Actions under roots: an action :math:`y \ge 0` becomes :math:`z^q` with its root :math:`z = y^{1/q}` as variable.

An objective such as :math:`2\sqrt{y} - y` is then the polynomial :math:`2 z - z^2`, and what is best in z is best in y.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import sympy

from coopgame.conditions import Range
from coopgame.errors import ModelError, UnsupportedError
from coopgame.parameters import ParameterSpace


@dataclass(frozen=True)
class Variable:
    """What stands for an action: its root of the degree at which all objectives become rational functions.

    Attributes
    ----------
    action
        The symbol of the action.
    interval
        Where the action is chosen.
    root
        The variable.
    degree
        The action is this power of the variable.
    """

    action: sympy.Symbol
    interval: sympy.Interval
    root: sympy.Symbol
    degree: int

    @classmethod
    def of(cls, action: sympy.Symbol, interval: sympy.Interval, expressions: Iterable[sympy.Expr]) -> Variable:
        """Return the variable under which no root of the action is left in expressions, whose roots are split.

        Raises
        ------
        ModelError, UnsupportedError
            There is a root of an action that may be negative, or the ends of the interval have irrational roots.
        """
        bases = {action, _nonnegative(action)}
        powers = {p for e in expressions for p in e.atoms(sympy.Pow) if p.base in bases and p.exp.is_Rational}
        degree = lcm(1, *(int(p.exp.q) for p in powers))
        # No parameter can have a name with blanks in it.
        name = f"root {degree} of {action.name}"
        root = sympy.Symbol(name, real=True, nonnegative=True) if degree > 1 else action
        variable = cls(action, interval, root, degree)
        if degree > 1 and not interval.start >= 0:
            raise ModelError(f"The objective contains a root of {action}, which may be negative in {variable.range}.")
        if not all(e.is_Rational or e.is_infinite for e in (variable.lower, variable.upper)):
            raise UnsupportedError(
                f"The ends of {variable.range}, the interval of {action}, have irrational roots of degree {degree}; "
                "choose ends with rational ones."
            )
        return variable

    @property
    def range(self) -> str:
        """The interval as one would write it, for example ``[0, ∞)``."""
        return ParameterSpace({self.action: self.interval}).describe(self.action)

    @property
    def lower(self) -> sympy.Expr:
        """The lower end of the variable."""
        return self._end(self.interval.start)

    @property
    def upper(self) -> sympy.Expr:
        """The upper end of the variable."""
        return self._end(self.interval.end)

    def _end(self, value: sympy.Expr) -> sympy.Expr:
        return value if value.is_infinite else sympy.root(value, self.degree)

    def power(self, value: sympy.Expr) -> sympy.Expr:
        """Return the action at a value of the variable."""
        return sympy.factor(value**self.degree) if self.degree > 1 else value

    def shown(self, expression: sympy.Expr) -> sympy.Expr:
        """Return an expression with the action written out instead of its root."""
        return expression.xreplace({self.root: sympy.root(self.action, self.degree)})

    @property
    def closed(self) -> Range:
        """The interval of the variable, as it was given."""
        return Range(
            _fraction(self.lower), _fraction(self.upper), bool(self.interval.left_open), bool(self.interval.right_open)
        )

    @property
    def inside(self) -> Range:
        """The interval of the variable without its ends."""
        return Range(_fraction(self.lower), _fraction(self.upper), open_lower=True, open_upper=True)


def _fraction(value: sympy.Expr) -> Fraction | None:
    return None if value.is_infinite else Fraction(int(value.p), int(value.q))


def _nonnegative(action: sympy.Symbol) -> sympy.Symbol:
    return sympy.Symbol(f"nonnegative {action.name}", nonnegative=True)


def split_roots(
    expression: sympy.Expr, actions: Mapping[sympy.Symbol, sympy.Interval], space: ParameterSpace
) -> sympy.Expr:
    """Return an expression with roots of products as products of roots, where bounds allow.

    Actions that are nowhere negative become symbols that say so.
    """
    known = {s: sympy.Dummy(s.name, nonnegative=True) for s, i in space.bounds.items() if i.start >= 0}
    swap = {a: _nonnegative(a) for a, interval in actions.items() if interval.start >= 0}
    return expression.xreplace({**known, **swap}).xreplace({dummy: s for s, dummy in known.items()})


def in_roots(expression: sympy.Expr, variables: Iterable[Variable], space: ParameterSpace) -> sympy.Expr:
    """Return an expression with every action as a power of its variable."""
    given = list(variables)
    split = split_roots(expression, {v.action: v.interval for v in given}, space)
    powers = {v: v.root**v.degree for v in given}
    return split.subs({s: p for v, p in powers.items() for s in (v.action, _nonnegative(v.action))}, simultaneous=True)


def rational_in(expression: sympy.Expr, variables: Iterable[Variable]) -> None:
    """Check that an expression is a rational function of the variables.

    Raises
    ------
    UnsupportedError
        It contains something else; the message shows it in the action.
    """
    for variable in variables:
        for node in sorted(
            expression.atoms(sympy.Pow, sympy.Function, sympy.Max, sympy.Min), key=sympy.default_sort_key
        ):
            if node.has(variable.root) and not (isinstance(node, sympy.Pow) and node.exp.is_Integer):
                shown = variable.shown(node)
                raise UnsupportedError(
                    f"The objective contains {shown}; first-order conditions are solved for objectives that are "
                    f"rational in {variable.action} and its roots."
                )
