"""Ask, confirm, eliminate: the methods of this room, the cheapest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import sympy

from coopgame.conditions import Formula, Range, atoms, negate
from coopgame.deciders import virtual
from coopgame.deciders.clock import Clock, nanoseconds
from coopgame.deciders.limits import Limits
from coopgame.deciders.methods import (
    PATIENT,
    QUICK,
    Method,
    Task,
    by_bounds,
    by_linear,
    by_package,
    by_plane,
    by_solvers,
    by_substitution,
)
from coopgame.deciders.points import Values, solves, some_value
from coopgame.deciders.processes import INSTALL, installed
from coopgame.deciders.projection import project
from coopgame.deciders.questions import Answer, Question
from coopgame.deciders.rings import lifted, moved, opened, without
from coopgame.deciders.witnesses import nice
from coopgame.errors import CoopgameError

NOBODY: Values = MappingProxyType({})
USUAL = Limits()
#: Steps of :func:`eliminate`.
STEPS = 3000
#: Up to how many variables virtual substitution comes before projection.
FEW = 2
#: What part of the time the library's own methods get to confirm an answer where solvers are installed.
SHORTER = 8


def ask(question: Question, limits: Limits = USUAL, prefer: Values = NOBODY) -> Answer:
    """Answer a question exactly, by the cheapest method that can.

    Bounds come first, then linear arithmetic, cells of the plane, virtual substitution, and z3 and cvc5 where they
    are installed.  A witness is put into the formula before it is returned.

    Parameters
    ----------
    question
        Any question.
    limits
        What it may cost; a step in the library itself may last a little longer.
    prefer
        Values that are tried first in a witness.

    Returns
    -------
    Answer
        With status "unknown" and a reason when no method decides within the limits.

    Examples
    --------
    >>> from coopgame.conditions import formula_of
    >>> x, y = sympy.symbols("x y", real=True)
    >>> answer = ask(Question(formula_of((x > y) & (x * y >= 2) & (y > 1))))
    >>> answer.status, {str(v): str(value) for v, value in answer.witness.items()}
    ('yes', {'x': '2', 'y': '3/2'})
    """
    clock = Clock(nanoseconds(limits.seconds))
    plain = _plain(question, clock)
    if any(v not in plain.ring.position for v in prefer):
        prefer = {v: value for v, value in prefer.items() if v in plain.ring.position}
    tried: dict[str, str] = {}
    bare = None
    for method, steps in _methods():
        # What comes after the solvers keeps a share of the time.
        own = clock.part(clock.left * 2 // 3) if method is by_solvers else clock
        answer = method(Task(plain, own, steps, limits.megabytes, prefer))
        if answer.status == "yes" and answer.witness is None and not answer.reason:
            # Another method may find a point.
            bare = bare or answer
        elif answer.status != "unknown":
            return _finished(question, plain, answer, prefer, clock)
        if answer.reason:
            tried[answer.by] = answer.reason
        if clock.left == 0:
            break
    return _unknown(tried, limits) if bare is None else _finished(question, plain, bare, prefer, clock)


def _methods() -> list[tuple[Method, int]]:
    solvers = [by_solvers] if installed() else []
    quick = [(m, QUICK) for m in (by_bounds, by_linear, by_plane, by_substitution)]
    return [*quick, *((m, QUICK) for m in solvers), (by_linear, PATIENT), (by_substitution, PATIENT)]


def _plain(question: Question, clock: Clock) -> Question:
    return lifted(_reduced(opened(lifted(question)), clock.part(clock.left // 4, STEPS)))


def _unknown(tried: Mapping[str, str], limits: Limits) -> Answer:
    why = "; ".join(f"{name}: {reason}" for name, reason in tried.items())
    advice = "Give it more time with Limits(seconds=…), or fix more parameters."
    if not installed():
        advice = f"Solvers of nonlinear arithmetic are not installed: {INSTALL}"
    return Answer("unknown", "", None, f"No method decided it within {limits.seconds} seconds ({why}). {advice}")


def _finished(question: Question, plain: Question, answer: Answer, prefer: Values, clock: Clock) -> Answer:
    # Where it removed quantifiers, all rests on it, whatever came after.
    by = "virtual substitution" if len(plain.prefix) < len(opened(question).prefix) else answer.by
    if answer.status == "no":
        return Answer("no", by)
    if answer.witness is None:
        why = answer.reason or "it holds at some real point, but no rational one was found within the limits"
        return Answer("yes", by, None, why)
    point = dict(answer.witness)
    if not plain.prefix:
        point = nice(plain, point, prefer, clock.part(max(clock.left // 4, 1)))
        if not solves(plain, point):
            raise CoopgameError(f"The witness {point} that {by} found does not satisfy its question.")
    own = {v: point[v] if v in point else some_value(question.box.get(v), prefer.get(v)) for v in question.free}
    return Answer("yes", by, own)


def confirm(question: Question, answer: Answer, limits: Limits = USUAL) -> tuple[str, ...]:
    """Return the names of the other methods that give the same answer.

    Parameters
    ----------
    question, answer
        A question and what :func:`ask` says of it.
    limits
        What each of the other methods may cost.

    Raises
    ------
    CoopgameError
        A method gives the opposite answer.

    Examples
    --------
    >>> from coopgame.conditions import formula_of
    >>> x, y = sympy.symbols("x y", real=True)
    >>> question = Question(formula_of((x > y) & (y > x)))
    >>> "virtual substitution" in confirm(question, ask(question))
    True
    """
    agreeing = []
    own = opened(lifted(question))
    methods: dict[str, Method] = {
        "bounds": by_bounds,
        "linear arithmetic": by_linear,
        "virtual substitution": _by_substitution_alone,
        "planar decomposition": by_plane,
        **{package: by_package(package) for package in installed()},
    }
    for name, method in methods.items():
        if answer.status == "unknown" or name == answer.by:
            continue
        # Solvers agree or time out; the library's own methods need not be waited for where there are solvers.
        time = nanoseconds(limits.seconds) // (1 if name in installed() or not installed() else SHORTER)
        other = method(Task(own, Clock(time), PATIENT, limits.megabytes, NOBODY, 0))
        if other.status == answer.status:
            agreeing.append(name)
        elif other.status != "unknown":
            raise CoopgameError(
                f"{name} answers {other.status!r} where {answer.by} answers {answer.status!r}; one of them is wrong."
            )
    return tuple(agreeing)


def _by_substitution_alone(task: Task) -> Answer:
    plain = lifted(_reduced(task.question, task.clock.part(task.clock.left // 2, task.steps)))
    return by_substitution(replace(task, question=plain))


def eliminate(
    formula: Formula,
    variables: Sequence[sympy.Symbol],
    box: Mapping[sympy.Symbol, Range],
    limits: Limits = USUAL,
) -> Formula | None:
    """Return a formula without some variables that says: there are values of them at which the formula holds.

    Parameters
    ----------
    formula
        Comparisons of polynomials of one ring, whose generators are symbols.
    variables
        What is eliminated; each occurs with degree one or two in the factors at its turn.
    box
        Where variables lie, the eliminated ones as well; the result is equivalent on it.
    limits
        What it may cost.

    Returns
    -------
    Formula or None
        None when degrees are higher, or the formula grows too long.

    Examples
    --------
    >>> from coopgame.conditions import as_sympy, formula_of
    >>> x, a = sympy.symbols("x a", real=True)
    >>> as_sympy(eliminate(formula_of(sympy.Eq(x**2, a)), [x], {}))
    a >= 0
    """
    whole = lifted(Question(formula, box))
    whole_time = nanoseconds(limits.seconds)
    # Projection keeps many variables short, virtual substitution few.
    methods = [(project, whole_time // 3), (virtual.eliminate, whole_time)]
    for method, time in methods if len(variables) > FEW else reversed(methods):
        found = method(whole.formula, variables, box, Clock(time, STEPS))
        if found is not None:
            break
    own = next((sign.polynomial.ring for sign in atoms(formula)), None)
    return found if found is None or own is None else moved(found, own)


def without_quantifiers(question: Question, limits: Limits = USUAL) -> Question:
    """Return an equivalent question without quantifiers, or with those in front that virtual substitution cannot reach.

    Parameters
    ----------
    question
        Any question.
    limits
        What it may cost.

    Examples
    --------
    >>> from coopgame.conditions import as_sympy, formula_of
    >>> from coopgame.deciders import Block
    >>> x, a = sympy.symbols("x a", real=True)
    >>> as_sympy(without_quantifiers(Question(formula_of(x**2 > a), {}, (Block(True, (x,)),))).formula)
    a < 0
    """
    return _reduced(lifted(question), Clock(nanoseconds(limits.seconds), STEPS))


def _reduced(question: Question, clock: Clock) -> Question:
    while question.prefix:
        *outer, block = question.prefix
        body = negate(question.formula) if block.every else question.formula
        found = virtual.eliminate(body, block.variables, question.box, clock)
        if found is None:
            return question
        plain = without(negate(found) if block.every else found, block.variables)
        question = replace(question, formula=plain, prefix=tuple(outer))
    return question
