"""Drawings of trees: texts do not meet, lines keep clear of them, and files are the same in every run."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import strategies as st
from matplotlib.text import Text
from PIL import Image

import coopgame as cg
from coopgame.errors import FigureError
from coopgame.figures import ELSEVIER_DOUBLE, TreePlot, draw_tree, style, tree_layout, tree_plot
from tests.laws import assert_caught, law

from .draws import SYMBOLIC_ODDS, trees

WORDS = st.sampled_from(["x", "V - k_K", "x**2/(1 + y)", "-delta*V", 0, -1, "1/3"])
TREES = trees(WORDS, SYMBOLIC_ODDS)


def signalling() -> cg.Tree:
    def reply(kind: str, message: str) -> cg.Decision:
        return cg.Decision("receiver", {"fight": (f"{kind}_1", 1), "retreat": (2, "x - 1")}, information=message)

    def sender(kind: str) -> cg.Decision:
        return cg.Decision("sender", {message: reply(kind, message) for message in ("beer", "quiche")})

    return cg.Tree(["sender", "receiver"], cg.Chance({"s": ("mu", sender("s")), "w": ("1 - mu", sender("w"))}))


def texts_keep_apart(tree: cg.Tree) -> None:
    with style(ELSEVIER_DOUBLE):
        layout = draw_tree(tree).layout
    boxes = [label.box for label in layout.labels]
    page = shapely.box(0, 0, *layout.size)
    assert all(page.contains(box) for box in boxes)
    assert not [1 for a, b in itertools.combinations(boxes, 2) if a.intersects(b)]
    lines = shapely.MultiLineString([branch.line for branch in layout.branches])
    assert min(lines.distance(box) for box in boxes) > 0.5
    nodes = [shapely.Point(at).buffer(2.4) for at in (*layout.decisions, *layout.chances)]
    assert not [1 for node, box in itertools.product(nodes, boxes) if node.intersects(box)]


test_texts_keep_apart = law(40, TREES)(texts_keep_apart)


def test_texts_keep_apart_where_players_cannot_tell_nodes_apart() -> None:
    texts_keep_apart(signalling())


@pytest.mark.parametrize(("name", "value"), [("_LIFT", -3.0), ("_PAD", -6.0), ("_PAYOFF_GAP", -9.0)])
def test_texts_that_meet_are_noticed(name: str, value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree_layout, name, value)
    assert_caught(texts_keep_apart, TREES, n=60)


def test_what_is_drawn_is_what_is_measured() -> None:
    """A text on the page is no larger than the box that was kept free for it."""
    plot = draw_tree(signalling())
    plot.figure.set_dpi(720)
    plot.figure.draw_without_rendering()
    drawn = {text.get_text(): text.get_window_extent() for text in plot.ax.findobj(Text) if text.get_text()}
    for label in plot.layout.labels:
        extent = drawn[label.block.lines[0]]
        assert extent.width / 10 <= label.block.width + 1
        assert extent.height / 10 <= label.block.height + 2.5


def test_dashed_lines_join_information_sets_around_other_nodes() -> None:
    layout = draw_tree(signalling()).layout
    assert [len(own) for own in layout.dashes] == [2, 2]
    upper, lower = layout.dashes[0]
    assert upper[0] == lower[0]
    nodes = (*layout.decisions, *layout.chances)
    curve = tree_plot._dashed(upper, lower, nodes).get_path().to_polygons(closed_only=False)[0]
    inside = [node for node in nodes if node not in (upper, lower)]
    assert min(shapely.LineString(curve).distance(shapely.Point(node)) for node in inside) > 3
    straight = tree_plot._dashed(upper, lower, (upper, lower)).get_path()
    assert len(straight.vertices) == 2


@pytest.mark.parametrize("ending", ["pdf", "svg", "png"])
def test_files_are_byte_identical(ending: str, tmp_path: Path) -> None:
    first, second = (draw_tree(signalling()).save(tmp_path / f"{name}.{ending}").read_bytes() for name in "ab")
    assert first == second


def test_files_say_what_they_show(tmp_path: Path) -> None:
    plot = draw_tree(signalling(), title="Beer and quiche")
    with Image.open(plot.save(tmp_path / "tree.png")) as image:
        assert image.text["Description"] == plot.alt_text  # type: ignore[attr-defined]
        assert image.width == pytest.approx(90 / 25.4 * 300, abs=1)
    record = json.loads((tmp_path / "tree.json").read_text(encoding="utf-8"))
    assert record["title"] == "Beer and quiche"
    assert record["caption"] == plot.caption
    assert "w, with probability 1 - mu, leads to a move of sender" in plot.alt_text
    assert "ends with sender 2 and receiver x - 1" in plot.alt_text
    assert "nodes that receiver cannot tell apart: after s, beer and w, beer" in plot.alt_text
    assert "img alt" in plot._repr_html_()
    assert "90 by" in repr(plot)


def test_every_text_of_the_tree_is_on_the_page() -> None:
    plot: TreePlot = draw_tree(signalling())
    shown = " ".join(line for label in plot.layout.labels for line in label.block.lines)
    for words in ("sender", "receiver", "beer", "quiche", "fight", "retreat", "s_{1}", "x - 1", r"s ($\mu$)"):
        assert words in shown


def test_a_tree_that_does_not_fit_says_what_would() -> None:
    node: Any = (0,)
    for _ in range(16):
        node = cg.Decision("A", {"a long name of an action": node})
    with pytest.raises(FigureError, match="style"):
        draw_tree(cg.Tree(["A"], node))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (cg.models.centipede(), r"expected a Tree, got Model; draw its \.game"),
        (cg.models.contracting(), r"expected a Tree, got Model\."),
        (cg.models.contracting().game, r"expected a Tree, got Game\."),
    ],
    ids=["model", "model of another game", "game"],
)
def test_only_trees_are_drawn(given: Any, words: str) -> None:
    with pytest.raises(FigureError, match=words):
        draw_tree(given)
