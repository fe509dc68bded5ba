"""A variable that occurs in powers of one exponent only: its power takes its place, which lowers degrees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import gcd

from coopgame.conditions import Formula, Polynomial, Range, Sign, atoms
from coopgame.conditions.formulas import transform


def exponent(signs: Iterable[Sign], i: int) -> int:
    """Return the greatest common divisor of the exponents of generator i, 0 if it does not occur."""
    return gcd(*(e[i] for sign in signs for e, _ in sign.polynomial.terms))


def keeps_powers(known: Range | None) -> bool:
    """Whether a range says nothing of a variable but that it is not negative, or positive."""
    return known is None or (known.upper is None and known.lower in (None, 0))


def lowered(parts: Sequence[Formula], i: int) -> list[Formula]:
    """Return parts of a conjunction that hold for some value of generator i iff the given ones do, degrees lowered.

    That the generator is not negative, or positive, is the same for its power; so is nothing else for an odd power, and
    an even power is not negative.
    """
    alone = [part for part in parts if _is_bound(part, i)]
    rest = [part for part in parts if part not in alone]
    g = exponent((sign for part in rest for sign in atoms(part)), i)
    if g < 2:
        return list(parts)

    def on_sign(sign: Sign) -> Formula:
        terms = tuple(((*e[:i], e[i] // g, *e[i + 1 :]), c) for e, c in sign.polynomial.terms)
        ring = sign.polynomial.ring
        return Sign.among(Polynomial.from_flint(ring, Polynomial(ring, terms).flint), sign.signs)

    found = [transform(part, on_sign) for part in rest]
    if alone or g % 2:
        return [*alone, *found]
    ring = next(sign.polynomial.ring for part in rest for sign in atoms(part))
    return [Sign.compare(Polynomial.from_flint(ring, ring.context.gen(i)), ">="), *found]


def _is_bound(part: Formula, i: int) -> bool:
    if not isinstance(part, Sign) or part.relation not in {">", ">="} or len(part.polynomial.terms) != 1:
        return False
    ((e, _),) = part.polynomial.terms
    return e[i] == 1 and sum(e) == 1
