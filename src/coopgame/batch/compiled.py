"""Schedules as code for Numba: one straight body, in loops of fixed length that a compiler turns into vectors."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import numpy as np

from coopgame.batch.arrays import Floats, refuse
from coopgame.batch.intrinsics import operations
from coopgame.batch.kernel import Bits, chunks, margin_schedule
from coopgame.batch.program import Classes, Program, program
from coopgame.errors import MissingPackageError

#: The length of inner loops, known when the code is compiled.
TILE: Final = 64
#: Games that are handed over at a time; arrays that are not contiguous are copied in such parts.
PART: Final = TILE * 1024
_TEXT: Final = {"mul": "{} * {}", "add": "{} + {}", "sub": "{} - {}", "min": "less({}, {})", "max": "more({}, {})"}

#: Payoffs are copied to, and answers from, flat arrays with constant offsets: with pointers of unknown distance a
#: compiler would have to suppose that an answer overwrites a payoff.
_FRAME: Final = """def kernel(A, B, first, last, tolerance, masks, margin):
    payoffs, nearest = np.empty(2 * {m} * {n} * TILE), np.empty(TILE)
    bits = np.empty({words} * TILE, np.uint8)
    for tile in range(first, last, TILE):
        for i in range({m}):
            for j in range({n}):
                for k in range(TILE):
                    payoffs[({n} * i + j) * TILE + k] = A[i, j, tile + k]
                for k in range(TILE):
                    payoffs[({m} * {n} + {n} * i + j) * TILE + k] = B[i, j, tile + k]
        for k in range(TILE):
            {body}
        for k in range(TILE):
            margin[tile + k] = nearest[k]
        for word in range({words}):
            for k in range(TILE):
                masks[word, tile + k] = bits[word * TILE + k]
"""


def installed() -> bool:
    """Return whether Numba can be imported."""
    return importlib.util.find_spec("numba") is not None


def decide(
    own: Program, classes: tuple[Classes, Classes] | None, A: Floats, B: Floats, tolerance: float
) -> tuple[Bits, Floats]:
    """Return which pairs are equilibria, and the distance to a border, for all games.

    Raises
    ------
    MissingPackageError
        Numba is not installed.
    """
    if not installed():
        raise MissingPackageError(
            "backend='numba' needs Numba, which is not installed: pip install \"coopgame[fast]\"; without backend= "
            "NumPy gives the same answers."
        )
    kernel = _kernel(own.shape, classes)
    total = A.shape[2]
    every, near = np.zeros((-(-len(own.pairs) // 8), total), np.uint8), np.ones(total)
    # Whole tiles of contiguous arrays are read where they are, everything else from copies.
    whole = total // TILE * TILE if A.flags.c_contiguous and B.flags.c_contiguous else 0
    kernel(A, B, 0, whole, tolerance, every, near)
    for start, stop in chunks(total - whole, PART):
        length = -(-(stop - start) // TILE) * TILE
        parts = [_part(array, whole + start, whole + stop, length) for array in (A, B)]
        masks, margin = np.empty((len(every), length), np.uint8), np.empty(length)
        kernel(*parts, 0, length, tolerance, masks, margin)
        every[:, whole + start : whole + stop] = masks[:, : stop - start]
        near[whole + start : whole + stop] = margin[: stop - start]
    if np.isnan(near).any():
        refuse(A, B)
    return every, near


def _part(array: Floats, start: int, stop: int, length: int) -> Floats:
    """Return some games one matrix after the other, filled up to whole tiles."""
    part = np.zeros((*array.shape[:2], length))
    part[:, :, : stop - start] = array[:, :, start:stop]
    part.flags.writeable = False
    return part


def source(own: Program, classes: tuple[Classes, Classes] | None) -> str:
    """Return the code of a function of payoffs, tolerance, and what it writes: masks and margins."""
    pairs = len(own.pairs)
    watched = set(own.watched)
    listed = [p.margin in watched for p in own.pairs]
    lines = ["bad = zero", *_payoffs(own), "near = 1.0", *(f"word{w} = zero" for w in range(-(-pairs // 8)))]
    for kind, target, sources in margin_schedule(own.shape, classes).steps:
        if kind == "difference":
            player, line, a, b = sources
            lines.append(f"r{target} = (p{player}_{line}_{a} - p{player}_{line}_{b}) * s{player}_{line}")
        elif kind == "output":
            position = sources[0]
            if position < pairs:
                word = f"word{position // 8}"
                lines.append(f"{word} = {word} | above(r{target}, tolerance, {position % 8})")
            if position >= pairs or listed[position]:
                lines.append(f"near = less(near, size(r{target}))")
        elif kind == "one":
            lines.append(f"r{target} = 1.0")
        else:
            text = "-{}" if kind == "neg" else _TEXT[kind]
            lines.append(f"r{target} = " + text.format(*(f"r{k}" for k in sources)))
    lines += [f"bits[{w} * TILE + k] = word{w}" for w in range(-(-pairs // 8))] + ["nearest[k] = spoilt(near, bad)"]
    return _FRAME.format(m=own.shape[0], n=own.shape[1], words=-(-pairs // 8), body="\n            ".join(lines))


def _payoffs(own: Program) -> list[str]:
    """Return code that reads payoffs by line, identical ones from one place, and computes the scales."""
    m, n = own.shape
    lines = []
    for player, table in enumerate(own.classes):
        first: dict[int, tuple[int, int]] = {}
        for i in range(m):
            for j in range(n):
                at = first.setdefault(table[i][j], (i, j))
                name = f"p{player}_{j}_{i}" if player == 0 else f"p{player}_{i}_{j}"
                lines.append(f"{name} = payoffs[{((player * m) + at[0]) * n + at[1]} * TILE + k]")
                lines.append(f"bad = bad | beyond({name})")
        count, width = (n, m) if player == 0 else (m, n)
        for line in range(count):
            high = low = f"p{player}_{line}_0"
            for place in range(1, width):
                high = f"more({high}, p{player}_{line}_{place})"
                low = f"less({low}, p{player}_{line}_{place})"
            lines.append(f"s{player}_{line} = scale({high} - {low})")
    return lines


@lru_cache(maxsize=16)
def _kernel(shape: tuple[int, int], classes: tuple[Classes, Classes] | None) -> Callable[..., None]:
    """Return the compiled function; compiling takes seconds."""
    import numba

    scope: dict[str, Any] = {**operations(), "TILE": TILE, "np": np, "zero": np.int64(0)}
    exec(compile(source(program(shape, classes), classes), "<coopgame.batch>", "exec"), scope)  # noqa: S102 - made above
    compiled: Callable[..., None] = numba.njit(nogil=True, error_model="numpy")(scope["kernel"])
    return compiled
