"""Break equations that are too long for one line of the legend, and name the kind of those that stay too long."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from coopgame.figures.mathtext import mathtext
from coopgame.figures.text import Block

_MOST: Final = 3
"""How many lines an equation may take."""


def in_lines(forms: tuple[Any, ...], size: float, width: float) -> tuple[str, ...]:
    r"""Return the lines of an equation: the first form that fits on one line, else the one that needs fewest.

    Parameters
    ----------
    forms
        Equations of one curve, best first.
    size
        The size of the type in points.
    width
        The width of the lines in points.

    Returns
    -------
    tuple of str
        Mathtext with dollar signs; or words, for an equation that takes too many lines.

    Examples
    --------
    >>> import sympy
    >>> x, y = sympy.symbols("x y")
    >>> long = sympy.Eq(x**4 + 123 * x**3 + 456 * x**2, y**4 + 123 * y**3 + 456 * y**2)
    >>> in_lines((long,), 7, 80)
    ('$456\\,x^{2} + 123\\,x^{3} + x^{4} = $', '$456\\,y^{2} + 123\\,y^{3} + y^{4}$')
    >>> in_lines((long,), 7, 20)
    ('a curve of degree 4 with 6 terms',)
    """
    ways = [tuple(_filled(mathtext(form), size, width)) for form in forms]
    ways.sort(key=len)
    if len(ways[0]) <= _MOST and all(Block((line,), size).width <= width for line in ways[0]):
        return ways[0]
    return (_words(forms[-1]),)


def _filled(text: str, size: float, width: float) -> Iterator[str]:
    """Yield lines that are as full as they can be."""
    line = ""
    for piece in _pieces(text):
        if line and Block((f"${line}{piece}$",), size).width > width:
            yield f"${line}$"
            line = ""
        line += piece
    yield f"${line}$"


def _pieces(text: str) -> Iterator[str]:
    """Yield pieces of mathtext that end with an operator, where a line may end; none ends within braces."""
    depth, start = 0, 0
    for place, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if depth == 0 and text[place : place + 3] in (" + ", " - ", " = "):
            yield text[start : place + 3]
            start = place + 3
    yield text[start:]


def _words(equation: Any) -> str:
    """Return what kind of curve an equation describes."""
    difference = equation.lhs - equation.rhs
    polynomial = difference.as_poly(*sorted(difference.free_symbols, key=str))
    if polynomial is None:
        return "a curve whose equation is in the record"
    return f"a curve of degree {polynomial.total_degree()} with {len(polynomial.terms())} terms"
