"""What it takes to make a map again, as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from coopgame._version import __version__
from coopgame.results.origin import Origin
from coopgame.results.parts import Axis


class Made(Protocol):
    """A map with where it comes from."""

    @property
    def x(self) -> Axis:
        """The horizontal axis."""

    @property
    def y(self) -> Axis | None:
        """The vertical axis."""

    @property
    def origin(self) -> Origin:
        """What was mapped."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def reading(self) -> str:
        """Which reading of the theory it uses."""

    @property
    def status(self) -> str:
        """Whether it is exact."""


def provenance_of(diagram: Made) -> Mapping[str, str]:
    """Return software, model, concept, axes and parameters of a map; title and reading where it has them."""
    origin = diagram.origin
    fixed = ", ".join(f"{s} = {v}" for s, v in sorted(origin.fixed.items(), key=lambda item: item[0].name))
    axes = [f"{a.symbol} from {a.lower} to {a.upper}" for a in (diagram.x, diagram.y) if a is not None]
    named = {"title": diagram.title, "reading": diagram.reading}
    return {key: words for key, words in named.items() if words} | {
        "software": f"coopgame {__version__}",
        "model": origin.citation or repr(origin.game),
        "concept": origin.concept.name,
        "axes": "; ".join(axes),
        "parameters": fixed,
        "status": diagram.status,
    }
