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
from coopgame.regions.balls import BallProgram

Signs = frozenset[int]
ANY: Signs = frozenset({-1, 0, 1})


class SignIs(NamedTuple):
    """The product of atoms, some of them squared, has one of these signs."""

    factors: tuple[tuple[int, bool], ...]
    signs: Signs


class Both(NamedTuple):
    """Every part holds."""

    parts: tuple[Tree, ...]


class Either(NamedTuple):
    """Some part holds."""

    parts: tuple[Tree, ...]


Tree = bool | SignIs | Both | Either


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
            left = self._test(tree) if isinstance(tree, SignIs) else self._node(tree)
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

    def _node(self, node: Both | Either) -> Tree:
        ends = isinstance(node, Either)
        kept = []
        for part in node.parts:
            left = self(part)
            if left is ends:
                return ends
            if not isinstance(left, bool):
                kept.append(left)
        if not kept:
            return not ends
        if len(kept) == 1:
            return kept[0]
        if len(kept) == len(node.parts) and all(a is b for a, b in zip(kept, node.parts, strict=True)):
            return node
        return type(node)(tuple(kept))


class Planting:
    """Turns formulas into trees over the slots of one program, and remembers what each atom stands for."""

    def __init__(self, program: BallProgram) -> None:
        self.program = program
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
        if not parts:
            return isinstance(formula, All)
        return Both(parts) if isinstance(formula, All) else Either(parts)

    def _split(self, polynomial: Polynomial) -> tuple[int, tuple[tuple[int, bool], ...]]:
        flip, found = polynomial.factors()
        factors = []
        for factor, multiplicity in found:
            atom = self.program.slot(factor.expression)
            self.polynomials.setdefault(atom, factor)
            factors.append((atom, multiplicity % 2 == 1))
        return flip, tuple(factors)

    def defined(self) -> Tree:
        """Return the tree that says where everything that was turned into slots so far is defined."""
        parts = []
        for base, relation, exponent in list(self.program.needs):
            need = self._compare(base, relation)
            if exponent is not None:
                need = Either((need, Both((self._compare(base, "="), self._compare(exponent, ">=")))))
            parts.append(need)
        return Both(tuple(parts)) if parts else True

    def _compare(self, expression: sympy.Expr, relation: str) -> Tree:
        return self.tree(Sign.compare(Ring.of([expression]).polynomial(expression), relation))

    def known(self, box: Mapping[sympy.Expr, Range]) -> dict[int, Signs]:
        """Return the signs that atoms can have in a box, but for a null set of points."""
        return {atom: _possible(polynomial, box) for atom, polynomial in self.polynomials.items()}


def _possible(polynomial: Polynomial, box: Mapping[sympy.Expr, Range]) -> Signs:
    ranges, zeros_are_null = dict(box), True
    for kernel in polynomial.generators:
        if isinstance(kernel, sympy.exp):
            ranges[kernel] = Range(Fraction(0), None, open_lower=True)
        elif isinstance(kernel, sympy.Pow) and not kernel.exp.is_Integer:
            ranges[kernel] = Range(Fraction(0), None)  # where it is defined
        zeros_are_null &= kernel in box or (_is_root(kernel) and len(polynomial.terms) == 1)
    signs = range_over(polynomial, ranges)
    # A polynomial in the axes that is not constant is zero on a null set only; with kernels, that is not known.
    return signs - {0} if zeros_are_null and signs != ANY and len(signs) == 2 else signs


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
    if isinstance(tree, Both):
        return all(truth(part, sign) for part in tree.parts)
    return any(truth(part, sign) for part in tree.parts)
