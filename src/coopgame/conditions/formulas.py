"""Sign trees: conjunctions and disjunctions of signs of polynomials.

A formula is :class:`Sign` (a polynomial compared with zero), :class:`All` or :class:`AnyOf`.  There is no negation
node: :func:`negate` pushes it into the comparisons.  The smart constructors :func:`all_of` and :func:`any_of` keep
trees flat, without duplicates and without constants, in the order in which parts were given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coopgame.conditions.polynomials import Polynomial

#: For each comparison with zero, the signs that satisfy it.
SIGNS: dict[str, frozenset[int]] = {
    "<": frozenset({-1}),
    "<=": frozenset({-1, 0}),
    "=": frozenset({0}),
    "!=": frozenset({-1, 1}),
    ">=": frozenset({0, 1}),
    ">": frozenset({1}),
}
RELATION: dict[frozenset[int], str] = {signs: relation for relation, signs in SIGNS.items()}
ANY_SIGN = frozenset({-1, 0, 1})


@dataclass(frozen=True)
class Sign:
    """``polynomial relation 0``; build it with :meth:`compare`, which makes the polynomial primitive."""

    polynomial: Polynomial
    relation: str

    @staticmethod
    def compare(polynomial: Polynomial, relation: str) -> Formula:
        """Return ``polynomial relation 0``, decided when the polynomial is a constant."""
        return Sign.among(polynomial, SIGNS[relation])

    @staticmethod
    def among(polynomial: Polynomial, signs: frozenset[int]) -> Formula:
        """Return the formula that says: the sign of the polynomial is one of ``signs``."""
        constant = polynomial.constant
        if constant is not None:
            return TRUE if (constant > 0) - (constant < 0) in signs else FALSE
        flip, primitive = polynomial.primitive()
        signs = frozenset(flip * s for s in signs)
        if not signs or signs == ANY_SIGN:
            return TRUE if signs else FALSE
        return Sign(primitive, RELATION[signs])

    @property
    def signs(self) -> frozenset[int]:
        """The signs of the polynomial that satisfy the comparison."""
        return SIGNS[self.relation]


@dataclass(frozen=True)
class All:
    """Every part holds; without parts: true."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True)
class AnyOf:
    """Some part holds; without parts: false."""

    parts: tuple[Formula, ...]


Formula = Sign | All | AnyOf
TRUE: Formula = All(())
FALSE: Formula = AnyOf(())


def _merge(parts: tuple[Formula, ...], node: type[All | AnyOf]) -> list[Formula]:
    """Flatten, drop duplicates, and join comparisons of one polynomial into one (``≤`` and ``≥`` make ``=``).

    What nothing is joined to stays the same object.
    """
    flat: dict[Formula | Polynomial, Formula] = {}
    for part in parts:
        for piece in part.parts if isinstance(part, node) else (part,):
            if not isinstance(piece, Sign):
                flat.setdefault(piece, piece)
                continue
            known = flat.setdefault(piece.polynomial, piece)
            if isinstance(known, Sign):
                joined = known.signs & piece.signs if node is All else known.signs | piece.signs
                if joined != known.signs:
                    flat[piece.polynomial] = _known_sign(piece.polynomial, joined)
    return list(flat.values())


def _known_sign(polynomial: Polynomial, signs: frozenset[int]) -> Formula:
    return Sign(polynomial, RELATION[signs]) if signs in RELATION else (TRUE if signs else FALSE)


def all_of(*parts: Formula) -> Formula:
    """Return the conjunction of ``parts``."""
    merged = _merge(parts, All)
    if FALSE in merged:
        return FALSE
    kept = tuple(p for p in merged if p != TRUE)
    return kept[0] if len(kept) == 1 else All(kept)


def any_of(*parts: Formula) -> Formula:
    """Return the disjunction of ``parts``."""
    merged = _merge(parts, AnyOf)
    if TRUE in merged:
        return TRUE
    kept = tuple(p for p in merged if p != FALSE)
    return kept[0] if len(kept) == 1 else AnyOf(kept)


def negate(formula: Formula) -> Formula:
    """Return the formula that holds exactly where ``formula`` does not."""
    if isinstance(formula, Sign):
        return Sign.among(formula.polynomial, ANY_SIGN - formula.signs)
    parts = tuple(negate(part) for part in formula.parts)
    return any_of(*parts) if isinstance(formula, All) else all_of(*parts)


def transform(formula: Formula, on_sign: Callable[[Sign], Formula]) -> Formula:
    """Rebuild ``formula`` with each comparison replaced by ``on_sign`` of it."""
    if isinstance(formula, Sign):
        return on_sign(formula)
    parts = tuple(transform(part, on_sign) for part in formula.parts)
    return all_of(*parts) if isinstance(formula, All) else any_of(*parts)


def holds(formula: Formula, sign: Callable[[Polynomial], int]) -> bool:
    """Decide ``formula`` where each polynomial has the sign (-1, 0 or 1) that ``sign`` gives."""
    if isinstance(formula, Sign):
        return sign(formula.polynomial) in SIGNS[formula.relation]
    if isinstance(formula, All):
        return all(holds(part, sign) for part in formula.parts)
    return any(holds(part, sign) for part in formula.parts)


def atoms(formula: Formula) -> Iterator[Sign]:
    """Yield the comparisons of ``formula`` in reading order, duplicates included."""
    if isinstance(formula, Sign):
        yield formula
    else:
        for part in formula.parts:
            yield from atoms(part)
