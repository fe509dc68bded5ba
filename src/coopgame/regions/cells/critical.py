r"""Critical abscissae: where the stack of branches of some curves in a box can change, and what happens there.

They are the roots of :math:`disc_y f`, :math:`res_y(f, g)`, :math:`f(x, y_0)`, :math:`f(x, y_1)` and of curves in x
alone.  Inside a box leading coefficients are not needed, because branches enter and leave through its edges only, and
an irreducible curve that is not vertical contains no vertical line, so this reduced projection is complete (McCallum
1988; Arnon, Collins and McCallum 1984).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, lcm
from typing import Any

from flint import fmpz_poly

from coopgame.regions.algebra.algebraic import Algebraic, roots_of, separate
from coopgame.regions.algebra.curves import Curve
from coopgame.regions.algebra.univariate import has_no_root
from coopgame.regions.limits import Watch
from coopgame.regions.plane import Box

#: What happens: a curve is vertical; has a multiple root; meets the lower or upper edge; two curves have a common root.
VERTICAL, FOLD, LOWER, UPPER, MEET = "vertical", "fold", "lower", "upper", "meet"
Happening = tuple[str, int, int]


@dataclass(frozen=True)
class Critical:
    """A critical abscissa with what happens there, and how often the minimal polynomial divides the projection."""

    x: Algebraic
    events: tuple[tuple[Happening, int], ...]

    @property
    def vertical(self) -> tuple[int, ...]:
        """The vertical curves there."""
        return tuple(curve for (kind, curve, _), _ in self.events if kind == VERTICAL)

    @property
    def involved(self) -> tuple[int, ...]:
        """The other curves to which something happens."""
        found = {c for (kind, one, two), _ in self.events if kind != VERTICAL for c in (one, two)}
        return tuple(sorted(found))

    @property
    def folding(self) -> tuple[int, ...]:
        """The curves with a multiple root."""
        return tuple(curve for (kind, curve, _), _ in self.events if kind == FOLD)

    @property
    def changing(self) -> frozenset[int]:
        """The curves with a multiple root or a root on an edge."""
        return frozenset(curve for (kind, curve, _), _ in self.events if kind in (FOLD, LOWER, UPPER))

    @property
    def simple(self) -> Happening | None:
        """The only thing that happens, if it happens once."""
        (first, count), *rest = self.events or ((None, 0),)
        return first if count == 1 and not rest else None


@dataclass
class Projection:
    """Projection polynomials of curves in a box, factored, each computed once; ``ends`` is where strips meet."""

    curves: Sequence[Curve]
    box: Box
    ends: tuple[Fraction, ...]
    _factored: dict[Happening, tuple[tuple[tuple[int, ...], int], ...]] = field(default_factory=dict)
    _roots: dict[tuple[int, ...], dict[int, list[Algebraic]]] = field(default_factory=dict)

    @cached_property
    def _scale(self) -> int:
        """What makes the ends of strips integers."""
        return lcm(*(end.denominator for end in self.ends))

    @cached_property
    def _scaled(self) -> list[int]:
        return [int(end * self._scale) for end in self.ends]

    @cached_property
    def _fine(self) -> Fraction:
        """How far apart bounds of roots may be at first: far less than a strip is wide."""
        return (self.box.x1 - self.box.x0) / 2**14

    def _polynomial(self, happening: Happening) -> Any:
        kind, i, j = happening
        if kind == VERTICAL:
            return self.curves[i].by_y[0]
        if kind == FOLD:
            return self.curves[i].discriminant
        if kind == MEET:
            return self.curves[i].resultant(self.curves[j])
        return self.curves[i].at_y(self.box.y0 if kind == LOWER else self.box.y1)

    def _happenings(self, among: Sequence[int]) -> Iterator[Happening]:
        for k, i in enumerate(among):
            if self.curves[i].is_vertical:
                yield (VERTICAL, i, i)
                continue
            for kind in (FOLD, LOWER, UPPER):
                yield (kind, i, i)
            for j in among[:k]:
                if not self.curves[j].is_vertical:
                    yield (MEET, j, i)

    def _factors(self, happening: Happening) -> tuple[tuple[tuple[int, ...], int], ...]:
        if happening not in self._factored:
            p = self._polynomial(happening)
            # A curve that is the edge itself vanishes along all of it, which is no event.
            raw = () if p.degree() < 1 or has_no_root(p, self.box.x0, self.box.x1) else p.factor()[1]
            self._factored[happening] = tuple((tuple(int(c) for c in q.coeffs()), int(m)) for q, m in raw)
        return self._factored[happening]

    def _roots_of(self, factor: tuple[int, ...]) -> dict[int, list[Algebraic]]:
        """Return the roots of a factor by the strip in which they lie; a root where strips meet lies in none."""
        if factor not in self._roots:
            own: dict[int, list[Algebraic]] = defaultdict(list)
            for root in roots_of(fmpz_poly(list(factor)), self.box.x0, self.box.x1):
                # Bounds that no end separates tell the strip without a look at the polynomial.
                low, high = (bound * self._scale for bound in root.bounds(self._fine))
                strip, last = bisect_left(self._scaled, ceil(low)), bisect_right(self._scaled, floor(high))
                if strip == last:
                    own[strip].append(root)
                    continue
                side = 1
                while strip < len(self.ends):
                    side = root.compare(self.ends[strip])
                    if side <= 0:
                        break
                    strip += 1
                if side:
                    own[strip].append(root)
            self._roots[factor] = own
        return self._roots[factor]

    def critical(self, among: Sequence[int], strip: int, watch: Watch) -> list[Critical]:
        """Return the critical abscissae inside a strip, with disjoint bounds."""
        events: dict[tuple[int, ...], list[tuple[Happening, int]]] = defaultdict(list)
        for happening in self._happenings(among):
            watch.time("projecting the curves")
            for factor, multiplicity in self._factors(happening):
                events[factor].append((happening, multiplicity))
        found: dict[Algebraic, tuple[tuple[Happening, int], ...]] = {}
        roots: list[Algebraic] = []
        for factor, own in events.items():
            for root in self._roots_of(factor).get(strip, ()):
                roots.append(root)
                found[root] = tuple(own)
        return [Critical(root, found[root]) for root in separate(roots)]

    def at(self, among: Sequence[int], x: Fraction) -> Critical:
        """Return what happens at an abscissa that is a wall for other reasons: every curve counts as involved."""
        verticals = [
            (VERTICAL, i, i) for i in among if self.curves[i].is_vertical and self.curves[i].sign(x, Fraction(0)) == 0
        ]
        others = [(FOLD, i, i) for i in among if not self.curves[i].is_vertical]
        return Critical(Algebraic.of(x), tuple((h, 0) for h in (*verticals, *others)))
