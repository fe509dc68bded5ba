"""Place every text of a diagram: points first, then names and equations, then what found no room where it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from shapely.geometry.base import BaseGeometry

from coopgame.figures.layers import Layers
from coopgame.figures.place_arrows import place_letters
from coopgame.figures.place_cases import place_cases
from coopgame.figures.place_formulas import Curve, place_formula, place_keys
from coopgame.figures.place_names import name_blocks, place_inside
from coopgame.figures.place_outside import called_out, numbered
from coopgame.figures.place_points import discs, place_points
from coopgame.figures.scene import Cell, Scene
from coopgame.figures.search import MARGIN, Search
from coopgame.figures.text import Block, Label

_PLATE_SHARE: Final = 0.22
"""Largest share of a textured region that the plate of its name may hide."""
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
    ends
        Letters at the ends of arrows.
    case_key
        Names of cases printed in the legend, by their letter there.
    formula_key
        Curves whose equations are printed in the legend, by their Γ.
    notes
        What stands elsewhere than where it belongs, with a mark in the map, in words.
    unplaced
        What found no place in the map, not even for its mark, in words.
    """

    names: Mapping[int, Label] = field(default_factory=dict)
    formulas: Mapping[int, Label] = field(default_factory=dict)
    points: tuple[Label, ...] = ()
    name_key: Mapping[str, Cell] = field(default_factory=dict)
    cases: Mapping[int, Label] = field(default_factory=dict)
    ends: tuple[Label, ...] = ()
    case_key: Mapping[str, str] = field(default_factory=dict)
    formula_key: Mapping[str, Curve] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()

    def labels(self) -> tuple[Label, ...]:
        """Return all labels."""
        return (*self.names.values(), *self.formulas.values(), *self.points, *self.cases.values(), *self.ends)


@dataclass(frozen=True)
class Keys:
    """What has a key already, in other panels of the figure.

    Parameters
    ----------
    formulas
        The equations in plain text, in the order of their Γ.
    names
        The names of regions in the order of their numbers.
    """

    formulas: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def after(self, layout: Layout) -> Keys:
        """Return these keys and those of one more panel."""
        formulas = (curve.text for curve in layout.formula_key.values())
        names = (cell.name for cell in layout.name_key.values())
        return Keys(tuple(dict.fromkeys((*self.formulas, *formulas))), tuple(dict.fromkeys((*self.names, *names))))


def arrange(scene: Scene, curves: Sequence[Curve], layers: Layers, keys: Keys = Keys()) -> Layout:
    """Return the places of all texts.

    Parameters
    ----------
    scene
        The diagram in points.
    curves
        Its curves.
    layers
        The layers that are shown, with their options.
    keys
        What has a key already.

    Returns
    -------
    Layout
        The places, and what found none.
    """
    layout = Layout()
    taken = (*(mark.body for mark in scene.marks), *(arrow.body for arrow in scene.arrows))
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
        layout = replace(layout, notes=named.notes)
        taken += tuple(shape for label in named.labels.values() for shape in label.obstacles())
    if scene.arrows:
        ends, homeless = place_letters(scene, taken, layers.option("points", "size"))
        layout = replace(layout, ends=ends, unplaced=(*layout.unplaced, *homeless))
        taken += tuple(label.box for label in ends)
    size = layers.option("names", "size")
    if layers.shows("names"):
        layout = replace(layout, names=_inside(scene, taken, size))
    if layers.shows("formulas"):
        layout = _add_formulas(scene, curves, layout, layers, taken)
        layout = _add_keys(scene, curves, layout, layers.option("formulas", "size"), (taken, keys.formulas))
    if layers.shows("names"):
        layout = replace(layout, names=_settle(scene, layout, taken, size))
        layout = _add_names_outside(scene, layout, (taken, keys.names), layers)
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
    return replace(layout, names=MappingProxyType(names), formulas=MappingProxyType(formulas))


def _add_keys(
    scene: Scene,
    curves: Sequence[Curve],
    layout: Layout,
    size: float,
    given: tuple[tuple[BaseGeometry, ...], tuple[str, ...]],
) -> Layout:
    """Return the layout with a Γ on every curve whose equation is in the legend; the same equation has the same Γ."""
    fixed, known = given
    formulas = dict(layout.formulas)
    left = [number for number in range(len(curves)) if number not in formulas]
    texts = list(dict.fromkeys((*known, *(curves[number].text for number in left))))
    marked = [(f"$\\Gamma_{{{texts.index(curves[number].text) + 1}}}$", curves[number]) for number in left]
    base = (*fixed, *(shape for label in (*formulas.values(), *layout.names.values()) for shape in label.obstacles()))
    placed = place_keys(Search(scene, base), marked, size)
    key, notes, unplaced = {}, list(layout.notes), list(layout.unplaced)
    for number, (mark, curve) in zip(left, marked, strict=True):
        name = f"Γ{str(texts.index(curve.text) + 1).translate(_SUBSCRIPTS)}"
        key[name] = curve
        if mark in placed:
            formulas[number] = placed[mark]
            notes.append(f"boundary {curve.text}: too short for its equation, which is {name} in the key")
        else:
            unplaced.append(f"boundary {curve.text}: no room for {name}; the equation is in the key only")
    return replace(
        layout,
        formulas=MappingProxyType(dict(sorted(formulas.items()))),
        formula_key=MappingProxyType(key),
        notes=tuple(notes),
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


def _add_names_outside(
    scene: Scene, layout: Layout, given: tuple[tuple[BaseGeometry, ...], tuple[str, ...]], layers: Layers
) -> Layout:
    """Return the layout with names that found no room inside: with leaders, or as numbers in the legend."""
    size = layers.option("names", "size")
    taken, texts = given[0], list(given[1])
    names, keys, notes, unplaced = dict(layout.names), dict(layout.name_key), list(layout.notes), list(layout.unplaced)
    fixed = (*taken, *(shape for label in layout.formulas.values() for shape in label.obstacles()))
    missing = [number for number in range(len(scene.cells)) if number not in names]
    for number in sorted(missing, key=lambda n: (-scene.cells[n].share, n)):
        cell = scene.cells[number]
        search = Search(scene, (*fixed, *(shape for label in names.values() for shape in label.obstacles())))
        label = called_out(search, cell, size) if layers.option("names", "leaders") else None
        if label is None:
            texts += [] if cell.name in texts else [cell.name]
            key = str(texts.index(cell.name) + 1)
            keys.setdefault(key, cell)
            label = numbered(search, cell, key)
            how = "it has a number" if label else "there is no room even for its number"
            where = f"region {cell.name!r} ({100 * cell.share:.2g} % of the area)"
            (notes if label else unplaced).append(f"{where}: no room for its name; {how}, {key} in the key")
        if label is not None:
            names[number] = label
    return replace(
        layout,
        names=MappingProxyType(dict(sorted(names.items()))),
        name_key=MappingProxyType(keys),
        notes=tuple(notes),
        unplaced=tuple(unplaced),
    )
