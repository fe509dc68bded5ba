"""The command line: verbs, options, outputs and exit codes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import coopgame
import coopgame.cli
from tests.study.conftest import Command, contents
from tests.study.hostile import GOOD

HEADLINE = Path(__file__).parents[2] / "examples" / "headline.toml"
HEADS = {".pdf": b"%PDF-", ".svg": b"<?xml", ".png": b"\x89PNG", ".tex": b"\\documentclass"}


@pytest.fixture
def study(folder: Path) -> Path:
    path = folder / "studies" / "study.toml"
    path.write_text(GOOD)
    return path


@pytest.mark.parametrize("ending", sorted(HEADS))
def test_figure_writes_the_format_of_the_ending(ending: str, study: Path, folder: Path, command: Command) -> None:
    outcome = command("figure", study, "-o", f"figure{ending}")
    assert (outcome.code, outcome.out.splitlines()[-1]) == (0, f"wrote figure{ending}")
    assert (folder / "here" / f"figure{ending}").read_bytes().startswith(HEADS[ending])
    assert sorted(contents(folder)) == sorted([f"here/figure{ending}", "here/figure.json", "studies/study.toml"])


def test_the_default_output_is_the_name_of_the_study_here(study: Path, folder: Path, command: Command) -> None:
    assert command("figure", study).code == 0
    assert sorted(contents(folder)) == ["here/study.json", "here/study.pdf", "studies/study.toml"]


@pytest.mark.thorough
def test_an_output_of_the_study_lies_beside_it(study: Path, folder: Path, command: Command) -> None:
    (folder / "studies" / "out").mkdir()
    study.write_text(GOOD + '[output]\nfile = "out/map.svg"\nwidth = "nature-double"\n')
    assert command("figure", study).code == 0
    assert sorted(contents(folder)) == ["studies/out/map.json", "studies/out/map.svg", "studies/study.toml"]
    assert command("figure", study, "-o", "mine.svg").code == 0
    assert "here/mine.svg" in contents(folder)


def test_the_width_of_the_study_is_the_width_of_the_page(study: Path, folder: Path, command: Command) -> None:
    widths = []
    for width in ("elsevier-single", "elsevier-double"):
        study.write_text(GOOD + f'[output]\nwidth = "{width}"\n')
        assert command("figure", study, "-o", "figure.svg").code == 0
        text = (folder / "here" / "figure.svg").read_text(encoding="utf-8")
        widths.append(float(text.split(' width="')[1].split("pt")[0]) / 72 * 25.4)
    assert widths == pytest.approx([90, 190], abs=0.2)


def test_figure_verifies_when_asked_to(study: Path, command: Command) -> None:
    outcome = command("figure", study, "--verify")
    assert outcome.code == 0
    assert "Report: all" in outcome.err


def test_a_map_that_fails_its_check_is_not_drawn(
    study: Path, folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopgame.results.outlines._shoelace", lambda _: 0)
    outcome = command("figure", study, "--verify")
    assert outcome.code == 1
    assert "FAILED" in outcome.err
    assert sorted(contents(folder)) == ["studies/study.toml"]


@pytest.mark.thorough
def test_figure_prints_a_summary_or_tables(study: Path, command: Command) -> None:
    summary, table = command("figure", study), command("figure", study, "--table")
    assert summary.out.startswith("PhaseDiagram(R in [0, 5] × T in [0, 5]")
    assert table.out.startswith("\\begin{tabular}")
    assert table.out.rstrip().endswith("\\end{tabular}")
    assert table.err.splitlines()[-1] == "wrote study.pdf"


def test_solve_prints_equilibria(study: Path, command: Command) -> None:
    plain, table = command("solve", study), command("solve", study, "--table")
    assert (plain.code, table.code) == (0, 0)
    assert "T <= R" in plain.out or "R >= T" in plain.out
    assert table.out.startswith("\\begin{tabular}{lll}")


def test_check_computes_nothing(study: Path, command: Command, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("computed")

    for name in ("results.mapping.decompose", "study.build.draw_map", "study.build.solve"):
        monkeypatch.setattr(f"coopgame.{name}", refuse)
    outcome = command("check", study)
    assert outcome.code == 0
    assert outcome.out == "study.toml: ok; Nash equilibrium in pure strategies; R in [0, 5] × T in [0, 5]\n"
    assert sorted(contents(folder)) == ["studies/study.toml"]
    with pytest.raises(AssertionError, match="computed"):
        command("figure", study)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], *([v, "--help"] for v in ("figure", "solve", "check"))])
def test_help(arguments: list[str], command: Command) -> None:
    outcome = command(*arguments)
    assert outcome.code == 0
    assert outcome.out.startswith("Usage: coopgame ")
    if len(arguments) == 1:
        assert all(f"  {verb}  " in outcome.out for verb in ("figure", "solve", "check"))


def test_version(command: Command) -> None:
    assert command("--version").out == f"coopgame, version {coopgame.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["draw"],
        ["figure"],
        ["figure", "nowhere.toml"],
        ["figure", "."],
        ["figure", "STUDY", "--colour", "red"],
        ["figure", "STUDY", "-o"],
        ["figure", "STUDY", "-o", "."],
        ["figure", "STUDY", "STUDY"],
        ["check"],
        ["solve", "nowhere.toml"],
        ["--nonsense"],
    ],
)
def test_wrong_usage(arguments: list[str], study: Path, folder: Path, command: Command) -> None:
    outcome = command(*(study if word == "STUDY" else word for word in arguments))
    assert outcome.code == 2
    assert outcome.out == ""
    assert "Error: " in outcome.err
    assert "Traceback" not in outcome.err
    assert sorted(contents(folder)) == ["studies/study.toml"]


def test_no_command_shows_the_help(command: Command) -> None:
    outcome = command()
    # Click says that this is wrong from 8.2 on.
    assert outcome.code in (0, 2)
    assert "Usage: coopgame" in outcome.out + outcome.err


@pytest.mark.parametrize("where", ["coopgame.study.build.draw_map", "pathlib.Path.replace"])
def test_an_interrupt_ends_with_130_and_no_stray_files(
    where: str, study: Path, folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    (folder / "here" / "study.pdf").write_bytes(b"old")
    before = contents(folder)
    monkeypatch.setattr(where, interrupt)
    outcome = command("figure", study)
    assert (outcome.code, outcome.out) == (130, "")
    assert outcome.err.strip() == "coopgame: interrupted; nothing was left half-written."
    assert contents(folder) == before


LONG = """
import sys, time
import coopgame.cli, coopgame.study.build
def long(request, limits):
    print("started", flush=True)
    time.sleep(60)
coopgame.study.build.draw_map = long
coopgame.cli.main(["figure", sys.argv[1]])
"""


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt", reason="SIGINT is sent the POSIX way")
def test_a_real_interrupt(study: Path, folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LONG, study], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.strip() == "coopgame: interrupted; nothing was left half-written."
    assert sorted(contents(folder)) == ["studies/study.toml"]


@pytest.mark.thorough
def test_figures_are_the_same_bytes_in_every_process(folder: Path) -> None:
    processes = []
    for seed in ("0", "1"):
        target = folder / "here" / seed
        target.mkdir()
        command = [sys.executable, "-m", "coopgame.cli", "figure", HEADLINE, "-o", target / "figure.pdf", "--table"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        processes.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE))
    printed = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], printed
    assert printed[0][0] == printed[1][0]
    first, second = (contents(folder / "here" / seed) for seed in ("0", "1"))
    assert sorted(first) == ["figure.json", "figure.pdf"]
    assert first == second


@pytest.mark.thorough
def test_figure_twice_in_one_process_gives_the_same_bytes(study: Path, folder: Path, command: Command) -> None:
    assert command("figure", study).code == 0
    before = contents(folder)
    assert command("figure", study).code == 0
    assert contents(folder) == before


def test_the_command_is_installed() -> None:
    (script,) = entry_points(group="console_scripts", name="coopgame")
    assert script.load() is coopgame.cli.main


def test_without_arguments_main_reads_those_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["coopgame", "--version"])
    coopgame.cli.main()
    assert capsys.readouterr().out.startswith("coopgame, version")
