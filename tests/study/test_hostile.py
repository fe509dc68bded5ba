"""A hostile study: one clear message, exit code 1, nothing executed, nothing written, no waiting."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import coopgame.cli
from coopgame import InputError, read_study
from coopgame.errors import StudyError
from coopgame.study import models, reading
from tests.study.conftest import Command, contents
from tests.study.hostile import BENT, GOOD, READ, RUN, Case
from tests.study.watch import watching

SECONDS = 5


def assert_one_message(err: str, words: tuple[str, ...], file: str = "study.toml") -> None:
    assert err.startswith("coopgame: "), err
    assert err.count("\n") == 1, err
    assert err.endswith("\n"), err
    assert err[:-1].isprintable(), err
    assert len(err) < 700
    assert "Traceback" not in err
    for word in (file, *words):
        assert word in err, err


def attack(case: Case, folder: Path, command: Command, *arguments: str) -> None:
    study = folder / "studies" / "study.toml"
    study.write_bytes(case.raw)
    (folder / "studies" / "study.pdf").write_bytes(b"old")
    (folder / "here" / "figure.pdf").write_bytes(b"old")
    before, start = contents(folder), time.perf_counter()
    with watching() as events:
        outcome = command(*arguments[:1], study, *arguments[1:])
    took = time.perf_counter() - start
    assert outcome.code == 1
    assert outcome.out == ""
    assert_one_message(outcome.err, case.words)
    assert events == []
    assert contents(folder) == before
    assert took < SECONDS


@pytest.mark.parametrize("case", READ, ids=[case.name for case in READ])
@pytest.mark.usefixtures("warm")
def test_refused_before_anything_is_computed(
    case: Case, folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("computed")

    monkeypatch.setattr("coopgame.study.build.draw_map", refuse)
    output = () if case.name.startswith("path") else ("-o", "figure.pdf")
    attack(case, folder, command, "figure", *output)


@pytest.mark.parametrize("case", RUN, ids=[case.name for case in RUN])
@pytest.mark.usefixtures("warm")
def test_what_cannot_be_answered_exactly_is_said_in_one_line(case: Case, folder: Path, command: Command) -> None:
    attack(case, folder, command, "figure", "-o", "figure.pdf")


@pytest.mark.parametrize("case", BENT, ids=[case.name for case in BENT])
@pytest.mark.usefixtures("warm")
def test_what_is_not_straight_is_mapped_and_says_how_well(case: Case, folder: Path, command: Command) -> None:
    study = folder / "studies" / "study.toml"
    study.write_bytes(case.raw)
    outcome = command("figure", study, "-o", "figure.pdf")
    assert outcome.code == 0, outcome.err
    assert case.words[0] in outcome.out.splitlines()[0]
    assert (folder / "here" / "figure.pdf").read_bytes()[:4] == b"%PDF"


@pytest.mark.parametrize("name", ["payoff_import", "dotted_hidden", "hexadecimal", "path_null", "both"])
@pytest.mark.parametrize("verb", ["check", "solve"])
@pytest.mark.usefixtures("warm")
def test_the_other_commands_refuse_the_same(name: str, verb: str, folder: Path, command: Command) -> None:
    attack(next(case for case in READ if case.name == name), folder, command, verb)


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("nowhere/figure.pdf", ("figure.pdf", "does not exist")),
        ("figure.exe", ("figure.exe", ".pdf, .svg, .png")),
        ("figure", ("figure", ".pdf, .svg, .png")),
        (".pdf", (".pdf, .svg, .png",)),
    ],
)
def test_an_output_that_cannot_be_written_is_refused_before_computing(
    output: str, words: tuple[str, ...], folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = folder / "studies" / "study.toml"
    study.write_text(GOOD)
    before = contents(folder)
    monkeypatch.setattr("coopgame.study.build.draw_map", lambda _: pytest.fail("computed"))
    outcome = command("figure", study, "-o", output)
    assert outcome.code == 1
    assert_one_message(outcome.err, words, file="")
    assert contents(folder) == before


def test_a_file_that_may_not_be_read(folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    study = folder / "studies" / "study.toml"
    study.write_text(GOOD)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(study))

    monkeypatch.setattr(Path, "open", refuse)
    outcome = command("check", study)
    assert outcome.code == 1
    assert_one_message(outcome.err, ("cannot be read", "Permission denied"))


def test_a_full_disk_leaves_the_old_figure(folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    study = folder / "studies" / "study.toml"
    study.write_text(GOOD)
    (folder / "here" / "figure.pdf").write_bytes(b"old")
    before = contents(folder)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    outcome = command("figure", study, "-o", "figure.pdf")
    assert outcome.code == 1
    assert_one_message(outcome.err, ("No space left on device",), file="figure.pdf")
    assert contents(folder) == before


def test_the_name_of_the_file_itself_is_harmless(folder: Path, command: Command) -> None:
    study = folder / "studies" / "a\n\x1b[2Jb.toml"
    study.write_text("x = 1")
    outcome = command("check", study)
    assert outcome.code == 1
    assert_one_message(outcome.err, ("a\\n\\x1b[2Jb.toml",), file="")


@pytest.mark.thorough
def test_a_hostile_study_in_a_process_of_its_own(folder: Path) -> None:
    study = folder / "studies" / "study.toml"
    study.write_bytes(next(case for case in READ if case.name == "payoff_import").raw)
    done = subprocess.run(
        [sys.executable, "-m", "coopgame.cli", "figure", study],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "COLUMNS": "80"},
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert_one_message(done.stderr, ("Unexpected",))
    assert sorted(contents(folder)) == ["studies/study.toml"]


def test_study_errors_are_input_errors(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text("x = 1")
    with pytest.raises(InputError, match=r"^study\.toml: "):
        read_study(tmp_path / "study.toml")


@pytest.mark.usefixtures("warm")
def test_the_watch_sees_code_that_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The law can fail: with a parser that evaluates, the canary is touched and the watch tells."""
    canary = tmp_path / "canary"
    study = tmp_path / "study.toml"
    study.write_text(GOOD + f"[[closures]]\ndefine = {{ R = \"open('{canary}', 'w').close()\" }}\n")
    monkeypatch.setattr(models, "parse_expression", lambda text: eval(text))  # noqa: S307
    with watching() as events, pytest.raises(AttributeError):
        read_study(study)
    assert canary.exists()
    assert {event.split()[0] for event in events} >= {"compile", "exec", "open"}


def test_the_limits_are_what_stops_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The law can fail: without the search for bombs a deep list reaches the parser."""
    monkeypatch.setattr(reading, "find_bomb", lambda _: "")
    (tmp_path / "study.toml").write_text("x = " + "[" * 50 + "]" * 50)
    with pytest.raises(StudyError, match="unknown key"):
        read_study(tmp_path / "study.toml")


def test_messages_are_the_work_of_the_command_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The law can fail: an error that is not the user's keeps its traceback."""
    study = folder / "studies" / "study.toml"
    study.write_text(GOOD)

    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("coopgame.study.read_study", broken)
    with pytest.raises(ZeroDivisionError):
        coopgame.cli.main(["check", str(study)])
