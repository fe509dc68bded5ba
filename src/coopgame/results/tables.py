"""Phase diagrams as LaTeX tables."""

from __future__ import annotations

from coopgame.export.latex import condition, math, tabular, text
from coopgame.results.map_like import MapLike


def diagram_table(diagram: MapLike) -> str:
    """Return two tables: the sets of possible regimes with conditions and areas, and the borders between them."""
    sets = (
        [text(diagram.origin.name_of(own)), condition(diagram.condition(*own)), math(diagram.area(*own).lower)]
        for own in diagram.sets
    )
    size = "area" if diagram.y is not None else "length"
    regions = tabular("llr", ["regime", "if", size], sets)
    if not diagram.boundaries:
        return regions
    borders = dict.fromkeys(
        (math(b.formula if b.formula is not None else b.equation), math(b.equation), text(b.meaning))
        for b in diagram.boundaries
    )
    return regions + "\n\n" + tabular("lll", ["border", "here", "where"], borders)
