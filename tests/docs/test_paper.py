"""The example of a reproducible paper: one command makes it, its numbers are the library's, and nothing is stale."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pypdf
import pytest
import sympy

import coopgame as cg
from coopgame.claims import always, chosen

from .pages import ROOT

pytestmark = pytest.mark.xdist_group("paper")
PAPER = ROOT / "examples" / "paper"
BUILT = shutil.ignore_patterns("*.pdf", "*.aux", "*.log", ".snakemake", "__pycache__")
needs_latex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="LaTeX is not installed")
REGIMES = ("cooperation", "capture", "restriction", "substitution")


def copy_of_the_paper(folder: Path) -> Path:
    return Path(shutil.copytree(PAPER, folder / "paper", ignore=BUILT))


def maker(folder: Path) -> ModuleType:
    """Return the script of a paper as a module."""
    spec = importlib.util.spec_from_file_location("make_of_the_paper", folder / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def macros(text: str) -> dict[str, str]:
    return dict(re.findall(r"^\\newcommand\{\\(\w+)\}\{(.*)\}$", text, re.MULTILINE))


def body() -> str:
    """Return what readers read: no comments, no preamble, no references to literature."""
    text = re.sub(r"(?<!\\)%.*", "", (PAPER / "paper.tex").read_text(encoding="utf-8"))
    return text.split(r"\begin{document}")[1].split(r"\begin{thebibliography}")[0]


@pytest.mark.thorough
def test_nothing_in_the_paper_is_stale() -> None:
    made = maker(PAPER)
    assert made.stale(made.study()) == []


def test_no_number_is_typed_into_the_text() -> None:
    left = body().replace("$p = 0$", "").replace(r"\begin{thebibliography}{9}", "")
    assert re.findall(r"\d", left) == []
    assert re.findall(r"\d", left.replace(r"\areaBaselineCapture", "40", 1)) == ["4", "0"]


def test_every_macro_and_file_of_the_text_is_generated() -> None:
    defined = macros((PAPER / "generated" / "numbers.tex").read_text(encoding="utf-8"))
    used = set(re.findall(r"\\([A-Za-z]+)", body()))
    wanted = {n for n in used if n.startswith(("area", "change", "threshold", "topology", "value", "map"))}
    assert wanted <= set(defined)
    assert len(wanted) > 15
    files = set(re.findall(r"\\input\{generated/([\w-]+)\}", (PAPER / "paper.tex").read_text(encoding="utf-8")))
    assert files == {path.stem for path in (PAPER / "generated").glob("*.tex")}


def expected(at: dict[str, Fraction]) -> dict[str, str]:
    """Return numbers of the text, found without the script of the paper."""
    d = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10), at=at)
    base = {s.name: Fraction(int(v.p), int(v.q)) for s, v in cg.models.contracting().baseline.items()} | at
    found = {f"areaBaseline{regime.capitalize()}": sympy.latex(d.area(regime).lower) for regime in REGIMES}
    found["thresholdP"] = sympy.latex(sympy.Rational(base["delta"] * base["V"] + base["k_K"]))
    found["thresholdB"] = sympy.latex(sympy.Rational((1 - base["rho"]) * base["V"] + base["k_R"]))
    found["thresholdD"] = sympy.latex(sympy.Rational(base["V"] - base["V_G"] + base["k_S"]))
    return found


def test_numbers_of_the_text_are_those_of_the_library() -> None:
    written = macros((PAPER / "generated" / "numbers.tex").read_text(encoding="utf-8"))
    assert expected({}).items() <= written.items()
    assert [written[f"areaBaseline{regime.capitalize()}"] for regime in REGIMES] == ["12", "40", "28", "20"]
    assert written["junctions"] == "$(3, 4)$ and $(5, 6)$"


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("k_K = 1", "k_K = 2", {"k_K": Fraction(2)}),
        ('delta = "1/5"', 'delta = "1/2"', {"delta": Fraction(1, 2)}),
        ("V_G = 1", "V_G = 5", {"V_G": Fraction(5)}),
    ],
)
def test_a_changed_parameter_changes_the_numbers_and_words_of_the_text(
    old: str, new: str, at: dict[str, Fraction], tmp_path: Path
) -> None:
    folder = copy_of_the_paper(tmp_path)
    file = folder / "paper.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    made = maker(folder)
    found = made.study()
    before, after = (
        macros((folder / "generated" / "numbers.tex").read_text(encoding="utf-8")),
        macros(made.numbers(found)),
    )
    assert expected(at).items() <= after.items()
    changed = {name for name in after if before[name] != after[name]}
    assert {"areaBaselineCapture", "areaLooseReinsCapture", "junctions"} <= changed
    assert ("topologyBaseline" in changed) == ("k_K" not in at)
    assert made.table_of_areas(found) != (folder / "generated" / "areas.tex").read_text(encoding="utf-8")


def test_values_that_the_text_does_not_cover_are_refused(tmp_path: Path) -> None:
    folder = copy_of_the_paper(tmp_path)
    file = folder / "paper.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("eta = 1", 'eta = "1/2"'), encoding="utf-8")
    with pytest.raises(SystemExit, match="the text assumes eta = 1"):
        maker(folder).study()


@pytest.mark.thorough
def test_a_sentence_that_is_no_longer_true_stops_the_paper() -> None:
    made = maker(PAPER)
    with pytest.raises(SystemExit, match=r"the text says that this is proved, but it is refuted"):
        made.decided(
            always(chosen(made.reduced(), "capture"), given="p == 0"), "proved", "Capture", "Capture is chosen."
        )


def test_the_check_names_what_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = maker(copy_of_the_paper(tmp_path))
    monkeypatch.setattr(made, "texts", lambda _: {"numbers.tex": "other"})
    with pytest.raises(SystemExit, match=r"Stale: numbers.tex"):
        made.main(["--check"])


def test_without_latex_the_inputs_are_made_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = maker(copy_of_the_paper(tmp_path))
    monkeypatch.setattr(made, "texts", lambda _: {"numbers.tex": "x"})
    monkeypatch.setattr(made, "figures", lambda *_: [])
    monkeypatch.setattr(made.shutil, "which", lambda _: None)
    made.main([])
    assert "LaTeX is not installed" in capsys.readouterr().out


@pytest.mark.thorough
@needs_latex
def test_the_paper_compiles_and_says_the_numbers(tmp_path: Path) -> None:
    folder = copy_of_the_paper(tmp_path)
    made = maker(folder)
    made.figures(made.study(), folder / "generated")
    made.compile_paper()
    pages = [page.extract_text() for page in pypdf.PdfReader(folder / "paper.pdf").pages]
    words = " ".join(" ".join(pages).split())
    assert "cooperation is chosen on an area of 12 of 100" in words
    assert "??" not in words
    log = (folder / "paper.log").read_text(encoding="utf-8", errors="replace")
    assert "undefined" not in log
    assert not [width for width in re.findall(r"Overfull \\hbox \((\d+)", log) if int(width) > 2]


def whole_runs(folder: Path, seed: str) -> dict[str, bytes]:
    """Run the one command in a copy and return what it made."""
    copy = copy_of_the_paper(folder)
    shutil.rmtree(copy / "generated")
    subprocess.run(
        [sys.executable, "make.py", "--inputs"], cwd=copy, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
    )
    return {path.name: path.read_bytes() for path in (copy / "generated").iterdir()}


@pytest.mark.long
def test_inputs_are_byte_identical_from_run_to_run(tmp_path: Path) -> None:
    runs = [whole_runs(tmp_path / seed, seed) for seed in ("0", "1", "2")]
    assert runs[0] == runs[1] == runs[2]
    assert {"baseline.pdf", "dear-capture.pdf"} < set(runs[0])


@pytest.mark.long
@needs_latex
@pytest.mark.parametrize("command", [["make"], ["snakemake", "--cores", "1"]], ids=lambda command: command[0])
def test_makefile_and_snakefile_make_the_same_paper(command: list[str], tmp_path: Path) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    ours, theirs = (copy_of_the_paper(tmp_path / name) for name in ("ours", "theirs"))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run([sys.executable, "make.py"], cwd=ours, check=True)
    subprocess.run(command, cwd=theirs, check=True, env={**os.environ, "PATH": path})
    assert (ours / "paper.pdf").read_bytes() == (theirs / "paper.pdf").read_bytes()
