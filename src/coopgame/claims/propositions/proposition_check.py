"""A check of propositions: printed conditions, read back, against games of numbers and against each other."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from coopgame.claims.propositions.clauses import Clause, Solved, Told
from coopgame.claims.propositions.setting import Setting, point_in
from coopgame.claims.publishing.minimal import superfluous
from coopgame.claims.publishing.printed import condition_of, text_of
from coopgame.conditions import formula_of
from coopgame.equilibria import Component, EquilibriumSet, JoinStrategies, readings
from coopgame.equilibria.verification import points_of
from coopgame.expressions.evaluation import truth_at, value_at
from coopgame.reports import Check, Report
from coopgame.results import PhaseDiagram
from coopgame.results.solving import SKIPPED, solved

Point = Mapping[sympy.Symbol, Fraction]


def check(told: Told, points: int, seed: int) -> Report:
    """Return the report of all checks."""
    source = told.source
    checks = []
    if isinstance(source, PhaseDiagram):
        checks.append(_against_the_map(told, source, points, seed))
    elif isinstance(source, Solved):
        checks += _against_the_equilibria(told, source.found, points, seed)
        if len(told.clauses) > len(source.found.equilibria):
            checks.append(_against_regimes(told, source, points, seed))
    return Report((*checks, _minimal(told)))


def read_back(told: Told, clause: Clause) -> Boolean:
    """Return the condition that the printed text of a part states."""
    return condition_of(str(clause.condition), told.thresholds)


def _against_the_map(told: Told, diagram: PhaseDiagram, count: int, seed: int) -> Check:
    conditions = {clause.subject: read_back(told, clause) for clause in told.clauses}
    nothing = diagram.origin.name_of(())
    wrong, tried = [], 0
    for point in points_near(told.setting, list(conditions.values()), count, seed):
        place = [point[axis.symbol] if axis is not None else Fraction(1, 2) for axis in (diagram.x, diagram.y)]
        expected = solved(diagram, (place[0], place[1]))
        if expected is None or expected is SKIPPED:
            continue
        tried += 1
        told_here = {name for name, condition in conditions.items() if truth_at(condition, point)}
        if told_here != (set(expected) & conditions.keys() or {nothing} & conditions.keys()):
            where = ", ".join(f"{s} = {v}" for s, v in point.items())
            wrong.append(f"at {where}: {sorted(told_here)} printed, {list(expected)} by solving the game")
    detail = "; ".join(wrong[:2]) or f"{tried} points, 0 differences"
    return Check("printed conditions agree with the games solved with numbers", not wrong and tried > 0, detail)


def points_near(setting: Setting, conditions: Sequence[Boolean], count: int, seed: int) -> Iterator[Point]:
    """Yield random rational points of a bounded space, every other one on a line where two sides are equal."""
    rng = random.Random(seed)  # noqa: S311 - points of a check, not a secret
    relations = sorted({r for c in conditions for r in c.atoms(Relational)}, key=str)
    solvable = [r for r in relations if r.lhs.is_Symbol and r.lhs not in r.rhs.free_symbols]
    for n in range(count):
        point = {s: _between(rng, interval) for s, interval in setting.space.bounds.items()}
        if n % 2 and solvable:
            relation = rng.choice(solvable)
            value = value_at(relation.rhs, point)
            point[relation.lhs] = point[relation.lhs] if value is None else value
        if point_in(setting, point):
            yield point


def _between(rng: random.Random, interval: sympy.Interval) -> Fraction:
    low, high = (Fraction(int(end.p), int(end.q)) for end in (interval.start, interval.end))
    parts = rng.choice((8, 60, 9973))
    return low + (high - low) * Fraction(rng.randint(0, parts), parts)


def _against_the_equilibria(told: Told, found: EquilibriumSet, points: int, seed: int) -> Iterator[Check]:
    """Yield what the check of equilibrium sets says when the printed conditions take the place of its conditions."""
    parts = told.clauses[len(told.clauses) - len(found.equilibria) :]
    printed = tuple(
        replace(equilibrium, formula=formula_of(read_back(told, clause)))
        for equilibrium, clause in zip(found.equilibria, parts, strict=True)
    )
    listed = replace(found, equilibria=printed, components=tuple(map(Component.single, printed)))
    for one in listed.verify(points=points, seed=seed).checks:
        if one.name != "every equilibrium is in a component":
            yield Check(f"printed conditions: {one.name}", one.passed, one.detail)


def _against_regimes(told: Told, source: Solved, count: int, seed: int) -> Check:
    """Check where regimes are possible against the regimes of the equilibria of games of numbers."""
    found, wrong, tried = source.found, [], 0
    rest = told.clauses[: len(told.clauses) - len(found.equilibria)]
    conditions = {clause.subject: read_back(told, clause) for clause in rest}
    for point in points_of(found.space, found.game, count, seed):
        if any(value_at(p, point) in (0, None) for p in found.exceptions):
            continue
        game = found.game.substitute(rational(point))
        rows = readings(found.concept.equilibria(game), source.rule or JoinStrategies(), rational(point))
        expected = {reading.regime for reading in rows if reading.condition == sympy.true}
        here = {name for name, condition in conditions.items() if truth_at(condition, point)}
        tried += 1
        if here != expected:
            wrong.append(f"at {dict(point)}: {sorted(here)} printed, {sorted(expected)} by solving the game")
    detail = "; ".join(wrong[:2]) or f"{tried} points, 0 differences"
    return Check("printed conditions of regimes agree with the games solved with numbers", not wrong, detail)


def rational(point: Point) -> dict[sympy.Symbol, sympy.Rational]:
    """Return a point with SymPy's numbers."""
    return {s: sympy.Rational(v.numerator, v.denominator) for s, v in point.items()}


def _minimal(told: Told) -> Check:
    """Check that no printed comparison is implied by the others of its case and the space."""
    wrong, unknown, seen = [], 0, 0
    setting = told.setting
    values = dict(told.thresholds)
    for clause in told.clauses:
        for form in (clause.condition, clause.generic):
            for case in form.cases:
                seen += len(case)
                plain = [relation.subs(values) for relation in case]
                answers = [superfluous(plain, n, setting.box, setting.given) for n in range(len(case))]
                wrong += [f"{clause.subject}: {text_of(r)}" for r, a in zip(case, answers, strict=True) if a]
                unknown += answers.count(None)
    detail = "; ".join(wrong[:3]) or f"{seen} comparisons, {unknown} not decided"
    return Check("no printed inequality is implied by the others", not wrong, detail)
