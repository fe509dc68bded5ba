"""Shorter conditions from QEPCAD B, where it is installed; what it returns is checked on every cell.

QEPCAD (Brown 2003) simplifies formulas over the reals.  It is a separate program (Debian package ``qepcad``), found on
PATH; nothing depends on it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coopgame.regions.algebra.curves import Curve, plane_ring
from coopgame.regions.descriptions.implicants import Conjunction
from coopgame.regions.plane import Box

#: How long QEPCAD may take for one formula, and how many cells of memory it may use.
SECONDS, SPACE = 10, 8_000_000
_RELATIONS = {
    frozenset({1}): ">",
    frozenset({-1}): "<",
    frozenset({0, 1}): ">=",
    frozenset({-1, 0}): "<=",
    frozenset({0}): "=",
    frozenset({-1, 1}): "/=",
}
_SIGNS = {relation: signs for signs, relation in _RELATIONS.items()}
_TOKEN = re.compile(r"\s*(/\\|\\/|\[|\]|[<>/]=|[<>=]|TRUE|FALSE|[-+]|\d+|[xy]|\^)")


@dataclass(frozen=True)
class Atom:
    """A curve, by number, with the signs that it may have."""

    curve: int
    signs: frozenset[int]


@dataclass(frozen=True)
class Node:
    """A conjunction or a disjunction."""

    every: bool
    parts: tuple[Condition, ...]


Condition = Atom | Node


def holds(condition: Condition, signs: Mapping[int, int]) -> bool:
    """Decide a condition where the curves have these signs."""
    if isinstance(condition, Atom):
        return signs[condition.curve] in condition.signs
    return (all if condition.every else any)(holds(part, signs) for part in condition.parts)


def length(condition: Condition) -> int:
    """Return the number of comparisons in a condition."""
    return 1 if isinstance(condition, Atom) else sum(map(length, condition.parts))


def as_condition(found: Iterable[Conjunction]) -> Condition:
    """Return a disjunction of conjunctions as a condition."""
    return Node(False, tuple(Node(True, tuple(Atom(i, signs) for i, signs in own)) for own in found))


def simplified(condition: Condition, curves: Sequence[Curve], box: Box) -> Condition | None:
    """Return what QEPCAD makes of a condition in a box, None where it is not installed or does not answer in time.

    The answer may speak of the curves given only; whether it is equivalent is for the caller to check.
    """
    program = shutil.which("qepcad")
    if program is None:
        return None
    own = str(Path(program).resolve().parent.parent / "lib" / "qepcad")
    root = os.environ.get("qe", own)  # noqa: SIM112 - the name that QEPCAD reads
    text = _question(condition, curves, box)
    try:
        answer = subprocess.run(  # noqa: S603 - the program found on PATH, numbers and two letters as its input
            [program, f"+N{SPACE}"],
            input=text,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env={**os.environ, "qe": root},
            check=False,
        ).stdout
    except (subprocess.TimeoutExpired, OSError):
        return None
    found = re.search(r"An equivalent quantifier-free formula:(.*?)\n\s*\n\s*\n", answer, re.DOTALL)
    try:
        return None if found is None else _Parser(found.group(1), curves).whole()
    except (ValueError, KeyError, IndexError):
        return None


def _question(condition: Condition, curves: Sequence[Curve], box: Box) -> str:
    edges = f"x >= {box.x0} /\\ x <= {box.x1} /\\ y >= {box.y0} /\\ y <= {box.y1}"
    return f"[]\n(x,y)\n2\n{_printed(condition, curves)}.\nassume [ {edges} ]\nfinish\n"


def _printed(condition: Condition, curves: Sequence[Curve]) -> str:
    if isinstance(condition, Atom):
        terms = (f"{c:+d}" + _power("x", i) + _power("y", j) for (i, j), c in curves[condition.curve].terms)
        return f"[{' '.join(terms)} {_RELATIONS[condition.signs]} 0]"
    if not condition.parts:
        return "[0 = 0]" if condition.every else "[0 = 1]"
    word = " /\\ " if condition.every else " \\/ "
    return f"[{word.join(_printed(part, curves) for part in condition.parts)}]"


def _power(letter: str, exponent: int) -> str:
    return "" if exponent == 0 else f" {letter}^{exponent}"


class _Parser:
    r"""Reads the formulas that QEPCAD prints: comparisons of polynomials with zero, joined by ``/\`` and ``\/``."""

    def __init__(self, text: str, curves: Sequence[Curve]) -> None:
        self._words = self._split(text.strip())
        self._numbers = {curve: n for n, curve in enumerate(curves)}

    @staticmethod
    def _split(text: str) -> list[str]:
        words, at = [], 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise ValueError(text[at:])
            words.append(match.group(1))
            at = match.end()
        return words

    def whole(self) -> Condition:
        """Return the formula."""
        found = self._joined()
        if self._words:
            raise ValueError(self._words[0])
        return found

    def _joined(self) -> Condition:
        parts, words = [self._one()], set()
        while self._words and self._words[0] in ("/\\", "\\/"):
            words.add(self._words.pop(0))
            parts.append(self._one())
        if len(words) > 1:
            raise ValueError("brackets are missing")
        return parts[0] if len(parts) == 1 else Node("/\\" in words, tuple(parts))

    def _one(self) -> Condition:
        if self._words[0] == "[":
            self._words.pop(0)
            found = self._joined()
            if self._words.pop(0) != "]":
                raise ValueError("a bracket is missing")
            return found
        if self._words[0] in ("TRUE", "FALSE"):
            return Node(self._words.pop(0) == "TRUE", ())
        return self._comparison()

    def _comparison(self) -> Condition:
        ring = plane_ring()
        letters = dict(zip("xy", ring.gens(), strict=True))
        total, term, sign = ring.constant(0), None, 1
        while self._words[0] not in _SIGNS:
            word = self._words.pop(0)
            if word in "+-":
                total, term, sign = total + (0 if term is None else sign * term), None, 1 if word == "+" else -1
                continue
            factor = letters[word] if word in letters else ring.constant(int(word))
            if self._words[0] == "^":
                factor **= int(self._words[1])
                del self._words[:2]
            term = factor if term is None else term * factor
        total += 0 if term is None else sign * term
        signs = _SIGNS[self._words.pop(0)]
        if self._words.pop(0) != "0":
            raise ValueError("expected 0")
        return self._atom(total, signs)

    def _atom(self, polynomial: object, signs: frozenset[int]) -> Condition:
        terms = [((int(i), int(j)), int(c)) for (i, j), c in polynomial.to_dict().items()]  # type: ignore[attr-defined]
        flip = 1 if max(terms)[1] > 0 else -1
        curve = Curve(tuple(sorted(((e, c * flip) for e, c in terms), reverse=True)))
        return Atom(self._numbers[curve], frozenset(flip * s for s in signs))
