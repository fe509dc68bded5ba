"""Say in words which cases a figure shows, and what is known of their regimes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from coopgame.figures.protocol import CaseLike, DiagramLike, Exact


def case_words(diagram: DiagramLike, cases: Sequence[CaseLike]) -> Iterator[str]:
    """Yield one sentence for each case: where it lies, and what is known of its regimes."""
    for case in cases:
        sides = [(diagram.x, case.x, ("left", "right")), (diagram.y, case.y, ("lower", "upper"))]
        where = [_range(axis.symbol, ends, case.cut, names) for axis, ends, names in sides if axis and ends]
        yield f"Case {case.name}, {' and '.join(where)}: {case.words}."


def case_key(cases: Sequence[CaseLike], letters: Mapping[str, str]) -> Iterator[str]:
    """Yield what the caption says of the cases."""
    if not cases:
        return
    sizes = {sum(float(ends[0]) < float(ends[1]) for ends in (c.x, c.y) if ends is not None) for c in cases}
    kinds = {0: "diamonds", 1: "bars", 2: "boxes"}
    shapes = [kinds[n] for n in sorted(sizes)]
    listed = " and ".join([", ".join(shapes[:-1]), shapes[-1]]) if len(shapes) > 1 else shapes[0]
    yield f"{listed.capitalize()} mark cases."
    if letters:
        yield "Cases: " + ", ".join(f"{letter} {name}" for letter, name in letters.items()) + "."


def _range(symbol: Any, ends: tuple[Exact, Exact], cut: Sequence[str], names: tuple[str, str]) -> str:
    low, high = (f"{float(end):.4g}" for end in ends)
    if low == high:
        return f"{symbol} = {low}"
    beyond = [word for word, side in zip(("below", "above"), names, strict=True) if side in cut]
    return f"{symbol} from {low} to {high}" + (f" and further {' and '.join(beyond)}" if beyond else "")
