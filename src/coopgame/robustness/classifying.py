"""From a case to the regimes that are possible at some of its points, and those that are possible at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from coopgame.conditions import FALSE, Formula
from coopgame.deciders import Limits
from coopgame.equilibria import Concept, Rule
from coopgame.errors import CoopgameError, ParameterError, UnsupportedError
from coopgame.models import Model
from coopgame.parameters import ParameterMap
from coopgame.robustness.case import Case
from coopgame.robustness.exactly import Exactly, Point, confirmed, solved_at
from coopgame.robustness.mapped import map_of, occurrences_on
from coopgame.robustness.report import NONE, CaseReport, CaseTable, Occurrence
from coopgame.robustness.samples import Seen, seen_at_points
from coopgame.robustness.setting import Setting, about, setting_of

USUAL = Limits(seconds=10)
SUBSTITUTED = "the game was solved there"
#: Fixes the points that are looked at, so that a report is the same whenever it is made.
SEED = 0


def classify(
    model: Model,
    case: Case,
    *,
    concept: Concept | None = None,
    rule: Rule | None = None,
    limits: Limits = USUAL,
    points: int = 200,
) -> CaseReport:
    """Return which regimes an empirical case makes possible, and which it makes certain.

    A regime is *possible* in a case if it is possible, as an equilibrium, at some point of the case, and *certain* if
    it is possible at every point.

    Parameters
    ----------
    model
        The model.
    case
        Values and intervals of parameters; what it leaves out takes the baseline.
    concept, rule
        By default the model's.
    limits
        What each exact question may cost.
    points
        How many points are looked at where exact answers are missing; what rests on them is numerical.  0: none.

    Returns
    -------
    CaseReport
        Exact where the deciders answer: every possible regime with small rational values at which the game was solved,
        every one that is not certain with values at which it is not possible.

    Raises
    ------
    ModelError, ConceptError
        The first argument is no model; the concept or the rule does not fit it.
    ParameterError
        The case names an unknown parameter, leaves the parameter space, leaves a parameter without a value, or
        contradicts the side conditions.

    Examples
    --------
    >>> import coopgame as cg
    >>> case = cg.Case("Night shelter", {"p": (1, 4), "b": (1, 2)})
    >>> report = cg.classify(cg.models.contracting(), case)
    >>> report.possible, report.certain, report.status
    (('capture', 'cooperation'), (), 'exact')
    >>> report.witness("capture")
    {p: 3, b: 1}
    """
    whole: Any = points
    if isinstance(whole, bool) or not isinstance(whole, int) or not 0 <= points <= 10**6:
        raise ParameterError(f"classify: points is {points!r}; expected a whole number from 0 to 1000000.")
    asked: Any = limits
    if not isinstance(asked, Limits):
        raise ParameterError(f"classify: limits: expected cg.claims.Limits, got {type(limits).__name__}.")
    setting = setting_of(model, case, concept, rule)
    with about(case):
        return _report(setting, limits, points)


def classify_all(
    model: Model,
    cases: Iterable[Case],
    *,
    concept: Concept | None = None,
    rule: Rule | None = None,
    limits: Limits = USUAL,
    points: int = 200,
) -> CaseTable:
    """Return the reports on several cases, as one table; parameters and errors as for :func:`coopgame.classify`.

    Raises
    ------
    ParameterError
        Two cases have one name, or as for one case.

    Examples
    --------
    >>> import coopgame as cg
    >>> cases = [cg.Case("A", {"p": 1, "b": 1}), cg.Case("B", {"p": (1, 2), "b": 4})]
    >>> cg.classify_all(cg.models.contracting(), cases)["B"].certain
    ('cooperation', 'restriction')
    """
    several: Any = cases
    if not isinstance(several, Iterable):
        raise ParameterError(f"classify_all: expected several cases, got {type(several).__name__}.")
    own = list(cases)
    names = [getattr(case, "name", "") for case in own]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ParameterError(f"classify_all: two cases are called {twice!r}; give each its own name.")
    found = (classify(model, case, concept=concept, rule=rule, limits=limits, points=points) for case in own)
    return CaseTable(tuple(found))


def _report(setting: Setting, limits: Limits, points: int) -> CaseReport:
    if not setting.ranges:
        found, reason = _at_one_point(setting)
    else:
        found, reason = _over_the_box(Exactly(setting, limits))
    report = CaseReport(setting.case, setting.fixed, setting.ranges, found, 0, reason)
    if not reason or not points:
        return report
    seen = seen_at_points(setting, points, SEED)
    if not seen.points:
        return report
    completed = _completed(found, seen)
    note = f"{reason}  Numerical: {seen.points} points of the case were looked at."
    return replace(report, occurrences=completed, points=seen.points, reason=note)


def _at_one_point(setting: Setting) -> tuple[tuple[Occurrence, ...], str]:
    try:
        regimes = solved_at(setting.model, ParameterMap({}))
    except CoopgameError as error:
        return (), f"The game is not solved exactly at these values: {error}"
    here: Point = ParameterMap({})
    return tuple(Occurrence(r, True, True, here, None, True, SUBSTITUTED) for r in regimes or (NONE,)), ""


def _over_the_box(exactly: Exactly) -> tuple[tuple[Occurrence, ...], str]:
    """Return what the deciders say of every regime, and why some answers are missing."""
    try:
        exactly.check_not_empty()
        regimes = exactly.regimes
        conditions = {regime: exactly.where(regime) for regime in regimes}
        conditions[NONE] = exactly.where(only=True)
    except UnsupportedError as error:
        diagram = map_of(exactly.setting)
        return () if diagram is None else occurrences_on(diagram), f"Not decided exactly: {error}"
    reasons: dict[str, None] = {}
    found = [_occurrence(exactly, regime, formula, reasons) for regime, formula in conditions.items()]
    # What never occurs without a doubt is not worth a line, except for regimes that the rule names.
    return tuple(o for o in found if o.regime != NONE or o.possible is not False), " ".join(reasons)


def _occurrence(exactly: Exactly, regime: str, formula: Formula, reasons: dict[str, None]) -> Occurrence:
    model = exactly.setting.model
    yes, no = exactly.find(formula), None
    possible = {"yes": True, "no": False}.get(yes.status)
    example = exactly.point(yes)
    solved = example is not None and regime != NONE and confirmed(model, example, regime, True)
    if possible is False or formula == FALSE:
        return Occurrence(regime, possible, False, None, None, possible is False, yes.by)
    no = exactly.find(formula, negated=True)
    certain = {"yes": False, "no": True}.get(no.status)
    against = exactly.point(no)
    if against is not None and regime != NONE:
        confirmed(model, against, regime, False)
    for answer in (yes, no):
        if answer.status == "unknown":
            reasons[f"{regime or 'no equilibrium'}: {answer.reason}"] = None
    decided = possible is not None and certain is not None
    methods = dict.fromkeys([yes.by, no.by, *([SUBSTITUTED] if solved else [])])
    return Occurrence(regime, possible, certain, example, against, decided, ", ".join(m for m in methods if m))


def _completed(found: tuple[Occurrence, ...], seen: Seen) -> tuple[Occurrence, ...]:
    """Fill in what was seen at points; that a regime was found at one is certain, that it was found at none is not."""
    known = {o.regime: o for o in found}
    names = sorted({*known, *seen.yes}, key=lambda name: (name == NONE, name))
    return tuple(_seen(known.get(name), name, seen) for name in names)


def _seen(o: Occurrence | None, name: str, seen: Seen) -> Occurrence:
    if o is not None and o.possible is not None and o.certain is not None:
        return o
    yes, no = seen.yes.get(name), seen.no.get(name)
    before = o or Occurrence(name, None, None, None, None, False, "")
    possible = before.possible if before.possible is not None else yes is not None
    certain = before.certain if before.certain is not None else possible and no is None
    example = before.example if before.example is not None else yes
    against = before.counterexample if before.counterexample is not None else no
    # Found at a point and missing at another one: both are facts, unless further regimes may have been missed.
    exact = o is not None and (before.possible is True or yes is not None) and against is not None
    return Occurrence(name, possible, certain, example, against, exact, "points of the case")
