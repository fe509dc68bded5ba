"""Which layers of a phase diagram are drawn, and with which options.

A layer is given as ``True``, ``False`` or a mapping of its own options::

    diagram.plot(points=False, formulas={"numeric": True}, legend={"columns": 1})
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from coopgame.errors import FigureError, did_you_mean
from coopgame.figures.style import FORMULA_SIZE, LEGEND_SIZE, NAME_SIZE, POINT_SIZE

Layer = bool | Mapping[str, Any]
"""``True``, ``False`` or the options of a layer."""

_OPTIONS: Final[Mapping[str, Mapping[str, Any]]] = {
    "names": {"size": NAME_SIZE, "leaders": True},
    "formulas": {"size": FORMULA_SIZE, "numeric": False},
    "points": {"size": POINT_SIZE, "names": True},
    "legend": {"size": LEGEND_SIZE, "columns": 0, "regimes": False},
    "title": {"text": ""},
}
_RANGES: Final[Mapping[str, tuple[float, float]]] = {"size": (5, 24), "columns": (0, 6)}


@dataclass(frozen=True)
class Layers:
    """The layers of a figure that lie over the filled regions.

    Parameters
    ----------
    names
        Names of the regions.  Options: ``size`` in points; ``leaders`` whether a name may stand outside its region.
    formulas
        Equations of the boundaries.  Options: ``size``; ``numeric`` to print numbers instead of symbols.
    points
        Points where three or more regions meet.  Options: ``size``; ``names`` whether to print T₁, T₂ and so on.
    legend
        The legend beneath the axes.  Options: ``size``; ``columns`` (0 chooses); ``regimes`` to list all fills.
    title
        The title above the axes.  Option: ``text``, the title of the diagram when empty.

    Raises
    ------
    FigureError
        A layer is neither a bool nor a mapping, or has an option or value that is not known.

    Examples
    --------
    >>> Layers(formulas={"numeric": True}).option("formulas", "numeric")
    True
    >>> Layers(points=False).shows("points")
    False
    """

    names: Layer = field(default=True)
    formulas: Layer = field(default=True)
    points: Layer = field(default=True)
    legend: Layer = field(default=True)
    title: Layer = field(default=False)

    def __post_init__(self) -> None:
        for layer, options in _OPTIONS.items():
            given = getattr(self, layer)
            if isinstance(given, bool):
                continue
            if not isinstance(given, Mapping):
                raise FigureError(
                    f"Layer {layer!r} is {given!r}; expected True, False or a dict with some of: {', '.join(options)}."
                )
            for option, value in given.items():
                _check(layer, str(option), value)

    @classmethod
    def named(cls, **layers: Layer) -> Layers:
        """Return the layers given by name, with a helpful error for a name that is no layer.

        Examples
        --------
        >>> Layers.named(legend=False).shows("legend")
        False
        """
        for name in layers:
            if name not in _OPTIONS:
                raise FigureError(f"{name!r} is no layer of a phase diagram.{did_you_mean(name, _OPTIONS)}")
        return cls(**layers)

    def shows(self, layer: str) -> bool:
        """Return whether a layer is drawn; a mapping of options, even an empty one, asks for it."""
        given = getattr(self, layer)
        return given if isinstance(given, bool) else True

    def option(self, layer: str, option: str) -> Any:
        """Return an option of a layer, or its default."""
        given = getattr(self, layer)
        default = _OPTIONS[layer][option]
        return default if isinstance(given, bool) else given.get(option, default)


def _check(layer: str, option: str, value: object) -> None:
    """Refuse an option that the layer does not have, or a value of the wrong kind."""
    options = _OPTIONS[layer]
    if option not in options:
        raise FigureError(f"Layer {layer!r} has no option {option!r}.{did_you_mean(option, options)}")
    default = options[option]
    if isinstance(default, bool | str):
        kind = type(default)
        if not isinstance(value, kind):
            raise FigureError(f"Option {option!r} of layer {layer!r} is {value!r}; expected a {kind.__name__}.")
        return
    low, high = _RANGES[option]
    whole = isinstance(default, int)
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or not low <= value <= high:
        number = "a whole number" if whole else "a number"
        raise FigureError(f"Option {option!r} of layer {layer!r} is {value!r}; expected {number} from {low} to {high}.")
