"""Certificates of maps of random degenerate games: every one is accepted, and every kind of corruption is rejected."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
import coopgame_checker
from tests.laws import law

X, Y = sympy.symbols("x y", real=True)
#: Isolated points, tangencies, cusps, nodes, lines through corners and along edges, and curves that miss the box.
POOL = (
    "x**2 + y**2",
    "x**2 + y**2 - 1",
    "x**2 + y**2 - 2",
    "x*y - 1",
    "x*y",
    "x**2 - y**2",
    "y**2 - x**3",
    "y - x**2",
    "x - y**2",
    "(x - 1)**2 + y**2 - 1",
    "y**2 - x**2*(x + 1)",
    "(x**2 + y**2)**2 - 2*(x**2 - y**2)",
    "x**2 - 2",
    "y**2 - 2",
    "x - y",
    "x + y",
    "x - 1",
    "y + 1",
    "x**2*y**2 + x**2 + y**2 - 2",
    "x**2 + y**2 + 1",
    "sqrt(x**2 + 1) - y",
    "Max(x, y) - 1",
    "0",
    "1",
)
CONCEPTS = (cg.PureNash(), cg.SubgamePerfect(order=("row", "column")), cg.SubgamePerfect(order=("column", "row")))
cells = st.lists(st.sampled_from(POOL), min_size=6, max_size=6)
games = st.tuples(cells, cells, st.sampled_from(CONCEPTS), st.sampled_from([(2, 2), (1, 3), (2, 1), (2, 3)]))
Case = tuple[list[str], list[str], Any, tuple[int, int]]
Record = dict[str, Any]


def diagram(case: Case) -> cg.PhaseDiagram | None:
    """Return the map of a game over the axes that it has, None where no payoff has a parameter."""
    a, b, concept, (m, n) = case
    game = cg.Game.from_bimatrix(*([own[i * n : i * n + n] for i in range(m)] for own in (a, b)))
    axes = [(str(s), -2 if s == X else -1, 2) for s in (X, Y) if s in game.parameters]
    return cg.phase_diagram(game, *axes, concept=concept) if axes else None


def failed(report: coopgame_checker.Report) -> set[str]:
    return {step.name for step in report.steps if not step.passed}


def check_accepted(case: Case) -> None:
    found = diagram(case)
    if found is not None:
        report = coopgame_checker.check(found.certificate())
        assert report.passed, [step for step in report.steps if not step.passed]


@pytest.mark.thorough
@law(30, games)
def test_every_certificate_is_accepted(case: Case) -> None:
    check_accepted(case)


#: Values with nested roots, minima and maxima, to be compared with high curves.
NESTED = (
    "sqrt(x**2 + y**2) - 1",
    "sqrt(x + 2)",
    "sqrt(y + 1) - x",
    "sqrt(x**2 + 1) - sqrt(y + 1)",
    "sqrt(1 - x**2 - y**2)",
    "sqrt(Max(0, x*y)) - y",
    "sqrt(Max(x, y) + 2)",
    "sqrt(1 + sqrt(y + 1)) - x",
    "Min(sqrt(x + 2), Max(x, y)) - 1",
    "Max(Min(x, y), sqrt(x**2 + y**2) - 1)",
    "x/(1 + y**2)",
)
nested = st.lists(st.sampled_from((*POOL, *NESTED, *NESTED)), min_size=3, max_size=3)
nested_games = st.tuples(nested, nested, st.sampled_from(CONCEPTS), st.sampled_from([(1, 3), (2, 1)]))


@pytest.mark.thorough
@law(10, nested_games)
def test_every_certificate_with_nested_roots_is_accepted(case: Case) -> None:
    check_accepted(case)


@pytest.fixture(scope="module")
def honest() -> Record:
    """The certificate of a map with a circle, a parabola, lines and points where they meet."""
    game = cg.Game.from_bimatrix([["x**2 + y**2 - 1", 0], [0, "x*y"]], [["x - y", 0], [0, "x**2 - y"]])
    found = cg.phase_diagram(game, x=("x", -2, 2), y=("y", -2, 2), concept=cg.PureNash())
    return json.loads(found.certificate())  # type: ignore[no-any-return]


def other_curve(record: Record) -> None:
    record["curves"][record["walls"][2]["points"][1]["curves"][0]] = [[1, 0, "3"], [0, 1, "7"], [0, 0, "-1"]]


def missing_wall(record: Record) -> None:
    """Join the columns beside a wall, keeping what the left one says."""
    k = 3
    del record["walls"][k], record["columns"][k]
    for region in record["regions"]:
        region["faces"] = [[i - (i > k), face] for i, face in region["faces"] if i != k]


def wrong_face(record: Record) -> None:
    column = next(c for c in record["columns"] if len(set(c["faces"])) > 1)
    column["faces"][0], column["faces"][-1] = column["faces"][-1], column["faces"][0]


def wrong_arc(record: Record) -> None:
    column = next(c for c in record["columns"] if set(c["arcs"]) - set(c["faces"]))
    column["arcs"] = [column["faces"][0]] * len(column["arcs"])


def wrong_point(record: Record) -> None:
    labels = {label for c in record["columns"] for label in c["faces"]}
    wall = next(w for w in record["walls"] if any(p["label"] not in labels for p in w["points"]))
    point = next(p for p in wall["points"] if p["label"] not in labels)
    point["label"] = min(labels)


def swapped_branches(record: Record) -> None:
    column = next(c for c in record["columns"] if len(set(c["branches"])) > 1)
    column["branches"].reverse()


def wrong_adjacency(record: Record) -> None:
    wall = next(w for w in record["walls"] if any(len(p["right"]) > 1 for p in w["points"]))
    wall["points"][0]["right"], wall["points"][-1]["right"] = wall["points"][-1]["right"], wall["points"][0]["right"]
    point = next(p for p in wall["points"] if len(p["right"]) > 1)
    point["right"] = point["right"][:1]


def merged_regions(record: Record) -> None:
    first, second = record["regions"][:2]
    first["faces"] += second["faces"]
    del record["regions"][1]


def split_region(record: Record) -> None:
    region = next(r for r in record["regions"] if len(r["faces"]) > 1)
    record["regions"].append({**region, "faces": [region["faces"].pop()]})


def wrong_area(record: Record) -> None:
    region = record["regions"][0]
    region["area"] = [str(Fraction(v) + Fraction(1, 100)) for v in region["area"]]


def moved_sample(record: Record) -> None:
    record["columns"][1]["sample"] = record["columns"][4]["sample"]


def other_payoff(record: Record) -> None:
    record["game"]["payoffs"][0][1][0] = ["+", record["game"]["payoffs"][0][1][0], "1/10"]


def smaller_leaf(record: Record) -> None:
    record["leaves"][0][1] = str((Fraction(record["leaves"][0][0]) + Fraction(record["leaves"][0][1])) / 2)


def no_curves_on_leaves(record: Record) -> None:
    for leaf in record["leaves"]:
        leaf[4].clear()


def moved_wall(record: Record) -> None:
    wall = next(w for w in record["walls"][1:-1] if "value" in w["x"])
    wall["x"] = {"value": str(Fraction(wall["x"]["value"]) + Fraction(1, 1000))}


LABELS, CRITICAL, STACKS = "labels from payoffs", "critical values", "stacks"
#: A corruption, and the step whose business it is to notice.
CORRUPTIONS = (
    (other_curve, LABELS),
    (missing_wall, CRITICAL),
    (wrong_face, LABELS),
    (wrong_arc, LABELS),
    (wrong_point, LABELS),
    (swapped_branches, STACKS),
    (wrong_adjacency, "adjacency"),
    (merged_regions, "regions"),
    (split_region, "regions"),
    (wrong_area, "areas"),
    (moved_sample, CRITICAL),
    (other_payoff, LABELS),
    (smaller_leaf, LABELS),
    (no_curves_on_leaves, LABELS),
    (moved_wall, CRITICAL),
)


def test_the_honest_certificate_is_accepted(honest: Record) -> None:
    assert coopgame_checker.check(honest).passed


@pytest.mark.parametrize(("corrupt", "step"), CORRUPTIONS)
def test_corrupt_certificates_are_rejected(honest: Record, corrupt: Callable[[Record], None], step: str) -> None:
    record = copy.deepcopy(honest)
    corrupt(record)
    assert record != honest
    assert step in failed(coopgame_checker.check(record))
