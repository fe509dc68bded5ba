"""Files that are right: written from the description of the format."""

from fractions import Fraction
from pathlib import Path

import pytest

from coopgame.games import Game
from coopgame.interchange import read_nfg, write_nfg

from .laws import first_player_runs_fastest

PAYOFFS = """NFG 1 R "Three against two" { "Player 1" "Player 2" }
{ { "1" "2" "3" } { "1" "2" } }
"a comment"

1 1  0 2  0 2  1 1  0 3  2 0
"""
COUNTS = 'NFG 1 R "Three against two" { "Player 1" "Player 2" } { 3 2 } 1 1 0 2 0 2 1 1 0 3 2 0'
OUTCOMES = """NFG 1 R "Three against two" { "Player 1" "Player 2" }
{ { "1" "2" "3" } { "1" "2" } }
{
{ "" 1, 1 }
{ "same" 0, 2 }
{ "" 0 3 }
{ "" 2, 0 }
}
1 2 2 1 3 4
"""
EXPECTED = Game(
    ["Player 1", "Player 2"],
    [["1", "2", "3"], ["1", "2"]],
    {
        ("1", "1"): (1, 1), ("2", "1"): (0, 2), ("3", "1"): (0, 2),
        ("1", "2"): (1, 1), ("2", "2"): (0, 3), ("3", "2"): (2, 0),
    },
)  # fmt: skip


@pytest.mark.parametrize("text", [PAYOFFS, COUNTS, OUTCOMES], ids=["payoffs", "counts", "outcomes"])
@pytest.mark.parametrize("blank", ["\n", "\r\n", "\r", "\t\v\f "])
def test_all_forms_describe_one_game(text, blank):
    assert read_nfg(text.replace("\n", blank)) == EXPECTED
    assert read_nfg(blank + text.replace("\n", blank)) == EXPECTED


def test_the_first_player_runs_fastest():
    first_player_runs_fastest()


def test_three_players_in_order():
    body = " ".join(f"{a}{b}{c} 0 0" for c in "12" for b in "123" for a in "12")
    game = read_nfg(f'NFG 1 R "" {{ "A" "B" "C" }} {{ 2 3 2 }} {body}')
    assert all(game.payoffs[s][0] == int("".join(s)) for s in game.profiles)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3", 3), ("-3", -3), ("+3", 3), ("007", 7), ("-0", 0),
        ("1/3", Fraction(1, 3)), ("-2/6", Fraction(-1, 3)), ("0.25", Fraction(1, 4)),
        (".5", Fraction(1, 2)), ("5.", 5), ("1e-3", Fraction(1, 1000)), ("1.5E2", 150), ("-2.5e+1", -25),
        ("0.1000000000000000055511151231257827", Fraction("0.1000000000000000055511151231257827")), ("1e60", 10**60),
    ],
)  # fmt: skip
def test_numbers_are_exact(written, value):
    for text in (f'NFG 1 R "" {{ "A" }} {{ 1 }} {written}', f'NFG 1 R "" {{ "A" }} {{ 1 }} {{ {{ "" {written} }} }} 1'):
        assert Fraction(str(read_nfg(text).payoffs["1",][0])) == value


@pytest.mark.parametrize(
    ("text", "payoffs"),
    [
        ('NFG 1 R "" { "A" } { 2 } 5 6', {("1",): (5,), ("2",): (6,)}),
        ('NFG 1 R "" { "A" } { 2 } { { "x" 5 } } 0 1', {("1",): (0,), ("2",): (5,)}),
        ('NFG 1 R "" { "A" } { 2 } { } 0 0', {("1",): (0,), ("2",): (0,)}),
        ('NFG 1 D "said \\"so\\", {7}" { "A" } { { "yes" } } "\\"" 1', {("yes",): (1,)}),
        ('NFG 1 R"t"{"A""B"}{{"a"}{"b"}}{{"o"1,2}}1', {("a", "b"): (1, 2)}),
        ('NFG 1 R "back\\slash \n over lines" { "A" } { 1 } 1', {("1",): (1,)}),
    ],
)
def test_small_and_odd_texts(text, payoffs):
    assert dict(read_nfg(text).payoffs) == payoffs


def test_files_by_path_and_by_name(tmp_path, monkeypatch):
    path = tmp_path / "NFG of mine.nfg"
    path.write_bytes(b"\xef\xbb\xbf" + PAYOFFS.encode())
    assert read_nfg(path) == read_nfg(str(path)) == EXPECTED
    monkeypatch.chdir(tmp_path)
    assert read_nfg(Path("NFG of mine.nfg")) == EXPECTED


def test_what_is_written_is_the_described_format():
    assert write_nfg(EXPECTED, 'A "title"') == (
        'NFG 1 R "A \\"title\\"" { "Player 1" "Player 2" }\n{ { "1" "2" "3" }\n{ "1" "2" } }\n""\n'
        "1 1\n0 2\n0 2\n1 1\n0 3\n2 0\n"
    )
