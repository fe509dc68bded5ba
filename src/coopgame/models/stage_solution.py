"""What a continuous stage is solved to: the optimal actions, what proves them, and where they are corners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.errors import ModelError, did_you_mean
from coopgame.expressions import to_expression
from coopgame.expressions.typeset import formula
from coopgame.models.stage_roots import Variable, in_roots
from coopgame.notebook import table
from coopgame.parameters import ParameterMap, ParameterSpace


@dataclass(frozen=True)
class Choice:
    r"""The optimal value of one action and why it is optimal.

    Attributes
    ----------
    action
        The symbol of the action.
    value
        The optimum; where corners are possible, the point of the interval that is nearest to the stationary point.
    first_order
        The first-order condition: the derivative of the objective in the action is zero.
    second_order
        The second derivative of the objective in the action at the stationary point; None where there is none.
    crossing
        A function h that is positive between the ends of the interval, with :math:`u'(z) = (z^* - z) h(z)` in the
        variable z (the action, or its root if the objective contains one): the objective rises up to the optimum
        and falls beyond it.  None for actions that interact.
    corners
        Ends of the interval, each with the condition under which it is the optimum.
    """

    action: sympy.Symbol
    value: sympy.Expr
    first_order: Boolean
    second_order: sympy.Expr | None
    crossing: sympy.Expr | None
    corners: tuple[tuple[sympy.Expr, Boolean], ...] = ()


@dataclass(frozen=True, repr=False)
class StageSolution:
    """The optimal actions of a continuous stage on a whole parameter space.

    Attributes
    ----------
    choices
        One for each action, in the order in which the stage names them.
    objectives
        What the objectives of the actions come to at the optimum.
    space
        The parameters for which all this is proved.
    variables, optima
        The variables in which the stage is solved, actions or their roots, and their optimal values.

    Examples
    --------
    >>> import coopgame as cg
    >>> stage = cg.ContinuousStage({"y": (0, sympy.oo)}, "2*a*sqrt(y) - y")
    >>> found = stage.solve(cg.ParameterSpace({"a": (0, 1)}))
    >>> found
    StageSolution(y = a**2)
    >>> found.substitute("4*sqrt(y) - y")
    -a**2 + 4*a
    """

    choices: tuple[Choice, ...]
    objectives: Mapping[sympy.Symbol, sympy.Expr]
    space: ParameterSpace
    variables: tuple[Variable, ...]
    optima: Mapping[sympy.Symbol, sympy.Expr]

    @property
    def actions(self) -> Mapping[sympy.Symbol, sympy.Expr]:
        """The optimal action by its symbol or name."""
        return ParameterMap({c.action: c.value for c in self.choices})

    def choice(self, action: str) -> Choice:
        """Return what is known of one action.

        Raises
        ------
        ModelError
            The stage has no such action.
        """
        names = [c.action.name for c in self.choices]
        if str(action) not in names:
            raise ModelError(f"{action!r} is not an action of the stage.{did_you_mean(str(action), names)}")
        return self.choices[names.index(str(action))]

    def substitute(self, expression: object) -> sympy.Expr:
        """Return an expression in actions and parameters at the optimal actions.

        Raises
        ------
        ExpressionError
            The expression cannot be read.
        """
        raw = to_expression(expression, where="expression")
        return at_optimum(in_roots(raw, self.variables, self.space), self.optima)

    def __repr__(self) -> str:
        return f"StageSolution({', '.join(f'{c.action} = {c.value}' for c in self.choices)})"

    def _repr_html_(self) -> str:
        rows = ((c.action.name, c.value, f"{c.first_order.lhs} = 0", c.second_order) for c in self.choices)
        head = ("action", "optimum", "first-order condition", "second derivative there")
        return table(head, rows, caption="Optimal actions")

    def _repr_latex_(self) -> str:
        rows = (f"{formula(c.action)}^{{*}} = {formula(c.value)}" for c in self.choices)
        return "$\\displaystyle " + ",\\quad ".join(rows) + "$"


def at_optimum(expression: sympy.Expr, optima: Mapping[sympy.Symbol, sympy.Expr]) -> sympy.Expr:
    """Return an expression in variables at their optimal values, in a short form."""
    value = expression.subs(dict(optima), simultaneous=True)
    return value if value.has(sympy.Max, sympy.Min) else tidy(value)


def tidy(expression: sympy.Expr) -> sympy.Expr:
    """Return a polynomial expanded, and a quotient factored without a minus sign in front of a sum."""
    above, below = sympy.fraction(sympy.cancel(expression))
    if below.is_number:
        return sympy.expand(above / below)
    above, below = sympy.factor(above), sympy.factor(below)
    for factor in sympy.Mul.make_args(below):
        if factor.is_Add and factor.subs(dict.fromkeys(factor.free_symbols, 0)).is_negative:
            above, below = -above, below / factor * sympy.expand(-factor)
    if above.as_coeff_Mul()[0].is_negative:
        for factor in [f for f in sympy.Mul.make_args(above) if f.is_Add][:1]:
            above = -above / factor * sympy.expand(-factor)
    return above / below
