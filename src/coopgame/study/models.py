"""The models, closures, rules and concepts that a study file names or spells out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from coopgame import models as shipped
from coopgame.equilibria import ByProbability, ByProfile, ByStrategy, Concept, Nash, PureNash, Rule, SubgamePerfect
from coopgame.equilibria.rules import check_rule
from coopgame.errors import StudyError, did_you_mean
from coopgame.expressions import parse_condition, parse_expression
from coopgame.games import Game, Situation, Tree
from coopgame.models import Closure, Model
from coopgame.parameters import ParameterSpace
from coopgame.study.messages import naming
from coopgame.study.schema import GameSection, ModelSection, Regimes, Row, ShippedClosure, StudyFile, Timing
from coopgame.study.trees import situation_of

_CLASSICS: dict[str, Callable[..., Model]] = {
    "hood": shipped.hood,
    "st_plane": shipped.st_plane,
    "inspection": shipped.inspection,
    "continuum": shipped.continuum,
    "entry_deterrence": shipped.entry_deterrence,
    "centipede": shipped.centipede,
    "ultimatum": shipped.ultimatum,
    "contracting_private": shipped.contracting_private,
    "contracting_reduced": shipped.contracting_reduced,
    "contracting_trial": shipped.contracting_trial,
    "spence": shipped.spence,
    "beer_quiche": shipped.beer_quiche,
    "reputation_signalling": shipped.reputation_signalling,
    "reputation": shipped.reputation,
    "prisoners_dilemma": shipped.prisoners_dilemma,
    "hart_shleifer_vishny": shipped.hart_shleifer_vishny,
    "besley_ghatak": shipped.besley_ghatak,
}
#: The size that a model may be given.
_SIZES = {"entry_deterrence": "entrants", "centipede": "rounds", "ultimatum": "pie"}
_OPTIONS = {
    "proportional_competition": (),
    "burden": ("patronage", "blame", "own_failures"),
    "capability": ("technology",),
}


def model_of(content: StudyFile) -> Model:
    """Return the model of a study with its closures, names of sets and side conditions.

    Raises
    ------
    StudyError
        The study has none or several of ``[model]``, ``[game]`` and ``[tree]``, or an option that does not fit.
    """
    given = [f"[{name}]" for name in ("model", "game", "tree") if getattr(content, name) is not None]
    if len(given) != 1:
        state = f"both {' and '.join(given)}" if given else "neither [model] nor [game] nor [tree]"
        raise StudyError(f"the study has {state}; expected one of them.")
    if content.game is not None:
        model = _own_model(content, _own_game(content.game), "game.payoffs")
    elif content.tree is not None:
        model = _own_model(content, situation_of(content.tree, content.timing), "tree")
    elif content.model is not None:
        model = _shipped_model(content, content.model)
    closures = [_shipped_closure(c) for c in content.model.closures] if content.model is not None else []
    bounds, baseline, meanings = _introduced(content)
    for own in content.closures:
        new = {name for text in own.define.values() for name in _symbols(text)} & bounds.keys()
        closures.append(
            Closure(
                dict(own.define),
                bounds={n: bounds[n] for n in sorted(new)},
                where=own.where,
                meanings={n: meanings[n] for n in sorted(new)},
                baseline={n: baseline[n] for n in sorted(new & baseline.keys())},
                source=own.source,
            )
        )
    return model.with_closure(*closures) if closures else model


def _symbols(text: str) -> set[str]:
    return {s.name for s in parse_expression(text).free_symbols}


def _names_in(condition: str) -> set[str]:
    return {s.name for s in parse_condition(condition).free_symbols}


def _introduced(content: StudyFile) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """Return bounds, values and meanings of the parameters that the study introduces."""
    bounds = {name: tuple(p.bounds) for name, p in content.parameters.items()}
    baseline = {name: p.value for name, p in content.parameters.items() if p.value is not None}
    return bounds, baseline, {name: p.meaning for name, p in content.parameters.items()}


def _defined(content: StudyFile) -> set[str]:
    """Return the parameters that belong to the definitions of the study's own closures, not to its game."""
    return {name for own in content.closures for text in own.define.values() for name in _symbols(text)}


def _own_game(section: GameSection) -> Game:
    players, strategies = section.players, section.strategies
    for player in players:
        if player not in strategies:
            raise StudyError(f"game.strategies: no strategies for {player!r}.{did_you_mean(player, strategies)}")
    for player in strategies:
        if player not in players:
            raise StudyError(f"game.strategies: {player!r} is not a player.{did_you_mean(player, players)}")
    payoffs: dict[tuple[str, ...], list[str]] = {}
    for row in section.payoffs:
        if tuple(row.profile) in payoffs:
            raise StudyError(f"game.payoffs: the profile {row.profile} is given twice.")
        payoffs[tuple(row.profile)] = list(row.payoffs)
    return Game(players, [strategies[p] for p in players], payoffs)


def _own_model(content: StudyFile, game: Situation, where: str) -> Model:
    bounds, baseline, meanings = _introduced(content)
    for symbol in game.parameters:
        if symbol.name not in bounds:
            known = did_you_mean(symbol.name, bounds)
            raise StudyError(f"{where}: {symbol} has no bounds; add [parameters.{symbol}].{known}")
    space = ParameterSpace(bounds, where=content.where, meanings=meanings)
    used = (
        {s.name for s in game.parameters} | _defined(content) | {n for text in content.where for n in _names_in(text)}
    )
    idle = [name for name in bounds if name not in used]
    if idle:
        raise StudyError(
            f"parameters.{idle[0]}: no payoff, condition or definition uses it.{did_you_mean(idle[0], sorted(used))}"
        )
    rule = _rule(content.regimes)
    if rule is not None:
        with naming("regimes"):
            check_rule(rule, game)
    return Model(
        game,
        space,
        rule=rule,
        baseline=baseline,
        names=_names(content),
        citation=content.title or None,
    )


def _rule(regimes: Regimes | None) -> Rule | None:
    if regimes is None:
        return None
    kinds = [name for name in ("by_strategy", "by_probability", "by_profile") if getattr(regimes, name)]
    whose = [name for name in ("player", "strategy") if getattr(regimes, name) is not None]
    needed = {"by_strategy": ["player"], "by_probability": ["player", "strategy"], "by_profile": []}
    if len(kinds) != 1 or whose != needed[kinds[0]]:
        raise StudyError(
            "regimes: expected player with by_strategy, player and strategy with by_probability, or by_profile alone."
        )
    if kinds == ["by_strategy"]:
        return ByStrategy(str(regimes.player), regimes.by_strategy)
    if kinds == ["by_probability"]:
        return ByProbability(str(regimes.player), str(regimes.strategy), _bands(regimes))
    found: dict[tuple[str, ...], str] = {}
    for row in regimes.by_profile:
        if tuple(row.profile) in found:
            raise StudyError(f"regimes.by_profile: the profile {row.profile} is given twice.")
        found[tuple(row.profile)] = row.regime
    return ByProfile(found)


def _bands(regimes: Regimes) -> dict[tuple[Any, Any], str]:
    found: dict[tuple[Any, Any], str] = {}
    for row in regimes.by_probability:
        if (row.lowest, row.highest) in found:
            raise StudyError(f"regimes.by_probability: the band from {row.lowest} to {row.highest} is given twice.")
        found[row.lowest, row.highest] = row.regime
    return found


def _names(content: StudyFile) -> dict[tuple[str, ...], str]:
    """Return the names of sets of regimes; a misprint in a regime would otherwise go unnoticed."""
    found: dict[tuple[str, ...], str] = {}
    known = content.regimes.named if content.regimes is not None else None
    for entry in content.names:
        for regime in entry.regimes:
            if known is not None and regime not in known:
                raise StudyError(f"names: {regime!r} is not a regime.{did_you_mean(regime, dict.fromkeys(known))}")
        key = tuple(sorted(entry.regimes))
        if key in found:
            raise StudyError(f"names: the set {entry.regimes} is named twice.")
        found[key] = entry.name
    return found


def _shipped_model(content: StudyFile, section: ModelSection) -> Model:
    for key, given in (("regimes", content.regimes), ("names", content.names), ("where", content.where)):
        if given:
            raise StudyError(f"{key}: belongs to a [game] of your own; {section.use} brings its own.")
    sizes = {name: getattr(section, name) for name in _SIZES.values() if getattr(section, name) is not None}
    foreign_sizes = [name for name in sizes if name != _SIZES.get(section.use)]
    if foreign_sizes:
        own_size = f"its size is model.{_SIZES[section.use]}" if section.use in _SIZES else "it has no size to choose"
        raise StudyError(f"model.{foreign_sizes[0]}: does not belong to {section.use}; {own_size}.")
    changed = section.participation or section.strategies or section.extra_strategies or section.without
    if section.use != "contracting":
        if changed:
            raise StudyError("model: participation and strategies belong to the contracting model only.")
        foreign = [name for name in content.parameters if name not in _defined(content)]
        if foreign:
            raise StudyError(
                f"parameters.{foreign[0]}: {section.use} brings its own parameters; give their values in [at]."
            )
        return _CLASSICS[section.use](**sizes)
    rows = [_row(row) for row in section.strategies] if section.strategies else list(shipped.CONTRACT_STRATEGIES)
    for name in section.without:
        if name not in [row.name for row in rows]:
            known = did_you_mean(name, [row.name for row in rows])
            raise StudyError(f"model.without: {name!r} is not a strategy.{known}")
    rows = [row for row in rows if row.name not in section.without] + [_row(row) for row in section.extra_strategies]
    own = _defined(content)
    bounds, baseline, meanings = _introduced(content)
    return shipped.contracting(
        rows,
        section.participation,
        bounds={n: b for n, b in bounds.items() if n not in own},
        baseline={n: v for n, v in baseline.items() if n not in own},
        meanings={n: words for n, words in meanings.items() if n not in own},
    )


def _row(row: Row) -> shipped.ContractStrategy:
    return shipped.ContractStrategy(**row.model_dump())


def _shipped_closure(section: ShippedClosure) -> Closure:
    allowed: Sequence[str] = _OPTIONS[section.use]
    options = {key: value for key, value in section.model_dump(exclude={"use"}).items() if value is not None}
    for key in options:
        if key not in allowed:
            raise StudyError(f"model.closures: {section.use} has no option {key!r}.{did_you_mean(key, allowed)}")
    closures: dict[str, Callable[..., Closure]] = {
        "proportional_competition": shipped.proportional_competition,
        "burden": shipped.burden,
        "capability": shipped.capability,
    }
    return closures[section.use](**options)


def concept_of(timing: Timing | None, model: Model) -> Concept:
    """Return the concept of a study; without ``[timing]`` the model's own.

    Raises
    ------
    StudyError
        The timing does not fit the players of the model.
    """
    if timing is None:
        return model.concept
    if isinstance(model.game, Tree):
        raise StudyError("timing.play: a tree says itself who moves when; leave it out.")
    if timing.play == "simultaneous":
        if (timing.leader is not None and timing.select != "leader-best") or timing.ties != "all":
            raise StudyError("timing: leader and ties belong to leader-follower play.")
        return Nash() if timing.mixed else PureNash()
    if timing.mixed:
        raise StudyError("timing.mixed: belongs to simultaneous play.")
    players = model.game.players
    if len(players) != 2:
        raise StudyError(f"timing: leader-follower play needs two players, the game has {len(players)}.")
    if timing.leader is None:
        raise StudyError(f"timing.leader: missing; expected one of {', '.join(players)}.")
    if timing.leader not in players:
        known = did_you_mean(str(timing.leader), players)
        raise StudyError(f"timing.leader: {timing.leader!r} is not a player.{known}")
    first = timing.leader
    second = players[1 - players.index(first)]
    return SubgamePerfect(order=(first, second), ties=timing.ties)
