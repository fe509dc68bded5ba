"""Place every text of a diagram: points first, then names and equations, then what found no room where it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log
from types import MappingProxyType
from typing import Final

from shapely.geometry.base import BaseGeometry

from coopgame.figures.layers import Layers
from coopgame.figures.place_beside import place_beside
from coopgame.figures.place_cases import place_cases
from coopgame.figures.place_formulas import Curve, place_formula, place_keys
from coopgame.figures.place_names import hearts, name_blocks, place_inside
from coopgame.figures.place_points import discs, place_points
from coopgame.figures.scene import Cell, Scene
from coopgame.figures.search import MARGIN, Search
from coopgame.figures.text import Block, Label

_PLATE_SHARE: Final = 0.22
"""Largest share of a textured region that the plate of its name may hide."""
_KEY_SIZE: Final = 7.0
_MANY: Final = 9
_COMPACT: Final = 3.0
"""Width by height of the block that stands best beside its region."""
_LONGEST: Final = 0.62
"""Share of the width of the axes beyond which an equation is better read in the legend."""
_SUBSCRIPTS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(frozen=True)
class Layout:
    """Where every text stands.

    Parameters
    ----------
    names
        Labels of regions by the number of the region.
    formulas
        Labels of curves by the number of the curve.
    points
        Labels of points.
    name_key
        Names printed in the legend, by their number there; the last item of each value is a cell it stands for.
    cases
        Labels of cases by the number of the case.
    case_key
        Names of cases printed in the legend, by their letter there.
    formula_key
        Curves whose equations are printed in the legend, by their Γ.
    unplaced
        What could not be placed where it belongs, in words.
    """

    names: Mapping[int, Label] = field(default_factory=dict)
    formulas: Mapping[int, Label] = field(default_factory=dict)
    points: tuple[Label, ...] = ()
    name_key: Mapping[str, Cell] = field(default_factory=dict)
    cases: Mapping[int, Label] = field(default_factory=dict)
    case_key: Mapping[str, str] = field(default_factory=dict)
    formula_key: Mapping[str, Curve] = field(default_factory=dict)
    unplaced: tuple[str, ...] = ()

    def labels(self) -> tuple[Label, ...]:
        """Return all labels."""
        return (*self.names.values(), *self.formulas.values(), *self.points, *self.cases.values())


def arrange(scene: Scene, curves: Sequence[Curve], layers: Layers) -> Layout:
    """Return the places of all texts.

    Parameters
    ----------
    scene
        The diagram in points.
    curves
        Its curves.
    layers
        The layers that are shown, with their options.

    Returns
    -------
    Layout
        The places, and what found none.
    """
    layout = Layout()
    taken = tuple(mark.body for mark in scene.marks)
    if layers.shows("points"):
        taken += tuple(discs(scene.spots))
        if layers.option("points", "names"):
            points, missing = place_points(scene, layers.option("points", "size"))
            words = tuple(f"point {name}: no room for its name beside it" for name in missing)
            layout = replace(layout, points=tuple(points), unplaced=words)
            taken += tuple(label.box for label in points)
    if scene.marks:
        named = place_cases(scene, taken)
        lost = (*layout.unplaced, *named.unplaced)
        layout = replace(layout, cases=named.labels, case_key=MappingProxyType(named.key), unplaced=lost)
        taken += tuple(shape for label in named.labels.values() for shape in label.obstacles())
    size = layers.option("names", "size")
    if layers.shows("names"):
        layout = replace(layout, names=_inside(scene, taken, size))
    if layers.shows("formulas"):
        layout = _add_formulas(scene, curves, layout, layers, taken)
    if layers.shows("names"):
        layout = replace(layout, names=_settle(scene, layout, taken, size))
        layout = _add_names_outside(scene, layout, taken, layers)
    return layout


def _inside(scene: Scene, taken: tuple[BaseGeometry, ...], size: float) -> dict[int, Label]:
    """Return labels inside the regions that have room for their name."""
    found = {}
    for number, cell in enumerate(scene.cells):
        label = place_inside(Search(scene, taken), cell, _blocks(cell, size))
        if label is not None:
            found[number] = label
    return found


def _blocks(cell: Cell, size: float) -> list[Block]:
    """Return the ways to set a name in its region; a plate must not hide the texture that it lies on."""
    blocks = name_blocks(cell.name, size)
    if not cell.textured:
        return blocks
    return [b for b in blocks if (b.width + 4) * (b.height + 4) <= _PLATE_SHARE * cell.outline.area]


def _settle(scene: Scene, layout: Layout, taken: tuple[BaseGeometry, ...], size: float) -> dict[int, Label]:
    """Return the labels inside regions once more, now that the equations stand, keeping any that would be lost."""
    fixed = (*taken, *(shape for label in layout.formulas.values() for shape in label.obstacles()))
    settled = _inside(scene, fixed, size)
    return {
        number: settled[number] if number in settled and settled[number].block.size >= label.block.size else label
        for number, label in layout.names.items()
    }


def _add_formulas(
    scene: Scene, curves: Sequence[Curve], layout: Layout, layers: Layers, fixed: tuple[BaseGeometry, ...]
) -> Layout:
    """Return the layout with the equations; those on short curves choose first, for they have least choice."""
    size, numeric = layers.option("formulas", "size"), layers.option("formulas", "numeric")
    names, formulas = dict(layout.names), dict(layout.formulas)
    order = sorted(range(len(curves)), key=lambda n: (sum(line.length for line in curves[n].lines), n))
    for number in order:
        base = (*fixed, *(shape for label in formulas.values() for shape in label.obstacles()))
        for form in curves[number].forms(numeric=numeric):
            if Block((form,), size).width > _LONGEST * scene.plane.size[0]:
                continue
            found = _with_names(scene, curves[number], Block((form,), size), base, names)
            if found is not None:
                formulas[number], names = found
                break
    left = [number for number in range(len(curves)) if number not in formulas]
    keys = {f"Γ{str(at).translate(_SUBSCRIPTS)}": number for at, number in enumerate(left, start=1)}
    marked = [(f"$\\Gamma_{{{at}}}$", curves[number]) for at, number in enumerate(left, start=1)]
    base = (*fixed, *(shape for label in (*formulas.values(), *names.values()) for shape in label.obstacles()))
    placed = place_keys(Search(scene, base), marked, size)
    unplaced = list(layout.unplaced)
    for (key, number), (mark, curve) in zip(keys.items(), marked, strict=True):
        if mark in placed:
            formulas[number] = placed[mark]
            unplaced.append(f"boundary {curve.text}: too short for its equation, which is {key} in the key")
        else:
            unplaced.append(f"boundary {curve.text}: no room for {key}; the equation is in the key only")
    return replace(
        layout,
        names=MappingProxyType(names),
        formulas=MappingProxyType(dict(sorted(formulas.items()))),
        formula_key=MappingProxyType({key: curves[number] for key, number in keys.items()}),
        unplaced=tuple(unplaced),
    )


def _with_names(
    scene: Scene, curve: Curve, block: Block, base: tuple[BaseGeometry, ...], names: dict[int, Label]
) -> tuple[Label, dict[int, Label]] | None:
    """Return the label of a curve, and the names, of which some may have had to step aside for it."""
    kept = (*base, *(label.box for label in names.values()))
    label = place_formula(Search(scene, kept), curve, block)
    if label is not None:
        return label, names
    label = place_formula(Search(scene, base), curve, block)
    if label is None:
        return None
    moved = dict(names)
    for number, name in names.items():
        if name.box.distance(label.box) >= MARGIN:
            continue
        search = Search(scene, (*base, *label.obstacles()))
        again = place_inside(search, scene.cells[number], [name.block])
        if again is None:
            return None
        moved[number] = again
    return label, moved


def _add_names_outside(scene: Scene, layout: Layout, taken: tuple[BaseGeometry, ...], layers: Layers) -> Layout:
    """Return the layout with names that found no room inside: with leaders, or as numbers in the legend."""
    size = layers.option("names", "size")
    names, keys, unplaced = dict(layout.names), dict(layout.name_key), list(layout.unplaced)
    fixed = (*taken, *(shape for label in layout.formulas.values() for shape in label.obstacles()))
    missing = [number for number in range(len(scene.cells)) if number not in names]
    for number in sorted(missing, key=lambda n: (-scene.cells[n].share, n)):
        cell = scene.cells[number]
        search = Search(scene, (*fixed, *(shape for label in names.values() for shape in label.obstacles())))
        label = _called_out(search, cell, size) if layers.option("names", "leaders") else None
        if label is None:
            known = next((key for key, other in keys.items() if other.name == cell.name), None)
            key = known or str(len(keys) + 1)
            keys.setdefault(key, cell)
            label = _numbered(search, cell, key)
            how = "it has a number" if label else "there is no room even for its number"
            where = f"region {cell.name!r} ({100 * cell.share:.2g} % of the area)"
            unplaced.append(f"{where}: no room for its name; {how}, {key} in the key")
        if label is not None:
            names[number] = label
    return replace(
        layout,
        names=MappingProxyType(dict(sorted(names.items()))),
        name_key=MappingProxyType(keys),
        unplaced=tuple(unplaced),
    )


def _called_out(search: Search, cell: Cell, size: float) -> Label | None:
    """Return the name of a region in a neighbour, with a leader; the fewest lines that find room."""
    blocks = [block for block in name_blocks(cell.name, size) if block.size in (size, 7.0)]
    # A compact block stands better beside its region than one long line or a tower of words.
    blocks.sort(key=lambda block: (-block.size, abs(log(block.width / block.height / _COMPACT))))
    anchors = hearts(cell.outline)
    # A leader into a region that is no neighbour is read with more effort than a plate on a small texture.
    for crossings in (1, _MANY) if cell.textured else (_MANY,):
        for block in blocks:
            label = place_beside(search, anchors, block, dotted=True, crossings=crossings)
            if label is not None:
                return label
        if cell.textured and crossings == 1:
            label = place_inside(search, cell, name_blocks(cell.name, size))
            if label is not None:
                return label
    return None


def _numbered(search: Search, cell: Cell, key: str) -> Label | None:
    """Return the number of a region inside it, or beside it with a leader."""
    block = Block((key,), _KEY_SIZE, bold=True)
    return place_inside(search, cell, [block]) or place_beside(search, hearts(cell.outline), block, dotted=True)
