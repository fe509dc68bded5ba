"""Certificates of small games, made with SymPy and floating point of many digits.

The labels, the points of walls and the areas are found numerically, which is good enough for a writer: the checker
proves them.
"""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise, product

import mpmath
import numpy as np
import sympy
from sympy.abc import x, y

mpmath.mp.dps = 160
TINY = mpmath.mpf(10) ** -40


def rational(value):
    return Fraction(int(value.p), int(value.q)) if isinstance(value, sympy.Rational) else Fraction(value)


def text(value):
    value = Fraction(value)
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def tree(expression):
    """Return the expression tree of a SymPy expression."""
    expression = sympy.sympify(expression)
    if expression.is_Rational:
        return text(rational(expression))
    if expression in (x, y):
        return [expression.name]
    if isinstance(expression, sympy.Min | sympy.Max):
        return ["min" if isinstance(expression, sympy.Min) else "max", *map(tree, expression.args)]
    if isinstance(expression, sympy.Pow):
        base, power = expression.args
        if power == sympy.Rational(1, 2):
            return ["sqrt", tree(base)]
        return ["^", tree(base), int(power)] if power > 0 else ["/", "1", tree(base**-power)]
    return ["+" if isinstance(expression, sympy.Add) else "*", *map(tree, expression.args)]


def condition(formula):
    """Return the tree of ``(expression, relation)``, of ``("all" | "any", ...)``, or of None for true."""
    if formula is None:
        return ["all"]
    if formula[0] in ("all", "any"):
        return [formula[0], *map(condition, formula[1:])]
    return ["sign", tree(formula[0]), formula[1]]


def number(expression, point):
    """Return the value at a point, None where it is undefined; what is tiny is zero."""
    expression = sympy.sympify(expression)
    if expression.is_Rational:
        return mpmath.mpf(int(expression.p)) / int(expression.q)
    if expression in (x, y):
        return point[expression == y]
    parts = [number(part, point) for part in expression.args]
    if None in parts:
        return None
    if isinstance(expression, sympy.Pow):
        if expression.args[1] == sympy.Rational(1, 2):
            return None if parts[0] < -TINY else mpmath.sqrt(max(parts[0], 0))
        if expression.args[1] < 0 and abs(parts[0]) < TINY:
            return None
        return parts[0] ** int(expression.args[1])
    if isinstance(expression, sympy.Min | sympy.Max):
        return min(parts) if isinstance(expression, sympy.Min) else max(parts)
    total = mpmath.fsum(parts) if isinstance(expression, sympy.Add) else mpmath.fprod(parts)
    return mpmath.mpf(0) if abs(total) < TINY else total


def holds(formula, point):
    if formula is None:
        return True
    if formula[0] in ("all", "any"):
        return (all if formula[0] == "all" else any)(holds(part, point) for part in formula[1:])
    value = number(formula[0], point)
    if value is None:
        return False
    sign = (value > TINY) - (value < -TINY)
    return sign in {"<": (-1,), "<=": (-1, 0), "=": (0,), "!=": (-1, 1), ">=": (0, 1), ">": (1,)}[formula[1]]


class Game:
    """What a certificate is about.

    ``payoffs``: profile -> expressions; ``outcomes``: (regime, profile or mixtures, where, condition); ``curves``:
    polynomials; every outcome's truth is found from the payoffs, or from the condition for mixed play.
    """

    def __init__(self, sizes, payoffs, outcomes, curves, **options):
        self.sizes, self.outcomes = sizes, outcomes
        self.payoffs = {p: tuple(map(sympy.sympify, own)) for p, own in payoffs.items()}
        self.curves = [sympy.Poly(sympy.expand(c), x, y).primitive()[1] for c in curves]
        self.box = [Fraction(v) for v in options.get("box", (0, 1, 0, 1))]
        self.concept = options.get("concept", {"kind": "pure"})
        self.domain = options.get("domain")

    def label(self, point):
        """Return the outcomes that hold at a point, or None."""
        values = {p: [number(e, point) for e in own] for p, own in self.payoffs.items()}
        if not holds(self.domain, point) or any(None in own for own in values.values()):
            return None
        found = []
        for k, (_, what, where, given) in enumerate(self.outcomes):
            true = holds(given, point) if self.concept["kind"] == "mixed" else self._is_outcome(what, values)
            if true and holds(where, point):
                found.append(k)
        return tuple(found)

    def _is_outcome(self, profile, values):
        if self.concept["kind"] == "pure":
            others = [
                (i, (*profile[:i], k, *profile[i + 1 :])) for i, size in enumerate(self.sizes) for k in range(size)
            ]
            return all(values[profile][i] >= values[other][i] - TINY for i, other in others)
        leader, follower = self.concept["leader"], self.concept["follower"]

        def pair(lead, reply):
            return (lead, reply) if leader == 0 else (reply, lead)

        def replies(lead):
            every = [pair(lead, f) for f in range(self.sizes[follower])]
            best = max(values[p][follower] for p in every)
            good = [p for p in every if values[p][follower] >= best - TINY]
            if self.concept["ties"] != "all":
                choose = max if self.concept["ties"] == "favourable" else min
                wanted = choose(values[p][leader] for p in good)
                good = [p for p in good if abs(values[p][leader] - wanted) < TINY]
            return good

        if profile not in replies(profile[leader]):
            return False
        worth = values[profile][leader]
        return all(any(values[q][leader] <= worth + TINY for q in replies(lead)) for lead in range(self.sizes[leader]))


def real_roots(polynomial):
    """Return the different real roots of a univariate SymPy polynomial, by floating point of many digits."""
    if polynomial.degree() < 1:
        return []
    coefficients = [mpmath.mpf(int(c.p)) / int(c.q) if c.is_Rational else c for c in polynomial.all_coeffs()]
    return roots_of(coefficients)


def roots_of(coefficients):
    """Return different real roots; double ones come with half the digits."""
    while coefficients and abs(coefficients[0]) < TINY:
        coefficients = coefficients[1:]
    if len(coefficients) < 2:
        return []
    found = mpmath.polyroots(coefficients, maxsteps=2000, extraprec=2000, error=False)
    loose = mpmath.mpf(10) ** -35
    real = sorted(mpmath.re(r) for r in found if abs(mpmath.im(r)) < loose)
    return [r for k, r in enumerate(real) if k == 0 or r - real[k - 1] > loose]


def fraction(value, digits=40):
    return Fraction(int(mpmath.nint(value * 10**digits)), 10**digits)


class Writer:
    """Builds the certificate of one game."""

    def __init__(self, game):
        self.game = game
        self.x0, self.x1, self.y0, self.y1 = game.box
        self.flat = [k for k, c in enumerate(game.curves) if c.degree(y) > 0]
        self.labels, self.table = {}, []

    def fibre(self, k, at):
        """Return the roots of a curve over an abscissa, edges included."""
        rows = sympy.Poly(self.game.curves[k].as_expr(), y).all_coeffs()
        at = mpmath.mpf(at.numerator) / at.denominator if isinstance(at, Fraction) else at
        return roots_of([number(sympy.expand(row), (at, mpmath.mpf(0))) for row in rows])

    def inside(self, value):
        low, high = (mpmath.mpf(v.numerator) / v.denominator for v in (self.y0, self.y1))
        return low + mpmath.mpf(10) ** -30 < value < high - mpmath.mpf(10) ** -30

    def stack(self, at):
        return sorted((r, k) for k in self.flat for r in self.fibre(k, at) if self.inside(r))

    def label(self, px, py):
        point = [mpmath.mpf(v.numerator) / v.denominator if isinstance(v, Fraction) else v for v in (px, py)]
        found = self.game.label(point)
        if found not in self.labels:
            self.labels[found] = len(self.table)
            names = sorted({self.game.outcomes[k][0] for k in found or ()})
            self.table.append(None if found is None else {"holding": list(found), "regimes": names})
        return self.labels[found]

    def critical(self):
        """Return the places of the walls: fractions, or irreducible polynomials with an interval."""
        curves, found = self.game.curves, []
        for k, c in enumerate(curves):
            if k not in self.flat:
                found.append(c.as_expr())
                continue
            found += [
                sympy.discriminant(c.as_expr(), y),
                *(c.as_expr().subs(y, sympy.Rational(str(v))) for v in self.game.box[2:]),
            ]
            found += [sympy.resultant(c.as_expr(), curves[j].as_expr(), y) for j in self.flat if j < k]
        factors = set()
        for expression in found:
            expanded = sympy.expand(expression)
            if expanded.has(x):
                factors |= {f for f, _ in sympy.factor_list(expanded, x)[1]}
        places = []
        for factor in factors:
            polynomial = sympy.Poly(factor, x).primitive()[1]
            if polynomial.degree() == 1:
                places.append((-rational(polynomial.coeff_monomial(1)) / rational(polynomial.LC()), None))
                continue
            intervals = polynomial.intervals(eps=sympy.Rational(1, 10**30))
            places += [(tuple(map(rational, pair)), polynomial) for pair, _ in intervals]
        inner = [(p, c) for p, c in places if self.x0 < (p if c is None else p[0]) < self.x1]
        return sorted(
            [*inner, (self.x0, None), (self.x1, None)], key=lambda place: place[0] if place[1] is None else place[0][0]
        )

    def certificate(self):
        game, places = self.game, self.critical()
        at = [p if c is None else (p[0] + p[1]) / 2 for p, c in places]
        samples = [((a + b) / 2).limit_denominator(10**6) for a, b in pairwise(at)]
        columns = [self.column(sample) for sample in samples]
        walls = [self.wall(k, places, at, columns) for k in range(len(places))]
        return {
            "format": "coopgame certificate, version 1",
            "box": list(map(text, game.box)),
            "axes": ["x", "y"],
            "game": {
                "players": [f"player {i}" for i in range(len(game.sizes))],
                "strategies": [[f"s{k}" for k in range(size)] for size in game.sizes],
                "payoffs": [[list(p), list(map(tree, game.payoffs[p]))] for p in product(*map(range, game.sizes))],
            },
            "concept": game.concept,
            "domain": condition(game.domain),
            "outcomes": [self.outcome(*outcome) for outcome in game.outcomes],
            "joins": [],
            "labels": self.table,
            "curves": [[[i, j, text(rational(c))] for (i, j), c in p.terms()] for p in game.curves],
            "leaves": [[*map(text, game.box), list(range(len(game.curves)))]],
            "columns": columns,
            "walls": walls,
            "regions": self.regions(columns, walls, at),
        }

    def outcome(self, regime, what, where, given):
        mixed = self.game.concept["kind"] == "mixed"
        return {
            "regime": regime,
            "profile": None if mixed else list(what),
            "mixtures": [list(map(tree, own)) for own in what] if mixed else None,
            "where": condition(where),
            "condition": condition(given) if mixed else None,
        }

    def column(self, sample):
        stack = self.stack(sample)
        marks = [self.y0, *(fraction(r) for r, _ in stack), self.y1]
        heights = [(a + b) / 2 for a, b in pairwise(marks)]
        heights = [h.limit_denominator(10**6) for h in heights]
        return {
            "sample": text(sample),
            "curves": list(range(len(self.game.curves))),
            "branches": [k for _, k in stack],
            "heights": list(map(text, heights)),
            "faces": [self.label(sample, h) for h in heights],
            "arcs": [self.label(sample, r) for r, _ in stack],
            "bottom": self.label(sample, self.y0),
            "top": self.label(sample, self.y1),
        }

    def wall(self, k, places, at, columns):
        place, polynomial = places[k]
        here = place if polynomial is None else self.refined(polynomial, at[k])
        every = sorted(r for j in self.flat for r in self.fibre(j, here) if self.inside(r))
        heights = [r for i, r in enumerate(every) if i == 0 or r - every[i - 1] > mpmath.mpf(10) ** -30]
        marks = [self.y0, *map(fraction, heights), self.y1]
        cuts = [((a + b) / 2).limit_denominator(10**5) for a, b in pairwise(marks)]
        near = self.near(k, at, cuts)
        points = []
        left = self.windows(near[0], cuts) if k else [0] * (len(cuts) + 1)
        right = self.windows(near[1], cuts) if k < len(columns) else [0] * (len(cuts) + 1)
        low = high = 0
        for i, height in enumerate([self.y0, *heights, self.y1]):
            height = mpmath.mpf(height.numerator) / height.denominator if isinstance(height, Fraction) else height
            curves = [j for j in self.flat if any(abs(r - height) < mpmath.mpf(10) ** -30 for r in self.fibre(j, here))]
            points.append(
                {
                    "curves": curves,
                    "left": list(range(low, low + left[i])),
                    "right": list(range(high, high + right[i])),
                    "label": self.label(here, height),
                }
            )
            low, high = low + left[i], high + right[i]
        where = mpmath.mpf(here.numerator) / here.denominator if isinstance(here, Fraction) else here
        vertical = [
            j
            for j, c in enumerate(self.game.curves)
            if j not in self.flat and abs(number(c.as_expr(), (where, mpmath.mpf(0)))) < TINY
        ]
        return {
            "x": {"value": text(place)} if polynomial is None else self.written(place, polynomial),
            "near": list(map(text, near)),
            "cuts": list(map(text, cuts)),
            "points": points,
            "intervals": [self.label(here, cut) for cut in cuts],
            "vertical": vertical,
        }

    def written(self, place, polynomial):
        low, high = place
        coefficients = [text(rational(c)) for c in reversed(polynomial.all_coeffs())]
        return {"polynomial": coefficients, "lower": text(low), "upper": text(high)}

    def refined(self, polynomial, start):
        value = mpmath.mpf(start.numerator) / start.denominator
        return min(real_roots(polynomial), key=lambda r: abs(r - value))

    def near(self, k, at, cuts):
        """Return an interval on which the cuts are free of zeros."""
        gaps = [abs(at[j] - at[k]) for j in (k - 1, k + 1) if 0 <= j < len(at)]
        radius = min(gaps) / 3
        for _ in range(60):
            a = at[k] if k == 0 else (at[k] - radius).limit_denominator(10**40)
            b = at[k] if k == len(at) - 1 else (at[k] + radius).limit_denominator(10**40)
            low, high = (sympy.Rational(v.numerator, v.denominator) for v in (a, b))
            rows = [
                sympy.Poly(self.game.curves[j].as_expr().subs(y, sympy.Rational(c.numerator, c.denominator)), x)
                for j in self.flat
                for c in cuts
            ]
            if all(row.degree() < 1 or row.count_roots(low, high) == 0 for row in rows):
                return a, b
            radius /= 2
        raise ArithmeticError("no room between the cuts")

    def windows(self, at, cuts):
        stack = [fraction(r) for r, _ in self.stack(at)]
        marks = [None, *cuts, None]
        return [sum((a is None or r > a) and (b is None or r < b) for r in stack) for a, b in pairwise(marks)]

    def contacts(self, columns, walls):
        """Yield pairs of faces with the label between them."""
        for i, column in enumerate(columns):
            for f, label in enumerate(column["arcs"]):
                yield (i, f), (i, f + 1), label
        for k, wall in enumerate(walls[1:-1], start=1):
            low = high = 0
            for point, label in zip(wall["points"], wall["intervals"], strict=False):
                low, high = low + len(point["left"]), high + len(point["right"])
                yield (k - 1, low), (k, high), label

    def regions(self, columns, walls, at):
        parent = {(i, f): (i, f) for i, c in enumerate(columns) for f in range(len(c["faces"]))}

        def root(face):
            while parent[face] != face:
                face = parent[face]
            return face

        for first, second, label in self.contacts(columns, walls):
            if columns[first[0]]["faces"][first[1]] == label == columns[second[0]]["faces"][second[1]]:
                parent[root(first)] = root(second)
        groups = {}
        for face in parent:
            groups.setdefault(root(face), []).append(face)
        areas = [self.areas(column, at[i], at[i + 1]) for i, column in enumerate(columns)]
        box = (self.x1 - self.x0) * (self.y1 - self.y0)
        out = []
        for first, faces in groups.items():
            area = Fraction(sum(areas[i][f] for i, f in faces))
            slack = box / 10**6
            bounds = [max(area - slack, Fraction(0)), area + slack]
            out.append(
                {
                    "label": columns[first[0]]["faces"][first[1]],
                    "faces": [list(face) for face in faces],
                    "area": list(map(text, bounds)),
                }
            )
        return out

    def areas(self, column, start, end):
        """Return the areas of the faces of a column, by quadrature that is at ease with vertical tangents."""
        totals = [0.0] * len(column["faces"])
        rows = {}
        for k in column["branches"]:
            rows[k] = [sympy.lambdify(x, c) for c in sympy.Poly(self.game.curves[k].as_expr(), y).all_coeffs()]
        for node, mass in zip(*np.polynomial.legendre.leggauss(120), strict=True):
            theta = math.pi * (1 + node) / 2
            at = float(start) + float(end - start) * (1 - math.cos(theta)) / 2
            weight = float(end - start) / 2 * math.sin(theta) * math.pi / 2 * mass
            stack = [float(self.y0), *self.quick(rows, at), float(self.y1)]
            for f, (low, high) in enumerate(pairwise(stack)):
                totals[f] += (high - low) * weight
        return totals

    def quick(self, rows, at):
        found = []
        for row in rows.values():
            roots = np.roots([c(at) for c in row])
            found += [r.real for r in roots if abs(r.imag) < 1e-9 and float(self.y0) < r.real < float(self.y1)]
        return sorted(found)


def certificate(game):
    return Writer(game).certificate()
