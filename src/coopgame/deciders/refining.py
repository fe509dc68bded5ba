"""Conjunctions made easier to project: products split by factors of known sign, equations put into the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coopgame.conditions import Formula, Polynomial, Sign, all_of, any_of

Signs = Callable[[Polynomial], frozenset[int]]


def split_products(sign: Sign, possible: Signs) -> Formula:
    """Return a comparison with factors that have one sign, or are zero, taken out of its polynomial.

    Where f is nowhere negative, f g < 0 says f > 0 and g < 0, and f g ≤ 0 says f = 0 or g ≤ 0.

    Examples
    --------
    >>> import sympy
    >>> from coopgame.conditions import Ring, as_sympy
    >>> x, y = sympy.symbols("x y", real=True)
    >>> product = Sign(Ring.of([x, y]).polynomial(x * y), "<")
    >>> as_sympy(split_products(product, lambda f: frozenset({0, 1} if f.expression == x else {-1, 0, 1})))
    (x > 0) & (y < 0)
    """
    _, factors = sign.polynomial.factors()
    if len(factors) < 2 or sign.relation in {"=", "!="}:
        return sign
    for f, multiplicity in factors:
        own = possible(f)
        if multiplicity % 2 == 0 or {1, -1} <= own:
            continue
        negative = -1 in own
        rest = Polynomial.from_flint(f.ring, sign.polynomial.flint / f.flint)
        signs = frozenset(-s for s in sign.signs) if negative else sign.signs
        inner = Sign.among(rest, signs)
        left = split_products(inner, possible) if isinstance(inner, Sign) else inner
        if 0 in sign.signs:
            return any_of(Sign.compare(f, "="), left)
        return all_of(Sign.compare(f, "<" if negative else ">"), left)
    return sign


def substituted(signs: Sequence[Sign]) -> list[Formula]:
    """Return a conjunction with each equation that is solved for a variable put into the other comparisons.

    Examples
    --------
    >>> import sympy
    >>> from coopgame.conditions import Ring, as_sympy
    >>> x, y = sympy.symbols("x y", real=True)
    >>> ring = Ring.of([x, y])
    >>> same, less = Sign(ring.polynomial(x - 1), "="), Sign(ring.polynomial(x * y - y - 1), "<")
    >>> [str(as_sympy(part)) for part in substituted([same, less])]
    ['Eq(x, 1)', 'True']
    """
    current: list[Formula] = list(signs)
    for k, equation in enumerate(signs):
        if equation.relation != "=" or current[k] != equation:
            continue
        solved = _solved(equation.polynomial)
        if solved is None:
            continue
        i, value = solved
        images = [value.flint if g == i else value.ring.context.gen(g) for g in range(len(value.ring.generators))]
        for n, other in enumerate(current):
            if n != k and isinstance(other, Sign) and any(e[i] for e, _ in other.polynomial.terms):
                moved = other.polynomial.flint.compose(*images, ctx=value.ring.context)
                current[n] = Sign.compare(Polynomial.from_flint(value.ring, moved), other.relation)
    return current


def _solved(polynomial: Polynomial) -> tuple[int, Polynomial] | None:
    """Return a generator that occurs alone, with a number before it, and what it equals where the polynomial is 0."""
    for i in range(len(polynomial.ring.generators)):
        own = [(e, c) for e, c in polynomial.terms if e[i]]
        if len(own) == 1 and sum(own[0][0]) == 1:
            rest = tuple((e, -c / own[0][1]) for e, c in polynomial.terms if not e[i])
            return i, Polynomial(polynomial.ring, rest)
    return None
