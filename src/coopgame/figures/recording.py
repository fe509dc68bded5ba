"""The words that go with a figure: alternative text, caption, keys, notes, and what could not be placed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from coopgame.figures.arrows import arrow_key, arrow_words
from coopgame.figures.composing import Composition
from coopgame.figures.describe import alt_text, caption, keyed_formulas
from coopgame.figures.describe_cases import case_key, case_words
from coopgame.figures.palette import colour_distances, repeated_colours
from coopgame.figures.protocol import DiagramLike
from coopgame.figures.writing import Record

_FEW = 40
"""How many vertices of a region are still worth reading."""


def record_of(made: Composition) -> Record:
    """Return the words that go with a figure."""
    diagram, scene, layout, overlays = made.diagram, made.scene, made.layout, made.overlays
    words = [alt_text(diagram, scene.cells), *arrow_words(diagram, overlays.arrows, scene.arrows)]
    lines = [caption(diagram, layout.formula_key, layout.name_key), *arrow_key(scene.arrows)]
    if scene.ramp is not None:
        words.append(f"Beneath the borders {scene.ramp.text}, in place of the fills of the regions.")
        lines.append(f"Beneath the borders {scene.ramp.text}.")
    return Record(
        title=diagram.title.strip() or "Phase diagram",
        alt_text=" ".join([*words, *case_words(diagram, overlays.cases)]),
        caption=" ".join([*lines, *case_key(overlays.cases, layout.case_key)]),
        status=diagram.status,
        provenance=MappingProxyType({str(k): str(v) for k, v in sorted(diagram.provenance.items())}),
        key=MappingProxyType(keyed_formulas(layout.formula_key)),
        colour_distances=colour_distances(made.colours),
        unplaced=layout.unplaced,
        notes=(*layout.notes, *colour_notes(made.colours), *thin_notes(diagram)),
        geometry=tuple(exact_geometry(diagram)),
        colour_names=colour_names(made.colours),
    )


def colour_names(colours: Mapping[str, str]) -> Mapping[str, str]:
    """Return a name for each colour that TeX can read, made of the name of its regime."""
    names: dict[str, str] = {}
    for number, (regime, colour) in enumerate(colours.items(), start=1):
        letters = "".join(c for c in regime.casefold() if c.isascii() and c.isalpha())
        taken = letters in names.values() or not letters
        names.setdefault(colour, f"{letters}{number}" if taken else letters)
    return MappingProxyType({colour: f"cg{name}" for colour, name in names.items()})


def exact_geometry(diagram: DiagramLike) -> Iterable[str]:
    """Yield exact vertices of straight regions and the exact points where regions meet, one to a line."""
    for region in diagram.regions:
        polygon = region.polygon()
        rings = [polygon.exterior, *polygon.holes]
        if sum(len(ring) for ring in rings) <= _FEW:
            said = "; ".join(" ".join(f"({x}, {y})" for x, y in ring) for ring in rings)
            yield f"region {region.name}: {said}"
        else:
            yield f"region {region.name}: curved, flattened to a hundredth of a point"
    for point in diagram.points:
        yield f"point {point.name}: ({point.x}, {point.y})"


def colour_notes(colours: Mapping[str, str]) -> Iterable[str]:
    """Yield which regimes share a colour, so that none does so silently."""
    for names in repeated_colours(colours):
        yield f"colours repeat: {', '.join(names)} share one; tell them apart by name"


def thin_notes(diagram: DiagramLike) -> Iterable[str]:
    """Yield which regimes have no region of their own, each once."""
    for regimes, is_line in dict.fromkeys((thin.regimes, len(thin.path) > 1) for thin in diagram.thin):
        where = "on a line" if is_line else "at a point"
        yield f"{' or '.join(regimes)}: possible only {where}, so it has no region of its own"
