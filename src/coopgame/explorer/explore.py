"""From a map to a page: check, solve, write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from coopgame.errors import FigureError, LimitError
from coopgame.explorer.content import content_of
from coopgame.explorer.sliders import sliders_of
from coopgame.explorer.subject import Subject
from coopgame.explorer.writing import page_of

#: How many bytes a page may have.
MOST_BYTES: Final = 500_000


@dataclass(frozen=True)
class Explorer:
    """A page that was written.

    Attributes
    ----------
    path
        Where it is.
    size
        Its bytes.
    status
        ``"exact"`` where the page draws exact maps, since every condition is linear in the two axes; ``"numerical"``
        where it follows borders numerically.
    sliders
        The names of the sliders.

    Examples
    --------
    >>> import coopgame as cg, tempfile, pathlib
    >>> d = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = d.explore(pathlib.Path(folder) / "map.html", sliders=["delta", ("V", 5, 15)])
    >>> page.status, page.sliders, page.size < 500_000
    ('exact', ('delta', 'V'), True)
    """

    path: Path
    size: int
    status: str
    sliders: tuple[str, ...]


def explore(subject: Subject, path: str | Path, sliders: Iterable[Any] | None = None) -> Explorer:
    """Write a page.

    Parameters
    ----------
    subject
        What is explored.
    path
        Where to write; the name ends in ``.html``.
    sliders
        Parameters with finite bounds, or ``(parameter, lower, upper)``; by default every fixed parameter with finite
        bounds.

    Raises
    ------
    FigureError
        The name does not end in ``.html``, or the folder does not exist.
    DiagramError, ParameterError
        A slider is unknown, an axis, without finite bounds, reversed, given twice, or there are too many.
    LimitError
        The model has more possible equilibria or longer conditions than a page can hold.
    """
    target = Path(path)
    if target.suffix.lower() not in (".html", ".htm"):
        raise FigureError(f"explore: {target.name!r} does not end in .html.")
    if not target.parent.is_dir():
        raise FigureError(f"explore: the folder {str(target.parent)!r} does not exist.")
    axes = [axis.symbol for axis in subject.axes]
    chosen = sliders_of(sliders, subject.space, subject.fixed, axes, subject.used)
    content = content_of(subject, chosen)
    page = page_of(content).encode("utf-8")
    if len(page) > MOST_BYTES:
        raise LimitError(
            f"explore: the page would have {len(page)} bytes, more than {MOST_BYTES}; take fewer sliders or fix more "
            "parameters."
        )
    target.write_bytes(page)
    return Explorer(target, len(page), str(content["status"]), tuple(slider.symbol.name for slider in chosen))
