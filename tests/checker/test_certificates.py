"""Good certificates are accepted; each kind of corruption is noticed by the step whose business it is."""

from __future__ import annotations

import copy
import json
from fractions import Fraction

import pytest

from coopgame_checker import Report, check

from .examples import EXAMPLES, example

LABELS, CRITICAL, STACKS = "labels from payoffs", "critical values", "stacks"
ADJACENCY, REGIONS, AREAS = "adjacency", "regions", "areas"


def failed(report: Report) -> set[str]:
    return {step.name for step in report.steps if not step.passed}


@pytest.mark.thorough
@pytest.mark.parametrize("name", EXAMPLES)
def test_good_certificates_are_accepted(name):
    report = check(json.dumps(example(name)))
    assert report.passed, str(report)
    assert [step.name for step in report.steps] == [
        "format",
        LABELS,
        CRITICAL,
        STACKS,
        ADJACENCY,
        REGIONS,
        AREAS,
    ]


def other(c, label):
    """Return a label other than the given one."""
    return next(k for k in range(len(c["labels"])) if k != label)


def drop_curve_of_leaf(c):
    c["leaves"][0][4].pop()


def drop_curve_of_column(c):
    column = c["columns"][0]
    gone = column["curves"].pop()
    assert gone not in column["branches"]


def drop_curve(c):
    gone = len(c["curves"]) - 1
    c["curves"].pop()
    c["leaves"][0][4].remove(gone)
    for column in c["columns"]:
        column["curves"].remove(gone)
        assert gone not in column["branches"]
    for wall in c["walls"]:
        wall["vertical"] = [k for k in wall["vertical"] if k != gone]


def drop_wall(c):
    """Join the two columns beside an inner wall, keeping what the left one says."""
    k = len(c["walls"]) // 2
    del c["walls"][k], c["columns"][k]
    for region in c["regions"]:
        region["faces"] = [[i - (i >= k), f] for i, f in region["faces"] if i != k]


def move_wall(c):
    wall = next(w for w in c["walls"][1:-1] if "value" in w["x"])
    a, b = map(Fraction, wall["near"])
    wall["x"]["value"] = str((a + 2 * b) / 3)


def other_interval(c):
    wall = next(w for w in c["walls"] if "polynomial" in w["x"])
    wall["x"]["lower"], wall["x"]["upper"] = "100", "101"


def move_sample(c):
    c["columns"][0]["sample"] = c["columns"][-1]["sample"]


def move_height(c):
    column = next(column for column in c["columns"] if column["branches"])
    column["heights"][0], column["heights"][1] = column["heights"][1], str(Fraction(column["heights"][1]) + 1)


def height_across(c):
    column = next(column for column in c["columns"] if len(column["heights"]) > 1)
    a, b = map(Fraction, column["heights"][:2])
    column["heights"][0] = str((a + 99 * b) / 100)


def face_label(c):
    c["columns"][0]["faces"][0] = other(c, c["columns"][0]["faces"][0])


def arc_label(c):
    column = next(column for column in c["columns"] if column["arcs"])
    column["arcs"][0] = other(c, column["arcs"][0])


def point_label(c):
    point = c["walls"][1]["points"][1]
    point["label"] = other(c, point["label"])


def piece_label(c):
    c["walls"][1]["intervals"][0] = other(c, c["walls"][1]["intervals"][0])


def edge_label(c):
    c["columns"][0]["bottom"] = other(c, c["columns"][0]["bottom"])


def regime(c):
    label = next(label for label in c["labels"] if label and label["regimes"])
    label["regimes"] = ["elsewhere"]


def swap_branches(c):
    column = next(column for column in c["columns"] if len(set(column["branches"][:2])) == 2)
    column["branches"][:2] = column["branches"][1::-1]


def wrong_adjacency(c):
    wall = next(w for w in c["walls"] if sum(bool(p["left"]) for p in w["points"]) > 1)
    first, second = [p for p in wall["points"] if p["left"]][:2]
    first["left"], second["left"] = [*first["left"], second["left"][0]], second["left"][1:]


def unlisted_curve_at_point(c):
    next(p for w in c["walls"][1:-1] for p in w["points"] if p["curves"])["curves"].pop()


def join_points(c):
    """Take away a cut, so that two points become one."""
    wall = next(w for w in c["walls"] if len(w["cuts"]) > 2)
    del wall["cuts"][1], wall["intervals"][1]
    gone = wall["points"].pop(2)
    for side in ("left", "right", "curves"):
        wall["points"][1][side] += gone[side]


def cut_on_curve(c):
    """Widen the surroundings of a wall so far that a curve crosses a cut."""
    c["walls"][1]["near"][1] = c["columns"][1]["sample"]


def merge_regions(c):
    first, second = c["regions"][:2]
    first["faces"] += second["faces"]
    del c["regions"][1]


def split_region(c):
    region = next(r for r in c["regions"] if len(r["faces"]) > 1)
    c["regions"].append({**region, "faces": [region["faces"].pop()]})


def forget_face(c):
    next(r for r in c["regions"] if len(r["faces"]) > 1)["faces"].pop()


def wrong_area(c):
    first, second = c["regions"][:2]
    step = Fraction(1, 1000)
    first["area"] = [str(Fraction(v) + step) for v in first["area"]]
    second["area"] = [str(Fraction(v) - step) for v in second["area"]]


def area_sum(c):
    c["regions"][0]["area"][1] = c["regions"][0]["area"][0]


def payoff(c):
    c["game"]["payoffs"][0][1][0] = ["+", c["game"]["payoffs"][0][1][0], "1/7"]


def rule(c):
    c["outcomes"][0]["where"] = ["sign", ["+", ["x"], "-1/9"], ">"]


def domain(c):
    c["domain"] = ["sign", ["+", ["x"], ["y"]], ">"]


def forget_outcome(c):
    """Take an outcome out of the list and of all labels."""
    c["outcomes"].pop()
    for label in c["labels"]:
        if label and len(c["outcomes"]) in label["holding"]:
            label["holding"].remove(len(c["outcomes"]))
            label["regimes"] = sorted({c["outcomes"][k]["regime"] for k in label["holding"]})


def shrink_leaf(c):
    c["leaves"][0][1] = str((Fraction(c["leaves"][0][0]) + Fraction(c["leaves"][0][1])) / 2)


def overlapping_leaves(c):
    x0, x1, y0, y1, curves = c["leaves"][0]
    a, b = Fraction(x0), Fraction(x1)
    c["leaves"] = [
        [x0, str((a + 2 * b) / 3), y0, y1, curves],
        [str((2 * a + b) / 3), str((a + 2 * b) / 3), y0, y1, curves],
    ]


def mixture(c):
    c["outcomes"][-1]["mixtures"][0] = ["1/3", "2/3"]


def exists(c):
    c["outcomes"][-1]["condition"] = ["all"]


def widen_box(c):
    c["box"][1] = str(Fraction(c["box"][1]) + 1)


def two_roots(c):
    wall = next(w for w in c["walls"] if "polynomial" in w["x"])
    wall["x"]["lower"] = "-1000"
    wall["x"]["upper"] = "1000"


def add_square(c):
    """Square a curve: the discriminant vanishes."""
    c["curves"][0] = [[0, 0, 1], [1, 0, -4], [2, 0, 4], [0, 2, 4], [0, 1, 4], [1, 1, -8]]


CORRUPTIONS = [
    ("circle", drop_curve_of_leaf, LABELS),
    ("isolated", drop_curve_of_column, LABELS),
    ("rooted", drop_curve, LABELS),
    ("circle", drop_wall, CRITICAL),
    ("parabolas", drop_wall, CRITICAL),
    ("kinked", move_wall, CRITICAL),
    ("parabolas", other_interval, "format"),
    ("circle", move_sample, CRITICAL),
    ("parabolas", move_height, STACKS),
    ("kinked", height_across, STACKS),
    ("circle", face_label, LABELS),
    ("circle", arc_label, LABELS),
    ("isolated", point_label, LABELS),
    ("kinked", piece_label, LABELS),
    ("line", edge_label, LABELS),
    ("line", regime, LABELS),
    ("parabolas", swap_branches, STACKS),
    ("parabolas", swap_branches, ADJACENCY),
    ("parabolas", wrong_adjacency, ADJACENCY),
    ("quotient", wrong_adjacency, ADJACENCY),
    ("parabolas", unlisted_curve_at_point, ADJACENCY),
    ("isolated", unlisted_curve_at_point, ADJACENCY),
    ("favourable", join_points, ADJACENCY),
    ("circle", cut_on_curve, ADJACENCY),
    ("circle", merge_regions, REGIONS),
    ("circle", split_region, REGIONS),
    ("circle", forget_face, REGIONS),
    ("circle", wrong_area, AREAS),
    ("line", wrong_area, AREAS),
    ("line", area_sum, AREAS),
    ("line", payoff, LABELS),
    ("kinked", payoff, LABELS),
    ("rooted", payoff, LABELS),
    ("quotient", payoff, LABELS),
    ("border", payoff, LABELS),
    ("favourable", payoff, LABELS),
    ("line", rule, LABELS),
    ("line", domain, LABELS),
    ("line", forget_outcome, LABELS),
    ("circle", forget_outcome, LABELS),
    ("border", forget_outcome, LABELS),
    ("circle", shrink_leaf, LABELS),
    ("circle", overlapping_leaves, LABELS),
    ("border", mixture, LABELS),
    ("border", exists, LABELS),
    ("mixed", mixture, LABELS),
    ("line", widen_box, CRITICAL),
    ("parabolas", two_roots, "format"),
    ("line", add_square, CRITICAL),
]


@pytest.mark.parametrize(("name", "corrupt", "step"), CORRUPTIONS)
def test_corruptions_are_noticed(name, corrupt, step):
    bad = copy.deepcopy(example(name))
    corrupt(bad)
    assert step in failed(check(bad)), str(check(bad))


@pytest.mark.thorough
def test_rules_for_ties_are_told_apart():
    bad = copy.deepcopy(example("favourable"))
    bad["concept"]["ties"] = "adverse"
    assert LABELS in failed(check(bad))
