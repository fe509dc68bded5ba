r"""Print exact equations as mathtext, the part of LaTeX that matplotlib sets without LaTeX.

The printer differs from SymPy's in what a figure needs: products read :math:`\delta V` and sums
:math:`9 - p` whatever the internal order, fractions stay on the line, and rational numbers with at most four decimals
are printed as decimals.
"""

# ruff: noqa: N802 - SymPy finds a printing method by the name of the class it prints
from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import sympy
from matplotlib.mathtext import MathTextParser
from sympy.printing.latex import LatexPrinter

_DECIMALS: Final = 4
_GREEK: Final = {
    *("alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota", "kappa"),
    *("lamda", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "varphi", "chi"),
    *("psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"),
}
_SPELLED: Final = {"lamda": r"\lambda", "omicron": "o"}


class _FigurePrinter(LatexPrinter):  # type: ignore[misc]  # SymPy ships no types
    """Prints what mathtext can set; anything not overridden here is printed as SymPy prints it."""

    def _print_Symbol(self, expr: Any, style: str = "plain") -> str:
        del style
        return symbol_mathtext(expr.name)

    def _print_Integer(self, expr: Any) -> str:
        return str(int(expr))

    def _print_Rational(self, expr: Any) -> str:
        return number_mathtext(expr)

    def _print_Float(self, expr: Any) -> str:
        return f"{float(expr):.4g}"

    def _print_Relational(self, expr: Any) -> str:
        signs = {"==": "=", "!=": r"\neq", "<": "<", "<=": r"\leq", ">": ">", ">=": r"\geq"}
        return f"{self._print(expr.lhs)} {signs[expr.rel_op]} {self._print(expr.rhs)}"

    def _print_Add(self, expr: Any, order: Any = None) -> str:
        del order
        terms = sorted(expr.args, key=_term_order)
        text = ""
        for position, term in enumerate(terms):
            negative = _is_negative(term)
            body = self._print(-term if negative else term)
            sign = (" - " if negative else " + ") if position else ("-" if negative else "")
            text += sign + body
        return text

    def _print_Mul(self, expr: Any) -> str:
        if _is_negative(expr):
            return "-" + self._factor(-expr)
        above, below = sympy.fraction(expr)
        coefficient, rest = above.as_coeff_Mul()
        if coefficient.is_Rational and below.is_Rational and _terminates(coefficient / below):
            above, below = sympy.Mul(coefficient / below, rest, evaluate=False), sympy.S.One
        if below == 1:
            return self._product(above)
        return f"{self._product(above, grouped=True)}/{self._factor(below, divisor=True)}"

    def _print_Pow(self, expr: Any) -> str:
        base, exponent = expr.as_base_exp()
        if exponent == sympy.Rational(1, 2):
            return rf"\sqrt{{{self._print(base)}}}"
        if _is_negative(exponent):
            return f"1/{self._factor(base**-exponent, divisor=True)}"
        inside = self._print(base)
        simple = base.is_Symbol or (base.is_Integer and base >= 0)
        return rf"{inside if simple else f'({inside})'}^{{{self._print(exponent)}}}"

    def _product(self, expr: Any, *, grouped: bool = False) -> str:
        """Print factors in a fixed order; a lone sum needs parentheses when it is ``grouped`` over a divisor."""
        if not expr.is_Mul:
            return self._factor(expr) if grouped else str(self._print(expr))
        factors = sorted((f for f in _factors(expr) if f != 1), key=_factor_order)
        text = ""
        for position, factor in enumerate(factors):
            wide = position and (factors[position - 1].is_number or factors[position - 1].is_Add or factor.is_Add)
            text += (r"\," if wide else " " if position else "") + self._factor(factor)
        return text or "1"

    def _factor(self, expr: Any, *, divisor: bool = False) -> str:
        """Print one factor, in parentheses when it would be misread without."""
        text = str(self._print(expr))
        loose = expr.is_Add or (divisor and (expr.is_Mul or (expr.is_Rational and not expr.is_Integer)))
        return f"({text})" if loose else text


def _factors(expr: Any) -> list[Any]:
    """Return the factors of a product, flattened when it was built without evaluation."""
    return [inner for arg in expr.args for inner in (_factors(arg) if arg.is_Mul else [arg])]


def _terminates(number: Any) -> bool:
    """Return whether a rational number has at most four decimals."""
    return bool((number * 10**_DECIMALS).is_Integer)


def _is_negative(term: Any) -> bool:
    """Return whether a term is printed with a minus sign in front."""
    return bool(term.could_extract_minus_sign()) if not term.is_Add else False


def _degree(term: Any) -> int:
    """Return how many symbols a term multiplies, counting a sum as one."""
    return sum(1 for factor in sympy.Mul.make_args(term) if not factor.is_number)


def _term_order(term: Any) -> tuple[bool, bool, int, bool, tuple[Any, ...]]:
    """Order terms: plus before minus, numbers, then long products, then letters before letters with subscripts."""
    factors = sorted(sympy.Mul.make_args(-term if _is_negative(term) else term), key=_factor_order)
    named = tuple(_factor_order(factor) for factor in factors if not factor.is_number)
    subscript = any("_" in text for _, _, text in named)
    return _is_negative(term), not term.is_number, -_degree(term), subscript, named


def _factor_order(factor: Any) -> tuple[int, str, str]:
    """Order factors: numbers, sums, Greek letters, small letters, capitals."""
    base = factor.as_base_exp()[0]
    text = sympy.sstr(factor)
    if factor.is_number:
        return 0, "", text
    if base.is_Add:
        return 1, "", text
    name = base.name if base.is_Symbol else text
    if name.split("_")[0] in _GREEK:
        return 2, name, text
    return (3 if name[:1].islower() else 4), name, text


def symbol_mathtext(name: str) -> str:
    r"""Return the mathtext of a name from code.

    Examples
    --------
    >>> print(symbol_mathtext("pi_O"), symbol_mathtext("k_K"), symbol_mathtext("lambda_"), symbol_mathtext("cost_max"))
    \pi_{O} k_{K} \lambda \mathit{cost}_{\mathrm{max}}
    """
    head, *below = [part for part in name.replace("__", "_").split("_") if part] or [name]
    while len(head) > 1 and head[-1].isdigit() and head.rstrip("0123456789"):
        digits = head[len(head.rstrip("0123456789")) :]
        head, below = head[: -len(digits)], [digits, *below]
    subscript = ",".join(_letters(part, "mathrm") for part in below)
    return _letters(head, "mathit") + (rf"_{{{subscript}}}" if subscript else "")


def _letters(word: str, face: str) -> str:
    """Print a Greek name as its letter and a longer word in one face."""
    if word in _GREEK:
        return _SPELLED.get(word, "\\" + word)
    safe = "".join(c if c.isalnum() or c in "*'" else rf"\{c}" if c in "#$%&_" else "" for c in word)
    return rf"\{face}{{{safe}}}" if len(safe) > 1 and safe.isalpha() else safe


def number_mathtext(number: Any) -> str:
    """Return a rational number as a short decimal, or as a fraction on the line.

    Examples
    --------
    >>> number_mathtext(sympy.Rational(3, 4)), number_mathtext(sympy.Rational(-1, 3))
    ('0.75', '-1/3')
    """
    value = sympy.Rational(number)
    if value.is_Integer:
        return str(int(value))
    if not _terminates(value):
        return f"{value.p}/{value.q}"
    scaled = abs(int(value * 10**_DECIMALS))
    whole, rest = divmod(scaled, 10**_DECIMALS)
    decimals = f"{rest:0{_DECIMALS}d}".rstrip("0")
    return f"{'-' if value < 0 else ''}{whole}.{decimals}"


def mathtext(expression: Any) -> str:
    r"""Return the mathtext of an expression or equation, without the dollar signs.

    Parameters
    ----------
    expression
        A SymPy expression or relation.

    Returns
    -------
    str
        Mathtext that matplotlib is known to set; upright plain text where it could not set the mathematics.

    Examples
    --------
    >>> p, b, V, delta, rho, k_K = sympy.symbols("p b V delta rho k_K")
    >>> print(mathtext(sympy.Eq(p, V * delta + k_K)))
    p = \delta V + k_{K}
    >>> print(mathtext(sympy.Eq(b, 9 - p)))
    b = 9 - p
    >>> print(mathtext(sympy.Eq(p, V / 3 + (1 - rho) * V / 4)))
    p = 0.25\,(1 - \rho)\,V + V/3
    """
    text = str(_FigurePrinter().doprint(expression))
    if sets(text):
        return text
    words = "".join(c for c in plain(expression) if c not in "\\$^_{}%#&")
    return rf"\mathrm{{{words}}}".replace(" ", r"\ ")


def plain(expression: Any) -> str:
    """Return an expression or equation as one line of plain text.

    Examples
    --------
    >>> plain(sympy.Eq(sympy.Symbol("p"), 3))
    'p = 3'
    """
    if getattr(expression, "is_Equality", False):
        return f"{sympy.sstr(expression.lhs)} = {sympy.sstr(expression.rhs)}"
    return str(sympy.sstr(expression))


@lru_cache(maxsize=512)
def sets(text: str) -> bool:
    """Return whether matplotlib can set a piece of mathtext given without its dollar signs."""
    try:
        MathTextParser("path").parse(f"${text}$")
    except ValueError:
        return False
    return True
