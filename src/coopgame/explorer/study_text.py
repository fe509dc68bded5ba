"""Study files, written: from data to TOML, and from a game to the study that asks for its map."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import sympy

from coopgame.equilibria import (
    ByProbability,
    ByProfile,
    ByStrategy,
    Equilibrium,
    JoinStrategies,
    Nash,
    PureNash,
    SubgamePerfect,
)
from coopgame.errors import CoopgameError
from coopgame.explorer.subject import Subject
from coopgame.expressions import to_text
from coopgame.games import Game

_WORDS: Final = 400


def toml_text(data: Mapping[str, Any]) -> str:
    r"""Return data as TOML: values first, then a table for each mapping.

    Examples
    --------
    >>> print(toml_text({"title": "a \"b\"", "axes": {"x": {"from": 0, "to": Decimal("0.5")}}}))
    title = "a \"b\""
    <BLANKLINE>
    [axes]
    x = { from = 0, to = 0.5 }
    <BLANKLINE>
    """
    lines = [f"{_key(k)} = {_value(v)}" for k, v in data.items() if not isinstance(v, Mapping)]
    for key, table in data.items():
        if isinstance(table, Mapping):
            lines += ["", f"[{_key(key)}]", *(f"{_key(k)} = {_value(v)}" for k, v in table.items())]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    plain = name.isascii() and name.replace("_", "a").replace("-", "a").isalnum()
    return name if plain else json.dumps(name, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }" if value else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | Decimal) else json.dumps(str(value), ensure_ascii=False)


def study_head(subject: Subject) -> tuple[str, str]:
    """Return the study without its values, and nothing; or nothing, and why there is no such study."""
    if subject.study:
        return subject.study, ""
    if not isinstance(subject.game, Game):
        return "", f"a study cannot spell out a {type(subject.game).__name__}; write the study by hand"
    timing, regimes = _timing(subject), _regimes(subject)
    if timing is None:
        return "", f"a study has no words for the concept {subject.concept.name}"
    if regimes is None:
        return "", "a study has no words for this rule for regimes"
    try:
        return toml_text(_study(subject, timing, regimes)), ""
    except CoopgameError:
        return "", "a payoff contains something that a study cannot say"


def _study(subject: Subject, timing: dict[str, Any], regimes: dict[str, Any]) -> dict[str, Any]:
    game, words = subject.game, subject.words
    rows = [{"profile": list(s), "payoffs": [to_text(u) for u in row]} for s, row in game.payoffs.items()]
    names = [{"regimes": list(key), "name": name} for key, name in sorted(words.names.items())]
    parts: dict[str, Any] = {"title": words.title[:_WORDS], "reading": words.reading[:_WORDS]}
    parts |= {"names": names, "where": _where(subject)}
    return {key: value for key, value in parts.items() if value} | {
        "game": {
            "players": list(game.players),
            "strategies": {p: list(own) for p, own in zip(game.players, game.strategies, strict=True)},
            "payoffs": rows,
        },
        **({"regimes": regimes} if regimes else {}),
        "parameters": _parameters(subject),
        "axes": {
            axis: {"parameter": a.symbol.name, "from": str(a.lower), "to": str(a.upper)}
            for axis, a in zip("xy", subject.axes, strict=False)
        },
        "timing": timing,
    }


def _parameters(subject: Subject) -> dict[str, Any]:
    space = subject.space
    return {
        s.name: {"bounds": [str(interval.start), str(interval.end)], "meaning": space.meanings.get(s, "")[:_WORDS]}
        for s, interval in space.bounds.items()
        if s in subject.used
    }


def _where(subject: Subject) -> list[str]:
    """Return the side conditions, the open ends of bounds included."""
    ends = []
    for s, interval in subject.space.bounds.items():
        if s in subject.used and interval.left_open and interval.start.is_finite:
            ends.append(s > interval.start)
        if s in subject.used and interval.right_open and interval.end.is_finite:
            ends.append(s < interval.end)
    return [to_text(condition) for condition in (*subject.space.where, *ends)]


def _timing(subject: Subject) -> dict[str, Any] | None:
    concept = subject.concept
    if isinstance(concept, SubgamePerfect):
        return {"play": "leader-follower", "leader": concept.order[0], "ties": concept.ties}
    if isinstance(concept, PureNash | Nash):
        return {"play": "simultaneous", "mixed": isinstance(concept, Nash)}
    return None


def _regimes(subject: Subject) -> dict[str, Any] | None:
    rule = subject.rule
    if isinstance(rule, JoinStrategies):
        return {}
    if isinstance(rule, ByStrategy) and not rule.unless:
        return {"player": rule.player, "by_strategy": dict(rule.regimes)}
    if isinstance(rule, ByProbability):
        bands = [{"from": str(low), "to": str(high), "regime": name} for (low, high), name in rule.regimes.items()]
        return {"player": rule.player, "strategy": rule.strategy, "by_probability": bands}
    if isinstance(rule, ByProfile):
        return {"by_profile": [{"profile": list(s), "regime": name} for s, name in rule.regimes.items()]}
    if isinstance(subject.concept, Nash):
        return None
    return _by_profile(subject)


def _by_profile(subject: Subject) -> dict[str, Any] | None:
    """Return any other rule as a table, where it names every pure profile."""
    one, rows = sympy.Integer(1), []
    for profile, payoffs in subject.game.payoffs.items():
        mixtures = tuple(((strategy, one),) for strategy in profile)
        answer = subject.rule(Equilibrium(subject.game.players, mixtures, payoffs))
        if not isinstance(answer, str):
            return None
        rows.append({"profile": list(profile), "regime": answer})
    return {"by_profile": rows}
