"""An empirical case: what field work says of the parameters, as numbers and intervals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import sympy

from coopgame.errors import ParameterError
from coopgame.expressions import check_label, exact_number
from coopgame.parameters import ParameterMap, symbol_of
from coopgame.robustness.marks import mark_of

if TYPE_CHECKING:
    from coopgame.results import PhaseDiagram
    from coopgame.robustness.marks import CaseMark

#: A rational number or a ``sympy.Interval``.
Value = Any
#: How long a note or a source may be.
WORDS = 400


@dataclass(frozen=True, repr=False)
class Case:
    """An empirical case: values and intervals of parameters, as far as interviews, files or counts bound them.

    Parameters
    ----------
    name
        What the case is called in tables and figures.
    parameters
        For each parameter that is known a number, or ``(lower, upper)`` with both ends included, or a
        :class:`sympy.Interval`.  Parameters that are left out take the model's baseline.
    free
        Parameters of which nothing is known: they range over the whole parameter space.
    note
        What the values rest on, in a line.
    citation
        Where the case comes from.

    Attributes
    ----------
    parameters
        The exact values and intervals by parameter, in the order given.

    Raises
    ------
    ParameterError
        An interval is reversed or empty, a value is not a number, or a parameter is given twice.
    ExpressionError
        The name is no label, or a parameter is not a name.

    Examples
    --------
    >>> import coopgame as cg
    >>> shelter = cg.Case("Night shelter", {"p": (1, 2.5), "b": 3}, note="three interviews, budget of 2016")
    >>> shelter
    Case('Night shelter': p in [1, 5/2], b = 3)
    """

    name: str
    parameters: Mapping[sympy.Symbol, Value]
    free: tuple[sympy.Symbol, ...]
    note: str
    citation: str

    def __init__(
        self,
        name: str,
        parameters: Mapping[Any, Any] | None = None,
        *,
        free: Iterable[Any] = (),
        note: str = "",
        citation: str = "",
    ) -> None:
        label = check_label(name, what="case", where="Case")
        where = f"Case {label!r}"
        if not isinstance(parameters, Mapping | None):
            raise ParameterError(f"{where}: expected {{parameter: value or (lower, upper)}}, got {parameters!r}.")
        values: dict[sympy.Symbol, Value] = {}
        for key, given in dict(parameters or {}).items():
            symbol = symbol_of(key, where=where)
            if symbol in values:
                raise ParameterError(f"{where}: {symbol} is given twice.")
            values[symbol] = _value(given, f"{where}: {symbol}")
        open_ = tuple(dict.fromkeys(symbol_of(key, where=where) for key in _several(free, where)))
        for symbol in open_:
            if symbol in values:
                raise ParameterError(f"{where}: {symbol} has a value, {shown(values[symbol])}, and is free as well.")
        object.__setattr__(self, "name", label)
        object.__setattr__(self, "parameters", ParameterMap(values))
        object.__setattr__(self, "free", open_)
        object.__setattr__(self, "note", _words(note, f"{where}: note"))
        object.__setattr__(self, "citation", _words(citation, f"{where}: citation"))

    def on(self, diagram: PhaseDiagram) -> CaseMark:
        """Return what is drawn of the case on a map of one or two parameters, with the regimes there.

        Raises
        ------
        DiagramError
            The case lies outside the map, or contradicts a value that the map fixes.
        """
        return mark_of(self, diagram)

    @property
    def words(self) -> str:
        """The values and intervals in one line."""
        parts = [in_words(s, v) for s, v in self.parameters.items()]
        return ", ".join([*parts, *(f"{s} free" for s in self.free)]) or "the baseline"

    def __repr__(self) -> str:
        return f"Case({self.name!r}: {self.words})"

    def _repr_html_(self) -> str:
        notes = "".join(f"<p>{escape(words)}</p>" for words in (self.note, self.citation) if words)
        return f"<p><b>{escape(self.name)}</b>: {escape(self.words)}</p>{notes}"


def _several(free: Any, where: str) -> tuple[Any, ...]:
    if isinstance(free, str | sympy.Symbol):
        return (free,)
    if not isinstance(free, Iterable):
        raise ParameterError(f"{where}: free: expected names of parameters, got {free!r}.")
    return tuple(free)


def _words(given: Any, where: str) -> str:
    if not isinstance(given, str) or not given.isprintable() or len(given) > WORDS:
        raise ParameterError(f"{where}: expected words on one line, at most {WORDS} characters, got {given!r:.60}.")
    return given


def _value(given: Any, where: str) -> Value:
    """Return a number, or an interval with an interior."""
    if isinstance(given, sympy.Interval):
        ends, is_open = (given.start, given.end), (bool(given.left_open), bool(given.right_open))
    elif isinstance(given, tuple | list):
        if len(given) != 2:
            raise ParameterError(f"{where}: expected a number or (lower, upper), got {given!r}.")
        ends, is_open = (given[0], given[1]), (False, False)
    else:
        return exact_number(given, where=where)
    low, high = (_end(end, where) for end in ends)
    if low > high:
        raise ParameterError(f"{where}: the interval from {low} to {high} is reversed; expected lower ≤ upper.")
    if low == high and not (low.is_infinite or any(is_open)):
        return low
    found = sympy.Interval(low, high, *is_open)
    if not isinstance(found, sympy.Interval):
        raise ParameterError(f"{where}: the interval from {low} to {high} is empty.")
    return found


def _end(value: Any, where: str) -> sympy.Expr:
    infinite = {"oo": sympy.oo, "+oo": sympy.oo, "-oo": -sympy.oo, sympy.oo: sympy.oo, -sympy.oo: -sympy.oo}
    if isinstance(value, str | sympy.Basic | float) and value in infinite:
        return infinite[value]
    return exact_number(value, where=where)


def shown(value: Any) -> str:
    """Return a number or an interval as one would write it.

    Examples
    --------
    >>> shown(sympy.Interval(0, sympy.oo)), shown(sympy.Rational(1, 2))
    ('[0, ∞)', '1/2')
    """
    if not isinstance(value, sympy.Interval):
        return str(value)
    left, right = "(" if value.left_open else "[", ")" if value.right_open else "]"
    return f"{left}{value.start}, {value.end}{right}".replace("oo", "∞")


def in_words(symbol: sympy.Symbol, value: Any) -> str:
    """Return what is known of a parameter.

    Examples
    --------
    >>> in_words(sympy.Symbol("p"), sympy.Interval(1, 2))
    'p in [1, 2]'
    """
    return f"{symbol} in {shown(value)}" if isinstance(value, sympy.Interval) else f"{symbol} = {shown(value)}"
