"""A player's private type: one game for each value that its parameters take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopgame.equilibria import (
    BayesianNash,
    ByInformation,
    Concept,
    JoinStrategies,
    Nash,
    PerfectBayesian,
    PureNash,
    Rule,
    SubgamePerfect,
    UninformedLeader,
)
from coopgame.equilibria.rules import check_rule
from coopgame.errors import ModelError, did_you_mean
from coopgame.expressions import to_expression
from coopgame.games import BayesianGame, Game, Signalling
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace, symbol_of


def with_private_type(
    model: Model,
    player: str,
    types: Mapping[str, Mapping[Any, Any]],
    prior: Mapping[str, Any],
    *,
    space: ParameterSpace | None = None,
    baseline: Mapping[Any, Any] | None = None,
) -> Model:
    """Return a model in which one player alone knows its type.

    Who moves when stays as in the model.  In simultaneous play each type replies to what it expects
    (:class:`BayesianNash`); an uninformed leader is answered by each type (:class:`UninformedLeader`); and where the
    informed player moves first, its move is a signal (:class:`Signalling`, :class:`PerfectBayesian`), read by
    :class:`ByInformation`.

    Parameters
    ----------
    model
        A model of two players; its concept says who moves when.
    player
        Who has a private type.
    types
        For each type the parameters of the model that it replaces by other expressions; ``{}`` is the model as it is.
    prior
        ``{type: probability}``.
    space, baseline
        Bounds, side conditions and meanings of the parameters that types and prior introduce, and values for them.

    Returns
    -------
    Model
        With the names, meanings, citation and baseline of the model, and its rule where that fits the types;
        otherwise regimes are named by the strategies of all agents.

    Raises
    ------
    ModelError, GameError
        The model is not a strategic game, its concept has no counterpart, a parameter is unknown, or the prior does not
        fit.

    Examples
    --------
    >>> import coopgame as cg
    >>> belief = cg.ParameterSpace({"mu": (0, 1)})
    >>> types, prior = {"greedy": {}, "modest": {"g": 0}}, {"greedy": "mu", "modest": "1 - mu"}
    >>> hidden = with_private_type(cg.models.contracting(), "organization", types, prior, space=belief)
    >>> hidden.game.players
    ('government', 'organization (greedy)', 'organization (modest)')
    """
    if not isinstance(getattr(model, "game", None), Game):
        got = type(getattr(model, "game", model)).__name__
        raise ModelError(f"with_private_type: expected a model of a strategic game, got {got}.")
    if player not in model.game.players:
        raise ModelError(
            f"with_private_type: {player!r} is not a player.{did_you_mean(str(player), model.game.players)}"
        )
    games = {kind: _replaced(model, kind, changes) for kind, changes in dict(types).items()}
    game = BayesianGame(model.game.players, {player: list(games)}, prior, games)
    concept, stated, rule = _counterpart(model, game, player)
    added = ParameterSpace({}) if space is None else space
    unbounded = [s.name for s in game.parameters if s not in {**model.space.bounds, **added.bounds}]
    if unbounded:
        raise ModelError(
            f"with_private_type: no bounds for {', '.join(unbounded)}; give them, for instance with "
            f"space=ParameterSpace({{{unbounded[0]!r}: (0, 1)}})."
        )
    joined = ParameterSpace(
        {**model.space.bounds, **added.bounds},
        where=[*model.space.where, *added.where],
        meanings={**model.space.meanings, **added.meanings},
    )
    return Model(
        stated,
        joined,
        rule=rule,
        concept=concept,
        baseline={**model.baseline, **dict(baseline or {})},
        names=model.names,
        citation=model.citation,
    )


def _replaced(model: Model, kind: str, changes: Mapping[Any, Any]) -> Game:
    swap = {}
    for key, value in dict(changes).items():
        name = symbol_of(key, where=f"type {kind!r}")
        if name not in model.game.parameters:
            known = did_you_mean(name.name, [s.name for s in model.game.parameters])
            raise ModelError(f"type {kind!r}: {name} is not a parameter of the game.{known}")
        swap[name] = to_expression(value, where=f"type {kind!r}: {name}")
    game: Game = model.game.substitute(swap)
    return game


def _counterpart(model: Model, game: BayesianGame, player: str) -> tuple[Concept, BayesianGame | Signalling, Rule]:
    """Return how the game with types is played where the model is played as its concept says."""
    concept = model.concept
    if isinstance(concept, PureNash | Nash):
        return BayesianNash(), game, _rule(model, game)
    if not isinstance(concept, SubgamePerfect) or concept.ties != "all":
        raise ModelError(f"with_private_type: {concept.name} has no counterpart with private types.")
    if concept.order[0] == player:
        return PerfectBayesian(), Signalling.from_bayesian(game, player), ByInformation()
    return UninformedLeader(concept.order[0]), game, _rule(model, game)


def _rule(model: Model, game: BayesianGame) -> Rule:
    """Return the rule of a model, unless it reads the player who now is several agents."""
    try:
        check_rule(model.rule, game)
    except ModelError:
        return JoinStrategies()
    return model.rule
