"""Solvers in processes of their own: they end in time and within their memory, and nothing is left behind."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sympy

from coopgame.conditions import Range, formula_of
from coopgame.deciders import Limits, Question, ask, confirm, methods, processes, smtlib, worker
from coopgame.deciders.clock import Clock
from tests.deciders.worlds import F, X, Y, Z, run

SECOND = 10**9
# Four equations of degree eight in four variables: none of the engines is quick.
W = sympy.Symbol("w", real=True)
HARD = Question(
    formula_of(
        sympy.And(
            sympy.Eq(X**8 + 3 * X * Y**5 * Z - 5 * Y * W**7 + 7 * Z**3 * W**2 * X - 4, 0),
            sympy.Eq(Y**8 - 2 * X**3 * Z**4 + 6 * W**5 * X * Y - 9 * Z * Y**2 + 5, 0),
            sympy.Eq(Z**8 + 4 * W**3 * Y**4 - 3 * X**6 * Z + 8 * X * Y * Z * W - 7, 0),
            sympy.Eq(W**8 - 5 * X**2 * Y**2 * Z**3 + 2 * Z**7 - 6 * X * W**4 + 3, 0),
        )
    )
)
EASY = Question(formula_of(X**2 + Y**2 + Z**2 < X * Y + Y * Z + Z * X))


class Recorded(subprocess.Popen):  # type: ignore[type-arg]
    """Processes that a test can look at afterwards."""

    started: list[Any] = []  # noqa: RUF012 - emptied by the fixture

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.started.append(self)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    Recorded.started.clear()
    names = {name: getattr(subprocess, name) for name in ("PIPE", "DEVNULL")}
    monkeypatch.setattr(processes, "subprocess", SimpleNamespace(Popen=Recorded, **names))
    return Recorded.started


def all_gone(started: list[Any]) -> bool:
    return bool(started) and all(process.returncode is not None for process in started)


@pytest.mark.thorough
def test_a_hard_question_ends_in_time_with_unknown_and_leaves_no_process(started: list[Any]) -> None:
    start = time.monotonic()
    answer = ask(HARD, Limits(seconds=3))
    assert time.monotonic() - start < 9
    assert answer.status == "unknown"
    assert "time was over" in answer.reason
    assert "Limits(seconds=…)" in answer.reason
    assert len(started) > 2, "more start when the first ones take long"
    assert all_gone(started)


def test_the_first_definite_answer_ends_the_others(started: list[Any]) -> None:
    said = processes.consult(smtlib(EASY), ("z3", "cvc5"), Clock(20 * SECOND), 2000)
    assert said.status == "unsat"
    assert all_gone(started)


def test_an_interruption_leaves_no_process(started: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(processes._Race, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        processes.consult(smtlib(HARD), ("z3", "cvc5"), Clock(20 * SECOND), 2000)
    assert len(started) == 2
    assert all_gone(started)


@pytest.mark.thorough
def test_without_the_killing_processes_would_stay(started: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    real = processes._Race.end
    with monkeypatch.context() as patched:
        patched.setattr(processes._Race, "end", lambda *_: None)
        race = processes._Race(smtlib(HARD).encode(), Clock(SECOND), 2000)
        with race:
            race.run([[("z3", "default")]])
        assert not all_gone(started), "the law can fail"
    for process in list(race.running):
        real(race, process)
    assert all_gone(started)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory there")
def test_memory_is_limited(started: list[Any]) -> None:
    said = processes.consult(smtlib(EASY), ("z3",), Clock(20 * SECOND), 60)
    assert said.status == "unknown"
    assert "memory" in said.reason
    assert all_gone(started)
    assert processes.consult(smtlib(EASY), ("z3",), Clock(20 * SECOND), 2000).status == "unsat"


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform == "win32", reason="no limit of processor time there")
def test_a_worker_on_its_own_ends_by_itself() -> None:
    command = [sys.executable, "-P", worker.__file__, "z3", "default", "2000", "1"]
    start = time.monotonic()
    done = subprocess.run(command, input=smtlib(HARD).encode(), capture_output=True, check=False, timeout=60)
    assert done.returncode != 0
    assert time.monotonic() - start < 30


@pytest.mark.parametrize(
    ("text", "reason"),
    [(b"", "ended without an answer"), (b"{", "ended without an answer"), (b'{"status": "odd", "reason": "r"}', "r")],
)
def test_whatever_else_a_process_writes_is_unknown(text: bytes, reason: str) -> None:
    said = processes.read(text, "z3")
    assert said.status == "unknown"
    assert reason in said.reason


def test_text_that_no_solver_reads_is_unknown() -> None:
    said = processes.consult("(assert (oops))", ("z3", "cvc5"), Clock(20 * SECOND), 2000)
    assert said.status == "unknown"
    assert "z3" in said.reason
    assert "cvc5" in said.reason


def test_the_worker_knows_nothing_of_the_library() -> None:
    text = Path(worker.__file__).read_text(encoding="utf-8")
    assert "import coopgame" not in text
    assert "from coopgame" not in text


@pytest.fixture
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    real = processes.importlib.util.find_spec
    hidden = {"z3", "cvc5"}
    found = SimpleNamespace(find_spec=lambda name: None if name in hidden else real(name))
    monkeypatch.setattr(processes, "importlib", SimpleNamespace(util=found))


@pytest.mark.thorough
@pytest.mark.usefixtures("_bare")
def test_without_the_extra_the_reason_says_what_to_install() -> None:
    answer = ask(HARD, Limits(seconds=2))
    assert answer.status == "unknown"
    assert 'pip install "coopgame[prove]"' in answer.reason
    assert "\n" not in answer.reason
    assert run(methods.by_package("z3"), EASY).reason == "not installed"


@pytest.mark.usefixtures("_bare")
def test_without_the_extra_the_library_confirms_itself() -> None:
    question = Question(formula_of(sympy.And(X > Y, Y > Z, Z > X)))
    answer = ask(question)
    assert answer.status == "no"
    assert confirm(question, answer) == ("virtual substitution",)


@pytest.mark.thorough
def test_many_long_comparisons_end_in_time() -> None:
    many = sympy.symbols("u0:7", real=True)
    cubics = [
        sum((3 * ((k * i) % 7) - 8) * many[i % 7] * many[(i * k) % 7] * many[(i + k) % 7] for i in range(1, 9)) - k
        for k in range(1, 90)
    ]
    unit = Range(F(0), F(3))
    question = Question(formula_of(sympy.And(*(c > 0 for c in cubics))), dict.fromkeys(many, unit))
    start = time.monotonic()
    ask(question, Limits(seconds=2))
    assert time.monotonic() - start < 10
