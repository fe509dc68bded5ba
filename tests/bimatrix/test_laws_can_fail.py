"""Each law is tried on code that was broken on purpose; a law that held there would be worth nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from inspect import signature
from typing import Any

import pytest

from coopgame import bimatrix
from coopgame.bimatrix import regret, supports, vertices
from coopgame.bimatrix.payoffs import Payoffs

from . import laws, test_golden
from .games import golden_games, random_game


def assert_caught(law: Callable[..., None], largest: int = 4, smallest: int = 1) -> None:
    """Assert that a law fails on some random game; called with the code broken, it proves that the law can fail."""
    rng = random.Random(7)  # noqa: S311 (test data)

    def run() -> None:
        for _ in range(400):
            game = random_game(rng, largest, smallest)
            law(game, rng) if "rng" in signature(law).parameters else law(game)

    with pytest.raises(AssertionError):
        run()


def break_vertices(monkeypatch, change: Callable[[list[Any]], list[Any]]) -> None:
    """Change the list of vertices of each player before they are paired."""
    original = vertices._vertices
    monkeypatch.setattr(vertices, "_vertices", lambda *a: change(original(*a)))


def break_payoffs(monkeypatch, change: Callable[[Payoffs], Payoffs]) -> None:
    original = vertices.normalise
    monkeypatch.setattr(vertices, "normalise", lambda A, B: change(original(A, B)))


def drop_last(rays):
    return rays[:-1] if len(rays) > 1 else rays


def all_labels(rays):
    return [(labels | 1, vector) for labels, vector in rays]


def test_golden_notices_a_lost_vertex(monkeypatch):
    break_vertices(monkeypatch, drop_last)
    assert test_golden.differences(bimatrix.extreme_equilibria, golden_games()[:200])


def test_golden_notices_a_wrong_kernel(monkeypatch):
    original = supports._line
    monkeypatch.setattr(supports, "_line", lambda rows: None if len(rows) > 1 else original(rows))
    assert test_golden.differences(bimatrix.extreme_equilibria_by_supports, golden_games()[:200])


def test_regret_notices_a_label_too_many(monkeypatch):
    break_vertices(monkeypatch, all_labels)
    assert_caught(laws.returned_profiles_are_equilibria)


def test_nash_theorem_notices_a_lost_vertex(monkeypatch):
    break_vertices(monkeypatch, drop_last)
    assert_caught(laws.returned_profiles_are_equilibria)


def test_equilibria_notice_a_wrong_regret(monkeypatch):
    monkeypatch.setattr(bimatrix, "regrets", lambda A, B, x, y: regret.regrets(B, A, x, y))
    assert_caught(laws.returned_profiles_are_equilibria)


def test_agreement_notices_edges_that_are_none(monkeypatch):
    monkeypatch.setattr(vertices, "_adjacent", lambda *_: True)
    assert_caught(laws.algorithms_agree, largest=5)


def test_agreement_notices_a_broken_adjacency_of_simple_rays(monkeypatch):
    original = vertices._adjacent
    monkeypatch.setattr(vertices, "_adjacent", lambda p, q, needed, labels: original(p, q, needed + 1, labels))
    assert_caught(laws.algorithms_agree)


def test_agreement_notices_a_forgotten_tie(monkeypatch):
    original = supports._best
    monkeypatch.setattr(supports, "_best", lambda *a: frozenset(sorted(original(*a))[: len(a[1])]))
    assert_caught(laws.algorithms_agree)


def test_agreement_notices_a_wrong_sign(monkeypatch):
    original = supports._line
    monkeypatch.setattr(
        supports, "_line", lambda rows: [-v if k else v for k, v in enumerate(original(rows) or ())] or None
    )
    assert_caught(laws.algorithms_agree)


def test_brute_force_notices_a_lost_vertex(monkeypatch):
    break_vertices(monkeypatch, drop_last)

    def two_rows(game):
        if len(game.A) == 2:
            laws.agrees_with_brute_force(game)

    assert_caught(two_rows)


def test_permutation_notices_a_lost_vertex(monkeypatch):
    break_vertices(monkeypatch, drop_last)
    assert_caught(laws.permutation)


def test_player_swap_notices_that_the_players_differ(monkeypatch):
    break_payoffs(monkeypatch, lambda g: Payoffs(tuple(tuple(a // 2 for a in r) for r in g.of_rows), g.of_columns))
    assert_caught(laws.player_swap)


def test_affine_changes_notice_rounded_payoffs(monkeypatch):
    def rounded(A, B):
        rows, columns = ([[int(entry) for entry in row] for row in matrix] for matrix in (A, B))
        return Payoffs(tuple(map(tuple, rows)), tuple(zip(*columns, strict=True)))

    monkeypatch.setattr(vertices, "normalise", rounded)
    assert_caught(laws.positive_affine_changes)


def test_duplicates_notice_that_degenerate_vertices_are_lost(monkeypatch):
    monkeypatch.setattr(vertices, "_adjacent", lambda p, q, needed, _: (p & q).bit_count() == needed)
    assert_caught(laws.duplicated_row)


def test_dominance_notices_that_the_last_reply_is_ignored(monkeypatch):
    original = vertices._vertices
    shorter = lambda replies, *a: original(replies[:-1] or replies, *a)  # noqa: E731
    monkeypatch.setattr(vertices, "_vertices", shorter)
    assert_caught(laws.dominated_row)


def one_subset(equilibria):
    xs, ys = (tuple(sorted({e[k] for e in equilibria}, reverse=True)) for k in (0, 1))
    return (bimatrix.NashSubset(xs, ys),)


def single_points(equilibria):
    return tuple(bimatrix.NashSubset((x,), (y,)) for x, y in equilibria)


def test_subset_laws_notice_a_subset_too_large(monkeypatch):
    monkeypatch.setattr(bimatrix, "nash_subsets", one_subset)
    assert_caught(laws.subsets_consist_of_equilibria)
    assert_caught(laws.subsets_contain_all_equilibria, largest=2)
    assert_caught(laws.subsets_are_maximal)


def test_subset_laws_notice_subsets_that_are_not_maximal(monkeypatch):
    monkeypatch.setattr(bimatrix, "nash_subsets", single_points)
    assert_caught(laws.subsets_contain_all_equilibria, largest=2)
    assert_caught(laws.subsets_are_maximal)


def test_component_laws_notice_one_component_for_all(monkeypatch):
    monkeypatch.setattr(bimatrix, "components", lambda e, s: (bimatrix.Component(tuple(e), tuple(s)),))
    assert_caught(laws.components_are_connected_and_apart)


def test_component_laws_notice_a_component_for_each_subset(monkeypatch):
    def split(_, subsets):
        own = [tuple((x, y) for x in xs for y in ys) for xs, ys in subsets]
        return tuple(bimatrix.Component(e, (s,)) for e, s in zip(own, subsets, strict=True))

    monkeypatch.setattr(bimatrix, "components", split)
    assert_caught(laws.components_are_connected_and_apart)
