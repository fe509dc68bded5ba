r"""A stage with continuous actions, solved by its first-order conditions and substituted into the discrete game.

After the discrete moves, actions :math:`y_j` in intervals are chosen at the same time, each to maximise an objective
:math:`u_j(y, \theta)` given the others.  An action whose derivative depends on no other unsolved action is solved by
itself; those that are left interact and are solved together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy

from coopgame.errors import ModelError, did_you_mean
from coopgame.expressions import to_expression
from coopgame.frozen import FrozenMap
from coopgame.games import Game
from coopgame.models.stage_crossing import Crossing, crossing_of
from coopgame.models.stage_joint import joint_optimum
from coopgame.models.stage_roots import Variable, in_roots, rational_in, split_roots
from coopgame.models.stage_solution import Choice, StageSolution, at_optimum
from coopgame.parameters import ParameterMap, ParameterSpace, symbol_of

Optima = dict[sympy.Symbol, sympy.Expr]


@dataclass(frozen=True, repr=False)
class ContinuousStage:
    """Actions in intervals, each chosen to maximise an objective.

    Parameters
    ----------
    actions
        ``{name: (lower, upper)}`` with numbers, closed, or :class:`sympy.Interval`; ``sympy.oo`` where it is unbounded.
    objectives
        One objective that all actions maximise, or ``{action: objective}``: actions with the same objective belong to
        one decision maker, and those with different ones are chosen simultaneously by different decision makers.

    Raises
    ------
    ModelError, ParameterError, ExpressionError
        There is no action, an objective is missing or does not contain its action, or an interval is no interval.

    References
    ----------
    Rosen (1965), Existence and uniqueness of equilibrium points for concave n-person games, Econometrica 33:520–534.

    Examples
    --------
    >>> import coopgame as cg
    >>> stage = cg.ContinuousStage({"e": (0, sympy.oo)}, "k*(2*sqrt(e) - theta*e) - e")
    >>> found = stage.solve(cg.ParameterSpace({"k": (0, 1), "theta": (0, 1)}))
    >>> found.actions["e"]
    k**2/(k*theta + 1)**2
    >>> found.choice("e").second_order
    -(k*theta + 1)**3/(2*k**2)
    """

    actions: Mapping[sympy.Symbol, sympy.Interval]
    objectives: Mapping[sympy.Symbol, sympy.Expr]

    def __init__(self, actions: Any, objectives: Any) -> None:
        if not isinstance(actions, Mapping) or not actions:
            raise ModelError("actions: expected a mapping from names of actions to intervals, with one or more.")
        found = ParameterSpace(actions).bounds
        each = objectives if isinstance(objectives, Mapping) else dict.fromkeys(found, objectives)
        given = {symbol_of(key, where="objectives"): value for key, value in each.items()}
        for name in given:
            if name not in found:
                raise ModelError(
                    f"objectives: {name} is not an action.{did_you_mean(name.name, [a.name for a in found])}"
                )
        raw = {}
        for action in found:
            if action not in given:
                raise ModelError(f"objectives: no objective for the action {action}.")
            raw[action] = to_expression(given[action], where=f"objective of {action}")
            if action not in raw[action].free_symbols:
                known = did_you_mean(action.name, sorted(s.name for s in raw[action].free_symbols))
                raise ModelError(f"The objective {raw[action]} does not contain the action {action}.{known}")
        object.__setattr__(self, "actions", ParameterMap(found))
        object.__setattr__(self, "objectives", ParameterMap(raw))

    @property
    def parameters(self) -> tuple[sympy.Symbol, ...]:
        """The symbols of the objectives that are not actions, sorted by name."""
        used = set().union(*(e.free_symbols for e in self.objectives.values()))
        return tuple(sorted(used - set(self.actions), key=str))

    def solve(self, space: ParameterSpace) -> StageSolution:
        """Return the optimal actions, proved for every point of a parameter space.

        Raises
        ------
        ModelError
            An action has the name of a parameter, a parameter has no bounds, or there is no single optimum for all
            parameters: the message says which condition fails and at which point.
        UnsupportedError
            An objective is not rational in actions and their roots, a first-order condition has no solution by roots,
            or a condition can be neither proved nor refuted.
        """
        self._check(space)
        split = [split_roots(u, self.actions, space) for u in self.objectives.values()]
        variables = {a: Variable.of(a, interval, split) for a, interval in self.actions.items()}
        payoffs = {a: in_roots(u, variables.values(), space) for a, u in self.objectives.items()}
        for payoff in payoffs.values():
            rational_in(payoff, variables.values())
        slopes = {a: sympy.cancel(sympy.diff(payoffs[a], variables[a].root)) for a in self.actions}
        crossings, optima = _solved(slopes, variables, space)
        values = {a: at_optimum(u, optima) for a, u in payoffs.items()}
        solution = StageSolution((), ParameterMap(values), space, tuple(variables.values()), FrozenMap(optima))
        choices = tuple(self._choice(variables[a], crossings.get(a), solution) for a in self.actions)
        return replace(solution, choices=choices)

    def _check(self, space: ParameterSpace) -> None:
        if not isinstance(space, ParameterSpace):
            raise ModelError(f"space: expected a ParameterSpace, got {type(space).__name__}.")
        for action in self.actions:
            if action in space.bounds:
                raise ModelError(f"{action} is the name of an action and of a parameter; rename one of them.")
        for parameter in self.parameters:
            if parameter not in space.bounds:
                raise ModelError(
                    f"The objective uses {parameter}, which is neither an action nor a parameter with bounds."
                    f"{did_you_mean(parameter.name, [*space.names, *(a.name for a in self.actions)])}"
                )

    def _choice(self, variable: Variable, crossing: Crossing | None, solution: StageSolution) -> Choice:
        """Return what is reported of an action: conditions in the action itself, not in its root."""
        action = variable.action
        slope = sympy.diff(self.objectives[action], action)
        inner = dict(solution.optima)
        if crossing is not None:
            inner[variable.root] = crossing.stationary
        bent = in_roots(sympy.diff(slope, action), solution.variables, solution.space)
        never = crossing is not None and crossing.stationary.is_infinite
        return Choice(
            action,
            variable.power(solution.optima[variable.root]),
            sympy.Eq(slope, 0, evaluate=False),
            None if never else at_optimum(bent, inner),
            None if crossing is None else crossing.slope,
            () if crossing is None else tuple((variable.power(end), when) for end, when in crossing.corners),
        )

    def __repr__(self) -> str:
        bounds = ParameterSpace(self.actions)
        intervals = ", ".join(f"{a} in {bounds.describe(a)}" for a in self.actions)
        return f"ContinuousStage({intervals}; parameters: {', '.join(s.name for s in self.parameters) or 'none'})"


def _solved(
    slopes: Mapping[sympy.Symbol, sympy.Expr], variables: Mapping[sympy.Symbol, Variable], space: ParameterSpace
) -> tuple[dict[sympy.Symbol, Crossing], Optima]:
    """Return the optimal variables; what does not depend on others comes first and is put into the rest."""
    crossings: dict[sympy.Symbol, Crossing] = {}
    optima: Optima = {}
    left = dict(slopes)
    while left:
        roots = {variables[a].root for a in left}
        alone = next((a for a, slope in left.items() if not (slope.free_symbols & roots) - {variables[a].root}), None)
        if alone is None:
            joint = joint_optimum(list(left.values()), [variables[a] for a in left], space)
            return crossings, {**optima, **joint}
        crossings[alone] = crossing_of(left.pop(alone), variables[alone], space)
        optima[variables[alone].root] = crossings[alone].optimum
        left = {a: at_optimum(slope, optima) for a, slope in left.items()}
    return crossings, optima


def with_continuous_stage(game: Game, stages: Mapping[Any, ContinuousStage], space: ParameterSpace) -> Game:
    """Return the game of the discrete moves when the continuous stage after them is played optimally.

    Parameters
    ----------
    game
        A strategic game whose payoffs may contain actions.
    stages
        The stage that follows each profile, by the profile or by the strategy of the first player.
    space
        The parameters, for all of which the stages are solved.

    Returns
    -------
    Game
        The same players and strategies; payoffs at the optimal actions, in parameters only.

    Raises
    ------
    ModelError, UnsupportedError
        A profile has no stage, a stage belongs to no profile, or a stage has no single optimum; see
        :meth:`ContinuousStage.solve`.

    Examples
    --------
    >>> import coopgame as cg
    >>> game = cg.Game(["owner"], [["keep", "sell"]], {("keep",): ["2*sqrt(y) - y"], ("sell",): ["2*sqrt(y) - y"]})
    >>> keep = cg.ContinuousStage({"y": (0, sympy.oo)}, "2*sqrt(y) - y")
    >>> sell = cg.ContinuousStage({"y": (0, sympy.oo)}, "2*s*sqrt(y) - y")
    >>> found = cg.models.with_continuous_stage(game, {"keep": keep, "sell": sell}, cg.ParameterSpace({"s": (0, 1)}))
    >>> found.payoffs["keep",], found.payoffs["sell",]
    ((1,), (-s**2 + 2*s,))
    """
    if not isinstance(game, Game):
        raise ModelError(f"game: expected a Game, got {type(game).__name__}.")
    if not isinstance(stages, Mapping):
        raise ModelError("stages: expected a mapping from profiles or strategies of the first player to stages.")
    known = {*game.profiles, *game.strategies[0]}
    for key, stage in stages.items():
        if key not in known:
            raise ModelError(
                f"stages: {key!r} is neither a profile nor a strategy of {game.players[0]}."
                f"{did_you_mean(str(key), game.strategies[0])}"
            )
        if not isinstance(stage, ContinuousStage):
            raise ModelError(f"stages: expected a ContinuousStage after {key!r}, got {type(stage).__name__}.")
    solutions = {key: stage.solve(space) for key, stage in stages.items()}
    payoffs = {}
    for profile, row in game.payoffs.items():
        solution = solutions.get(profile, solutions.get(profile[0]))
        if solution is None:
            raise ModelError(f"stages: no stage follows ({', '.join(profile)}).")
        payoffs[profile] = tuple(solution.substitute(u) for u in row)
    return Game(game.players, game.strategies, payoffs)
