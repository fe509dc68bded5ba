"""Files that are wrong, each with what the message says about it."""

from pathlib import Path

import pytest
import sympy

from coopgame.errors import GameError
from coopgame.games import Game
from coopgame.interchange import nfg, nfg_grammar, read_nfg, write_nfg

AB = 'NFG 1 R "t" { "A" "B" } '
NAMED = AB + '{ { "a" "b" } { "c" } } '
LISTED = NAMED + '{ { "" 1, 2 } { "x" 3, 4 } } '


@pytest.mark.parametrize(
    ("text", "fragments"),
    [
        ("NFG", ["line 1", "expected the version of the format, 1, found the end"]),
        ("NFG 2 R", ["version of the format is '2'", "only version 1"]),
        ("NFG1 R", ["expected NFG, found 'NFG1'", "pathlib.Path"]),
        ('NFG 1 X "t"', ["expected R, found 'X'"]),
        ('NFG 1 "t"', ["expected R, found the string 't'"]),
        ("NFG 1 R title", ["expected the title of the game in quotation marks, found 'title'"]),
        ('NFG 1 R "t', ["line 1", "quotation mark before 't'", "never closed"]),
        ('NFG 1 R "t\\"" { "A" }\n\n{ 1 } "', ["line 3", "never closed"]),
        ('NFG 1 R "t" "A" "B"', ["expected '{' and the names of the players, found the string 'A'"]),
        ('NFG 1 R "t" { }', ["players: at least one player is needed"]),
        ('NFG 1 R "t" { A B }', ["name of a player in quotation marks, or '}', found 'A'"]),
        ('NFG 1 R "t" { "A", "B" }', ["expected the name of a player", "found ','"]),
        ('NFG 1 R "t" { "A" "A" }', ["players: the player 'A' is given twice"]),
        ('NFG 1 R "t" { "A" "" }', ["players: The player '' is empty"]),
        ('NFG 1 R "t" { "A/B" }', ["The player 'A/B' contains '/'", "Did you mean 'A-B'?"]),
        ('NFG 1 R "t" {\n"say \\"A\\"" }', ["line 2", "contains '\"'", "Did you mean 'say -A-'?"]),
        ('NFG 1 R "t" { "A" "B"', ["or '}', found the end"]),
        (AB, ["expected '{' and the strategies of the players, found the end"]),
        (AB + "2 1 1 2 3 4", ["expected '{' and the strategies of the players, found '2'"]),
        (AB + "{ }", ["expected the number of the strategies of 'A', player 1 of 2, found '}'"]),
        (AB + "{ 2 } 1 2", ["strategies of 'B', player 2 of 2, found '}'"]),
        (AB + "{ 2 1 1 } 1 2 3 4", ["expected '}' after the strategies of 2 players, found '1'"]),
        (AB + "{ 0 1 }", ["from 1 to 5000, found '0'"]),
        (AB + "{ -1 1 }", ["from 1 to 5000, found '-1'"]),
        (AB + "{ 2.0 1 }", ["from 1 to 5000, found '2.0'"]),
        (AB + "{ 999999999 1 }", ["from 1 to 5000, found '999999999'"]),
        (AB + "{ 5000 5000 }", ["the game has 50000000 payoffs; at most 200000 are read"]),
        (AB + '{ "a" "b" }', ["number of the strategies of 'A'", "found the string 'a'"]),
        (AB + '{ { "a" "b" } }', ["expected '{' and the strategies of 'B', player 2 of 2, found '}'"]),
        (AB + '{ { "a" } { } }', ["strategies of 'B': at least one strategy is needed"]),
        (AB + '{ { "a" "a" } { "c" } }', ["strategies of 'A': the strategy 'a' is given twice"]),
        (AB + '{ { "a" "" } { "c" } }', ["strategy '' is empty", "Or give numbers of strategies"]),
        (AB + '{ { "a+b" } { "c" } }', ["'a+b' contains '+'", "Did you mean 'a-b'?"]),
        (AB + '{ { "{a}" } { "c" } }', ["contains '{'"]),
        (AB + '{ { " a" } { "c" } }', ["has blanks at an end", "Did you mean 'a'?"]),
        (AB + '{ { "' + "a" * 65 + '" } { "c" } }', ["longer than 64 characters"]),
        (AB + '{ { "a" } 1 }', ["expected '{' and the strategies of 'B'", "found '1'"]),
        (NAMED, ["expected 4 payoffs (2 profiles × 2 players), found the end after 0"]),
        (NAMED + "1 2 3", ["expected 4 payoffs (2 profiles × 2 players), found the end after 3"]),
        (NAMED + "1 2 3\n4\n5", ["line 3", "expected the end after 4 payoffs", "found '5'"]),
        (NAMED + '1 2 3 4 "end"', ["expected the end after 4 payoffs", "found the string 'end'"]),
        (NAMED + "1, 2, 3, 4", ["expected a payoff", "found ','"]),
        (NAMED + "} 1 2 3 4", ["expected a comment, 4 payoffs", "found '}'"]),
        (NAMED + '"c" "d" 1 2 3 4', ["expected a payoff", "found the string 'd'"]),
        (NAMED + "1 2 x 4", ["expected a payoff (an integer, a fraction such as 1/3", "found 'x'"]),
        (NAMED + "1 2 1/0 4", ["divides by zero"]),
        (NAMED + "1 2 1/-3 4", ["expected a payoff", "found '1/-3'"]),
        (NAMED + "1 2 1 / 3", ["found '/'"]),
        (NAMED + "1 2 1.5/2 4", ["found '1.5/2'"]),
        (NAMED + "1 2 nan 4", ["found 'nan'"]),
        (NAMED + "1 2 1e61 4", ["outside 10**-60 … 10**60"]),
        (NAMED + "1 2 1e999999999 4", ["exponent of more than 2 digits"]),
        (NAMED + "1 2 " + "9" * 5000 + " 4", ["too long"]),
        (NAMED + "1 2 ٣ 4", ["found '٣'"]),
        (NAMED + "1 2 3\u00a0 4", ["found '3\\xa0'"]),
        (NAMED + "{ { 1, 2 } } 0 1", ["expected the name of the outcome in quotation marks", "found '1'"]),
        (NAMED + '{ { "" 1 } } 0 1', ["expected 2 payoffs (one for each player) in outcome 1 (''), found '}'"]),
        (NAMED + '{ { "" 1, 2, 3 } } 0 1', ["expected '}' after the 2 payoffs of outcome 1 (''), found ','"]),
        (NAMED + '{ { "" 1,, 2 } } 0 1', ["expected a payoff", "found ','"]),
        (NAMED + '{ { "", 1, 2 } } 0 1', ["expected a payoff", "found ','"]),
        (NAMED + '{ "" 1, 2 } 0 1', ["expected '{' and an outcome", "found the string ''"]),
        (NAMED + '{ { "" 1, 2 } 0 1', ["expected '{' and an outcome, or '}' after the last outcome, found '0'"]),
        (LISTED, ["expected the numbers of 2 outcomes, one for each profile, found the end after 0"]),
        (LISTED + "1", ["found the end after 1"]),
        (LISTED + "1 2 1", ["expected the end after the numbers of 2 outcomes", "found '1'"]),
        (LISTED + "1 3", ["there is no outcome 3; 2 are listed"]),
        (LISTED + "1 -1", ["expected the number of an outcome", "found '-1'"]),
        (LISTED + "1 1.0", ["expected the number of an outcome", "found '1.0'"]),
    ],
)
def test_bad_texts_say_what_where_and_what_was_expected(text, fragments):
    with pytest.raises(GameError) as caught:
        read_nfg(text)
    message = str(caught.value)
    assert message.startswith(".nfg text, line ")
    assert message.isprintable()
    assert all(fragment in message for fragment in fragments), message


@pytest.mark.parametrize(
    ("content", "fragment"),
    [
        (b'EFG 2 R "t" { "A" }', "game.nfg, line 1: expected NFG, found 'EFG'. An EFG file holds a game tree"),
        (b"", "game.nfg, line 1: expected NFG, found the end"),
        (b'NFG 1 R "\xff"', "game.nfg: not UTF-8 text (byte 9)"),
        (b'NFG 1 R "t"\n{ "A" } { 1 }', "game.nfg, line 2: expected 1 payoffs"),
    ],
)
def test_bad_files(tmp_path, content, fragment):
    path = tmp_path / "game.nfg"
    path.write_bytes(content)
    with pytest.raises(GameError) as caught:
        read_nfg(path)
    assert fragment in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize(
    ("source", "fragment"),
    [
        (Path("no such.nfg"), "no such.nfg: cannot be read"),
        ("no such.nfg", "A text must start with NFG"),
        ("", "neither the path of a file nor a text"),
        ("EFG 2\n1", "neither the path of a file nor a text"),
        (Path(), "cannot be read"),
        ("a\x00b", "cannot be read"),
        ("x" * 5000, "cannot be read"),
        ("\ud800", "cannot be read"),
        (7, "expected a text or a path, got 7 (int)"),
        (b"NFG 1 R", "(bytes)"),
    ],
)
def test_what_is_not_a_file(source, fragment):
    with pytest.raises(GameError) as caught:
        read_nfg(source)
    assert fragment in str(caught.value)


def test_large_files_and_texts_are_refused_unread(tmp_path, monkeypatch):
    path = tmp_path / "large.nfg"
    with path.open("wb") as file:
        file.truncate(nfg.MAX_BYTES + 1)
    monkeypatch.setattr(Path, "open", None)
    with pytest.raises(GameError, match=r"large\.nfg: larger than 10 MB"):
        read_nfg(path)
    with pytest.raises(GameError, match="larger than 10 MB"):
        read_nfg("NFG" + " " * nfg.MAX_BYTES)


@pytest.mark.parametrize(
    ("many", "fragment"),
    [
        (AB + '{ { "' + '" "'.join(f"s{k}" for k in range(5001)) + '" }', "strategies of 'A': more than 5000"),
        ('NFG 1 R "t" { "' + '" "'.join(f"p{k}" for k in range(65)) + '" }', "players: more than 64"),
    ],
)  # fmt: skip
def test_long_lists_are_refused(many, fragment):
    with pytest.raises(GameError) as caught:
        read_nfg(many)
    assert fragment in str(caught.value)


def test_many_outcomes_are_refused(monkeypatch):
    monkeypatch.setattr(nfg_grammar, "MAX_PAYOFFS", 10)
    assert read_nfg(NAMED + "{ " + '{ "" 1 1 }' * 5 + " } 0 0").payoffs["a", "c"] == (0, 0)
    with pytest.raises(GameError, match="more than 10 payoffs of outcomes"):
        read_nfg(NAMED + "{ " + '{ "" 1 1 }' * 6 + " } 0 0")


@pytest.mark.parametrize(
    ("game", "title", "fragment"),
    [
        (Game.from_bimatrix([["V - b"]], [[0]]), "", "payoffs still contain V, b. Fix them with game.at({…})"),
        (Game.from_bimatrix([[1, "sqrt(2)"]], [[0, 1]]), "", "payoff of row at (1, 2): sqrt(2) is not rational"),
        (Game.from_bimatrix([[sympy.Integer(10) ** 70]], [[0]]), "", "payoff of row at (1, 1): The constant 1.0E+70"),
        (Game.from_bimatrix([[1]], [[0]]), "back\\slash", "without backslashes"),
        (Game.from_bimatrix([[1]], [[0]]), "two\nlines", "one line of printable text"),
        (Game.from_bimatrix([[1]], [[0]]), None, "got None"),
        ("game", "", "expected a Game"),
    ],
)
def test_what_cannot_be_written(game, title, fragment):
    with pytest.raises(GameError) as caught:
        write_nfg(game, title)
    assert fragment in str(caught.value)
