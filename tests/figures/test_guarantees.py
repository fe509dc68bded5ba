"""What a production editor checks, for the shipped models and studies at the width of one column."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pypdf
import pypdfium2
import pytest
import shapely
from coloraide import Color
from matplotlib.colors import to_hex

import coopgame as cg
from coopgame.figures import DiagramPlot
from coopgame.figures.palette import FIXED
from coopgame.figures.place_points import discs
from coopgame.figures.style import INK, POINTS_PER_MM

from . import shipped
from .sheets import colliding, off_the_page, sizes
from .test_files import embedded_fonts

SMALLEST = 7.0
LARGE = int(os.environ.get("COOPGAME_TEST_SCALE", "1")) > 1
NAMES = shipped.EVERY if LARGE else shipped.FEW


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def plot(name: str) -> DiagramPlot:
    return shipped.drawn(name)


def test_nothing_is_unplaced(plot: DiagramPlot) -> None:
    assert plot.unplaced == ()


def test_no_two_texts_touch_and_none_leaves_the_page(plot: DiagramPlot) -> None:
    assert colliding(plot.figure) == []
    assert off_the_page(plot.figure) == []


def test_type_is_never_too_small(plot: DiagramPlot) -> None:
    assert min(sizes(plot.figure)) >= SMALLEST


def test_every_name_is_inside_its_region_or_called_out(plot: DiagramPlot) -> None:
    scene, layout = plot.composition.scene, plot.layout
    assert sorted(layout.names) == list(range(len(scene.cells)))
    for number, label in layout.names.items():
        shape = shapely.Point(label.leader[0]) if label.leader else label.box
        assert scene.cells[number].outline.contains(shape), scene.cells[number].name
    # A number stands for a name that the key spells out.
    numbered = {label.block.lines[0] for label in layout.names.values()} & set(layout.name_key)
    printed = {entry.mark for entry in plot.composition.legend.entries if entry.kind == "number"}
    assert numbered == printed


def test_every_curve_has_its_equation_or_its_key(plot: DiagramPlot) -> None:
    borders = len({str(b.equation) for b in plot.composition.diagram.boundaries})
    assert len(plot.layout.formulas) == borders
    printed = [entry for entry in plot.composition.legend.entries if entry.kind == "mark"]
    assert len(printed) == len(plot.layout.formula_key)


def test_every_point_is_named(plot: DiagramPlot) -> None:
    assert len(plot.layout.points) == len(plot.composition.scene.spots)


def test_no_text_lies_on_a_line_or_a_marker(plot: DiagramPlot) -> None:
    scene = plot.composition.scene
    drawn = shapely.GeometryCollection([scene.lines, *discs(scene.spots)])
    assert [label.block.lines for label in plot.layout.labels() if drawn.intersects(label.box)] == []


def test_colours_keep_their_guarantees(plot: DiagramPlot) -> None:
    colours = plot.composition.colours
    assert all(Color(colour).contrast(Color(INK), method="wcag21") >= 4.5 for colour in colours.values())
    for one, other in combinations(colours.values(), 2):
        assert one != other
        assert Color(one).delta_e(Color(other), method="2000") >= 10
    reported = plot.colour_distances
    further = [n for n in colours if n.casefold() not in FIXED]
    pairs = [p for p in combinations(sorted(colours), 2) if set(p) & set(further)]
    assert sorted(reported) == pairs


def test_the_order_in_greyscale_is_kept(plot: DiagramPlot) -> None:
    """The fixed four keep their order and their gaps; a map with others prints every name."""
    colours = plot.composition.colours
    order = ["restriction", "capture", "cooperation", "substitution"]
    grey = [Color(colours[n]).convert("lab-d65")["lightness"] for n in order if n in colours]
    assert all(high - low >= 11.6 for low, high in pairwise(grey))


def test_fills_on_the_page_are_those_of_the_palette(plot: DiagramPlot) -> None:
    painted = {to_hex(a.get_facecolor()).upper() for a in plot.artists["regions"] if a.get_facecolor()[3]}  # type: ignore[attr-defined]
    assert painted <= {*plot.composition.colours.values(), "#FFFFFF"}


def test_the_file_is_fit_for_print(plot: DiagramPlot, tmp_path: Path) -> None:
    path = plot.save(tmp_path / "figure.pdf", sidecar=False)
    page = pypdf.PdfReader(path).pages[0]
    assert path.stat().st_size < 100_000
    assert abs(float(page.mediabox.width) - 90 * POINTS_PER_MM) < 0.1
    fonts = embedded_fonts(page)
    assert fonts
    assert all(fonts.values())


def paper_inside(path: Path, plot: DiagramPlot, scale: float) -> int:
    """Return how many pixels inside the axes are as light as paper."""
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    image = page.render(scale=scale).to_numpy()
    box, (height, width) = plot.ax.get_position(), image.shape[:2]
    rows = slice(int((1 - box.y1) * height) + 4, int((1 - box.y0) * height) - 4)
    inside = np.array(image[rows, int(box.x0 * width) + 4 : int(box.x1 * width) - 4, :3])
    page.close()
    document.close()
    return int((inside.min(axis=-1) > 246).sum())


def test_no_seams_show(name: str, tmp_path: Path) -> None:
    diagram = shipped.diagram(name)
    if any(not region.regimes for region in diagram.regions):
        pytest.skip("a region without equilibrium is white")
    bare = diagram.plot(names=False, formulas=False, points=False, legend=False)
    for scale in (1.7, 4.0):
        assert paper_inside(bare.save(tmp_path / "bare.pdf", sidecar=False), bare, scale) == 0


SCRIPT = """
import hashlib, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.figures import shipped
folder = Path(sys.argv[2])
for name in sys.argv[3:]:
    for ending in ("pdf", "svg", "png", "tex"):
        path = shipped.drawn(name).save(folder / f"figure.{ending}")
        print(name, ending, hashlib.sha256(path.read_bytes()).hexdigest())
    print(name, "json", hashlib.sha256((folder / "figure.json").read_bytes()).hexdigest())
"""
BYTES = NAMES if LARGE else ("hood",)


@pytest.mark.thorough
def test_bytes_are_the_same_in_three_runs_with_three_hash_seeds(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    told = []
    for seed in ("0", "1", "4242"):
        folder = tmp_path / seed
        folder.mkdir()
        command = [sys.executable, "-c", SCRIPT, str(root), str(folder), *BYTES]
        told.append(
            subprocess.Popen(command, env={**os.environ, "PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, text=True)
        )
    first, *others = [process.communicate()[0] for process in told]
    assert first.count("\n") == 5 * len(BYTES)
    assert all(other == first for other in others)


def test_the_checks_notice_what_is_wrong(tmp_path: Path) -> None:
    plot = shipped.diagram("hood").plot()
    text = plot.artists["names"][0]
    other = plot.artists["names"][-1]
    text.set_position(other.get_position())  # type: ignore[attr-defined]
    assert colliding(plot.figure)
    text.set_position((-100, 0))  # type: ignore[attr-defined]
    assert off_the_page(plot.figure)
    text.set_fontsize(6)  # type: ignore[attr-defined]
    assert min(sizes(plot.figure)) < SMALLEST
    whole = shipped.diagram("study headline").plot(names=False, formulas=False, points=False, legend=False)
    whole.artists["regions"][0].remove()
    assert paper_inside(whole.save(tmp_path / "bare.pdf", sidecar=False), whole, 1.7) > 0
    assert hashlib.sha256(b"").hexdigest() != hashlib.sha256(b"0").hexdigest()


def test_every_model_of_the_library_is_among_the_shipped_maps() -> None:
    made = {name for name in cg.models.__all__ if name.islower()} - {
        *("burden", "capability", "leontief", "product", "proportional_competition", "with_continuous_stage"),
        *("with_private_type",),
    }
    words = {part for name in shipped.MODELS for part in name.replace(",", "").split()}
    spelled = {"contracting_private": "private", "contracting_trial": "trial", "prisoners_dilemma": "dilemma"}
    assert {name for name in made if spelled.get(name, name) not in words} == set()
