"""The laws of reading and writing games, and the games and texts to try them on."""

import itertools
import os
from fractions import Fraction

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from coopgame.errors import GameError
from coopgame.expressions.names import LABEL_REFUSED
from coopgame.games import Game
from coopgame.interchange import nfg

SCALE = int(os.environ.get("COOPGAME_TEST_SCALE", "1"))


def examples(count: int) -> settings:
    return settings(
        max_examples=count * SCALE,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


_CHARACTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="".join(LABEL_REFUSED))
LABELS = st.text("abXY019 _-.,;:()'*é≥", min_size=1, max_size=6).filter(lambda s: s == s.strip()) | st.text(
    _CHARACTERS, min_size=1, max_size=3
)
FRACTIONS = (
    st.integers(-9, 9)
    | st.fractions(-100, 100, max_denominator=60)
    | st.integers(-(10**60), 10**60)
    | st.builds(Fraction, st.integers(1, 10**30), st.integers(1, 10**30))
)
TITLES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="\\") | st.just(" "))


@st.composite
def games(draw: st.DrawFn) -> Game:
    """A game of one to four players with legal labels and rational payoffs."""
    players = draw(st.lists(LABELS, min_size=1, max_size=4, unique=True))
    most = {1: 5, 2: 3, 3: 2, 4: 2}[len(players)]
    own = [draw(st.lists(LABELS, min_size=1, max_size=most, unique=True)) for _ in players]
    profiles = list(itertools.product(*own))
    count = len(profiles) * len(players)
    numbers = draw(st.lists(FRACTIONS, min_size=count, max_size=count))
    return Game(
        players, own, {s: tuple(numbers[k * len(players) : (k + 1) * len(players)]) for k, s in enumerate(profiles)}
    )


def reads_back(game: Game, title: str = "") -> None:
    """What is written reads back to the same game."""
    assert nfg.read_nfg(nfg.write_nfg(game, title)) == game


def outcome_form(game: Game) -> str:
    """The same game in the other form, written here from the description of the format; equal rows share an outcome."""
    rows = sorted({row for row in game.payoffs.values() if any(row)}, key=str)
    numbers = {row: k + 1 for k, row in enumerate(rows)}
    own = " ".join("{ " + " ".join(f'"{s}"' for s in names) + " }" for names in game.strategies)
    outcomes = " ".join(f'{{ "" {", ".join(map(str, row))} }}' for row in rows)
    order = (p[::-1] for p in itertools.product(*reversed(game.strategies)))
    body = " ".join(str(numbers.get(game.payoffs[profile], 0)) for profile in order)
    players = " ".join(f'"{p}"' for p in game.players)
    return f'NFG 1 R "" {{ {players} }} {{ {own} }} "comment" {{ {outcomes} }} {body}'


def first_player_runs_fastest() -> None:
    """The example of the format's description: the first player increments first, then rolls over."""
    game = nfg.read_nfg('NFG 1 R "" { "Player 1" "Player 2" } { 3 2 } 11 0  21 0  31 0  12 0  22 0  32 0')
    assert all(game.payoffs[r, c][0] == 10 * int(r) + int(c) for r, c in game.profiles)


PIECES = [
    "{", "}", '"', '\\"', "\\", ",", "NFG", "1", "0", "R", "D", '"a"', '""', "1/0", "1/3", "-", "+", "e9",
    "1e-999999999",
    "9" * 5000, "nan", "inf", "{ 99999 99999 }", "{ 999999999 }", "{ }", " ", "\n", "\r", "\t", "\x00", "\ud800", "é",
    "²", "\u00a0",
    "\u0663", "0x1", "1_0", "'", "/", "#", ";", '{ "" 1, 2 }', "__import__('os')", "\u202e", "$(x)", "1.5/2",
]  # fmt: skip

SEEDS = [
    'NFG 1 R "t" { "A" "B" } { { "a" "b" } { "c" "d" } } "x" 1 -1 0.5 2 1/3 4 1e-3 7',
    'NFG 1 R "t" { "A" "B" } { 2 1 } 1 2 3 4',
    'NFG 1 R "a \\"b\\"" { "A" "B" } { { "a" "b" } { "c" } } { { "" 1, 2 } { "x" 3 4 } } 0 2',
    'NFG 1 R "" { "A" } { 3 } { { "" 1 } } 1 0 1',
    'NFG 1 D "" { "A" "B" "C" } { 1 2 1 } 1 2 3 4 5 6',
]


@st.composite
def mutants(draw: st.DrawFn) -> str:
    """A good text with pieces removed, doubled or replaced by hostile ones."""
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        stop = min(len(text), start + draw(st.integers(0, 6)))
        piece = draw(st.sampled_from(PIECES) | st.just(text[start:stop] * 2) | st.just("") | st.text(max_size=3))
        text = text[:start] + piece + text[stop:]
    return text


def read_or_refused(text: str) -> bool:
    """A text is read or refused with the one error, on one printable line; returns whether it was read."""
    try:
        game = nfg.read_nfg(text)
    except GameError as error:
        assert str(error).isprintable()  # noqa: PT017  # most texts are refused
        return False
    reads_back(game)
    return True
