"""Numbers are rationals: a decimal means exactly the decimal that is written, 0.2 is 1/5.

A number must lie within 10**-60 and 10**60 in size, or be 0, and neither its numerator nor its denominator may exceed
10**60, so that nothing that is read is slow to compute with.

Examples
--------
>>> exact_number(0.2)
1/5
"""

from __future__ import annotations

import math
import numbers
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import sympy

from coopgame.errors import ExpressionError
from coopgame.expressions import limits
from coopgame.expressions.messages import located, shown

_DECIMAL: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?(\d+))?", re.ASCII)
_FRACTION: Final = re.compile(r"([+-]?\d+) ?/ ?(\d+)", re.ASCII)
_DECIMALS_SHOWN: Final = 6


def exact_number(value: Any, *, where: str = "") -> sympy.Rational:
    """Return the rational number that ``value`` means.

    Parameters
    ----------
    value
        An integer, a fraction, a decimal, a float or NumPy scalar (each means the decimal it prints as), a rational
        SymPy number, or a string such as ``"0.25"`` or ``"1/3"``.
    where
        What the number was given for; error messages start with it.

    Returns
    -------
    sympy.Rational
        Exactly that number.

    Raises
    ------
    ExpressionError
        Not a number, not rational, not finite, or too large or too small to handle.

    Examples
    --------
    >>> exact_number("1/3") + exact_number(0.1)
    13/30
    >>> exact_number(True)
    Traceback (most recent call last):
    coopgame.errors.ExpressionError: True is not a number; expected an integer, a fraction or a decimal such as 0.25.
    """
    if isinstance(value, str):
        return _from_text(value, where)
    if isinstance(value, sympy.Basic):
        return _from_sympy(value, where)
    if isinstance(value, Decimal):
        return _from_decimal(value, where)
    if isinstance(value, float):
        return _from_decimal(Decimal(float.__repr__(value)), where)
    if isinstance(value, numbers.Rational) and not isinstance(value, bool):
        return bounded(sympy.Rational(int(value.numerator), int(value.denominator)), where)
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        return _from_real(value, where)
    raise ExpressionError(located(where, f"{shown(value)} is not a number; {_expected()}"))


def _expected() -> str:
    return "expected an integer, a fraction or a decimal such as 0.25."


def _from_real(value: numbers.Real, where: str) -> sympy.Rational:
    """Read a real scalar of another library, such as ``numpy.float32``, by the decimal it prints as."""
    text = str(value)
    if _DECIMAL.fullmatch(text):
        return _from_decimal(Decimal(text), where)
    raise ExpressionError(located(where, f"{shown(value)} is not a finite number; {_expected()}"))


def _from_text(text: str, where: str) -> sympy.Rational:
    stripped = text.strip()
    if len(stripped) > limits.CHARACTERS:
        raise ExpressionError(located(where, f"The number {shown(stripped)} is too long; {_expected()}"))
    fraction = _FRACTION.fullmatch(stripped)
    if fraction:
        if not int(fraction[2]):
            raise ExpressionError(located(where, f"{shown(text)} divides by zero; the denominator must be positive."))
        return bounded(sympy.Rational(int(fraction[1]), int(fraction[2])), where)
    return from_literal(stripped, where)


def from_literal(text: str, where: str) -> sympy.Rational:
    """Return the rational that a decimal literal means; no float is involved.

    Examples
    --------
    >>> from_literal("1.5e-3", "")
    3/2000
    """
    match = _DECIMAL.fullmatch(text)
    if not match:
        raise ExpressionError(located(where, f"{shown(text)} is not a number; {_expected()}"))
    if match[1] and len(match[1]) > limits.DECIMAL_EXPONENT_DIGITS:
        problem = f"has a decimal exponent of more than {limits.DECIMAL_EXPONENT_DIGITS} digits"
        raise ExpressionError(located(where, f"The number {shown(text)} {problem}; write it in other units."))
    return _from_decimal(Decimal(text), where)


def _from_decimal(value: Decimal, where: str) -> sympy.Rational:
    if not value.is_finite():
        raise ExpressionError(located(where, f"{shown(value)} is not a finite number; {_expected()}"))
    # Before the conversion: the numerator of Decimal("1e999999999") has a thousand million digits.
    if value and not -limits.DIGITS <= value.adjusted() <= limits.DIGITS:
        raise _outside(value, where)
    significant = "".join(map(str, value.as_tuple().digits)).strip("0")
    if len(significant) > limits.DIGITS:
        raise _too_many_digits(value, where)
    fraction = Fraction(value) if value else Fraction(0)
    return bounded(sympy.Rational(fraction.numerator, fraction.denominator), where)


def _from_sympy(value: sympy.Basic, where: str) -> sympy.Rational:
    if isinstance(value, sympy.Rational):
        return bounded(value, where)
    if isinstance(value, sympy.Float):
        return _from_decimal(Decimal(str(value)), where)
    if isinstance(value, sympy.Expr) and value.is_number and value.is_finite is not False and value.is_real:
        raise ExpressionError(located(where, f"{shown(value)} is not rational; expected a fraction or a decimal."))
    raise ExpressionError(located(where, f"{shown(value)} is not a rational number; {_expected()}"))


def bounded(number: sympy.Rational, where: str) -> sympy.Rational:
    """Return ``number`` if it keeps the bounds of this module.

    Examples
    --------
    >>> bounded(sympy.Integer(10) ** 61, "payoff")
    Traceback (most recent call last):
    coopgame.errors.ExpressionError: payoff: The constant 1.0E+61 is outside 10**-60 … 10**60; use other units.
    """
    top, bottom, bound = abs(int(number.p)), int(number.q), 10**limits.DIGITS
    if top > bound * bottom or (top and top * bound < bottom):
        raise _outside(_approximately(top, bottom), where)
    if top > bound or bottom > bound:
        raise _too_many_digits(_approximately(top, bottom), where)
    return number


def _approximately(top: int, bottom: int) -> str:
    """Say how large a fraction is without printing all of it; logarithms because it need not fit a float."""
    exponent = math.log10(top) - math.log10(bottom)
    power = math.floor(exponent)
    return f"{10 ** (exponent - power):.1f}E{power:+d}"


def _bare(value: object) -> str:
    return shown(str(value)).strip("'")


def _outside(value: object, where: str) -> ExpressionError:
    bounds = f"10**-{limits.DIGITS} … 10**{limits.DIGITS}"
    return ExpressionError(located(where, f"The constant {_bare(value)} is outside {bounds}; use other units."))


def _too_many_digits(value: object, where: str) -> ExpressionError:
    problem = f"needs more than {limits.DIGITS} digits; round it"
    return ExpressionError(located(where, f"The constant {_bare(value)} {problem}."))


def decimal_or_fraction(r: sympy.Rational) -> str:
    """Return a rational as people write it, exactly.

    Parameters
    ----------
    r
        A rational number.

    Returns
    -------
    str
        A decimal when that takes at most six places, otherwise a fraction.

    Examples
    --------
    >>> decimal_or_fraction(sympy.Rational(3, 5)), decimal_or_fraction(sympy.Rational(1, 3))
    ('0.6', '1/3')
    """
    top, bottom = int(r.p), int(r.q)
    places = next((n for n in range(_DECIMALS_SHOWN + 1) if 10**n % bottom == 0), None)
    if places is None:
        return f"{top}/{bottom}"
    if places == 0:
        return str(top)
    digits = str(abs(top) * (10**places // bottom)).rjust(places + 1, "0")
    return f"{'-' * (top < 0)}{digits[:-places]}.{digits[-places:]}"
