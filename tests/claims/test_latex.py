"""Propositions as LaTeX: well formed, made of plain commands, and compiled where there is a compiler."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from matplotlib.mathtext import MathTextParser

import coopgame as cg
from coopgame.errors import InputError

from .shipped import MIXED, MODELS, STUDIES, of_diagram, of_mixed, of_model

pytestmark = pytest.mark.xdist_group("propositions")
ENVIRONMENTS = {"proposition", "enumerate", "proof", "tabular"}
COMMANDS = {
    *(
        "begin",
        "end",
        "item",
        "setlength",
        "emergencystretch",
        "toprule",
        "midrule",
        "bottomrule",
        "linewidth",
        "allowbreak",
    ),
    *(
        "raggedright",
        "arraybackslash",
        "frac",
        "left",
        "right",
        "leq",
        "geq",
        "neq",
        "in",
        "mathit",
        "min",
        "max",
        "log",
    ),
    *("alpha", "beta", "delta", "eta", "kappa", "lambda", "mu", "nu", "phi", "pi", "rho", "theta"),
}
COMMAND = re.compile(r"\\([A-Za-z]+|.)")
SOURCES: dict[str, Callable[[], cg.Proposition]] = {
    **{study: lambda study=study: of_diagram(study) for study in STUDIES},
    **{f"model {name}": lambda name=name: of_model(name) for name in MODELS},
    **{f"mixed {name}": lambda name=name: of_mixed(name) for name in MIXED},
}


def check(source: str) -> None:
    """Check braces, environments, dollar signs, columns and commands."""
    plain = re.sub(r"\\[{}$&%#_]", "", source)
    depth = 0
    for character in plain:
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0, source
    assert depth == 0, source
    assert plain.count("$") % 2 == 0, source
    open_environments = []
    for kind, name in re.findall(r"\\(begin|end)\{(\w+)\}", source):
        assert name in ENVIRONMENTS
        if kind == "begin":
            open_environments.append(name)
        else:
            assert open_environments.pop() == name
    assert open_environments == []
    assert {c for c in COMMAND.findall(source) if c.isalpha()} <= COMMANDS, set(COMMAND.findall(source)) - COMMANDS
    outside = re.sub(r"\\begin\{tabular\}.*?\\end\{tabular\}", "", plain, flags=re.DOTALL)
    assert not re.search(r"[&%#]", outside), source
    words = re.sub(r"\$[^$]*\$", "", plain)
    assert not re.search(r"[_^<>|]", words.replace("\\begin{tabular}{>", "").replace("}>{", "")), words


def formulas(source: str) -> Iterator[str]:
    yield from re.findall(r"\$[^$]*\$", source)


@pytest.mark.thorough
@pytest.mark.parametrize("name", SOURCES)
def test_propositions_are_well_formed(name: str) -> None:
    told = SOURCES[name]()
    for source in (told.to_latex(proof=True), told.to_table()):
        check(source)
    assert told.to_latex(proof=True).startswith(told.to_latex())


@pytest.mark.parametrize(
    "broken", ["{", "}", "$", "a_b", r"\begin{proof}", r"\input{x}", "a & b", r"\end{proof}", "50% sure"]
)
def test_the_check_notices_what_is_not_well_formed(broken: str) -> None:
    source = of_diagram("headline").to_latex()
    check(source)
    with pytest.raises((AssertionError, IndexError)):
        check(source + broken)


@pytest.mark.thorough
def test_formulas_are_mathematics_to_another_program() -> None:
    parser = MathTextParser("path")
    told = [of_diagram(study) for study in STUDIES] + [of_mixed(name) for name in MIXED]
    found = {f for one in told for f in formulas(one.to_latex(proof=True))}
    assert len(found) > 200
    for formula in found:
        parser.parse(formula)
    with pytest.raises(ValueError, match="frac"):
        parser.parse(r"$\frac{a}$")


def document(parts: list[str]) -> str:
    body = "\n\n".join(parts)
    return f"\\documentclass{{article}}\n{cg.latex_preamble()}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


def compiler() -> list[str]:
    for program, options in (("pdflatex", ["-interaction=nonstopmode", "-halt-on-error"]), ("tectonic", [])):
        if shutil.which(program):
            return [program, *options]
    return []


def compiled(source: str, folder: Path) -> str:
    """Compile a document and return what the compiler says."""
    (folder / "document.tex").write_text(source, encoding="utf-8")
    run = subprocess.run([*compiler(), "document.tex"], cwd=folder, capture_output=True, timeout=300, check=False)
    said = run.stdout.decode("utf-8", "replace") + run.stderr.decode("utf-8", "replace")
    assert run.returncode == 0, said[-3000:]
    assert (folder / "document.pdf").stat().st_size > 1000
    return said


needs_latex = pytest.mark.skipif(not compiler(), reason="neither pdflatex nor tectonic is installed")


@pytest.mark.thorough
@needs_latex
def test_everything_compiles_and_no_line_is_too_long(tmp_path: Path) -> None:
    told = [make() for make in SOURCES.values()]
    said = compiled(document([f"{t.to_latex(proof=True)}\n\n\\noindent\n{t.to_table()}" for t in told]), tmp_path)
    assert re.findall(r"Overfull \\hbox \(\d+\.\d+pt", said) == []


@pytest.mark.thorough
@needs_latex
def test_tables_of_equilibria_and_games_compile(tmp_path: Path) -> None:
    models = [make() for make in MODELS.values()]
    tables = [cg.latex(cg.solve(model)) for model in models]
    tables += [cg.latex(model.game) for model in models if isinstance(model.game, cg.Game)]
    tables += [of_diagram(study).source.to_latex() for study in ("headline", "hood", "docs-spence")]
    compiled(document([f"\\noindent\n{table}" for table in tables]), tmp_path)


@needs_latex
def test_the_compiler_notices_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        compiled(document([of_diagram("headline").to_latex() + r"\undefinedcommand"]), tmp_path)


def test_names_of_environments() -> None:
    told = of_diagram("headline")
    assert told.to_latex("theorem").startswith("\\begin{theorem}[headline]\n")
    for wrong in ("my theorem", "", "a}b"):
        with pytest.raises(InputError, match="environment"):
            told.to_latex(wrong)
        with pytest.raises(InputError, match="environment"):
            cg.latex_preamble(wrong)
