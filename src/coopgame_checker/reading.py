"""Reading the parts of a certificate: nothing is taken to be what it should be, and nothing may be absurdly large."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar

from .bivariate import Curve, content
from .logic import RELATIONS
from .report import Rejected

Expression = Fraction | tuple[Any, ...]
Formula = tuple[Any, ...]
T = TypeVar("T")

MOST_NODES, MOST_LEVELS, MOST_DIGITS, MOST_ITEMS = 10_000_000, 100, 4000, 200_000
MOST_POWER, MOST_CURVE_DEGREE = 64, 60
NUMBER = re.compile(r"[+-]?[0-9]+(/[0-9]+)?")
ARITIES = {"x": (0, 0), "y": (0, 0), "+": (0, 10**6), "*": (0, 10**6), "/": (2, 2), "sqrt": (1, 1)}
ARITIES |= {"min": (1, 1000), "max": (1, 1000)}


def measure(data: object) -> None:
    """Reject data with too many nodes or levels, such as data that contain themselves."""
    todo, nodes = [(data, 0)], 0
    while todo:
        item, level = todo.pop()
        nodes += 1
        if nodes > MOST_NODES or level > MOST_LEVELS:
            raise Rejected(f"more than {MOST_NODES} entries or {MOST_LEVELS} levels")
        if isinstance(item, list | tuple):
            todo += [(child, level + 1) for child in item]
        elif isinstance(item, dict):
            todo += [(child, level + 1) for child in item.values()]


def number(data: Any, where: str) -> Fraction:
    """Read an exact number."""
    if isinstance(data, int) and not isinstance(data, bool):
        if data.bit_length() > 4 * MOST_DIGITS:
            raise Rejected(f"{where}: an integer of {data.bit_length()} bits is too large")
        return Fraction(data)
    if not isinstance(data, str) or len(data) > MOST_DIGITS or not NUMBER.fullmatch(data):
        raise Rejected(f"{where}: {str(data)[:60]!r} is not an exact number")
    try:
        return Fraction(data)
    except ZeroDivisionError:
        raise Rejected(f"{where}: {data[:60]!r} divides by zero") from None


def integer(data: Any, where: str) -> int:
    """Read an integer that may be written as a string."""
    value = number(data, where)
    if value.denominator != 1:
        raise Rejected(f"{where}: {value} is not an integer")
    return value.numerator


def index(data: Any, size: int, where: str) -> int:
    """Read a JSON integer from 0 to size - 1."""
    if not isinstance(data, int) or isinstance(data, bool) or not 0 <= data < size:
        raise Rejected(f"{where}: {str(data)[:60]!r} is not an integer from 0 to {size - 1}")
    return data


def items(data: Any, where: str, size: int | None = None) -> list[Any]:
    """Read a list, of a given size if one is given."""
    if not isinstance(data, list | tuple) or len(data) > MOST_ITEMS:
        raise Rejected(f"{where}: expected a list")
    if size is not None and len(data) != size:
        raise Rejected(f"{where}: expected {size} entries, got {len(data)}")
    return list(data)


def text(data: Any, where: str) -> str:
    """Read a string."""
    if not isinstance(data, str):
        raise Rejected(f"{where}: expected a string")
    return data


def each(data: Any, read: Callable[[Any, str], T], where: str, size: int | None = None) -> tuple[T, ...]:
    """Read every entry of a list."""
    return tuple(read(item, f"{where}[{k}]") for k, item in enumerate(items(data, where, size)))


def indices(data: Any, size: int, where: str) -> tuple[int, ...]:
    """Read a list of different indices."""
    found = each(data, lambda item, place: index(item, size, place), where)
    if len(set(found)) != len(found):
        raise Rejected(f"{where}: an entry occurs twice")
    return found


def field(data: Any, name: str, where: str) -> Any:
    """Return an entry of an object."""
    if not isinstance(data, dict):
        raise Rejected(f"{where}: expected an object")
    if name not in data:
        raise Rejected(f"{where}: {name!r} is missing")
    return data[name]


def rectangle(data: Any, where: str) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Read x0, x1, y0, y1 of a rectangle with an interior."""
    x0, x1, y0, y1 = each(data, number, where, 4)
    if x0 >= x1 or y0 >= y1:
        raise Rejected(f"{where}: the rectangle has no interior")
    return x0, x1, y0, y1


def expression(data: Any, where: str) -> Expression:
    """Read an expression; numbers become fractions, nodes become tuples."""
    if not isinstance(data, list | tuple):
        return number(data, where)
    if not data or not isinstance(data[0], str):
        raise Rejected(f"{where}: an expression begins with its operation")
    name, parts = data[0], list(data[1:])
    if name == "^":
        base, power = items(parts, where, 2)
        exponent = integer(power, where)
        if not 1 <= exponent <= MOST_POWER:
            raise Rejected(f"{where}: the exponent {exponent} is not from 1 to {MOST_POWER}")
        return (name, expression(base, where), exponent)
    if name not in ARITIES:
        raise Rejected(f"{where}: {name[:60]!r} is not an operation")
    least, most = ARITIES[name]
    if not least <= len(parts) <= most:
        raise Rejected(f"{where}: {name!r} does not take {len(parts)} operands")
    return (name, *(expression(part, where) for part in parts))


def formula(data: Any, where: str) -> Formula:
    """Read a condition."""
    parts = items(data, where)
    if not parts:
        raise Rejected(f"{where}: a condition is not empty")
    if parts[0] in ("all", "any"):
        return (parts[0], *(formula(part, where) for part in parts[1:]))
    if parts[0] != "sign" or len(parts) != 3 or not isinstance(parts[2], str) or parts[2] not in RELATIONS:
        raise Rejected(f"{where}: {str(parts)[:60]} is not a condition")
    return ("sign", expression(parts[1], where), parts[2])


def curve(data: Any, where: str) -> Curve:
    """Read a polynomial with coprime integer coefficients that is not a constant."""
    terms: dict[tuple[int, int], int] = {}
    for k, term in enumerate(items(data, where)):
        place = f"{where}[{k}]"
        i, j, c = items(term, place, 3)
        exponents = (index(i, MOST_CURVE_DEGREE + 1, place), index(j, MOST_CURVE_DEGREE + 1, place))
        if exponents in terms:
            raise Rejected(f"{place}: the power occurs twice")
        terms[exponents] = integer(c, place)
    terms = {e: c for e, c in terms.items() if c}
    if not terms or max(terms) == (0, 0):
        raise Rejected(f"{where}: a curve is not a constant")
    if content(terms) != 1:
        raise Rejected(f"{where}: the coefficients of a curve are coprime")
    return Curve.of(terms)
