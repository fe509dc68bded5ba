"""Three parameters: the surfaces that separate regimes, spanned between exact slices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import sympy

from coopgame.errors import DiagramError, FigureError
from coopgame.games import Situation
from coopgame.models import Model
from coopgame.results.facets import Facets, facets
from coopgame.results.parts import Axis, Boundary
from coopgame.results.provenance import provenance_of
from coopgame.results.request import AxisLike, prepare

if TYPE_CHECKING:
    from coopgame.figures import PanelPlot

Point = tuple[sympy.Rational, sympy.Rational, sympy.Rational]
_CORNERS = 13
"""Through how many points of a curved border a surface is spanned."""


@dataclass(frozen=True)
class Strip:
    """A piece of a surface between two neighbouring slices.

    Attributes
    ----------
    between
        The two sets of possible regimes.
    names
        Their names.
    label
        The equation of the border in the symbols of the model, or what it means.
    lower, upper
        Points of the border in the lower and in the upper slice, as many in both; exact where borders are straight.
    """

    between: tuple[tuple[str, ...], tuple[str, ...]]
    names: tuple[str, str]
    label: Any
    lower: tuple[Point, ...]
    upper: tuple[Point, ...]


@dataclass(frozen=True, repr=False)
class Surfaces:
    """The surfaces that separate regimes in the space of three parameters.

    Attributes
    ----------
    slices
        Exact maps at values of the third parameter.
    z
        The third parameter with its range.
    strips
        Pieces of surfaces between neighbouring slices that have the same borders.
    open
        Between which values of the third parameter some border begins or ends, so that its surface has a gap there.

    See Also
    --------
    coopgame.surfaces : computes them.
    """

    slices: Facets
    z: Axis
    strips: tuple[Strip, ...]
    open: tuple[tuple[sympy.Rational, sympy.Rational], ...]

    @property
    def axes(self) -> tuple[Axis, Axis, Axis]:
        """The three parameters."""
        first = self.slices.diagrams[0]
        if first.y is None:
            raise DiagramError("surfaces: the slices have one parameter only.")
        return first.x, first.y, self.z

    @property
    def provenance(self) -> Mapping[str, str]:
        """What it takes to make the surfaces again, as text."""
        return {**self.slices.provenance, "axes": provenance_of(self.slices.diagrams[0])["axes"]}

    def plot(self, ax: Any = None, *, view: tuple[float, float] | None = None) -> PanelPlot:
        """Draw the surfaces in a view from above and aside, without perspective.

        Surfaces in front hide others; what lies behind is seen from elsewhere and in the slices.

        Parameters
        ----------
        ax
            Not for a view in space, which needs axes of its own.
        view
            Elevation and azimuth of the eye in degrees; by default always the same, so that figures can be compared.

        Raises
        ------
        FigureError
            ``ax`` is given.
        """
        from coopgame.figures import draw_surfaces
        from coopgame.figures.surface_plot import VIEW

        if ax is not None:
            raise FigureError("ax: a view in space needs axes of its own.")
        return draw_surfaces(self, VIEW if view is None else view)

    def __repr__(self) -> str:
        labels = dict.fromkeys((strip.names, str(strip.label)) for strip in self.strips)
        rows = "".join(f"\n  {one} | {other}: {label}" for (one, other), label in labels)
        gaps = "".join(f"\n  borders begin or end between {low} and {high}" for low, high in self.open)
        return f"Surfaces({', '.join(str(axis.symbol) for axis in self.axes)}){rows}{gaps}"


def surfaces(
    model_or_game: Model | Situation, x: AxisLike, y: AxisLike, z: AxisLike, *, slices: int = 9, **settings: Any
) -> Surfaces:
    """Return the surfaces between regimes in the space of three parameters.

    Exact maps of the first two parameters are made at equidistant values of the third, and borders with the same
    regimes and the same meaning in neighbouring ones are spanned.  A surface is exact in every slice; where borders are
    straight its rulings are straight, too.

    Parameters
    ----------
    model_or_game
        What to map.
    x, y, z
        ``(parameter, lower, upper)`` each.
    slices
        How many maps, 2 to 65.
    **settings
        ``at``, ``concept``, ``rule`` and ``limits`` as for :func:`coopgame.phase_diagram`.

    Raises
    ------
    DiagramError
        An axis is wrong, or there are too few or too many slices.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting()
    >>> space = cg.surfaces(model, ("p", 0, 10), ("b", 0, 10), ("delta", "1/4", "1/2"), slices=3)
    >>> space.strips[0].names, space.strips[0].label
    (('capture', 'cooperation'), Eq(p, V*delta + k_K))
    """
    _check_count(slices)
    third = _third(model_or_game, (x, y, z), settings)
    step = (third.upper - third.lower) / (slices - 1)
    values = [third.lower + step * n for n in range(slices)]
    made = facets(model_or_game, x, y, over={third.symbol: values}, **settings)
    strips: list[Strip] = []
    gaps = []
    for (low, one), (high, other) in pairwise(zip(values, made.diagrams, strict=True)):
        found, whole = _spanned(_keyed(one.boundaries), _keyed(other.boundaries), (low, high))
        name_of = one.origin.name_of
        strips += [replace(s, names=(name_of(s.between[0]), name_of(s.between[1]))) for s in found]
        gaps += [] if whole else [(low, high)]
    return Surfaces(made, third, tuple(strips), tuple(gaps))


def _check_count(slices: Any) -> None:
    if isinstance(slices, bool) or not isinstance(slices, int) or not 2 <= slices <= 65:
        raise DiagramError(f"slices: expected a whole number from 2 to 65, got {slices!r}.")


def _third(model: Any, axes: tuple[Any, Any, Any], settings: Mapping[str, Any]) -> Axis:
    """Return the third axis, checked like the others."""
    x, y, z = axes
    if isinstance(y, str) or not isinstance(y, tuple | list) or len(y) != 3:
        raise DiagramError(f"y: expected (parameter, lower, upper), got {y!r}.")
    kept = {name: value for name, value in settings.items() if name in ("concept", "rule")}
    return prepare(model, z, x, at={**dict(settings.get("at") or {}), y[0]: y[1]}, **kept).x


def _keyed(boundaries: tuple[Boundary, ...]) -> dict[tuple[Any, str], list[Boundary]]:
    keyed: dict[tuple[Any, str], list[Boundary]] = {}
    for border in boundaries:
        keyed.setdefault((border.between, border.meaning), []).append(border)
    return keyed


def _spanned(
    lower: dict[tuple[Any, str], list[Boundary]],
    upper: dict[tuple[Any, str], list[Boundary]],
    heights: tuple[sympy.Rational, sympy.Rational],
) -> tuple[list[Strip], bool]:
    """Return the strips between two slices, and whether every border has its counterpart."""
    strips = []
    whole = lower.keys() == upper.keys()
    for key in lower.keys() & upper.keys():
        ones, others = (sorted(side[key], key=lambda b: b.path[0]) for side in (lower, upper))
        whole &= len(ones) == len(others)
        for one, other in zip(ones, others, strict=False):
            paths = _paired(one.path, other.path)
            ends = [tuple((*point, height) for point in path) for path, height in zip(paths, heights, strict=True)]
            label = one.meaning if one.formula is None else one.formula
            strips.append(Strip(key[0], ("", ""), label, ends[0], ends[1]))
    return sorted(strips, key=lambda s: (s.between, str(s.label), s.lower)), whole


def _paired(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[list[Any], list[Any]]:
    """Return as many points of both borders, in the same direction."""
    if _apart(one[0], other[0]) + _apart(one[-1], other[-1]) > _apart(one[0], other[-1]) + _apart(one[-1], other[0]):
        other = other[::-1]
    count = 2 if len(one) == len(other) == 2 else _CORNERS
    return _picked(one, count), _picked(other, count)


def _picked(path: tuple[Any, ...], count: int) -> list[Any]:
    return [path[round(n * (len(path) - 1) / (count - 1))] for n in range(count)]


def _apart(one: Any, other: Any) -> Any:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
