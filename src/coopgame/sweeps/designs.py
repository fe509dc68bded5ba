"""Designs: points drawn at random or quasi-randomly from ranges and distributions of parameters."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from coopgame.errors import DiagramError, LimitError, ParameterError, did_you_mean
from coopgame.expressions import exact_number
from coopgame.parameters import symbol_of
from coopgame.sweeps.axes import frozen
from coopgame.sweeps.task import Array

METHODS = ("sobol", "random", "latin")
#: How many numbers a design may have, 2 GB, and how many parameters: SciPy's Sobol points have no more dimensions.
MOST_NUMBERS, MOST_COLUMNS = 2**28, 21201
#: Points of the unit cube stay off its faces, where quantiles of a distribution can be infinite.
_EDGE = 2.0**-54


@dataclass(frozen=True, eq=False, repr=False)
class Design:
    """Points in the space of some parameters, one a row; :func:`design` makes one.

    Attributes
    ----------
    symbols
        The parameters, one a column.
    values
        Float64 of shape (points, parameters), read-only.
    method
        ``"sobol"``, ``"random"``, ``"latin"``, or ``"given"``.
    seed
        The entropy from which it was drawn; None where a generator was handed over, or nothing was drawn.
    over
        What each parameter was drawn from, in words.
    replicate
        Its number among the designs that :func:`coopgame.replicates` drew from one seed; else None.

    Raises
    ------
    DiagramError
        There are no points, a parameter is given twice, or the shape of the values does not fit.
    ParameterError
        A value is not a finite number.

    Examples
    --------
    >>> import numpy as np
    >>> Design(("p", "b"), np.array([[1.0, 2.0], [3.0, 0.5]]))
    Design(p, b; 2 points, given)
    """

    symbols: tuple[sympy.Symbol, ...]
    values: Array
    method: str = "given"
    seed: int | None = None
    over: tuple[str, ...] = ()
    replicate: int | None = None

    def __post_init__(self) -> None:
        symbols = tuple(symbol_of(s, where="design") for s in self.symbols)
        values = np.array(self.values, dtype=np.float64)
        if len(set(symbols)) < len(symbols):
            raise DiagramError("design: a parameter is given twice.")
        if values.ndim != 2 or values.shape[1] != len(symbols) or not symbols:
            raise DiagramError(
                f"design: expected one row a point and {len(symbols)} columns, got the shape {values.shape}."
            )
        if not len(values):
            raise DiagramError("design: there are no points; expected at least one.")
        odd = values[~np.isfinite(values)]
        if odd.size:
            raise ParameterError(f"design: {odd[0]} is not a finite number.")
        object.__setattr__(self, "symbols", symbols)
        object.__setattr__(self, "values", frozen(values))

    @property
    def shape(self) -> tuple[int, ...]:
        """The number of points, as the shape of what is computed at them."""
        return (len(self.values),)

    @property
    def points(self) -> int:
        """How many points there are."""
        return len(self.values)

    @property
    def largest(self) -> tuple[float, ...]:
        """The largest absolute value of each parameter."""
        return tuple(float(v) for v in np.abs(self.values).max(axis=0))

    @property
    def columns(self) -> Mapping[str, Array]:
        """The values of each parameter, by its name."""
        return {s.name: self.values[:, k] for k, s in enumerate(self.symbols)}

    def coordinates(self, places: Array) -> list[Array]:
        """Return the value of each parameter at the points with these numbers."""
        return [np.ascontiguousarray(self.values[places, k]) for k in range(len(self.symbols))]

    def __repr__(self) -> str:
        names = ", ".join(s.name for s in self.symbols)
        seed = "" if self.seed is None else f", seed {self.seed}"
        number = "" if self.replicate is None else f", replicate {self.replicate}"
        return f"Design({names}; {self.points} points, {self.method}{seed}{number})"


def design(over: Mapping[Any, Any], n: int, *, method: str = "sobol", rng: Any = None) -> Design:
    """Return points drawn from ranges and distributions of parameters.

    Parameters
    ----------
    over
        For each parameter ``(lower, upper)`` for all values between two numbers, a frozen distribution of SciPy, or a
        list of values that are equally likely.
    n
        How many points; Sobol points are best balanced where it is a power of two.
    method
        ``"sobol"``: scrambled Sobol points; ``"latin"``: a Latin hypercube; ``"random"``: independent points.
    rng
        What they are drawn with, as in SPEC 7 of Scientific Python: a seed, a :class:`numpy.random.Generator` or what
        makes one, or None for fresh numbers, whose seed stands in the answer.

    Returns
    -------
    Design
        The points.

    Raises
    ------
    DiagramError
        There are no parameters, n is not a positive whole number, or the method is unknown.
    ParameterError
        A range is reversed or infinite, or is none of the three forms.
    LimitError
        The design would be too large.

    References
    ----------
    Owen (1998), Scrambling Sobol' and Niederreiter-Xing points, Journal of Complexity 14:466–489.

    Examples
    --------
    >>> from scipy.stats import norm
    >>> drawn = design({"p": (0, 10), "b": norm(4, 1)}, 8, rng=2020)
    >>> drawn, drawn.values.shape
    (Design(p, b; 8 points, sobol, seed 2020), (8, 2))
    """
    given: Any = over
    if not isinstance(given, Mapping) or not given:
        raise DiagramError("design: expected at least one parameter with what it is drawn from.")
    if not _whole(n) or n < 1:
        raise DiagramError(f"design: the number of points {n!r} is not a whole number from 1 on.")
    if method not in METHODS:
        raise DiagramError(f"design: {method!r} is not a method.{did_you_mean(str(method), METHODS)}")
    if n * len(over) > MOST_NUMBERS or len(over) > MOST_COLUMNS:
        fits = f"{MOST_NUMBERS // len(over)} points would fit" if len(over) <= MOST_COLUMNS else "take fewer parameters"
        raise LimitError(f"design: {n} points of {len(over)} parameters are too many; {fits}.")
    symbols = tuple(symbol_of(key, where="design") for key in over)
    seed, generator = generator_of(rng)
    cube = np.clip(_unit(method, len(symbols), int(n), generator), _EDGE, 1 - 2.0**-53)
    columns, words = [], []
    for k, (s, given) in enumerate(zip(symbols, over.values(), strict=True)):
        column, said = _drawn(given, cube[:, k], f"design: {s}")
        columns.append(column)
        words.append(said)
    return Design(symbols, np.stack(columns, axis=1), method, seed, tuple(words))


def _whole(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def generator_of(rng: Any) -> tuple[int | None, np.random.Generator]:
    """Return a generator, and the seed that makes it again if there is one."""
    if rng is None:
        rng = np.random.SeedSequence().entropy
    if _whole(rng):
        if rng < 0:
            raise DiagramError(f"design: the seed {rng} is negative.")
        return int(rng), np.random.default_rng(np.random.SeedSequence(int(rng)))
    try:
        return None, np.random.default_rng(rng)
    except (TypeError, ValueError) as error:
        raise DiagramError(f"design: rng: expected a seed or a numpy Generator, got {rng!r}.") from error


def _unit(method: str, dimension: int, n: int, generator: np.random.Generator) -> Array:
    """Return points of the unit cube."""
    if method == "random":
        return generator.random((n, dimension))
    # Loaded here: worker processes need no statistics.
    from scipy.stats import qmc

    kind: Any = qmc.Sobol if method == "sobol" else qmc.LatinHypercube
    # SciPy calls the keyword rng from 1.15 on.
    name = "rng" if "rng" in inspect.signature(kind.__init__).parameters else "seed"
    engine = kind(dimension, **{name: generator})
    if method == "sobol":
        return np.asarray(engine.random_base2(max((n - 1).bit_length(), 0)))[:n]
    return np.asarray(engine.random(n))


def _drawn(given: Any, unit: Array, where: str) -> tuple[Array, str]:
    """Return values with a given distribution from uniform ones, and what they were drawn from in words."""
    if hasattr(given, "ppf"):
        named = getattr(getattr(given, "dist", None), "name", type(given).__name__)
        shape = [*map(str, getattr(given, "args", ())), *(f"{k}={v}" for k, v in getattr(given, "kwds", {}).items())]
        return np.asarray(given.ppf(unit), dtype=np.float64), f"{named}({', '.join(shape)})"
    if isinstance(given, tuple) and len(given) == 2:
        low, high = (exact_number(end, where=where) for end in given)
        if low >= high:
            raise ParameterError(f"{where}: the range from {low} to {high} is reversed or a single point.")
        return float(low) + unit * float(high - low), f"from {low} to {high}"
    if isinstance(given, tuple) and len(given) == 3:
        raise ParameterError(
            f"{where}: {given!r} is neither a range (lower, upper) nor a list of values, such as {list(given)!r}; "
            "a design has its number of points for all parameters together."
        )
    if isinstance(given, list | tuple | np.ndarray) and len(given):
        choices = np.array([float(exact_number(value, where=where)) for value in given])
        places = np.minimum((unit * len(choices)).astype(int), len(choices) - 1)
        return choices[places], f"one of {', '.join(format(v, 'g') for v in choices)}"
    raise ParameterError(
        f"{where}: expected (lower, upper), a frozen distribution of SciPy or a list of values, got {given!r}."
    )
