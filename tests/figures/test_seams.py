"""The printed page: no hairline of paper between neighbours, and the colours that were asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from coopgame.figures import Layers, draw
from coopgame.figures.palette import FIXED
from coopgame.figures.protocol import DiagramLike

from . import fakes

BARE = Layers(names=False, formulas=False, points=False, legend=False)


def printed(diagram: DiagramLike, folder: Path, scale: float) -> np.ndarray:
    """Return the inside of the axes of the printed page as an array of colours."""
    plot = draw(diagram, layers=BARE)
    document = pypdfium2.PdfDocument(plot.save(folder / "figure.pdf"))
    page = document[0]
    image = page.render(scale=scale).to_numpy()[..., ::-1]
    box = plot.ax.get_position()
    height, width = image.shape[:2]
    rows = slice(int((1 - box.y1) * height) + 4, int((1 - box.y0) * height) - 4)
    inside = np.array(image[rows, int(box.x0 * width) + 4 : int(box.x1 * width) - 4, :3])
    page.close()
    document.close()
    return inside


def paper(image: np.ndarray) -> int:
    """Return how many pixels are lighter than any fill, whose darkest channel is at most 210."""
    return int((image.min(axis=-1) > 228).sum())


@pytest.mark.parametrize("scale", [1.7, 4.0])
@pytest.mark.parametrize("make", [fakes.contracting, fakes.multiplicity, fakes.eight_regimes])
def test_no_paper_shows_between_regions(make: object, scale: float, tmp_path: Path) -> None:
    diagram = make()  # type: ignore[operator]
    assert paper(printed(diagram, tmp_path, scale)) == 0
    # Without boundaries over them, the neighbours must still meet.
    assert paper(printed(replace(diagram, boundaries=()), tmp_path, scale)) == 0


def test_a_missing_region_would_be_seen(tmp_path: Path) -> None:
    diagram = fakes.contracting()
    assert paper(printed(replace(diagram, regions=diagram.regions[1:]), tmp_path, 1.7)) > 1000


def test_areas_on_paper_are_the_exact_areas(tmp_path: Path) -> None:
    diagram = replace(fakes.contracting(), boundaries=())
    image = printed(diagram, tmp_path, 4.0)
    for region in diagram.regions:
        colour = np.array([int(FIXED[region.name][at : at + 2], 16) for at in (1, 3, 5)])
        share = float((np.abs(image - colour).max(axis=-1) <= 2).mean())
        assert share == pytest.approx(float(region.area) / 100, abs=0.012)
