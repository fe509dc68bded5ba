"""Phase diagrams as tables: LaTeX, HTML and plain text."""

from __future__ import annotations

from coopgame.export.latex import condition, math, tabular, text
from coopgame.expressions.typeset import array, formula, words
from coopgame.notebook import table
from coopgame.results.map_like import MapLike
from coopgame.results.parts import Enclosure


def diagram_table(diagram: MapLike) -> str:
    """Return three tables: sets of regimes with conditions and areas, regimes with exact conditions, and borders."""
    sets = (
        [text(diagram.origin.name_of(own)), condition(diagram.condition(*own)), printed_size(diagram.area(*own))]
        for own in diagram.sets
    )
    size = "area" if diagram.y is not None else "length"
    tables = [tabular("llr", ["regimes", "if, off the borders", size], sets)]
    sets_of = [*(region.regimes for region in diagram.regions), *(thin.regimes for thin in diagram.thin)]
    occurring = sorted({regime for own in sets_of for regime in own})
    exact = ([text(name), condition(diagram.possible(name))] for name in occurring)
    if occurring:
        tables.append(tabular("ll", ["regime", "if and only if, ties included"], exact))
    borders = dict.fromkeys(
        (math(b.formula if b.formula is not None else b.equation), math(b.equation), text(b.meaning))
        for b in diagram.boundaries
    )
    if borders:
        tables.append(tabular("lll", ["border", "here", "where"], borders))
    return "\n\n".join(tables)


def printed_size(area: Enclosure) -> str:
    """Return an exact area as it is, else the digits that are certain."""
    return math(area.lower) if area.exact else f"${area}$"


def diagram_html(diagram: MapLike) -> str:
    """Return the regions with areas and conditions as a table for notebooks."""
    rows = ((r.name, r.area, r.condition) for r in diagram.regions)
    size = "area" if diagram.y is not None else "length"
    return table(("regimes", size, "condition"), rows, caption=f"{diagram.origin.concept.name}, {diagram.status}")


def diagram_array(diagram: MapLike) -> str:
    """Return the regions with conditions as mathematics for notebooks."""
    rows = ([words(r.name), formula(r.condition)] for r in diagram.regions)
    return array([words("regimes"), words("condition")], rows)


def diagram_words(diagram: MapLike) -> str:
    """Return the axes and the regions with areas and conditions as plain text."""
    axes = " × ".join(f"{a.symbol} in [{a.lower}, {a.upper}]" for a in (diagram.x, diagram.y) if a is not None)
    rows = "".join(f"\n  {r.name}: area {r.area}, {r.condition}" for r in diagram.regions)
    extra = f"\n  {len(diagram.thin)} thin sets" if diagram.thin else ""
    return f"PhaseDiagram({axes}; {diagram.origin.concept.name}; {diagram.status}){rows}{extra}"
