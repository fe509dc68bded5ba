"""Files: size, fonts, metadata, and the same bytes in every run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdf
import pytest
from PIL import Image

from coopgame.errors import FigureError
from coopgame.figures import ELSEVIER_DOUBLE, NATURE_SINGLE, DiagramPlot, draw, style
from coopgame.figures.style import POINTS_PER_MM

from . import fakes

SVG = "{http://www.w3.org/2000/svg}"


def embedded_fonts(page: pypdf.PageObject) -> dict[str, bool]:
    """Return for each font of a page whether its TrueType outlines are embedded."""
    fonts = {}
    for reference in page["/Resources"]["/Font"].values():  # type: ignore[index]
        font = reference.get_object()
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        fonts[str(font["/BaseFont"])] = "/FontFile2" in inner.get("/FontDescriptor", {}).get_object()
    return fonts


def test_pdf_is_fit_for_print(plot: DiagramPlot, tmp_path: Path) -> None:
    path = plot.save(tmp_path / "figure.pdf")
    page = pypdf.PdfReader(path).pages[0]
    assert float(page.mediabox.width) == pytest.approx(90 * POINTS_PER_MM, abs=0.01)
    assert path.stat().st_size < 100_000
    fonts = embedded_fonts(page)
    assert fonts
    assert all(fonts.values())
    assert all("STIX" in name for name in fonts)


@pytest.mark.thorough
def test_the_preset_sets_the_width(tmp_path: Path) -> None:
    for preset in (NATURE_SINGLE, ELSEVIER_DOUBLE):
        with style(preset):
            path = draw(fakes.contracting()).save(tmp_path / "figure.pdf")
        width = float(pypdf.PdfReader(path).pages[0].mediabox.width)
        assert width == pytest.approx(preset.width_mm * POINTS_PER_MM, abs=0.01)


def test_pdf_says_what_it_shows(plot: DiagramPlot, tmp_path: Path) -> None:
    metadata = pypdf.PdfReader(plot.save(tmp_path / "figure.pdf")).metadata
    assert metadata is not None
    assert metadata.subject == plot.alt_text
    assert "model: " in str(metadata["/Keywords"])
    assert "/CreationDate" not in metadata


def test_svg_says_what_it_shows(plot: DiagramPlot, tmp_path: Path) -> None:
    root = ET.parse(plot.save(tmp_path / "figure.svg")).getroot()  # noqa: S314 - our own file
    assert root.get("role") == "img"
    ids = {element.get("id"): element for element in root if element.get("id")}
    title, description = (ids[name] for name in str(root.get("aria-labelledby")).split())
    assert title.tag == f"{SVG}title"
    assert title.text == plot.record.title
    assert description.text == plot.alt_text
    assert len(root.findall(f"{SVG}title")) == 1


def test_png_says_what_it_shows(plot: DiagramPlot, tmp_path: Path) -> None:
    with Image.open(plot.save(tmp_path / "figure.png")) as image:
        assert image.text["Description"] == plot.alt_text  # type: ignore[attr-defined]
        assert json.loads(image.text["Provenance"]) == dict(plot.record.provenance)  # type: ignore[attr-defined]
        assert image.width == pytest.approx(90 / 25.4 * 300, abs=1)


def test_sidecar(plot: DiagramPlot, tmp_path: Path) -> None:
    plot.save(tmp_path / "figure.svg")
    record = json.loads((tmp_path / "figure.json").read_text(encoding="utf-8"))
    assert record["alt_text"] == plot.alt_text
    assert record["caption"] == plot.caption
    assert record["provenance"] == dict(plot.record.provenance)
    assert record["unplaced"] == list(plot.unplaced)
    assert record["status"] == "exact"


def test_no_sidecar_when_not_asked_for(contracting: DiagramPlot, tmp_path: Path) -> None:
    contracting.save(tmp_path / "figure.png", sidecar=False)
    assert [path.name for path in tmp_path.iterdir()] == ["figure.png"]


SCRIPT = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from figures import fakes
from coopgame.figures import draw
for name in ("no_equilibrium",):
    plot = draw(fakes.ALL[name]())
    for ending in ("pdf", "svg", "png"):
        plot.save(Path(sys.argv[2]) / f"{name}.{ending}")
# Figures must not need a display, nor leave anything open behind the back of the caller.
assert "matplotlib.pyplot" not in sys.modules
"""


@pytest.mark.thorough
def test_files_are_byte_identical_between_processes(tmp_path: Path) -> None:
    processes = []
    for seed in ("0", "1"):
        (tmp_path / seed).mkdir()
        command = [sys.executable, "-c", SCRIPT, str(Path(__file__).parent.parent), str(tmp_path / seed)]
        processes.append(subprocess.Popen(command, env={**os.environ, "PYTHONHASHSEED": seed}))
    assert [process.wait() for process in processes] == [0, 0]
    names = sorted(path.name for path in (tmp_path / "0").iterdir())
    assert len(names) == 4
    for name in names:
        assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "1" / name).read_bytes(), name


def test_drawing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    diagram = fakes.one_parameter()
    first, second = (draw(diagram).save(tmp_path / f"{n}.svg").read_bytes() for n in "ab")
    assert first == second


def test_unknown_ending(contracting: DiagramPlot, tmp_path: Path) -> None:
    with pytest.raises(FigureError, match=r"\.pdf, \.svg, \.png or \.tex"):
        contracting.save(tmp_path / "figure.jpg")
    assert list(tmp_path.iterdir()) == []


def test_missing_folder(contracting: DiagramPlot, tmp_path: Path) -> None:
    with pytest.raises(FigureError, match="does not exist"):
        contracting.save(tmp_path / "nowhere" / "figure.pdf")


def test_a_failed_write_leaves_what_was_there(
    contracting: DiagramPlot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = contracting.save(tmp_path / "figure.pdf")
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FigureError, match="No space left"):
        contracting.save(path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["figure.json", "figure.pdf"]


def test_notebooks_show_the_figure_with_its_words(contracting: DiagramPlot) -> None:
    assert contracting._repr_png_().startswith(b"\x89PNG")
    assert 'alt="Phase diagram: Regimes of contracting-out.' in contracting._repr_html_()
