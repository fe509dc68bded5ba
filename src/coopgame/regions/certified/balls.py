"""Programs that evaluate comparisons in ball arithmetic, over a tile or at a point.

All comparisons of a map share one straight-line program: every subexpression is one numbered slot, computed once for
each tile and only when it is needed.  Derivatives are slots like any others.  A ball (FLINT's ``arb``) contains the
value at every point of the tile at which the expression is defined; a ball that is not finite says nothing.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import sympy
from flint import ctx, fmpq

from coopgame.errors import UnsupportedError
from coopgame.regions.certified import ball_functions as functions
from coopgame.regions.certified.ball_functions import ball

#: A function of balls, and the slots of its arguments.
Instruction = tuple[Callable[..., Any], tuple[int, ...]]


class BallProgram:
    """The slots of some expressions in two parameters; expressions are added, never removed.

    Slots 0 and 1 are the axes.  ``arguments`` before a slot always have smaller numbers.

    Examples
    --------
    >>> p, b = sympy.symbols("p b", real=True)
    >>> program = BallProgram((p, b))
    >>> slot = program.slot(b - sympy.exp(-p))
    >>> tile = program.over(ball(Fraction(1), Fraction(1, 2)), ball(Fraction(2)))
    >>> tile[slot] > 1, tile[program.derivative(slot, 0)] > 0
    (True, True)
    """

    def __init__(self, axes: tuple[sympy.Symbol, sympy.Symbol]) -> None:
        self.code: list[Instruction | None] = [None, None]
        self.numbers: dict[int, Fraction] = {}
        #: What must hold where the expressions are defined: the base compared with 0, or the exponent of a zero base.
        self.needs: dict[tuple[sympy.Expr, str, sympy.Expr | None], None] = {}
        self._recipes: list[tuple[Any, ...]] = [("axis",), ("axis",)]
        self._known: dict[tuple[Any, ...], int] = {}
        self._slots: dict[sympy.Expr, int] = {axes[0]: 0, axes[1]: 1}
        self._derivatives: dict[tuple[int, int], int] = {}
        self._orders: dict[int, tuple[int, ...]] = {}
        self._balls: dict[int, dict[int, Any]] = {}

    def _new(self, recipe: tuple[Any, ...], instruction: Instruction | None) -> int:
        if recipe not in self._known:
            self._known[recipe] = len(self.code)
            self.code.append(instruction)
            self._recipes.append(recipe)
        return self._known[recipe]

    def number(self, value: Fraction) -> int:
        """Return the slot of a number."""
        slot = self._new(("number", value), (partial(ball, value), ()))
        self.numbers[slot] = value
        return slot

    def add(self, a: int, b: int) -> int:
        """Return the slot of a sum."""
        if a in self.numbers and b in self.numbers:
            return self.number(self.numbers[a] + self.numbers[b])
        if 0 in (self.numbers.get(a), self.numbers.get(b)):
            return b if self.numbers.get(a) == 0 else a
        a, b = sorted((a, b))
        return self._new(("add", a, b), (operator.add, (a, b)))

    def multiply(self, a: int, b: int) -> int:
        """Return the slot of a product."""
        known = (self.numbers.get(a), self.numbers.get(b))
        if known[0] is not None and known[1] is not None:
            return self.number(known[0] * known[1])
        if 0 in known:
            return self.number(Fraction(0))
        if 1 in known:
            return b if known[0] == 1 else a
        if a == b:
            return self._new(("power", a, Fraction(2)), (functions.square, (a,)))
        a, b = sorted((a, b))
        return self._new(("multiply", a, b), (operator.mul, (a, b)))

    def power(self, a: int, r: Fraction) -> int:
        """Return the slot of a power with a rational exponent."""
        if r == 0:
            return self.number(Fraction(1))
        if r == 1 or self.numbers.get(a) == 1:
            return a
        if r.denominator == 1:
            function: Any = functions.square if r == 2 else partial(functions.integer_power, int(r))
        else:
            function = partial(functions.power, fmpq(r.numerator, r.denominator))
        return self._new(("power", a, r), (function, (a,)))

    def slot(self, expression: sympy.Expr) -> int:
        """Return the slot of an expression in the axes.

        Raises
        ------
        UnsupportedError
            The expression contains a function that has no ball arithmetic here, or a symbol that is not an axis.
        """
        known = self._slots.get(expression)
        if known is None:
            known = self._slots[expression] = self._build(expression)
        return known

    def _build(self, node: sympy.Expr) -> int:
        if isinstance(node, sympy.Rational):
            return self.number(Fraction(int(node.p), int(node.q)))
        if node is sympy.E:
            return self._new(("exp", one := self.number(Fraction(1))), (functions.exp, (one,)))
        if isinstance(node, sympy.Pow):
            return self._build_power(node.base, node.exp)
        arguments = [self.slot(a) for a in node.args]
        if isinstance(node, sympy.Add):
            return self._fold(self.add, arguments)
        if isinstance(node, sympy.Mul):
            return self._fold(self.multiply, arguments)
        if isinstance(node, sympy.Min | sympy.Max):
            return self._fold(self._least if isinstance(node, sympy.Min) else self._greatest, arguments)
        if isinstance(node, sympy.Abs):
            return self._greatest(arguments[0], self.multiply(arguments[0], self.number(Fraction(-1))))
        if isinstance(node, sympy.exp):
            return self._new(("exp", *arguments), (functions.exp, tuple(arguments)))
        if isinstance(node, sympy.log):
            self.needs[node.args[0], ">", None] = None
            return self._new(("log", *arguments), (functions.log, tuple(arguments)))
        raise UnsupportedError(f"{node} cannot be enclosed on a map; known are powers, exp, log, min, max and abs.")

    def _build_power(self, base: sympy.Expr, exponent: sympy.Expr) -> int:
        a = self.slot(base)
        if not isinstance(exponent, sympy.Rational):
            e = self.slot(exponent)
            self.needs[base, ">", exponent] = None
            return self._new(("raised", a, e), (functions.raised, (a, e)))
        r = Fraction(int(exponent.p), int(exponent.q))
        if r.denominator > 1:
            self.needs[base, ">" if r < 0 else ">=", None] = None
        elif r < 0:
            self.needs[base, "!=", None] = None
        return self.power(a, r)

    def _fold(self, step: Callable[[int, int], int], arguments: Sequence[int]) -> int:
        total = arguments[0]
        for argument in arguments[1:]:
            total = step(total, argument)
        return total

    def _least(self, a: int, b: int) -> int:
        a, b = sorted((a, b))
        return self._new(("least", a, b), (functions.least, (a, b)))

    def _greatest(self, a: int, b: int) -> int:
        a, b = sorted((a, b))
        return self._new(("greatest", a, b), (functions.greatest, (a, b)))

    def derivative(self, slot: int, axis: int) -> int:
        """Return the slot of the derivative along an axis; between the pieces of a minimum it encloses both."""
        key = (slot, axis)
        if key not in self._derivatives:
            self._derivatives[key] = self._derive(slot, axis)
        return self._derivatives[key]

    def _derive(self, slot: int, axis: int) -> int:
        kind, *rest = self._recipes[slot]
        if kind in {"axis", "number"}:
            return self.number(Fraction(int(slot == axis)))
        if kind == "power":
            a, r = rest
            return self.multiply(self.multiply(self.number(r), self.power(a, r - 1)), self.derivative(a, axis))
        inner = [self.derivative(a, axis) for a in rest]
        if kind == "add":
            return self.add(*inner)
        if kind == "multiply":
            return self.add(self.multiply(inner[0], rest[1]), self.multiply(rest[0], inner[1]))
        if kind == "exp":
            return self.multiply(slot, inner[0])
        if kind == "log":
            return self.multiply(inner[0], self.power(rest[0], Fraction(-1)))
        if kind == "raised":
            return self._derive_raised(slot, rest, inner)
        if kind == "one":
            # Slopes jump from piece to piece.
            return self._new(("one", *rest[:2], *inner[2:]), (functions.clear_one, (*rest[:2], *inner[2:])))
        if inner[0] == inner[1]:
            return inner[0]
        arguments = (*rest, *(inner if kind == "least" else reversed(inner)))
        return self._new(("one", *arguments), (functions.smaller_one, arguments))

    def _derive_raised(self, slot: int, rest: Sequence[int], inner: Sequence[int]) -> int:
        """Return the derivative of ``u**e``, which is ``u**e · (e' log u + e u'/u)``."""
        (a, e), (of_a, of_e) = rest, inner
        logarithm = self._new(("log", a), (functions.log, (a,)))
        ratio = self.multiply(self.multiply(e, of_a), self.power(a, Fraction(-1)))
        return self.multiply(slot, self.add(self.multiply(of_e, logarithm), ratio))

    def order(self, slot: int) -> tuple[int, ...]:
        """Return the slots that a slot is computed from, itself last."""
        if slot not in self._orders:
            found, pending = {slot}, [slot]
            while pending:
                instruction = self.code[pending.pop()]
                fresh = set(instruction[1] if instruction else ()) - found
                found |= fresh
                pending += fresh
            self._orders[slot] = tuple(s for s in sorted(found) if self.code[s] is not None)
        return self._orders[slot]

    def over(self, x: Any, y: Any) -> Values:
        """Return the values of all slots where the axes are in these balls, at the current precision."""
        numbers = self._balls.get(ctx.prec)
        if numbers is None:
            numbers = self._balls[ctx.prec] = {slot: ball(value) for slot, value in self.numbers.items()}
        return Values(self, {0: x, 1: y, **numbers})


class Values:
    """The values of the slots of a program over one tile, each computed when it is first asked for."""

    def __init__(self, program: BallProgram, start: dict[int, Any]) -> None:
        self._program, self._known = program, start

    def __getitem__(self, slot: int) -> Any:
        known = self._known
        if slot not in known:
            code = self._program.code
            for s in self._program.order(slot):
                if s not in known:
                    function, arguments = code[s]  # type: ignore[misc] # the axes are known from the start
                    known[s] = function(*[known[a] for a in arguments])
        return known[slot]
