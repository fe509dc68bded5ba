"""Work that costs nothing, and misbehaves on request; it lives in a module so that worker processes can import it."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from coopgame.sweeps.runs import Outcome
from coopgame.sweeps.task import Array, Field


@dataclass(frozen=True)
class Fake:
    """Numbers that follow from the place of a point; ``trouble`` is what happens in the tile that has point ``at``."""

    points: int = 1000
    block: int = 16
    trouble: str = ""
    at: int = 500
    notes: str = ""
    name: str = "fake"
    fields: Mapping[str, Field] = field(
        default_factory=lambda: {"codes": Field("u2"), "margin": Field("f8"), "payoffs": Field("f8", (2, 2))}
    )

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.name} {self.points} {self.block}".encode()).hexdigest()

    @property
    def asked(self) -> Mapping[str, str]:
        return {"model": self.name, "points": str(self.points), "block": str(self.block)}

    @property
    def record(self) -> Mapping[str, Any]:
        return {"name": self.name}

    def ranges(self, first: int, last: int) -> Mapping[str, tuple[float, float]]:
        return {"p": (first / self.points, (last - 1) / self.points)}

    def evaluate(self, first: int, last: int) -> dict[str, Array]:
        if first <= self.at < last and self.trouble:
            self.misbehave()
        x = np.arange(first, last, dtype=float)
        # Rows in the order of first appearance, with one that no point has.
        rows = (7 * np.arange(first, last) // 50) % 5
        used = list(dict.fromkeys(rows.tolist()))
        table = np.array([[99, 99], *([250 - 10 * row, row] for row in used)], dtype=np.uint8)
        codes = np.array([1 + used.index(row) for row in rows.tolist()], dtype=np.uint16)
        odd = float(first) if self.trouble == "depends on the tile" else 0.0
        payoffs = np.stack([x, -x, x / 3, x**2]).reshape(2, 2, -1)
        return {"codes": codes, "masks": table, "margin": np.sin(x) + odd, "payoffs": payoffs}

    def named(self, arrays: Mapping[str, Array]) -> dict[str, Array]:
        # Texts of many lengths, so that tables of tiles have different types.
        return {**arrays, "masks": np.array([b"set " + b"x" * row + b"%d" % row for _, row in arrays["masks"]])}

    def misbehave(self) -> None:
        notes = Path(self.notes)
        if self.trouble == "raises":
            raise ZeroDivisionError("payoff without a value")
        if self.trouble == "raises once" and not (notes / "raised").exists():
            (notes / "raised").touch()
            raise OSError("a passing trouble")
        if self.trouble == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.trouble == "waits" and not (notes / "go").exists():
            (notes / "pid").write_text(str(os.getpid()))
            while not (notes / "go").exists():
                time.sleep(0.005)
        if self.trouble == "interrupts" and not (notes / "interrupted").exists():
            (notes / "interrupted").touch()
            raise KeyboardInterrupt


def digest(outcome: Outcome) -> str:
    """A hash of everything in an outcome."""
    found = hashlib.sha256()
    for name, array in sorted(outcome.arrays.items()):
        found.update(f"{name} {array.dtype} {array.shape}".encode() + np.ascontiguousarray(array).tobytes())
    found.update(outcome.done.tobytes())
    return found.hexdigest()


def wait_for(path: Path, seconds: float = 30) -> str:
    """Return what is in a file as soon as there is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if path.exists() and path.read_text():
            return path.read_text()
        time.sleep(0.005)
    raise AssertionError(f"{path.name} never came")
