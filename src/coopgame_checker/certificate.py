"""Reading a certificate, which is found to be well formed or rejected."""

from __future__ import annotations

import json
from itertools import product
from math import prod
from typing import Any

from . import reading as read
from .abscissae import Abscissa
from .bivariate import Curve
from .parts import Certificate, Column, Concept, Game, Label, Leaf, Outcome, Point, Profile, Region, Wall
from .reading import Expression, each, field, index, indices, items
from .report import Rejected

FORMAT = "coopgame certificate, version 1"
MOST_TEXT, MOST_PROFILES, MOST_DEGREE = 100_000_000, 4096, 400


def parsed(source: str | bytes | dict[str, Any]) -> Any:
    """Return the JSON data of a text, or data as they are."""
    if isinstance(source, str | bytes):
        if len(source) > MOST_TEXT:
            raise Rejected(f"the text is longer than {MOST_TEXT} characters")
        try:
            source = json.loads(source)
        except (ValueError, RecursionError) as error:
            raise Rejected(f"not JSON: {str(error)[:200]}") from None
    read.measure(source)
    return source


def certificate(data: Any) -> Certificate:
    """Read a certificate."""
    if field(data, "format", "certificate") != FORMAT:
        raise Rejected(f"format: expected {FORMAT!r}")
    box = read.rectangle(field(data, "box", "certificate"), "box")
    each(field(data, "axes", "certificate"), read.text, "axes", 2)
    game = _game(data)
    labels = each(field(data, "labels", "certificate"), lambda d, w: _label(d, len(game.outcomes), w), "labels")
    curves = _curves(data)
    leaves = each(field(data, "leaves", "certificate"), lambda d, w: _leaf(d, len(curves), w), "leaves")
    sizes = (len(labels), len(curves))
    columns = each(field(data, "columns", "certificate"), lambda d, w: _column(d, sizes, w), "columns")
    if not columns:
        raise Rejected("columns: there is none")
    walls = each(field(data, "walls", "certificate"), lambda d, w: _wall(d, sizes, w), "walls", size=len(columns) + 1)
    regions = each(field(data, "regions", "certificate"), lambda d, w: _region(d, labels, columns, w), "regions")
    return Certificate(box, game, labels, curves, leaves, columns, walls, regions)


def _curves(data: Any) -> tuple[Curve, ...]:
    curves = each(field(data, "curves", "certificate"), read.curve, "curves")
    seen = set()
    for k, curve in enumerate(curves):
        plain = frozenset(curve.terms.items())
        if plain in seen or frozenset((e, -c) for e, c in plain) in seen:
            raise Rejected(f"curves[{k}]: the curve occurs twice")
        seen.add(plain)
    return curves


def _game(data: Any) -> Game:
    game = field(data, "game", "certificate")
    names = each(field(game, "strategies", "game"), lambda d, w: each(d, read.text, w), "strategies")
    sizes = tuple(len(own) for own in names)
    each(field(game, "players", "game"), read.text, "players", len(sizes))
    if not sizes or min(sizes) == 0:
        raise Rejected("strategies: expected some for each player")
    payoffs: dict[Profile, tuple[Expression, ...]] = {}
    for k, entry in enumerate(items(field(game, "payoffs", "game"), "payoffs")):
        place = f"payoffs[{k}]"
        profile, values = items(entry, place, 2)
        payoffs[_profile(profile, sizes, place)] = each(values, read.expression, place, len(sizes))
    concept = _concept(field(data, "concept", "certificate"), len(sizes))
    if concept.kind != "conditions" and prod(sizes) > MOST_PROFILES:
        raise Rejected(f"strategies: expected at most {MOST_PROFILES} profiles")
    expected = set() if concept.kind == "conditions" else set(product(*map(range, sizes)))
    if set(payoffs) != expected or len(payoffs) != len(game["payoffs"]):
        raise Rejected("payoffs: expected those of each profile, once, and none where conditions are printed")
    domain = read.formula(field(data, "domain", "certificate"), "domain")
    outcomes = each(
        field(data, "outcomes", "certificate"), lambda d, w: _outcome(d, sizes, concept.kind, w), "outcomes"
    )
    joins: dict[frozenset[int], frozenset[str]] = {}
    for k, entry in enumerate(items(field(data, "joins", "certificate"), "joins")):
        holding, regimes = items(entry, f"joins[{k}]", 2)
        which = frozenset(indices(holding, len(outcomes), f"joins[{k}]"))
        if which in joins:
            raise Rejected(f"joins[{k}]: the outcomes occur twice")
        joins[which] = frozenset(each(regimes, read.text, f"joins[{k}]"))
    return Game(sizes, payoffs, concept, domain, outcomes, joins)


def _profile(data: Any, sizes: tuple[int, ...], where: str) -> Profile:
    chosen = items(data, where, len(sizes))
    return tuple(index(choice, size, where) for choice, size in zip(chosen, sizes, strict=True))


def _concept(data: Any, players: int) -> Concept:
    kind = field(data, "kind", "concept")
    if kind in ("pure", "conditions"):
        return Concept(kind)
    if players != 2:
        raise Rejected("concept: this one takes two players")
    if kind == "mixed":
        return Concept("mixed")
    if kind != "sequential":
        raise Rejected(f"concept: {str(kind)[:60]!r} is not known")
    leader, follower = (index(field(data, name, "concept"), 2, f"concept.{name}") for name in ("leader", "follower"))
    ties = field(data, "ties", "concept")
    if leader == follower or ties not in ("all", "favourable", "adverse"):
        raise Rejected("concept: expected two players and a rule for ties")
    return Concept("sequential", leader, follower, ties)


def _outcome(data: Any, sizes: tuple[int, ...], kind: str, where: str) -> Outcome:
    regime = read.text(field(data, "regime", where), where)
    rule = read.formula(field(data, "where", where), where)
    if kind not in ("mixed", "conditions"):
        return Outcome(regime, _profile(field(data, "profile", where), sizes, where), None, rule, None)
    condition = read.formula(field(data, "condition", where), where)
    if kind == "conditions":
        return Outcome(regime, None, None, rule, condition)
    first, second = items(field(data, "mixtures", where), where, 2)
    mixtures = (each(first, read.expression, where, sizes[0]), each(second, read.expression, where, sizes[1]))
    return Outcome(regime, None, mixtures, rule, condition)


def _label(data: Any, outcomes: int, where: str) -> Label | None:
    if data is None:
        return None
    holding = indices(field(data, "holding", where), outcomes, where)
    regimes = each(field(data, "regimes", where), read.text, where)
    if len(set(regimes)) != len(regimes):
        raise Rejected(f"{where}: a regime occurs twice")
    return Label(frozenset(holding), frozenset(regimes))


def _leaf(data: Any, curves: int, where: str) -> Leaf:
    parts = items(data, where, 5)
    return Leaf(read.rectangle(parts[:4], where), indices(parts[4], curves, where))


def _column(data: Any, sizes: tuple[int, int], where: str) -> Column:
    labels, curves = sizes
    branches = each(field(data, "branches", where), lambda d, w: index(d, curves, w), f"{where}.branches")
    n = len(branches)

    def several(name: str, size: int) -> tuple[int, ...]:
        return each(field(data, name, where), lambda d, w: index(d, labels, w), f"{where}.{name}", size)

    return Column(
        read.number(field(data, "sample", where), where),
        indices(field(data, "curves", where), curves, f"{where}.curves"),
        branches,
        each(field(data, "heights", where), read.number, f"{where}.heights", n + 1),
        several("faces", n + 1),
        several("arcs", n),
        index(field(data, "bottom", where), labels, f"{where}.bottom"),
        index(field(data, "top", where), labels, f"{where}.top"),
    )


def _wall(data: Any, sizes: tuple[int, int], where: str) -> Wall:
    labels, curves = sizes
    cuts = each(field(data, "cuts", where), read.number, f"{where}.cuts")
    near = each(field(data, "near", where), read.number, f"{where}.near", 2)
    return Wall(
        _place(field(data, "x", where), where),
        (near[0], near[1]),
        cuts,
        each(field(data, "points", where), lambda d, w: _point(d, sizes, w), f"{where}.points", len(cuts) + 1),
        each(field(data, "intervals", where), lambda d, w: index(d, labels, w), f"{where}.intervals", len(cuts)),
        frozenset(indices(field(data, "vertical", where), curves, f"{where}.vertical")),
    )


def _place(data: Any, where: str) -> Abscissa:
    if isinstance(data, dict) and "value" in data:
        return Abscissa.rational(read.number(data["value"], where))
    polynomial = each(field(data, "polynomial", where), read.integer, f"{where}.polynomial")
    low, high = (read.number(field(data, name, where), where) for name in ("lower", "upper"))
    if not 2 <= len(polynomial) <= MOST_DEGREE or polynomial[-1] == 0 or low >= high:
        raise Rejected(f"{where}: not a polynomial and an interval")
    try:
        return Abscissa(polynomial, low, high)
    except Rejected as reason:
        raise Rejected(f"{where}: {reason}") from None


def _point(data: Any, sizes: tuple[int, int], where: str) -> Point:
    labels, curves = sizes
    left, right = (indices(field(data, name, where), read.MOST_ITEMS, where) for name in ("left", "right"))
    which = frozenset(indices(field(data, "curves", where), curves, where))
    return Point(which, left, right, index(field(data, "label", where), labels, where))


def _region(data: Any, labels: tuple[Any, ...], columns: tuple[Column, ...], where: str) -> Region:
    faces = []
    for entry in items(field(data, "faces", where), where):
        column, face = items(entry, where, 2)
        first = index(column, len(columns), where)
        faces.append((first, index(face, len(columns[first].faces), where)))
    low, high = each(field(data, "area", where), read.number, where, 2)
    return Region(index(field(data, "label", where), len(labels), where), tuple(faces), (low, high))
