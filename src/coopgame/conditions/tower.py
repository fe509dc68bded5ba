r"""A ring with all kernels of another one, the kernels inside kernels included, so that one context holds every step.

Roots of one radicand C are powers of a single generator :math:`C^{1/L}`, and their inverses powers of
:math:`C^{-1/L}`, hence :math:`\sqrt[4]{C}` and :math:`\sqrt{C}` are known to hang together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Any

import sympy

from coopgame.conditions.bounds import NONNEGATIVE, POSITIVE
from coopgame.conditions.polynomials import Polynomial, Ring

#: The order in which kernels of one depth are removed: an inverse root leaves the root, a root doubles degrees.
KINDS = ("inverse", "inverse root", "minimum", "maximum", "other", "root")
_NATURAL = {"root": NONNEGATIVE, "inverse root": POSITIVE}


@dataclass(frozen=True)
class Kernel:
    """A generator that is not a symbol.

    Attributes
    ----------
    node
        What messages call it.
    kind
        One of :data:`KINDS`.
    position
        Its place among the generators of the tower.
    arguments
        What the minimum, the inverse or the root is taken of, as FLINT polynomials of the tower.
    depth
        1 if its arguments contain no kernel, otherwise one more than that of the deepest.
    index
        L for :math:`C^{1/L}`, otherwise 1.
    """

    node: sympy.Expr
    kind: str
    position: int
    arguments: tuple[Any, ...]
    depth: int
    index: int = 1


@dataclass(frozen=True)
class _Slot:
    kind: str
    arguments: tuple[sympy.Expr, ...]


def _read(node: sympy.Expr) -> tuple[_Slot, int]:
    """Return the slot of a kernel of a ring, and the index of the root if it is one."""
    if isinstance(node, sympy.Min | sympy.Max):
        kind = "minimum" if isinstance(node, sympy.Min) else "maximum"
        return _Slot(kind, tuple(sorted(node.args, key=sympy.default_sort_key))), 1
    if isinstance(node, sympy.Pow) and isinstance(node.exp, sympy.Rational):
        if node.exp == -1:
            return _Slot("inverse", (node.base,)), 1
        return _Slot("root" if node.exp > 0 else "inverse root", (node.base,)), int(node.exp.q)
    return _Slot("other", (node,)), 1


class Tower:
    """The ring of all generators, symbols first, then kernels with inner ones before those that contain them.

    Examples
    --------
    >>> x = sympy.Symbol("x", real=True)
    >>> tower = Tower(Ring.of([sympy.sqrt(x + sympy.Min(x, 1)), sympy.sqrt(x)]))
    >>> [(kernel.kind, str(kernel.node)) for kernel in tower.kernels]
    [('minimum', 'Min(1, x)'), ('root', 'sqrt(x)'), ('root', 'sqrt(x + Min(1, x))')]
    """

    def __init__(self, ring: Ring) -> None:
        known = [g for g in ring.generators if isinstance(g, sympy.Symbol)]
        hidden = {s for g in ring.kernels for s in g.free_symbols} - set(known)
        self.symbols = Ring((*known, *sorted(hidden, key=str)))
        self._depth: dict[_Slot, int] = {}
        self._nodes: dict[_Slot, sympy.Expr] = {}
        self._index: dict[sympy.Expr, int] = {}
        for kernel in ring.kernels:
            self._collect(kernel)
        slots = sorted(self._depth, key=lambda s: (self._depth[s], KINDS.index(s.kind)))
        names = tuple(sympy.Dummy() for _ in slots)
        self.ring = Ring((*self.symbols.generators, *names))
        self.position: Mapping[Any, int] = {g: i for i, g in enumerate((*self.symbols.generators, *slots))}
        self.box = {name: _NATURAL[s.kind] for name, s in zip(names, slots, strict=True) if s.kind in _NATURAL}
        self._slots = slots

    def _collect(self, kernel: sympy.Expr) -> int:
        slot, index = _read(kernel)
        roots = ["root", "inverse root"] if slot.kind == "inverse root" else [slot.kind]
        if slot.kind.endswith("root"):
            base = slot.arguments[0]
            self._index[base] = lcm(index, self._index.get(base, 1))
        if slot not in self._depth:
            inner = [] if slot.kind == "other" else Ring.of(slot.arguments).kernels
            depth = 1 + max((self._collect(k) for k in inner), default=0)
            for kind in roots:
                known = _Slot(kind, slot.arguments)
                self._depth[known] = depth
                self._nodes.setdefault(known, kernel)
        return self._depth[slot]

    @cached_property
    def kernels(self) -> tuple[Kernel, ...]:
        """All kernels, inner ones first."""
        return tuple(
            Kernel(
                self._nodes[slot],
                slot.kind,
                self.position[slot],
                () if slot.kind == "other" else tuple(self.convert(a) for a in slot.arguments),
                self._depth[slot],
                self._index[slot.arguments[0]] if slot.kind.endswith("root") else 1,
            )
            for slot in self._slots
        )

    def convert(self, expression: sympy.Expr) -> Any:
        """Return an expression over the same symbols and kernels as a FLINT polynomial of the tower."""
        return self.element(Ring.of([expression]).polynomial(expression))

    def element(self, polynomial: Polynomial) -> Any:
        """Return a polynomial of another ring over the same symbols and kernels as a FLINT polynomial of the tower."""
        places: list[tuple[int, int]] = []
        for g in polynomial.ring.generators:
            if isinstance(g, sympy.Symbol):
                places.append((self.position[g], 1))
            elif g in polynomial.generators:
                slot, index = _read(g)
                scale = self._index[slot.arguments[0]] // index if slot.kind.endswith("root") else 1
                places.append((self.position[slot], scale))
            else:
                places.append((0, 0))
        terms: dict[tuple[int, ...], Fraction] = {}
        for exponents, c in polynomial.terms:
            row = [0] * len(self.ring.generators)
            for (place, scale), e in zip(places, exponents, strict=True):
                row[place] += scale * e
            terms[tuple(row)] = c
        return Polynomial(self.ring, tuple(terms.items())).flint

    def used(self, elements: Iterable[Any]) -> list[Kernel]:
        """Return the kernels that occur in FLINT polynomials of the tower, inner ones first."""
        degrees = [element.degrees() for element in elements]
        return [kernel for kernel in self.kernels if any(d[kernel.position] > 0 for d in degrees)]

    def behind(self, kernels: Iterable[Kernel]) -> list[Kernel]:
        """Return kernels and everything inside them."""
        found = list(kernels)
        for kernel in found:
            found.extend(inner for inner in self.used(kernel.arguments) if inner not in found)
        return found

    def outermost(self, element: Any) -> Kernel | None:
        """Return the kernel to remove first: none that stays contains it."""
        return min(self.used([element]), key=lambda k: (-k.depth, KINDS.index(k.kind)), default=None)

    def coefficients(self, element: Any, kernel: Kernel) -> dict[int, Any]:
        """Return the coefficients of an element as a polynomial in one generator, by degree, none of them zero."""
        parts: dict[int, dict[tuple[int, ...], Any]] = {}
        i = kernel.position
        for exponents, c in element.to_dict().items():
            parts.setdefault(int(exponents[i]), {})[(*exponents[:i], 0, *exponents[i + 1 :])] = c
        return {degree: self.ring.context.from_dict(terms) for degree, terms in parts.items()}

    def plain(self, polynomial: Polynomial) -> Polynomial:
        """Return a polynomial of the tower in which no kernel occurs as one in the symbols alone."""
        width = len(self.symbols.generators)
        return Polynomial(self.symbols, tuple((e[:width], c) for e, c in polynomial.terms))
