"""z3 and cvc5 side by side, each in a process of its own: the first definite answer counts, the others are killed."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from coopgame.deciders.clock import Clock

WORKER = Path(__file__).with_name("worker.py")
#: Package and engine; those of the first wave answer most questions, the others start a moment later.
FIRST = (("z3", "default"), ("cvc5", "default"))
SECOND = (("z3", "nlsat"), ("z3", "simple"), ("cvc5", "cov"))
HEAD_START = 10**9
INSTALL = 'pip install "coopgame[prove]"'


@dataclass(frozen=True)
class Said:
    """What the solvers said: ``"sat"``, ``"unsat"`` or ``"unknown"``; names of variables with their values."""

    status: str
    by: str = ""
    values: MappingProxyType[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))
    roots: MappingProxyType[str, Fraction] = field(default_factory=lambda: MappingProxyType({}))
    reason: str = ""


def installed(packages: Sequence[str] = ("z3", "cvc5")) -> tuple[str, ...]:
    """Return which of the packages can be imported."""
    return tuple(p for p in packages if importlib.util.find_spec(p) is not None)


def consult(text: str, packages: Sequence[str], clock: Clock, megabytes: int) -> Said:
    """Return the first definite answer to SMT-LIB text within the time of the clock."""
    waves = [[engine for engine in wave if engine[0] in packages] for wave in (FIRST, SECOND)]
    with _Race(text.encode(), clock, megabytes) as race:
        return race.run([wave for wave in waves if wave])


class _Race:
    """Running processes; leaving the block ends all of them, whatever happened."""

    def __init__(self, question: bytes, clock: Clock, megabytes: int) -> None:
        self.question, self.clock, self.megabytes = question, clock, megabytes
        self.running: dict[subprocess.Popen[bytes], threading.Thread] = {}
        self.packages: dict[subprocess.Popen[bytes], str] = {}
        self.written: queue.Queue[tuple[subprocess.Popen[bytes], bytes]] = queue.Queue()
        self.reasons: dict[str, None] = {}

    def __enter__(self) -> _Race:
        return self

    def __exit__(self, *_: object) -> None:
        for process in list(self.running):
            self.end(process)

    def run(self, waves: list[list[tuple[str, str]]]) -> Said:
        """Start wave after wave until one process has a definite answer."""
        for number, wave in enumerate(waves):
            for package, engine in wave:
                self.start(package, engine)
            last = number == len(waves) - 1
            said = self.wait(self.clock if last else self.clock.part(HEAD_START))
            if said is not None:
                return said
        late = ["the time was over"] if self.running else []
        return Said("unknown", reason="; ".join((*self.reasons, *late)))

    def start(self, package: str, engine: str) -> None:
        """Start one process; it reads the question from a file, since a pipe would block where it is long."""
        seconds = self.clock.left // 10**9 + 2
        command = [sys.executable, "-P", str(WORKER), package, engine, str(self.megabytes), str(seconds)]
        with tempfile.TemporaryFile() as source:
            source.write(self.question)
            source.seek(0)
            process = subprocess.Popen(  # noqa: S603 - the interpreter that runs, and a file of this package
                command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
            )
        thread = threading.Thread(target=self.listen, args=(process,), daemon=True)
        self.running[process], self.packages[process] = thread, package
        thread.start()

    def listen(self, process: subprocess.Popen[bytes]) -> None:
        """Put what a process writes until it ends into the queue."""
        if process.stdout is not None:
            with process.stdout as stream:
                self.written.put((process, stream.read()))

    def wait(self, clock: Clock) -> Said | None:
        """Return a definite answer, None when the time is over or no process is left."""
        while self.running and clock.left:
            try:
                process, text = self.written.get(timeout=clock.left / 10**9)
            except queue.Empty:
                return None
            self.end(process)
            said = read(text, self.packages[process])
            if said.status != "unknown":
                return said
            self.reasons[f"{said.by}: {said.reason or 'no answer'}"] = None
        return None

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a process with everything that it started, and wait until it is gone."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        self.running.pop(process).join()


def read(text: bytes, package: str) -> Said:
    """Return what a process wrote; one that was ended by a limit wrote nothing."""
    try:
        found = json.loads(text)
    except ValueError:
        return Said("unknown", package, reason="the process ended without an answer, probably out of memory")
    values, roots = (
        MappingProxyType({name: Fraction(int(n), int(d)) for name, (n, d) in found.get(kind, {}).items()})
        for kind in ("values", "roots")
    )
    status = found["status"] if found["status"] in {"sat", "unsat"} else "unknown"
    return Said(status, package, values, roots, found.get("reason", ""))
