"""Propositions made from maps and from equilibrium sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, runtime_checkable

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.claims.propositions.clauses import Clause, Note, Solved
from coopgame.claims.propositions.derivation import steps_of_diagram, steps_of_equilibria
from coopgame.claims.propositions.proposition import Proposition
from coopgame.claims.propositions.setting import setting_of_assumptions, setting_of_diagram, setting_of_equilibria
from coopgame.claims.propositions.subjects import Subject, named, profile, sentence
from coopgame.claims.publishing.factors import in_one_ring
from coopgame.claims.publishing.printed import latex_of, listed, text_of
from coopgame.claims.publishing.published import Publisher
from coopgame.claims.publishing.solved import preferred
from coopgame.claims.publishing.thresholds import Thresholds, thresholds_of
from coopgame.conditions import Formula, any_of, atoms, formula_of, negate
from coopgame.equilibria import EquilibriumSet, JoinStrategies, readings, solve
from coopgame.errors import DiagramError, InputError, UnsupportedError
from coopgame.export.latex import text
from coopgame.frozen import FrozenMap
from coopgame.models import Model
from coopgame.results import Enclosure, PhaseDiagram

Wanted = tuple[sympy.Symbol, ...]


@runtime_checkable
class Decided(Protocol):
    """A statement that was decided."""

    @property
    def statement(self) -> Any:
        """What was asked."""

    @property
    def status(self) -> str:
        """How it was answered, in a word."""

    @property
    def condition(self) -> Boolean | None:
        """Where it holds; None where that is not known."""

    @property
    def witness(self) -> Mapping[sympy.Symbol, sympy.Rational] | None:
        """Numbers at which it fails."""

    @property
    def assumptions(self) -> tuple[Boolean, ...]:
        """Bounds and side conditions that were used."""

    @property
    def method(self) -> str:
        """What decided it."""

    @property
    def confirmed_by(self) -> tuple[str, ...]:
        """What else gave the same answer."""


def proposition(
    result: Any,
    *,
    name: str = "",
    solve_for: Iterable[Any] = (),
    thresholds: Mapping[Any, Any] | None = None,
    words: str = "",
) -> Proposition:
    """Return what a map or an equilibrium set says as a proposition, with conditions fit to print.

    For a map: for each regime exactly when it is possible, ties included.  For an equilibrium set: for each
    equilibrium its condition on the parameter space; for a model, which is solved, also for each regime.  For a
    decided statement: the statement and its condition.

    Parameters
    ----------
    result
        A phase diagram, an equilibrium set, a model, or what was decided of a statement.
    name
        The title.
    solve_for
        Parameters that shall stand on the left of comparisons, most wanted first; by default the axes of a map, and
        otherwise the parameters that occur alone most often.
    thresholds
        Names for parts of conditions, ``{"P^*": "delta*V + k_K"}``.
    words
        For a decided statement, what it says in the author's words; by default its formal words.

    Raises
    ------
    InputError
        The first argument is something else or undecided, a threshold is not well formed, or words are given for what
        is no decided statement.
    ParameterError
        ``solve_for`` names something that is no free parameter.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))
    >>> print(cg.proposition(d).conditions["capture"])
    p >= 3 and b <= 6 and p - b >= -1
    """
    options = (name, tuple(solve_for), dict(thresholds or {}))
    if words and not isinstance(result, Decided):
        raise InputError(f"words: {words!r} can stand for a decided statement only; give a name instead.")
    if isinstance(result, PhaseDiagram):
        return _of_diagram(result, *options)
    if isinstance(result, EquilibriumSet):
        return _of_equilibria(Solved(result, None), *options)
    if isinstance(result, Model):
        return _of_equilibria(Solved(solve(result), result.rule), *options)
    if isinstance(result, Decided):
        return _of_verdict(result, words, *options)
    raise InputError(
        f"proposition: expected a PhaseDiagram, an EquilibriumSet, a Model or a Verdict, got {type(result).__name__}."
    )


def _clause(
    subject: Subject, verb: str, formula: Formula, publisher: Publisher, wanted: Wanted, thresholds: Mapping[Any, Any]
) -> Clause:
    exact, generic = (
        publisher.published(formula, solve_for=wanted, thresholds=thresholds, generic=generic)
        for generic in (False, True)
    )
    return Clause(*subject, verb, exact, generic)


def _of_diagram(
    diagram: PhaseDiagram, name: str, solve_for: Sequence[Any], thresholds: Mapping[Any, Any]
) -> Proposition:
    setting = setting_of_diagram(diagram)
    publisher = Publisher(setting.box, setting.given)
    wanted = tuple(setting.space.find(s, where="solve_for") for s in solve_for) or diagram.symbols
    formulas, notes = dict[str, Formula](), list[Note]()
    for regime in diagram.regimes:
        try:
            formulas[regime] = formula_of(diagram.possible(regime))
        except DiagramError:
            notes.append(_note(f"Where {regime} is possible on borders is not known: the map is certified only."))
    if () in diagram.sets:
        formulas[diagram.origin.name_of(())] = negate(any_of(*formulas.values()))
    clauses = [
        _clause(named(regime), "is possible", formula, publisher, wanted, thresholds)
        for regime, formula in formulas.items()
    ]
    clauses = [replace(clause, area=_area(diagram, clause.subject)) for clause in clauses]
    if diagram.status != "exact":
        notes.append(_note(f"An area of {diagram.unresolved} between the regimes was not decided."))
    names = thresholds_of(thresholds, setting.space.names)
    steps = tuple(steps_of_diagram(diagram))
    return Proposition(name, setting, tuple(clauses), tuple(notes), steps, _used(clauses, names), diagram)


def _area(diagram: PhaseDiagram, regime: str) -> Enclosure | None:
    """Return the area on which a regime alone is possible, if there is any and the map has two parameters."""
    alone = (regime,) in diagram.sets and diagram.y is not None
    return diagram.area(regime) if alone else None


def _of_equilibria(solved: Solved, name: str, solve_for: Sequence[Any], thresholds: Mapping[Any, Any]) -> Proposition:
    found = solved.found
    setting = setting_of_equilibria(found)
    publisher = Publisher(setting.box, setting.given)
    usual = _preferred([e.formula for e in found.equilibria])
    asked = tuple(found.space.find(s, where="solve_for") for s in solve_for)
    wanted = asked or (usual if len(usual) < 3 else usual[:1])
    parts = [(named(regime), "is possible", formula) for regime, formula in _regimes(solved)]
    parts += [(profile(e), "is an equilibrium", e.formula) for e in found.equilibria]
    clauses = [_clause(*part, publisher, wanted, thresholds) for part in parts]
    names = thresholds_of(thresholds, setting.space.names)
    steps = tuple(steps_of_equilibria(found, [clause.condition for clause in clauses], names))
    return Proposition(name, setting, tuple(clauses), tuple(_notes(found)), steps, _used(clauses, names), solved)


def _of_verdict(
    verdict: Decided, words: str, name: str, solve_for: Sequence[Any], thresholds: Mapping[Any, Any]
) -> Proposition:
    condition = sympy.false if verdict.condition is None else verdict.condition
    setting = setting_of_assumptions(tuple(verdict.assumptions), condition)
    publisher = Publisher(setting.box, setting.given)
    if verdict.condition is None:
        raise InputError(f"proposition: the statement is {verdict.status}, which is no proposition.")
    wanted = tuple(setting.space.find(s, where="solve_for") for s in solve_for)
    bound = getattr(verdict.statement, "symbols", ())
    subject = sentence(words) if words else sentence(str(verdict.statement), (*setting.space.symbols, *bound))
    clause = _clause(subject, "", formula_of(condition), publisher, wanted, thresholds)
    notes = []
    if verdict.witness:
        values = [sympy.Eq(s, v, evaluate=False) for s, v in verdict.witness.items()]
        notes.append(_values("It fails, for example, at", values, " and "))
    others = f", confirmed by {listed(list(verdict.confirmed_by))}" if verdict.confirmed_by else ""
    notes.append(_note(f"Decided by {verdict.method}{others}."))
    names = thresholds_of(thresholds, setting.space.names)
    return Proposition(name, setting, (clause,), tuple(notes), (), _used([clause], names), verdict)


def _note(sentence: str) -> Note:
    return Note(sentence, text(sentence))


def _values(beginning: str, equations: Sequence[sympy.Eq], last: str) -> Note:
    """Return a sentence that ends with equations."""
    words, latex = [text_of(e) for e in equations], [f"${latex_of(e)}$" for e in equations]
    return Note(f"{beginning} {listed(words, last)}.", f"{text(beginning)} {listed(latex, last)}.")


def _notes(found: EquilibriumSet) -> Iterator[Note]:
    if found.complete:
        yield _note("There are no other equilibria.")
    else:
        equations = [sympy.Eq(p, 0, evaluate=False) for p in found.exceptions]
        yield _values("There are no other equilibria, except perhaps where", equations, " or ")
    if any(len(component.equilibria) > 1 for component in found.components):
        yield _note("Where equilibria form a continuum, its extreme points are listed.")


def _regimes(solved: Solved) -> Iterator[tuple[str, Formula]]:
    """Yield the regimes that a rule reads off equilibria, and where each is possible."""
    if solved.rule is None or isinstance(solved.rule, JoinStrategies):
        return
    parts: dict[str, list[Formula]] = {}
    for reading in readings(solved.found.equilibria, solved.rule):
        parts.setdefault(reading.regime, []).append(reading.formula)
    for regime, formulas in parts.items():
        yield regime, any_of(*in_one_ring(formulas))


def _used(clauses: Sequence[Clause], named: Thresholds) -> Thresholds:
    """Return the thresholds that conditions use, in the order in which they were given."""
    used = {s for clause in clauses for form in (clause.condition, clause.generic) for s in form.thresholds}
    return FrozenMap({symbol: definition for symbol, definition in named.items() if symbol in used})


def _preferred(formulas: Sequence[Formula]) -> Wanted:
    """Return the parameters that occur alone in most of the comparisons of all conditions."""
    try:
        plain = in_one_ring(formulas)
    except UnsupportedError:
        return ()
    factors = {q for formula in plain for sign in atoms(formula) for q, _ in sign.polynomial.factors()[1]}
    return preferred(factors)
