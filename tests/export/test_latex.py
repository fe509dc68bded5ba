"""LaTeX tables: columns match, hostile names are harmless, and what a compiler says of them where there is one."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import sympy

import coopgame as cg
from coopgame.errors import CoopgameError, InputError
from coopgame.export.latex import condition, tabular, text
from coopgame.expressions.typeset import _ESCAPES

HOSTILE = ["[a]", "*b", "R|D", "it's", "a@b", "`c`", "(C,C)", "x = y", "1:2", "a; b", "!?", "ligature fi"]
WORDS = r"\input{/etc/passwd} $x$ 50% #1 R&D a_b {c} ~ ^ < > \\ \write18{ls}"
TABLE = re.compile(r"\\begin\{tabular\}\{([lcr]+)\}\n(.*?)\\end\{tabular\}", re.DOTALL)
RULES = {"\\toprule", "\\midrule", "\\bottomrule"}


def check_tables(source: str) -> int:
    """Check columns, rules, line breaks and dollar signs of every table; return the number of rows."""
    tables = TABLE.findall(source)
    assert tables
    assert TABLE.sub("", source).strip() == ""
    count = 0
    for columns, body in tables:
        lines = [line.strip() for line in body.strip().splitlines()]
        assert [line for line in lines if line in RULES] == ["\\toprule", "\\midrule", "\\bottomrule"]
        for line in lines:
            if line in RULES:
                continue
            assert line.endswith(" \\\\"), line
            row = line[: -len(" \\\\")]
            assert "\\\\" not in row, line
            assert len(re.findall(r"(?<!\\)&", row)) == len(columns) - 1, line
            assert len(re.findall(r"(?<!\\)\$", row)) % 2 == 0, line
            assert not re.search(r"(?<!\\)[%#]", row), line
            assert not row.startswith(("[", "*")), line
            assert re.sub(r"\\[{}]", "", row).count("{") == re.sub(r"\\[{}]", "", row).count("}"), line
            count += 1
    return count


def hostile_game() -> cg.Game:
    cells = {(r, c): (f"x + {i}", f"y_1 - {j}") for i, r in enumerate(HOSTILE) for j, c in enumerate(HOSTILE[:3])}
    return cg.Game(["[row]", "*col"], [HOSTILE, HOSTILE[:3]], cells)


def three_players() -> cg.Game:
    profiles = [(a, b, c) for a in "12" for b in "12" for c in "12"]
    return cg.Game(["[a]", "b|c", "*"], [["1", "2"]] * 3, dict.fromkeys(profiles, ("x", "1/x", "max(x, 2)")))


def results() -> list[Any]:
    space = cg.ParameterSpace({"x": (-5, 5), "y_1": (-5, 5)})
    hostile = cg.Model(hostile_game(), space, rule=cg.ByStrategy("[row]", {s: s for s in HOSTILE}))
    return [
        hostile_game(),
        three_players(),
        cg.solve(hostile, cg.PureNash()),
        cg.solve(cg.models.contracting()),
        cg.solve(cg.models.hood()),
        cg.phase_diagram(hostile, x=("x", -5, 5), y=("y_1", -5, 5)),
    ]


def test_diagrams_have_well_formed_tables(diagram: cg.PhaseDiagram) -> None:
    rows = check_tables(diagram.to_latex())
    borders = {(b.equation if b.formula is None else b.formula, b.equation, b.meaning) for b in diagram.boundaries}
    occurring = {r for own in (*diagram.regions, *diagram.thin) for r in own.regimes}
    exact = 1 + len(occurring) if occurring else 0
    assert rows == 1 + len(diagram.sets) + exact + (1 + len(borders) if borders else 0)


def test_hostile_names_have_well_formed_tables() -> None:
    for result in results():
        assert check_tables(cg.latex(result)) > 1


@pytest.mark.parametrize("character", list("&%$#{}[*"))
def test_the_check_of_tables_can_fail(character: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the escape of one character a table is malformed."""
    check_tables(tabular("ll", ["a", "b"], [[text(f"{character}a"), "c"]]))
    monkeypatch.delitem(_ESCAPES, character)
    with pytest.raises(AssertionError):
        check_tables(tabular("ll", ["a", "b"], [[text(f"{character}a"), "c"]]))


def test_words_become_no_commands() -> None:
    escaped = text(WORDS)
    plain = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum|textless|textgreater|textbar)\{\}", "", escaped)
    assert re.findall(r"\\.", plain) == [m for m in re.findall(r"\\.", plain) if m[1] in "&%$#_{}"]
    assert not re.search(r"(?<!\\)[&%$#_^~<>]", plain)


def test_each_word_is_still_there() -> None:
    table = cg.latex(hostile_game())
    for name in ("{[}a{]}", "{*}b", "R\\textbar{}D", "it's"):
        assert name in table


def test_labels_that_latex_would_read_are_refused_by_the_library() -> None:
    for character in "\\{}$%#&~^":
        with pytest.raises(CoopgameError):
            cg.Game(["a"], [[f"x{character}y"]], {(f"x{character}y",): (1,)})


def test_conditions_read_as_sentences() -> None:
    p, b = sympy.symbols("p b", real=True)
    assert condition(sympy.true) == "always"
    assert condition(sympy.false) == "never"
    assert condition(((p < 1) & (b < 2)) | (p > 3)) == "$p > 3$ or ($b < 2$, $p < 1$)"
    assert condition((p < 1) & ((b < 2) | (b > 3))) == "$p < 1$, ($b < 2$ or $b > 3$)"


def test_other_things_are_refused() -> None:
    with pytest.raises(InputError, match="latex: expected"):
        cg.latex(3)


PREAMBLE = "\\documentclass{article}\n\\usepackage{booktabs,amsmath}\n\\begin{document}\n\\footnotesize\n"
COMPILER = shutil.which("pdflatex") or shutil.which("tectonic") or shutil.which("lualatex")


@pytest.mark.thorough
@pytest.mark.skipif(COMPILER is None, reason="no LaTeX installation on PATH")
def test_every_table_compiles(tmp_path: Path) -> None:
    assert COMPILER is not None
    tables = "\n\n".join(cg.latex(result) for result in results())
    (tmp_path / "tables.tex").write_text(f"{PREAMBLE}{tables}\n\n{text(WORDS)}\n\\end{{document}}\n")
    options = [] if "tectonic" in COMPILER else ["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape"]
    done = subprocess.run([COMPILER, *options, "tables.tex"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    assert (tmp_path / "tables.pdf").exists()
