"""``coopgame decide``: what it prints and writes, and its exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import coopgame as cg
from tests.study.conftest import Command, contents
from tests.study.hostile import GOOD

STATEMENTS = """
[[statement]]
name = "Trust"
text = "There is trust."
claim = "possible(trust)"
expect = "conditional"

[[statement]]
claim = "always: grows_in(trust, T)"

[[statement]]
claim = "1 < 2"
expect = "proved"
"""


@pytest.fixture
def study(folder: Path) -> Path:
    path = folder / "studies" / "study.toml"
    path.write_text(GOOD + STATEMENTS)
    return path


def test_every_verdict_is_printed_under_its_words(study: Path, folder: Path, command: Command) -> None:
    outcome = command("decide", study)
    assert outcome.code == 0
    first, second, third = outcome.out.strip().split("\n\n")
    assert first.splitlines()[:2] == ["statement.0: There is trust.", "Verdict: true exactly when R >= T"]
    assert second.splitlines()[:2] == ["statement.1: always: grows_in(trust, T)", "Verdict: refuted"]
    assert "substitution into the game" in second
    assert "fails at Delta_T = " in second
    assert third.splitlines()[1] == "Verdict: proved"
    assert sorted(contents(folder)) == ["studies/study.toml"]


def test_verdicts_are_written_as_data(study: Path, folder: Path, command: Command) -> None:
    outcome = command("decide", study, "-o", "verdicts.json")
    assert outcome.code == 0
    assert outcome.err.splitlines()[-1] == "wrote verdicts.json"
    record = json.loads((folder / "here" / "verdicts.json").read_text(encoding="utf-8"))
    first, second, _ = record["statements"]
    assert (first["status"], first["condition"], first["expect"]) == ("conditional", "R >= T", "conditional")
    assert (first["name"], first["claim"]) == ("Trust", "possible(trust)")
    assert {"R", "T", "Delta_T"} == set(second["witness"])
    assert sorted(contents(folder)) == ["here/verdicts.json", "studies/study.toml"]


@pytest.mark.thorough
def test_verdicts_are_written_as_propositions(study: Path, folder: Path, command: Command) -> None:
    assert command("decide", study, "-o", "verdicts.tex").code == 0
    text = (folder / "here" / "verdicts.tex").read_text(encoding="utf-8")
    assert text.count("\\begin{proposition}") == text.count("\\end{proposition}") == 3
    assert "\\begin{proposition}[Trust]" in text
    assert "% statement.0: There is trust." in text


@pytest.mark.thorough
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="LaTeX is not installed")
def test_propositions_compile(study: Path, folder: Path, command: Command) -> None:
    more = '\n[[statement]]\nclaim = "exists c_1 >= 0: c_1 + 1 > R and R != 3"\n'
    study.write_text(GOOD + STATEMENTS + more, encoding="utf-8")
    assert command("decide", study, "-o", "verdicts.tex").code == 0
    head = f"\\documentclass{{article}}\n{cg.latex_preamble()}\n\\begin{{document}}\n"
    here = folder / "here"
    text = (here / "verdicts.tex").read_text(encoding="utf-8")
    (here / "whole.tex").write_text(f"{head}{text}\\end{{document}}\n", encoding="utf-8")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "whole.tex"],
        cwd=here,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode("latin-1")[-2000:]


@pytest.mark.thorough
def test_questions_are_written_as_smtlib_that_solvers_answer_as_expected(
    study: Path, folder: Path, command: Command
) -> None:
    z3 = pytest.importorskip("z3")
    assert command("decide", study, "-o", "verdicts.smt2").code == 0
    text = (folder / "here" / "verdicts.smt2").read_text(encoding="ascii")
    answers = []
    for part in text.split("(reset)"):
        lines = part.splitlines()
        expected = [line.removeprefix("; expected: ") for line in lines if line.startswith("; expected: ")]
        if expected:
            solver = z3.Solver()
            solver.from_string("\n".join(line for line in lines if not line.startswith(("(check-sat", "(get-"))))
            answers.append((expected, [str(solver.check())]))
    assert len(answers) == 2
    assert all(expected == found for expected, found in answers)


@pytest.mark.thorough
def test_several_outputs_are_written(study: Path, folder: Path, command: Command) -> None:
    assert command("decide", study, "-o", "a.json", "-o", "b.tex", "-o", "c.smt2").code == 0
    assert sorted(contents(folder)) == ["here/a.json", "here/b.tex", "here/c.smt2", "studies/study.toml"]


def test_an_expectation_that_is_not_met_is_an_error_after_the_verdicts(study: Path, command: Command) -> None:
    study.write_text(GOOD + STATEMENTS.replace('"conditional"', '"proved"'), encoding="utf-8")
    outcome = command("decide", study)
    assert outcome.code == 1
    assert "true exactly when R >= T" in outcome.out
    assert outcome.err.splitlines()[-1] == (
        "coopgame: study.toml: statement.0.expect: 'proved' was expected, but the statement is 'conditional'."
    )


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("chosen(trusst)", "Did you mean 'trust'"),
        ("chosen(trust", "at the end"),
        ("always given R < 0: chosen(war)", "speaks of nothing"),
    ],
)
def test_a_wrong_statement_is_1_with_one_message(claim: str, words: str, study: Path, command: Command) -> None:
    study.write_text(f'{GOOD}[[statement]]\nclaim = "{claim}"\n', encoding="utf-8")
    outcome = command("decide", study, "-o", "verdicts.json")
    assert (outcome.code, outcome.out) == (1, "")
    (message,) = [line for line in outcome.err.splitlines() if line.startswith("coopgame: ")]
    assert "study.toml: statement.0.claim" in message
    assert words in message
    assert not Path("verdicts.json").exists()
    assert outcome.err.count("study.toml") == 1


def test_check_reads_statements_and_decides_nothing(
    study: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("decided")

    monkeypatch.setattr("coopgame.study.statements.decide", refuse)
    outcome = command("check", study)
    assert (outcome.code, outcome.out.strip()[-13:]) == (0, "statements: 3")
    study.write_text(f'{GOOD}[[statement]]\nclaim = "chosen(peace)"\n', encoding="utf-8")
    assert command("check", study).code == 1
    study.write_text(GOOD, encoding="utf-8")
    assert "statements" not in command("check", study).out


@pytest.mark.parametrize(
    "arguments",
    [["--seconds", "0"], ["--seconds", "soon"], ["-o", "."], ["--table"], ["nowhere.toml"]],
)
def test_wrong_usage(arguments: list[str], study: Path, command: Command) -> None:
    outcome = command("decide", study, *arguments)
    assert (outcome.code, outcome.out) == (2, "")


@pytest.mark.parametrize("target", ["verdicts.pdf", "verdicts", "nowhere/verdicts.json"])
def test_an_output_that_cannot_be_written_is_refused_before_deciding(
    target: str, study: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopgame.study.statements.decide", None)
    outcome = command("decide", study, "-o", target)
    assert outcome.code == 1
    assert Path(target).name in outcome.err


def test_without_solvers_the_core_decides_what_it_can_and_says_what_to_install(
    study: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("processes", "portfolio", "methods"):
        monkeypatch.setattr(f"coopgame.deciders.{module}.installed", lambda *_: ())
    outcome = command("decide", study)
    assert outcome.code == 0
    assert outcome.out.count("Verdict: ") == 3
    assert "undecided" not in outcome.out
    assert "install" not in outcome.err
    own = cg.decide

    def undecided(*arguments: object, **options: object) -> object:
        verdict = own(*arguments, **options)
        return replace(verdict, status="undecided", condition=None, reason="It was too hard.")

    monkeypatch.setattr("coopgame.study.statements.decide", undecided)
    outcome = command("decide", study, "-o", "verdicts.tex")
    assert outcome.code == 1, "two verdicts are not those expected"
    assert outcome.out.count("Verdict: undecided") == 3
    assert 'pip install "coopgame[prove]"' in outcome.err
    assert "% undecided: It was too hard." in Path("verdicts.tex").read_text(encoding="utf-8")


@pytest.mark.thorough
def test_seconds_reach_the_deciders(study: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    own = cg.decide

    def noted(statement: object, **options: object) -> object:
        seen.append(options.pop("limits").seconds)
        return own(statement, **options)

    monkeypatch.setattr("coopgame.study.statements.decide", noted)
    assert command("decide", study, "--seconds", "7").code == 0
    assert command("decide", study).code == 0
    assert seen == [7, 7, 7, 20, 20, 20]


def test_an_interrupt_ends_with_130_and_no_stray_files(
    study: Path, folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = contents(folder)
    for where in ("coopgame.study.statements.decide", "pathlib.Path.replace"):
        with monkeypatch.context() as patch:
            patch.setattr(where, interrupt)
            outcome = command("decide", study, "-o", "verdicts.json")
        assert outcome.code == 130
        assert outcome.err.splitlines()[-1] == "coopgame: interrupted; nothing was left half-written."
        assert contents(folder) == before


@pytest.mark.thorough
def test_decide_of_a_study_gives_what_the_command_prints(study: Path, command: Command) -> None:
    printed = command("decide", study).out
    for verdict in cg.read_study(study).decide():
        assert repr(verdict) in printed


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["own-game", "statements"])
def test_examples_say_what_they_expect(name: str, command: Command) -> None:
    outcome = command("decide", Path(__file__).parents[2] / "examples" / f"{name}.toml")
    assert outcome.code == 0, outcome.err
    assert outcome.out.count("Verdict: ") >= 3
