"""Propositions made from maps and from equilibrium sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sympy

from coopgame.claims.clauses import Clause, Solved, Step
from coopgame.claims.factors import in_one_ring
from coopgame.claims.proposition import Proposition
from coopgame.claims.published import PublishedCondition, published
from coopgame.claims.setting import Setting, setting_of_diagram, setting_of_equilibria
from coopgame.claims.solved import factored_terms, preferred
from coopgame.claims.thresholds import Thresholds, thresholds_of, with_thresholds
from coopgame.conditions import Formula, Polynomial, any_of, atoms, formula_of, negate
from coopgame.equilibria import EquilibriumSet, Indifference, JoinStrategies, readings, solve
from coopgame.errors import DiagramError, InputError, UnsupportedError
from coopgame.export.latex import mixtures, text
from coopgame.frozen import FrozenMap
from coopgame.games import Game
from coopgame.models import Model
from coopgame.results import PhaseDiagram
from coopgame.results.wording import tidy

Wanted = tuple[sympy.Symbol, ...]


def proposition(
    result: Any,
    *,
    name: str = "",
    solve_for: Iterable[Any] = (),
    thresholds: Mapping[Any, Any] | None = None,
) -> Proposition:
    """Return what a map or an equilibrium set says as a proposition, with conditions fit to print.

    For a map: for each regime exactly when it is possible, ties included.  For an equilibrium set: for each
    equilibrium its condition on the parameter space; for a model, which is solved, also for each regime.

    Parameters
    ----------
    result
        A phase diagram, an equilibrium set, or a model.
    name
        The title.
    solve_for
        Parameters that shall stand on the left of comparisons, most wanted first; by default the axes of a map, and
        otherwise the parameters that occur alone most often.
    thresholds
        Names for parts of conditions, ``{"P^*": "delta*V + k_K"}``.

    Raises
    ------
    InputError
        The first argument is something else, or a threshold is not well formed.
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
    if isinstance(result, PhaseDiagram):
        return _of_diagram(result, *options)
    if isinstance(result, EquilibriumSet):
        return _of_equilibria(Solved(result, None), *options)
    if isinstance(result, Model):
        return _of_equilibria(Solved(solve(result), result.rule), *options)
    raise InputError(
        f"proposition: expected a PhaseDiagram, an EquilibriumSet or a Model, got {type(result).__name__}."
    )


def _clause(
    subject: tuple[str, str], verb: str, formula: Formula, setting: Setting, wanted: Wanted, named: Mapping[Any, Any]
) -> Clause:
    forms = [
        published(formula, setting.box, setting.given, solve_for=wanted, thresholds=named, generic=generic)
        for generic in (False, True)
    ]
    return Clause(*subject, verb, forms[0], forms[1])


def _of_diagram(
    diagram: PhaseDiagram, name: str, solve_for: Sequence[Any], thresholds: Mapping[Any, Any]
) -> Proposition:
    setting = setting_of_diagram(diagram)
    wanted = tuple(setting.space.find(s, where="solve_for") for s in solve_for) or diagram.symbols
    formulas, notes = dict[str, Formula](), list[str]()
    for regime in diagram.regimes:
        try:
            formulas[regime] = formula_of(diagram.possible(regime))
        except DiagramError:
            notes.append(f"Where {regime} is possible on borders is not known: the map is certified only.")
    if () in diagram.sets:
        formulas[diagram.origin.name_of(())] = negate(any_of(*formulas.values()))
    clauses = [
        _clause((regime, text(regime)), "is possible", formula, setting, wanted, thresholds)
        for regime, formula in formulas.items()
    ]
    if diagram.status != "exact":
        notes.append(f"An area of {diagram.unresolved} between the regimes was not decided.")
    named = thresholds_of(thresholds, setting.space.names)
    return Proposition(name, setting, tuple(clauses), tuple(notes), (), _used(clauses, named), diagram)


def _of_equilibria(solved: Solved, name: str, solve_for: Sequence[Any], thresholds: Mapping[Any, Any]) -> Proposition:
    found = solved.found
    setting = setting_of_equilibria(found)
    asked = tuple(found.space.find(s, where="solve_for") for s in solve_for)
    usual = _preferred([e.formula for e in found.equilibria])
    wanted = asked or (usual if len(usual) < 3 else usual[:1])
    clauses = [
        _clause((e.describe(), mixtures(e)), "is an equilibrium", e.formula, setting, wanted, thresholds)
        for e in found.equilibria
    ]
    clauses += [
        _clause((regime, text(regime)), "is possible", formula, setting, wanted, thresholds)
        for regime, formula in _regimes(solved)
    ]
    named = thresholds_of(thresholds, setting.space.names)
    steps = tuple(_steps(found, [clause.condition for clause in clauses], named))
    return Proposition(name, setting, tuple(clauses), tuple(_notes(found)), steps, _used(clauses, named), solved)


def _notes(found: EquilibriumSet) -> Iterator[str]:
    if found.complete:
        yield "There are no other equilibria."
    else:
        where = " or ".join(f"{p} = 0" for p in found.exceptions)
        yield f"There are no other equilibria, except perhaps where {where}."
    if any(len(component.equilibria) > 1 for component in found.components):
        yield "Where equilibria form a continuum, its extreme points are listed."


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


def _steps(found: EquilibriumSet, conditions: Sequence[PublishedCondition], named: Thresholds) -> Iterator[Step]:
    """Yield, for each comparison that is printed, the difference of payoffs that it is about, if a table has it."""
    if not isinstance(found.game, Game):
        return
    printed = {sign.polynomial.expression: None for c in conditions if c.exact for sign in atoms(c.formula)}
    for expression in printed:
        own = [i for i in found.indifferences if _about(i, expression, found.game)]
        if own:
            chosen = min(own, key=lambda i: sum(a != b for a, b in zip(i.first, i.second, strict=True)))
            k = found.game.player_index(chosen.player)
            difference = sympy.expand(found.game.payoffs[chosen.second][k] - found.game.payoffs[chosen.first][k])
            shown = factored_terms(with_thresholds(tidy(difference), named))
            yield Step(chosen.player, chosen.second, chosen.first, shown)


def _about(indifference: Indifference, expression: sympy.Expr, game: Game) -> bool:
    known = {indifference.first, indifference.second} <= game.payoffs.keys()
    polynomial: Polynomial = indifference.polynomial.primitive()[1]
    return known and polynomial.expression in (expression, -expression)
