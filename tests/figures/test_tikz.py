"""TikZ: exact coordinates, formulas in mathematics, and pages that LaTeX makes as wide as the column."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pytest

import coopgame as cg
from coopgame.errors import FigureError
from coopgame.figures import ELSEVIER_DOUBLE, draw, style, tikz
from coopgame.figures.style import POINTS_PER_MM
from coopgame.figures.tikz_words import tex

from . import fakes, shipped


def missing_latex() -> str:
    """Return why pages cannot be set here, or an empty string."""
    if shutil.which("pdflatex") is None or shutil.which("kpsewhich") is None:
        return "pdflatex is not installed"
    found = subprocess.run(["kpsewhich", "tikz.sty"], capture_output=True, text=True, check=False).stdout.strip()
    return "" if found else "LaTeX has no package tikz"


needs_latex = pytest.mark.skipif(bool(missing_latex()), reason=missing_latex() or "never")


def page_of(path: Path) -> pypdf.PageObject:
    """Return the only page that LaTeX makes of a file."""
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", path.name]
    done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    [page] = pypdf.PdfReader(path.with_suffix(".pdf")).pages
    return page


@needs_latex
@pytest.mark.parametrize(
    "name",
    ["st_plane", pytest.param("inspection", marks=pytest.mark.long), pytest.param("hood", marks=pytest.mark.long)],
)
def test_latex_makes_one_page_of_the_width_of_the_column(name: str, tmp_path: Path) -> None:
    page = page_of(shipped.drawn(name).save(tmp_path / "figure.tex"))
    assert abs(float(page.mediabox.width) - 90 * POINTS_PER_MM) < 0.1
    words = re.sub(r"\s", "", page.extract_text())
    assert all(
        re.sub(r"\W", "", region.name)[1:] in re.sub(r"\W", "", words) for region in shipped.diagram(name).regions
    )


@needs_latex
@pytest.mark.long
@pytest.mark.parametrize("name", shipped.EVERY)
def test_latex_sets_every_shipped_figure(name: str, tmp_path: Path) -> None:
    assert page_of(shipped.drawn(name).save(tmp_path / "figure.tex")) is not None


def paths(text: str, option: str) -> set[str]:
    return {line.rpartition("] ")[2] for line in text.splitlines() if line.startswith(r"\path") and option in line}


def test_regions_and_borders_have_exact_coordinates() -> None:
    text = draw(fakes.contracting()).to_tikz()
    assert "(0,0) -- (3,0) -- (3,4) -- (0,4) -- cycle;" in paths(text, "fill=cgcooperation")
    assert "(3,0) -- (10,0) -- (10,6) -- (5,6) -- (3,4) -- cycle;" in paths(text, "fill=cgcapture")
    assert "(3,4) -- (5,6);" in paths(text, "line width=0.9bp")
    assert "% region cooperation: (0, 0) (3, 0) (3, 4) (0, 4)" in text
    assert "% point T_2: (5, 6)" in text


def test_a_rounded_coordinate_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tikz, "_number", lambda value: f"{value + 0.01:.3f}")
    text = draw(fakes.contracting()).to_tikz()
    assert not any("(3,4)" in path for path in paths(text, "fill=cgcooperation"))


def test_formulas_and_names_are_nodes() -> None:
    text = draw(fakes.contracting()).to_tikz()
    assert r"{$p = \delta V + k_{K}$}" in text
    assert r"{Cooperation}" in text
    assert r"rotate=45" in text


@pytest.mark.thorough
def test_the_picture_stands_alone_and_the_file_is_a_document(tmp_path: Path) -> None:
    plot = shipped.drawn("hood")
    picture = plot.to_tikz()
    assert picture.count(r"\begin{tikzpicture}") == picture.count(r"\end{tikzpicture}") == 1
    assert picture.count(r"\begin{scope}") == picture.count(r"\end{scope}")
    assert picture.strip() in plot.save(tmp_path / "figure.tex", sidecar=False).read_text(encoding="utf-8")
    with style(ELSEVIER_DOUBLE):
        wide = draw(fakes.contracting()).save(tmp_path / "wide.tex").read_text(encoding="utf-8")
    assert f"paperwidth={190 * POINTS_PER_MM:.4f}bp" in wide


def test_large_coordinates_are_given_in_points() -> None:
    far: Any = fakes.Diagram(
        fakes.Axis(fakes.P, fakes.R(0), fakes.R(1)),
        fakes.Axis(fakes.B, fakes.R(10**6), fakes.R(10**6 + 1)),
        (fakes.region("capture", (0, 10**6), (1, 10**6), (1, 10**6 + 1), (0, 10**6 + 1)),),
    )
    text = draw(far).to_tikz()
    assert "1000000" not in "".join(
        line for line in text.splitlines() if not line.startswith("%") and "node" not in line
    )


@pytest.mark.parametrize(
    ("words", "math", "wanted"),
    [
        ("a_b & 50 %", False, r"a\_b \& 50 \%"),
        ("Price, $p_1$ & more", True, r"Price, $p_1$ \& more"),
        (r"costs 5 \$", True, r"costs 5 \$"),
        ("A → B, α ≤ \N{MINUS SIGN}1", False, r"A $\to$ B, $\alpha$ $\leq$ $-$1"),
    ],
)
def test_words_in_tex(words: str, math: bool, wanted: str) -> None:
    assert tex(words, math=math) == wanted


def test_a_view_in_space_is_refused(tmp_path: Path) -> None:
    space = cg.surfaces(cg.models.contracting(), ("p", 0, 10), ("b", 0, 10), ("delta", "1/4", "1/2"), slices=2)
    with pytest.raises(FigureError, match="perspective"):
        space.plot().save(tmp_path / "space.tex")
