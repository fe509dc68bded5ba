r"""Parameter spaces: symbols with bounds, side conditions and meanings.

A parameter space is the set of :math:`\theta` with :math:`\theta_i \in I_i` for every symbol and :math:`c(\theta)`
for every side condition c.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any, TypeVar

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.errors import ParameterError, did_you_mean
from coopgame.expressions import exact_number, names_of, symbol, to_condition
from coopgame.expressions.evaluation import truth_at
from coopgame.frozen import FrozenMap
from coopgame.notebook import table

V = TypeVar("V")
Bounds = Mapping[Any, Any]


def symbol_of(key: Any, *, where: str = "") -> sympy.Symbol:
    """Return the canonical real symbol for a code name or for any SymPy symbol of that name."""
    if isinstance(key, sympy.Symbol) and not isinstance(key, sympy.Dummy):
        return symbol(key.name, where=where)
    if isinstance(key, str):
        return symbol(key, where=where)
    raise ParameterError(f"{where or 'A parameter'}: {key!r} is not a parameter; give its code name or its symbol.")


class ParameterMap(FrozenMap[sympy.Symbol, V]):
    """An immutable mapping from parameters, which finds a parameter by its symbol or by its code name.

    Examples
    --------
    >>> ParameterMap({sympy.Symbol("delta", real=True): 2})["delta"]
    2
    """

    __slots__ = ()

    def __getitem__(self, key: Any) -> V:
        named = isinstance(key, str | sympy.Symbol)
        return super().__getitem__(sympy.Symbol(str(key), real=True) if named else key)

    def __reduce__(self) -> tuple[Any, ...]:
        return (ParameterMap, (self._items,))


def _end(value: Any, where: str) -> sympy.Expr:
    if isinstance(value, str) and value.strip() in ("oo", "+oo", "-oo"):
        return -sympy.oo if value.strip().startswith("-") else sympy.oo
    if value in (sympy.oo, -sympy.oo) or (isinstance(value, float) and value in (float("inf"), float("-inf"))):
        return sympy.oo if value > 0 else -sympy.oo
    return exact_number(value, where=where)


def _interval(bounds: Any, name: str) -> sympy.Interval:
    where = f"bounds of {name}"
    if isinstance(bounds, sympy.Interval):
        lower, upper = _end(bounds.start, where), _end(bounds.end, where)
        open_ends = (bool(bounds.left_open), bool(bounds.right_open))
    elif isinstance(bounds, tuple | list) and len(bounds) == 2:
        lower, upper, open_ends = _end(bounds[0], where), _end(bounds[1], where), (False, False)
    else:
        raise ParameterError(f"{where}: expected (lower, upper) or a sympy.Interval, got {bounds!r}.")
    found = sympy.Interval(lower, upper, *open_ends)
    if not isinstance(found, sympy.Interval):
        reason = "are reversed" if lower > upper else "leave a single point or none"
        raise ParameterError(f"{where}: ({lower}, {upper}) {reason}; expected lower < upper.")
    return found


@dataclass(frozen=True, repr=False)
class ParameterSpace:
    """Symbols with their bounds, side conditions and meanings.

    Parameters
    ----------
    bounds
        For each symbol (or its code name) ``(lower, upper)``, closed, with ``sympy.oo`` where it is unbounded, or a
        :class:`sympy.Interval`.  Numbers become exact; a float means the decimal that it prints as.
    where
        Side conditions: SymPy comparisons or strings such as ``"x <= r_G"`` in the symbols of ``bounds``.
    meanings
        What each symbol stands for, in words.

    Raises
    ------
    ParameterError
        Bounds are reversed, empty or not numbers; a condition or a meaning names an unknown symbol.

    Examples
    --------
    >>> space = ParameterSpace({"p": (0, sympy.oo), "delta": (0, 1)}, where=["p >= delta"])
    >>> space.names
    ('p', 'delta')
    >>> space.contains({"p": 1, "delta": 0.5})
    True
    """

    bounds: Mapping[sympy.Symbol, sympy.Interval]
    where: tuple[Boolean, ...] = ()
    meanings: Mapping[sympy.Symbol, str] = ParameterMap()

    def __init__(self, bounds: Bounds, *, where: Iterable[Any] = (), meanings: Mapping[Any, str] | None = None) -> None:
        intervals: dict[sympy.Symbol, sympy.Interval] = {}
        for key, value in dict(bounds).items():
            name = symbol_of(key, where="bounds")
            if name in intervals:
                raise ParameterError(f"bounds: {name} is given twice.")
            intervals[name] = _interval(value, name.name)
        names = tuple(s.name for s in intervals)
        conditions = []
        for condition in [where] if isinstance(where, str | Boolean) else where:
            found = to_condition(condition, where="side condition")
            if found == sympy.false:
                raise ParameterError(f"The side condition {condition} never holds.")
            unknown = [n for n in sorted(s.name for s in found.free_symbols) if n not in names]
            if unknown:
                raise ParameterError(
                    f"The side condition {condition} uses {unknown[0]}, which has no bounds."
                    f"{did_you_mean(unknown[0], names)}"
                )
            if found != sympy.true:
                conditions.append(found)
        words = {symbol_of(k, where="meanings"): str(v) for k, v in dict(meanings or {}).items()}
        for key in words:
            if key not in intervals:
                raise ParameterError(f"meanings: {key} has no bounds.{did_you_mean(key.name, names)}")
        object.__setattr__(self, "bounds", ParameterMap(intervals))
        object.__setattr__(self, "where", tuple(conditions))
        object.__setattr__(self, "meanings", ParameterMap(words))

    @property
    def symbols(self) -> tuple[sympy.Symbol, ...]:
        """The symbols, in the order given."""
        return tuple(self.bounds)

    @property
    def names(self) -> tuple[str, ...]:
        """The code names of the symbols, in the order given."""
        return tuple(s.name for s in self.bounds)

    def find(self, key: Any, *, where: str = "") -> sympy.Symbol:
        """Return the symbol of this space that ``key`` names.

        Raises
        ------
        ParameterError
            The space has no such symbol; the message names the nearest one.
        """
        found = symbol_of(key, where=where)
        if found not in self.bounds:
            place = f"{where}: " if where else ""
            raise ParameterError(f"{place}{found} is not a parameter here.{did_you_mean(found.name, self.names)}")
        return found

    def values(self, given: Mapping[Any, Any], *, where: str = "at") -> dict[sympy.Symbol, sympy.Rational]:
        """Return ``given`` with exact values and canonical symbols, each within its own bounds.

        Raises
        ------
        ParameterError
            An unknown parameter, a value that is not a number, or one beyond its bounds.
        """
        found: dict[sympy.Symbol, sympy.Rational] = {}
        for key, value in dict(given).items():
            name = self.find(key, where=where)
            number = exact_number(value, where=f"{where}: {name}")
            if name in found and found[name] != number:
                raise ParameterError(f"{where}: {name} is given twice, as {found[name]} and as {number}.")
            if not self._within(name, number):
                raise ParameterError(f"{where}: {name} = {number} is outside its bounds {self.describe(name)}.")
            found[name] = number
        return found

    def contains(self, point: Mapping[Any, Any]) -> bool:
        """Whether a point that gives every symbol a value lies in the space.

        Raises
        ------
        ParameterError
            A symbol is unknown or has no value.
        """
        values = {self.find(k): exact_number(v) for k, v in dict(point).items()}
        missing = [s.name for s in self.symbols if s not in values]
        if missing:
            raise ParameterError(f"The point gives no value to {', '.join(missing)}.")
        if not all(self._within(s, v) for s, v in values.items()):
            return False
        fractions = {s: Fraction(int(v.p), int(v.q)) for s, v in values.items()}
        return all(truth_at(condition, fractions) for condition in self.where)

    def _within(self, symbol: sympy.Symbol, value: sympy.Rational) -> bool:
        """Compare directly; ``Interval.contains`` takes a millisecond."""
        interval = self.bounds[symbol]
        above = value > interval.start if interval.left_open else value >= interval.start
        return bool(above and (value < interval.end if interval.right_open else value <= interval.end))

    def at(self, values: Mapping[Any, Any]) -> ParameterSpace:
        """Return the space of the remaining symbols when some are fixed.

        Raises
        ------
        ParameterError
            A value is unknown, beyond its bounds, or contradicts a side condition by itself.
        """
        fixed = self.values(values)
        conditions = []
        for condition in self.where:
            left = condition.subs(fixed)
            if left == sympy.false:
                shown = ", ".join(f"{s} = {v}" for s, v in fixed.items() if s in condition.free_symbols)
                raise ParameterError(f"The values {shown} contradict the side condition {condition}.")
            conditions.append(left)
        rest = {s: i for s, i in self.bounds.items() if s not in fixed}
        return ParameterSpace(rest, where=conditions, meanings={s: m for s, m in self.meanings.items() if s in rest})

    def describe(self, key: Any) -> str:
        """Return the bounds of one symbol as one would write them, for example ``[0, ∞)``."""
        interval = self.bounds[self.find(key)]
        left = "(" if interval.left_open else "["
        right = ")" if interval.right_open else "]"
        lower, upper = (str(e).replace("oo", "∞") for e in (interval.start, interval.end))
        return f"{left}{lower}, {upper}{right}"

    def __repr__(self) -> str:
        parts = [f"{s} in {self.describe(s)}" for s in self.symbols] + [str(c) for c in self.where]
        return f"ParameterSpace({', '.join(parts)})"

    def _repr_html_(self) -> str:
        rows = ((s.name, self.describe(s), self.meanings.get(s, "")) for s in self.symbols)
        sides = "".join(f"<li>{escape(str(c))}</li>" for c in self.where)
        shown = table(("parameter", "range", "meaning"), rows, caption="Parameter space")
        return shown + (f"<ul>{sides}</ul>" if sides else "")


def default_space(expressions: Iterable[sympy.Expr]) -> ParameterSpace:
    """Return the space in which every symbol of ``expressions`` ranges over the whole real line."""
    names = sorted({n for e in expressions for n in names_of(e)})
    return ParameterSpace(dict.fromkeys(names, (-sympy.oo, sympy.oo)))
