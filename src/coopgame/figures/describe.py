"""Say in words what the figure shows: the alternative text and the caption, from the data and not from the drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coopgame.figures.mathtext import plain
from coopgame.figures.place_formulas import Curve
from coopgame.figures.protocol import AxisLike, BoundaryLike, DiagramLike
from coopgame.figures.scene import Cell
from coopgame.figures.text import capitalised


def listed(items: Sequence[str]) -> str:
    """Return items as an English list.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def alt_text(diagram: DiagramLike, cells: Sequence[Cell]) -> str:
    """Return one paragraph that says what the figure shows.

    Parameters
    ----------
    diagram
        The diagram.
    cells
        Its regions with their names and shares of the area.

    Returns
    -------
    str
        Axes with their ranges, regions with shares of the area in per cent, neighbours, points, and what has no area.
    """
    kind = "Phase diagram" if diagram.y is not None else "Map of one parameter"
    title = f"{kind}: {diagram.title.strip().rstrip('.')}." if diagram.title.strip() else f"{kind}."
    axes = f"Horizontal axis: {said_range(diagram.x)}."
    if diagram.y is not None:
        axes += f" Vertical axis: {said_range(diagram.y)}."
    parts = [title, axes, _regions(cells, whole="area" if diagram.y is not None else "length")]
    if diagram.outside:
        parts.append("The rest of the box is outside the parameter space.")
    if diagram.undecided:
        parts.append("On narrow dark bands between regions it is not decided which regimes are possible.")
    parts += [_neighbours(diagram, cells), _points(diagram)]
    places = [(t.regimes, "on a line" if len(t.path) > 1 else f"at {_at(*t.path[0], diagram)}") for t in diagram.thin]
    for regimes, where in dict.fromkeys(places):
        parts.append(f"{capitalised(' or '.join(regimes)) or 'No equilibrium'} is possible only {where}.")
    return " ".join(part for part in parts if part)


def caption(diagram: DiagramLike, formula_key: Mapping[str, Curve], name_key: Mapping[str, Cell]) -> str:
    """Return a caption for print.

    Parameters
    ----------
    diagram
        The diagram.
    formula_key
        Curves whose equations did not fit, by their Γ.
    name_key
        Regions whose names did not fit, by their number.

    Returns
    -------
    str
        What is shown, how to read it, and the keys.
    """
    plane = str(diagram.x.symbol) if diagram.y is None else f"{diagram.x.symbol}, {diagram.y.symbol}"
    text = diagram.title.strip().rstrip(".") or f"Equilibrium regimes in the parameters {plane}"
    parts = [f"{text}."]
    counts = {len(region.regimes) for region in diagram.regions}
    parts += _reading(counts, points=bool(diagram.points))
    if diagram.status == "numerical":
        parts.append("Computed in floating point; borders are interpolated between points.")
        parts += ["Nothing is computed in the dark parts."] if diagram.undecided else []
    elif diagram.undecided:
        parts.append("Dark bands are not decided; everything else is proved.")
    return " ".join([*parts, *_keys(formula_key, name_key)])


def facets_alt_text(
    diagrams: Sequence[DiagramLike], cells: Sequence[Sequence[Cell]], named: Sequence[str], title: str
) -> str:
    """Return one paragraph that says what the panels of a figure show, one after the other.

    Parameters
    ----------
    diagrams, cells
        The diagrams with their regions.
    named
        Letter and values of each panel.
    title
        The title of the figure, or an empty string.
    """
    first = diagrams[0]
    parts = [f"{len(diagrams)} phase diagrams side by side{f': {title}' if title else ''}."]
    parts.append(f"Horizontal axes: {said_range(first.x)}.")
    if first.y is not None:
        parts.append(f"Vertical axes: {said_range(first.y)}.")
    whole = "area" if first.y is not None else "length"
    for diagram, own, name in zip(diagrams, cells, named, strict=True):
        parts.append(f"Panel {name}. {_regions(own, whole=whole)} {_points(diagram)}".rstrip())
    return " ".join(parts)


def facet_caption(
    diagrams: Sequence[DiagramLike],
    named: Sequence[str],
    keys: tuple[Mapping[str, Curve], Mapping[str, Cell]],
    title: str,
) -> str:
    """Return a caption for the panels of a figure: what varies, how to read it, and the keys.

    Parameters
    ----------
    diagrams
        The diagrams.
    named
        Letter and values of each panel.
    keys
        Equations by their Γ and regions by their number.
    title
        The title of the figure, or an empty string.
    """
    first = diagrams[0]
    plane = str(first.x.symbol) if first.y is None else f"{first.x.symbol}, {first.y.symbol}"
    parts = [f"{title or f'Equilibrium regimes in the parameters {plane}'}: {'; '.join(named)}."]
    counts = {len(region.regimes) for diagram in diagrams for region in diagram.regions}
    return " ".join([*parts, *_reading(counts, points=any(d.points for d in diagrams)), *_keys(*keys)])


def _reading(counts: set[int], *, points: bool) -> list[str]:
    """Return how stripes, cross-lines and dots are read."""
    said = ["Stripes mark several equilibria."] if max(counts, default=0) > 1 else []
    said += ["Cross-lines mark parameters without an equilibrium."] if 0 in counts else []
    return [*said, "Dots mark the points where three or more regimes meet."] if points else said


def _keys(formulas: Mapping[str, Curve], names: Mapping[str, Cell]) -> list[str]:
    said = []
    if names:
        said.append("Regions: " + ", ".join(f"{key} {cell.name}" for key, cell in names.items()) + ".")
    if formulas:
        said.append("Boundaries: " + ", ".join(f"{key}: {curve.text}" for key, curve in formulas.items()) + ".")
    return said


def said_range(axis: AxisLike) -> str:
    """Return a parameter with its meaning and its range, in words."""
    symbol = str(axis.symbol)
    name = f"{axis.meaning.strip()}, {symbol}" if axis.meaning.strip() else symbol
    return f"{name}, from {_number(axis.lower)} to {_number(axis.upper)}"


def _number(value: Any) -> str:
    """Return a number as a reader would say it, with at most four significant digits."""
    return f"{float(value):.4g}"


def _share(share: float) -> str:
    per_cent = 100 * share
    if 0 < per_cent < 0.1:
        return "less than 0.1 per cent"
    return f"{per_cent:.1f} per cent"


def _regions(cells: Sequence[Cell], *, whole: str) -> str:
    """Return the sentence on the regions, the largest first; regions of one name are counted together."""
    shares: dict[str, list[float]] = {}
    for cell in cells:
        shares.setdefault(cell.name, []).append(cell.share)
    order = sorted(shares.items(), key=lambda item: (-round(sum(item[1]), 12), item[0]))
    said = [
        f"{name} ({f'{len(parts)} regions, ' if len(parts) > 1 else ''}{_share(sum(parts))})" for name, parts in order
    ]
    number = "One region" if len(cells) == 1 else f"{len(cells)} regions"
    return f"{number}, with shares of the {whole}: {listed(said)}." if cells else "There are no regions."


def _neighbours(diagram: DiagramLike, cells: Sequence[Cell]) -> str:
    """Return the sentence on which regions meet along which boundaries."""
    names = {cell.regimes: cell.name for cell in cells}
    pairs: dict[tuple[str, str], list[BoundaryLike]] = {}
    for boundary in diagram.boundaries:
        one, other = sorted(names.get(r, " or ".join(r) or "no equilibrium") for r in boundary.between)
        pairs.setdefault((one, other), []).append(boundary)
    said = []
    for (one, other), shared in sorted(pairs.items()):
        meant = (b.equation if b.formula is None else b.formula for b in shared)
        equations = dict.fromkeys(plain(equation) for equation in meant if equation is not None)
        said.append(f"{one} and {other}{f' ({listed(list(equations))})' if equations else ''}")
    return f"Neighbours: {'; '.join(said)}." if said else ""


def _points(diagram: DiagramLike) -> str:
    said = [f"{point.name.replace('_', '')} at {_at(point.x, point.y, diagram)}" for point in diagram.points]
    return f"{'Triple points' if len(said) > 1 else 'Triple point'}: {listed(said)}." if said else ""


def _at(x: Any, y: Any, diagram: DiagramLike) -> str:
    place = f"{diagram.x.symbol} = {_number(x)}"
    return place if diagram.y is None else f"{place}, {diagram.y.symbol} = {_number(y)}"


def keyed_formulas(formula_key: Mapping[str, Curve]) -> dict[str, str]:
    """Return the key of the equations as plain text."""
    return {key: curve.text for key, curve in formula_key.items()}
