"""Who moves when, whether play repeats or a leader commits, and which equilibria count: the timing of a study."""

from __future__ import annotations

from collections.abc import Callable

from coopgame import models as shipped
from coopgame.equilibria import (
    Admissible,
    Concept,
    LeaderBest,
    PayoffDominant,
    RiskDominant,
    Stackelberg,
    Undominated,
    UtilitarianBest,
)
from coopgame.errors import ConceptError, GameError, ModelError, StudyError, did_you_mean
from coopgame.games import BayesianGame, Signalling
from coopgame.models import Model
from coopgame.study.models import concept_of
from coopgame.study.schema import PLAYS, Timing

_SELECTIONS: dict[str, Callable[[Concept], Concept]] = {
    "risk-dominant": RiskDominant,
    "payoff-dominant": PayoffDominant,
    "undominated": Undominated,
    "admissible": Admissible,
    "utilitarian-best": UtilitarianBest,
}


def timed(timing: Timing | None, model: Model) -> tuple[Model, Concept]:
    """Return the model and the concept of a study; without ``[timing]`` the model with its own concept.

    Raises
    ------
    StudyError
        The timing does not fit the game, or an option belongs to another kind of play.
    """
    if timing is None:
        return model, model.concept
    if timing.play is None:
        return model, _selection(timing, model, _own_concept(timing, model))
    _check_kind(model)
    for key in ("discount", "punishment"):
        if timing.play != "repeated" and getattr(timing, key) is not None:
            raise StudyError(f"timing.{key}: belongs to play = 'repeated'.")
    if timing.play in ("repeated", "commitment"):
        if timing.mixed:
            raise StudyError("timing.mixed: belongs to play = 'simultaneous'.")
        if timing.ties != "all":
            raise StudyError("timing.ties: belongs to play = 'leader-follower'.")
        if timing.play == "repeated":
            model = _repeated(timing, model)
            concept: Concept = model.concept
        else:
            concept = Stackelberg(_leader(timing, model))
    else:
        concept = concept_of(timing, model)
    return model, _selection(timing, model, concept)


def _own_concept(timing: Timing, model: Model) -> Concept:
    """Return the model's own concept for a ``[timing]`` that only selects."""
    if timing.select is None:
        raise StudyError(f"timing.play: missing; expected one of {', '.join(PLAYS)}.")
    for key in ("mixed", "ties", "discount", "punishment"):
        if key in timing.model_fields_set:
            raise StudyError(f"timing.{key}: belongs to a play; expected timing.play, one of {', '.join(PLAYS)}.")
    if timing.leader is not None and timing.select != "leader-best":
        raise StudyError("timing.leader: belongs to leader-follower play, to commitment and to select = 'leader-best'.")
    return model.concept


def _check_kind(model: Model) -> None:
    """Refuse a timing for games with private types, whose players count type by type."""
    if isinstance(model.game, Signalling | BayesianGame):
        raise StudyError(
            f"timing.play: the model has private types and says itself who moves when ({model.concept.name}); "
            "leave timing.play out."
        )


def _repeated(timing: Timing, model: Model) -> Model:
    if timing.leader is not None and timing.select != "leader-best":
        raise StudyError("timing.leader: belongs to leader-follower play, to commitment and to select = 'leader-best'.")
    discount = "d" if timing.discount is None else timing.discount
    try:
        return shipped.repeated(model, discount, punishment=_punishment(timing))
    except GameError as error:
        raise StudyError(f"timing.discount: {error}") from error
    except (ConceptError, ModelError) as error:
        raise StudyError(f"timing: {error}") from error


def _punishment(timing: Timing) -> str | tuple[str | tuple[str, ...], ...]:
    given = timing.punishment
    if given is None or isinstance(given, str):
        return "any"
    return tuple(entry if isinstance(entry, str) else tuple(entry) for entry in given)


def _leader(timing: Timing, model: Model) -> str:
    players = model.game.players
    if timing.leader is None:
        raise StudyError(f"timing.leader: missing; expected one of {', '.join(players)}.")
    if timing.leader not in players:
        raise StudyError(f"timing.leader: {timing.leader!r} is not a player.{did_you_mean(timing.leader, players)}")
    return timing.leader


def _selection(timing: Timing, model: Model, concept: Concept) -> Concept:
    """Return the concept with the selection that the study asks for, checked against the game."""
    if timing.select is None:
        return concept
    if timing.select == "leader-best":
        return LeaderBest(_leader(timing, model), concept)
    chosen = _SELECTIONS[timing.select](concept)
    try:
        chosen.check(model.game)
    except ConceptError as error:
        raise StudyError(f"timing.select: {error}") from error
    return chosen
