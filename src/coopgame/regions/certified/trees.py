"""Sign trees over the slots of a program, settled step by step as signs become known.

The tree of a formula tests products of *atoms*: slots whose polynomials are irreducible, so that comparisons with a
common factor share it.  Settling is three-valued: what is left of a tree is True, False, or the part that is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

import sympy

from coopgame.conditions import All, Formula, Polynomial, Range, Ring, Sign, range_over
from coopgame.regions.certified.balls import BallProgram

Signs = frozenset[int]
ANY: Signs = frozenset({-1, 0, 1})


class SignIs(NamedTuple):
    """The product of atoms, some of them squared, has one of these signs."""

    factors: tuple[tuple[int, bool], ...]
    signs: Signs


class Joined(NamedTuple):
    """Every part holds, or with ``every`` False some part."""

    every: bool
    parts: tuple[Tree, ...]


Tree = bool | SignIs | Joined


def atoms_of(tree: Tree) -> Iterator[int]:
    """Yield the atoms of a tree in reading order, duplicates included."""
    if isinstance(tree, SignIs):
        yield from (atom for atom, _ in tree.factors)
    elif not isinstance(tree, bool):
        for part in tree.parts:
            yield from atoms_of(part)


class Settling:
    """One pass over trees with the signs that are known; trees that are shared are settled once."""

    def __init__(self, signs: Mapping[int, Signs]) -> None:
        self._signs = signs
        self._memo: dict[int, tuple[Tree, Tree]] = {}

    def __call__(self, tree: Tree) -> Tree:
        """Return what is left of a tree."""
        if isinstance(tree, bool):
            return tree
        known = self._memo.get(id(tree))
        if known is None:
            left = self._test(tree) if isinstance(tree, SignIs) else self._joined(tree)
            known = self._memo[id(tree)] = (tree, left)  # the tree is kept alive, so its identity stays its own
        return known[1]

    def _test(self, test: SignIs) -> Tree:
        flip, kept, possible = 1, [], frozenset({1})
        for atom, odd in test.factors:
            signs = self._signs.get(atom, ANY)
            if len(signs) == 1 and 0 not in signs:
                flip *= min(signs) if odd else 1
                continue
            kept.append((atom, odd))
            possible = frozenset(a * (b if odd else b * b) for a in possible for b in signs)
        possible = frozenset(flip * s for s in possible)
        if possible <= test.signs:
            return True
        if not possible & test.signs:
            return False
        if len(kept) == len(test.factors):
            return test
        return SignIs(tuple(kept), frozenset(flip * s for s in test.signs))

    def _joined(self, node: Joined) -> Tree:
        kept = []
        for part in node.parts:
            left = self(part)
            if left is not node.every and isinstance(left, bool):
                return left
            if not isinstance(left, bool):
                kept.append(left)
        if not kept:
            return node.every
        if len(kept) == 1:
            return kept[0]
        if len(kept) == len(node.parts) and all(a is b for a, b in zip(kept, node.parts, strict=True)):
            return node
        return Joined(node.every, tuple(kept))


class Planting:
    """Turns formulas into trees over the slots of one program, and remembers what each atom stands for."""

    def __init__(self, program: BallProgram, box: Mapping[sympy.Expr, Range]) -> None:
        self.program, self._box = program, box
        self.polynomials: dict[int, Polynomial] = {}
        self._factors: dict[Polynomial, tuple[int, tuple[tuple[int, bool], ...]]] = {}

    def tree(self, formula: Formula) -> Tree:
        """Return the tree of a formula."""
        if isinstance(formula, Sign):
            if formula.polynomial not in self._factors:
                self._factors[formula.polynomial] = self._split(formula.polynomial)
            flip, factors = self._factors[formula.polynomial]
            return SignIs(factors, frozenset(flip * s for s in formula.signs))
        parts = tuple(self.tree(part) for part in formula.parts)
        return Joined(isinstance(formula, All), parts)

    def _split(self, polynomial: Polynomial) -> tuple[int, tuple[tuple[int, bool], ...]]:
        """Return a sign and factors whose product has the sign of a polynomial; what may be a pole becomes a factor."""
        quotients = [g for g in polynomial.generators if isinstance(g, sympy.Pow) and g.exp == -1 and self._pole(g)]
        if quotients:
            base, degree, rest = _cleared(polynomial, quotients[-1])
            self.program.needs[base, "!=", None] = None
            parts = [(self._split(rest), 1), (self._split(Ring.of([base]).polynomial(base)), degree)]
            flip = parts[0][0][0] * parts[1][0][0] ** degree
            return flip, tuple((atom, odd and n % 2 == 1) for (_, own), n in parts for atom, odd in own)
        flip, found = polynomial.factors()
        factors = []
        for factor, multiplicity in found:
            atom = self.program.slot(factor.expression)
            self.polynomials.setdefault(atom, factor)
            factors.append((atom, multiplicity % 2 == 1))
        return flip, tuple(factors)

    def _pole(self, quotient: sympy.Pow) -> bool:
        return 0 in _signs_over(Ring.of([quotient.base]).polynomial(quotient.base), self._box)

    def defined(self) -> Tree:
        """Return the tree that says where everything that was turned into slots so far is defined."""
        parts: list[Tree] = []
        for base, relation, exponent in list(self.program.needs):
            need = self._compare(base, relation)
            if exponent is not None:
                zero = Joined(True, (self._compare(base, "="), self._compare(exponent, ">=")))
                need = Joined(False, (need, zero))
            parts.append(need)
        return Joined(True, tuple(parts))

    def _compare(self, expression: sympy.Expr, relation: str) -> Tree:
        return self.tree(Sign.compare(Ring.of([expression]).polynomial(expression), relation))

    def known(self) -> dict[int, Signs]:
        """Return the signs that atoms can have in the box, but for a null set of points."""
        return {atom: _almost_everywhere(polynomial, self._box) for atom, polynomial in self.polynomials.items()}


def _cleared(polynomial: Polynomial, quotient: sympy.Pow) -> tuple[sympy.Expr, int, Polynomial]:
    """Return a denominator, its degree, and the polynomial times that power of it."""
    ring, i = polynomial.ring, polynomial.ring.position[quotient]
    degree = max(e[i] for e, _ in polynomial.terms)
    terms = [
        Polynomial(ring, (((*e[:i], 0, *e[i + 1 :]), c),)).expression * quotient.base ** (degree - e[i])
        for e, c in polynomial.terms
    ]
    total = sympy.Add(*terms)
    return quotient.base, degree, Ring.of([total]).polynomial(total)


def _signs_over(polynomial: Polynomial, box: Mapping[sympy.Expr, Range]) -> Signs:
    """Return an enclosure of the signs of a polynomial in a box, where it is defined."""
    ranges = dict(box)
    for kernel in polynomial.generators:
        if isinstance(kernel, sympy.exp):
            ranges[kernel] = Range(Fraction(0), None, open_lower=True)
        elif isinstance(kernel, sympy.Pow) and not kernel.exp.is_Integer:
            ranges[kernel] = Range(Fraction(0), None)
    return range_over(polynomial, ranges)


def _almost_everywhere(polynomial: Polynomial, box: Mapping[sympy.Expr, Range]) -> Signs:
    """Return an enclosure of the signs that does without 0 if the polynomial is zero on a null set only."""
    signs = _signs_over(polynomial, box)
    # A polynomial in the axes that is not constant is zero on a null set; with kernels, that is not known.
    null = all(g in box or (_is_root(g) and len(polynomial.terms) == 1) for g in polynomial.generators)
    return signs - {0} if null and len(signs) == 2 else signs


def _is_root(kernel: sympy.Expr) -> bool:
    """Whether a kernel is a power of a polynomial in the axes."""
    return isinstance(kernel, sympy.Pow) and bool(kernel.base.is_polynomial(*kernel.base.free_symbols))


def truth(tree: Tree, sign: Callable[[int], int]) -> bool:
    """Decide a tree where each atom has the sign that ``sign`` gives."""
    if isinstance(tree, bool):
        return tree
    if isinstance(tree, SignIs):
        product = 1
        for atom, odd in tree.factors:
            value = sign(atom)
            product *= value if odd else value * value
        return product in tree.signs
    return (all if tree.every else any)(truth(part, sign) for part in tree.parts)
