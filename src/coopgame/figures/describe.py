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
    axes = f"Horizontal axis: {_range(diagram.x)}."
    if diagram.y is not None:
        axes += f" Vertical axis: {_range(diagram.y)}."
    parts = [title, axes, _regions(cells, whole="area" if diagram.y is not None else "length")]
    if diagram.outside:
        parts.append("The rest of the box is outside the parameter space.")
    if diagram.undecided:
        parts.append("On narrow dark bands between regions it is not decided which regimes are possible.")
    parts += [_neighbours(diagram, cells), _points(diagram)]
    for thin in diagram.thin:
        where = "on a line" if len(thin.path) > 1 else f"at {_at(*thin.path[0], diagram)}"
        parts.append(f"{capitalised(' or '.join(thin.regimes)) or 'No equilibrium'} is possible only {where}.")
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
    if max(counts, default=0) > 1:
        parts.append("Stripes mark several equilibria.")
    if 0 in counts:
        parts.append("Cross-lines mark parameters without an equilibrium.")
    if diagram.points:
        parts.append("Dots mark the points where three or more regimes meet.")
    if diagram.status == "numerical":
        parts.append("Computed in floating point; borders are interpolated between points.")
        parts += ["Nothing is computed in the dark parts."] if diagram.undecided else []
    elif diagram.undecided:
        parts.append("Dark bands are not decided; everything else is proved.")
    if name_key:
        parts.append("Regions: " + ", ".join(f"{key} {cell.name}" for key, cell in name_key.items()) + ".")
    if formula_key:
        parts.append("Boundaries: " + ", ".join(f"{key}: {curve.text}" for key, curve in formula_key.items()) + ".")
    return " ".join(parts)


def _range(axis: AxisLike) -> str:
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
