"""Write a figure to a file: byte-identical from run to run, described, and never half written."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from matplotlib.figure import Figure

from coopgame.errors import FigureError, did_you_mean
from coopgame.figures.style import printing
from coopgame.figures.tikz import tikz
from coopgame.figures.tikz_words import document

_DPI: Final = 300
_CREATOR: Final = "coopgame"


@dataclass(frozen=True)
class Record:
    """What is embedded in a file and written beside it.

    Parameters
    ----------
    title, alt_text, caption, status
        What the figure shows, and whether it is exact.
    provenance, key, colour_distances
        Where it comes from, and how to read it.
    notes
        What stands in the key instead of in the map, what has no area, which colours repeat.
    unplaced
        What could not be placed.
    geometry
        Exact vertices, as comments of TikZ.
    colour_names
        Names of colours in TikZ, by hexadecimal code.
    """

    title: str
    alt_text: str
    caption: str
    status: str
    provenance: Mapping[str, str]
    key: Mapping[str, str]
    colour_distances: Mapping[tuple[str, str], float]
    unplaced: tuple[str, ...]
    notes: tuple[str, ...] = ()
    geometry: tuple[str, ...] = ()
    colour_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def keywords(self) -> str:
        """The provenance on one line."""
        facts = {**self.provenance, "status": self.status}
        return "; ".join(f"{name}: {value}" for name, value in sorted(facts.items()))

    def sidecar(self) -> bytes:
        """Return the record as JSON."""
        distances = {" / ".join(pair): round(value, 2) for pair, value in self.colour_distances.items()}
        content = {
            "title": self.title,
            "alt_text": self.alt_text,
            "caption": self.caption,
            "status": self.status,
            "provenance": dict(sorted(self.provenance.items())),
            "key": dict(self.key),
            "colour_distances": distances,
            "unplaced": list(self.unplaced),
            "notes": list(self.notes),
        }
        return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def render(figure: Figure, kind: str, record: Record, *, dpi: int = _DPI) -> bytes:
    """Return a figure as the bytes of a file.

    Parameters
    ----------
    figure
        The figure.
    kind
        ``pdf``, ``svg`` or ``png``.
    record
        What is embedded.
    dpi
        The resolution of a PNG.

    Returns
    -------
    bytes
        The same bytes in every run with the same versions of the libraries.
    """
    metadata, finish = _FORMATS[kind]
    buffer = BytesIO()
    with printing():
        # A tight box would change the width of the page, which is the width of the column.
        figure.savefig(buffer, format=kind, dpi=dpi, bbox_inches=None, metadata=metadata(record))
    return finish(buffer.getvalue(), record)


def tex_of(figure: Figure, record: Record) -> bytes:
    """Return a figure as a document of LaTeX whose only page it is."""
    width, height = figure.get_size_inches() * 72
    return document(picture_of(figure, record), (width, height), record.title, record.alt_text).encode()


def picture_of(figure: Figure, record: Record) -> str:
    """Return a figure as a ``tikzpicture``, with what it shows and where it comes from as comments."""
    with printing():
        return tikz(figure, names=record.colour_names, remarks=(record.alt_text, record.keywords, *record.geometry))


def write(figure: Figure, path: str | os.PathLike[str], record: Record, *, sidecar: bool) -> Path:
    """Write a figure, and its record beside it.

    Parameters
    ----------
    figure
        The figure.
    path
        Where to; the ending says in which format.
    record
        What is embedded and written beside.
    sidecar
        Whether to write the record.

    Returns
    -------
    Path
        The path of the figure.

    Raises
    ------
    FigureError
        The ending is unknown, the folder is missing, or a file cannot be written.
    """
    target = Path(path)
    kind = target.suffix.lower().lstrip(".")
    if kind not in (*_FORMATS, "tex"):
        near = did_you_mean(kind, (*_FORMATS, "tex"))
        raise FigureError(f"Cannot write {target.name!r}: expected a name that ends in .pdf, .svg, .png or .tex.{near}")
    if not target.parent.is_dir():
        raise FigureError(f"Cannot write {target.name!r}: the folder {str(target.parent)!r} does not exist.")
    files = {target: tex_of(figure, record) if kind == "tex" else render(figure, kind, record)}
    if sidecar:
        files[_free(target.with_suffix(".json"))] = record.sidecar()
    _replace_all(files)
    return target


def _free(path: Path) -> Path:
    """Return the path of a record, which may replace an earlier record but nothing else of the user's."""
    if not path.exists():
        return path
    try:
        known = json.loads(path.read_bytes())
        ours = isinstance(known, dict) and {"alt_text", "provenance"} <= known.keys()
    except (OSError, ValueError):
        ours = False
    if not ours:
        raise FigureError(
            f"{path.name!r} exists and is not the record of a figure; move it, choose another name for the figure, or "
            "save with sidecar=False."
        )
    return path


def _replace_all(files: Mapping[Path, bytes]) -> None:
    """Write files beside their targets first and move them all into place last, or leave everything as it was."""
    mark = secrets.token_hex(4)
    staged = {target: target.with_name(f".{target.name}.{mark}") for target in files}
    try:
        for target, temporary in staged.items():
            with temporary.open("xb") as stream:
                stream.write(files[target])
        for target, temporary in staged.items():
            temporary.replace(target)
    except OSError as error:
        raise FigureError(f"Cannot write {', '.join(str(target) for target in files)}: {error.strerror}.") from error
    finally:
        for temporary in staged.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def _pdf_metadata(record: Record) -> dict[str, Any]:
    return {
        "Title": record.title,
        "Subject": record.alt_text,
        "Keywords": record.keywords,
        "Creator": _CREATOR,
        "CreationDate": None,
    }


def _svg_metadata(record: Record) -> dict[str, Any]:
    return {"Description": record.alt_text, "Keywords": [record.keywords], "Creator": _CREATOR, "Date": None}


def _png_metadata(record: Record) -> dict[str, Any]:
    return {
        "Title": record.title,
        "Description": record.alt_text,
        "Keywords": record.keywords,
        "Provenance": json.dumps(dict(sorted(record.provenance.items())), ensure_ascii=False),
        "Software": _CREATOR,
    }


def _accessible(content: bytes, record: Record) -> bytes:
    """Return an SVG whose root is an image with a title and a description for those who cannot see it."""
    head, root, rest = content.decode().partition("<svg ")
    opening, close, body = rest.partition(">")
    named = f'role="img" aria-labelledby="figure-title figure-description" {opening}'
    words = (
        f'\n <title id="figure-title">{escape(record.title)}</title>'
        f'\n <desc id="figure-description">{escape(record.alt_text)}</desc>'
    )
    return f"{head}{root}{named}{close}{words}{body}".encode()


def _unchanged(content: bytes, record: Record) -> bytes:
    del record
    return content


_FORMATS: Final[
    Mapping[str, tuple[Callable[[Record], dict[str, Any]], Callable[[bytes, Record], bytes]]]
] = {
    "pdf": (_pdf_metadata, _unchanged),
    "svg": (_svg_metadata, _accessible),
    "png": (_png_metadata, _unchanged),
}  # fmt: skip
