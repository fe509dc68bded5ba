"""The front door of the solvers: one function for games of numbers and games with symbols."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Protocol, runtime_checkable

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from coopgame.conditions import FALSE, All, Formula, Range, Ring, Sign, atoms, decide, formula_of, simplify
from coopgame.equilibria.backward import BackwardInduction
from coopgame.equilibria.bayesian import BayesianNash
from coopgame.equilibria.components import subsets_as_components
from coopgame.equilibria.concept import Concept, Conditional, shown_concept
from coopgame.equilibria.equilibrium import Component, Equilibrium, Plan
from coopgame.equilibria.equilibrium_set import EquilibriumSet
from coopgame.equilibria.nash import Nash
from coopgame.equilibria.pure import PureNash
from coopgame.equilibria.repetition import Reversion
from coopgame.equilibria.signalling import PerfectBayesian
from coopgame.errors import ConceptError, GameError
from coopgame.games import BayesianGame, Game, Repeated, Signalling, Situation, Tree, demands_of
from coopgame.parameters import ParameterSpace, default_space

#: How many comparisons a condition may have to be simplified, and to be asked whether equilibria exist together; beyond
#: that signs are decided one by one, and equilibria are listed apart.
MOST = (2000, 300)


@runtime_checkable
class Solvable(Protocol):
    """Anything that brings a game, the space of its parameters and a concept: a model."""

    @property
    def game(self) -> Any:
        """The game, however it is stated."""

    @property
    def space(self) -> ParameterSpace:
        """The space of its parameters."""

    @property
    def concept(self) -> Concept:
        """The concept to use unless another is named."""


def default_concept(game: Situation) -> Concept:
    """Return what the form of a game asks for; Nash equilibrium, with more than two players in pure strategies only."""
    if isinstance(game, Tree):
        return BackwardInduction()
    if isinstance(game, BayesianGame):
        return BayesianNash()
    if isinstance(game, Signalling):
        return PerfectBayesian()
    if isinstance(game, Repeated):
        return Reversion()
    return Nash() if len(game.players) == 2 else PureNash()


def pure_concept(game: Situation) -> Concept:
    """Return what maps and models use unless told otherwise: pure strategies, or what the form of a game asks for."""
    return PureNash() if isinstance(game, Game) else default_concept(game)


def space_of(game: Situation) -> ParameterSpace:
    """Return the space in which the parameters of a game range freely, as far as the game makes sense."""
    bounds: dict[sympy.Symbol, sympy.Interval] = dict(default_space(game.expressions).bounds)
    where = []
    for condition in demands_of(game):
        value = sympy.expand(condition.gts - condition.lts)
        symbols = sorted(value.free_symbols, key=str)
        if len(symbols) == 1 and value.is_polynomial() and sympy.degree(value, symbols[0]) == 1:
            strict = isinstance(condition, sympy.StrictGreaterThan | sympy.StrictLessThan)
            slope, end = value.coeff(symbols[0]), -value.subs(symbols[0], 0) / value.coeff(symbols[0])
            half = sympy.Interval(end, sympy.oo, strict) if slope > 0 else sympy.Interval(-sympy.oo, end, True, strict)
            bounds[symbols[0]] = bounds[symbols[0]].intersect(half)
        else:
            where.append(condition)
    return ParameterSpace(bounds, where=where)


def parts_of(model_or_game: Solvable | Situation, concept: Concept | None) -> tuple[Any, ParameterSpace, Concept]:
    """Return the game, its parameter space and the concept that apply.

    Raises
    ------
    GameError, ConceptError
        The first argument is neither a game nor a model; the second is not a concept.
    """
    if isinstance(model_or_game, Situation):
        game, own = model_or_game, None
        space = space_of(game)
    elif isinstance(model_or_game, Solvable):
        game, space, own = model_or_game.game, model_or_game.space, model_or_game.concept
    else:
        raise GameError(f"Expected a Game or a Model, got {type(model_or_game).__name__}.")
    chosen = concept or own or default_concept(game)
    if isinstance(chosen, type) or not isinstance(chosen, Concept):
        raise ConceptError(
            f"concept: {shown_concept(chosen)} is not a solution concept; try Nash(), PureNash() or "
            "SubgamePerfect(order=…)."
        )
    chosen.check(game)
    return game, space, chosen


def ranges_of(space: ParameterSpace) -> Mapping[sympy.Expr, Range]:
    """Return the bounds of a space as the box over which conditions are simplified."""

    def end(value: sympy.Expr) -> Fraction | None:
        return Fraction(int(value.p), int(value.q)) if value.is_finite else None

    return {s: Range(end(i.start), end(i.end), bool(i.left_open), bool(i.right_open)) for s, i in space.bounds.items()}


def solve(model_or_game: Solvable | Situation, concept: Concept | None = None) -> EquilibriumSet:
    """Return every equilibrium of a game of numbers, or every possible one of a game with symbols with its condition.

    Parameters
    ----------
    model_or_game
        What to solve.
    concept
        How; None means the model's own concept and, for a game, Nash equilibrium (in pure strategies where more than
        two players take part).

    Returns
    -------
    EquilibriumSet
        Exact, and complete for the concept.  Conditions are simplified with the bounds of the model's parameter space
        and are equivalent to the full ones on it; conditions of more than 2000 comparisons are left as they are, except
        that comparisons that the bounds decide are dropped.

    Raises
    ------
    GameError, ConceptError
        The argument is not a game or a model, a payoff is not rational, or the concept does not fit the game.

    Examples
    --------
    >>> import coopgame as cg
    >>> found = cg.solve(cg.Game.from_bimatrix([[1, "S"], ["T", 0]], [[1, "T"], ["S", 0]]))
    >>> [str(polynomial) for polynomial in found.exceptions]
    ['S', 'T - 1']
    >>> for equilibrium in found:
    ...     print(equilibrium.mixture("row"), equilibrium.condition)
    {'1': 1} T <= 1
    {'1': 1} (S >= 0) & (T >= 1)
    {'2': 1} (S >= 0) & (T >= 1)
    {'2': 1} S <= 0
    {'1': S/(S + T - 1), '2': (T - 1)/(S + T - 1)} ((S > 0) & (T > 1)) | ((S < 0) & (T < 1))
    """
    game, space, chosen = parts_of(model_or_game, concept)
    if game.is_numeric:
        equilibria = chosen.equilibria(game)
        return EquilibriumSet(game, chosen, ParameterSpace({}), equilibria, chosen.components(game, equilibria))
    found = chosen.conditional(game)
    box = ranges_of(space)
    given = side_conditions(space, _ring_of(game, found))
    simple = [_simplified(e, box, given) for e in found.equilibria]
    kept = [i for i, e in enumerate(simple) if e.formula != FALSE]
    equilibria = tuple(simple[i] for i in kept)
    links = [found.links[i] for i in kept] if found.links else []

    def possible(component: Component) -> bool:
        if len(component.equilibria) == 1:
            return True
        return _size(component.formula) <= MOST[1] and simplify(component.formula, box, given) != FALSE

    if links:
        components = subsets_as_components(game.strategies, equilibria, links, possible)
    else:
        components = chosen.components(game, equilibria)
    exceptions = tuple(p.expression for p in found.exceptions if simplify(Sign.compare(p, "="), box, given) != FALSE)
    return EquilibriumSet(game, chosen, space, equilibria, components, found.indifferences, exceptions)


def _ring_of(game: Situation, found: Conditional) -> Ring:
    """Return the ring of the conditions, since linear arithmetic combines comparisons of one ring only."""
    rings = (sign.polynomial.ring for e in found.equilibria for sign in atoms(e.formula))
    return next(rings, None) or Ring.of(game.expressions, game.parameters)


def side_conditions(space: ParameterSpace, ring: Ring) -> tuple[Sign, ...]:
    """Return the comparisons that the side conditions of the space make of generators of a ring."""
    usable = [c for c in space.where if Ring.of(_sides(c)).position.keys() <= ring.position.keys()]
    parts = [formula_of(condition, ring) for condition in usable]
    return tuple(
        piece
        for part in parts
        for piece in (part.parts if isinstance(part, All) else (part,))
        if isinstance(piece, Sign)
    )


def _size(formula: Formula) -> int:
    return sum(1 for _ in atoms(formula))


def _sides(condition: Boolean) -> list[sympy.Expr]:
    return [side for relation in condition.atoms(Relational) for side in relation.args]


def _simplified(equilibrium: Equilibrium, box: Mapping[sympy.Expr, Range], given: tuple[Sign, ...]) -> Equilibrium:
    small = _size(equilibrium.formula) <= MOST[0]
    formula = simplify(equilibrium.formula, box, given) if small else decide(equilibrium.formula, box)
    if formula == FALSE:
        return replace(equilibrium, formula=formula)
    plans = []
    for plan in equilibrium.plans:
        replies = tuple((reply, decide(formula, box)) for reply, formula in plan.replies)
        plans.append(Plan(plan.player, plan.history, tuple(r for r in replies if r[1] != FALSE)))
    beliefs = tuple(belief.within(box) for belief in equilibrium.beliefs)
    mixtures = tuple(tuple((s, _readable(w, box, given)) for s, w in mixture) for mixture in equilibrium.mixtures)
    payoffs = tuple(_readable(u, box, given) for u in equilibrium.payoffs)
    kept = tuple(b for b in beliefs if b.formula != FALSE)
    found = replace(equilibrium, mixtures=mixtures, payoffs=payoffs, formula=formula, plans=tuple(plans))
    return replace(found, beliefs=kept)


def _readable(expression: sympy.Expr, box: Mapping[sympy.Expr, Range], given: tuple[Sign, ...]) -> sympy.Expr:
    """Return a quotient with factors of the denominator that are positive, where that is known."""
    above, below = sympy.fraction(expression)
    if below.is_number:
        return expression
    for factor in _negative_sums(below, box, given):
        above, below = _opposite(above), below / factor * sympy.expand(-factor)
    if above.as_coeff_Mul()[0].is_negative:
        for factor in _negative_sums(above, box, given)[:1]:
            above = -above / factor * sympy.expand(-factor)
    return above / below


def _negative_sums(product: sympy.Expr, box: Mapping[sympy.Expr, Range], given: tuple[Sign, ...]) -> list[sympy.Expr]:
    return [factor for factor in sympy.Mul.make_args(product) if factor.is_Add and _negative(factor, box, given)]


def _opposite(expression: sympy.Expr) -> sympy.Expr:
    return sympy.expand(-expression) if expression.is_Add else -expression


def _negative(factor: sympy.Expr, box: Mapping[sympy.Expr, Range], given: tuple[Sign, ...]) -> bool:
    """Whether a factor is known to be nowhere positive."""
    ring = Ring.of([factor])
    if given and ring.position.keys() <= given[0].polynomial.ring.position.keys():
        ring = given[0].polynomial.ring
    known = given if given and ring == given[0].polynomial.ring else ()
    return simplify(Sign.compare(ring.polynomial(factor), ">"), box, known) == FALSE
