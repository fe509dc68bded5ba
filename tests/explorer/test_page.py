"""The page as a file, sliders, and what cannot be explored."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

import coopgame as cg
from coopgame.cli import main
from coopgame.explorer import toml_text
from coopgame.explorer.sliders import MOST

from .reading import data_of


def contracting():
    return cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))


def test_the_policy_allows_the_one_script_and_the_one_style_and_nothing_else(tmp_path):
    page = tmp_path / "page.html"
    contracting().explore(page, ["delta"])
    text = page.read_text("utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    (sheet,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)

    def hashed(part):
        return "'sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() + "'"

    none = dict.fromkeys(("default-src", "base-uri", "form-action"), "'none'")
    assert rules == none | {"script-src": hashed(script), "style-src": hashed(sheet)}
    assert not re.search(
        r"\b(?:eval|Function|innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|fetch)\s*\(", script
    )
    assert not re.search(r"https?://(?!www\.w3\.org/)", text)
    assert not re.search(r"<(?:link|img|iframe|object)\b|\bsrc=|@import|url\(h", text)


def test_the_same_map_makes_the_same_file(tmp_path):
    for name in ("one.html", "two.html"):
        contracting().explore(tmp_path / name, ["delta", ("V", 5, 15)])
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


@pytest.mark.parametrize(
    ("sliders", "error", "words"),
    [
        (["delto"], cg.ParameterError, "sliders: delto is not a parameter here. Did you mean 'delta'?"),
        (["p"], cg.DiagramError, "sliders: p is an axis of the map"),
        (["V"], cg.DiagramError, r"V has no finite bounds \(\[0, ∞\)\); give it a range, \('V', lower, upper\)"),
        ([("V", 5)], cg.DiagramError, r"expected a parameter or \(parameter, lower, upper\)"),
        ([("V", 15, 5)], cg.DiagramError, "from 15 to 5 is reversed"),
        ([("V", 5, float("inf"))], cg.DiagramError, "the range of V is infinite"),
        ([("delta", 0, 2)], cg.DiagramError, "delta from 0 to 2 leaves its bounds"),
        ([("V", 11, 15)], cg.DiagramError, "V = 10 in this map, outside the range from 11 to 15"),
        (["delta", "delta"], cg.DiagramError, "delta is given twice"),
        ("delta", cg.DiagramError, r"expected a list such as \['delta', \('V', 5, 15\)\], got 'delta'"),
        (["delta"] * (MOST + 1), cg.DiagramError, f"more than the {MOST}"),
    ],
)
def test_wrong_sliders_get_one_clear_error_and_write_nothing(sliders, error, words, tmp_path):
    with pytest.raises(error, match=words):
        contracting().explore(tmp_path / "page.html", sliders)
    assert list(tmp_path.iterdir()) == []


def test_wrong_places_get_one_clear_error(tmp_path):
    with pytest.raises(cg.FigureError, match=r"'page\.pdf' does not end in \.html"):
        contracting().explore(tmp_path / "page.pdf")
    with pytest.raises(cg.FigureError, match="does not exist"):
        contracting().explore(tmp_path / "nowhere" / "page.html")


def test_a_slider_that_moves_nothing_is_refused(tmp_path):
    game = cg.Game.from_bimatrix([["x"], ["y"]], [[0], [0]])
    model = cg.Model(game, cg.ParameterSpace({"x": (0, 1), "y": (0, 1), "z": (0, 1)}), baseline={"z": 0})
    with pytest.raises(cg.ParameterError, match="uses z, so moving it changes nothing"):
        cg.phase_diagram(model, ("x", 0, 1), ("y", 0, 1)).explore(tmp_path / "page.html", ["z"])


def test_without_a_choice_every_parameter_with_finite_bounds_slides(tmp_path):
    assert contracting().explore(tmp_path / "page.html").sliders == ("delta", "rho", "eta")


def test_a_game_that_no_study_can_spell_out_says_so(tmp_path):
    page = tmp_path / "page.html"
    cg.phase_diagram(cg.models.beer_quiche(), ("mu", "1/10", "9/10")).explore(page)
    data = data_of(page)
    assert data["study"] == ""
    assert "a study cannot spell out a Signalling" in data["no_study"]


def test_the_command_writes_the_page_of_a_study(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    study = tmp_path / "own.toml"
    study.write_text(STUDY, "utf-8")
    main(["explore", "own.toml", "-s", "k", "-s", "m:1/2:3"])
    assert "own.html: exact" in capsys.readouterr().out
    data = data_of(tmp_path / "own.html")
    assert [slider[:3] for slider in data["sliders"]] == [["k", "0", "1"], ["m", "1/2", "3"]]
    again = tmp_path / "again.toml"
    again.write_text(data["study"] + '\n[at]\nk = "1/4"\nm = "2"\n', "utf-8")
    expected = cg.read_study(study).request
    found = cg.read_study(again)
    assert found.request.model.game == expected.model.game
    assert {s.name: str(v) for s, v in found.request.fixed.items()} == {"k": "1/4", "m": "2"}
    assert found.title == 'A "quoted" title'


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-s", "kk"], "kk is not a parameter here"),
        (["-s", "m"], "m has no finite bounds"),
        (["-s", "m:5"], "-s m:5: expected NAME or NAME:LOWER:UPPER, such as V:5:15."),
        (["-o", "page.pdf"], "expected a name that ends in .html"),
    ],
)
def test_the_command_says_what_is_wrong(arguments, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.toml").write_text(STUDY, "utf-8")
    with pytest.raises(SystemExit) as stop:
        main(["explore", "own.toml", *arguments])
    assert stop.value.code == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_toml_reads_back():
    import tomllib
    from decimal import Decimal

    data = {
        "title": 'a "b"\\',
        "n": 3,
        "x": Decimal("0.25"),
        "yes": True,
        "rows": [{"a b": [1, "two"]}],
        "t": {"é": {}},
    }
    assert tomllib.loads(toml_text(data), parse_float=Decimal) == data


STUDY = """
title = 'A "quoted" title'
[game]
players = ["one", "two"]
strategies = { one = ["hold", "sell"], two = ["wait"] }
payoffs = [
  { profile = ["hold", "wait"], payoffs = ["m*x - k", 0] },
  { profile = ["sell", "wait"], payoffs = ["y", 0] },
]
[parameters]
x = { bounds = [0, 1] }
y = { bounds = [0, 1] }
k = { bounds = [0, 1], value = 0.5 }
m = { bounds = [0, "oo"], value = 1 }
[axes]
x = { parameter = "x", from = 0, to = 1 }
y = { parameter = "y", from = 0, to = 1 }
"""
