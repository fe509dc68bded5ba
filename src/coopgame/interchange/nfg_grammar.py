"""How the tokens of a Gambit ``.nfg`` text make a game; both forms of the body.

*Payoff form*: after the strategies (and an optional comment) the payoffs of all players at every profile.
*Outcome form*: a list of numbered outcomes, then the number of an outcome for every profile; 0 means that every player
gets 0.  In both, the strategies of the **first** player run fastest.

References
----------
The Gambit Project, Gambit documentation, "Game representation formats".
"""

from __future__ import annotations

import itertools
import math
import re
from typing import Final

import sympy

from coopgame.errors import ExpressionError
from coopgame.expressions import check_label, exact_number
from coopgame.expressions.messages import shown
from coopgame.games import Game
from coopgame.interchange.nfg_tokens import Kind, Token, Tokens

# What a few lines of text may ask for: reading 200 000 payoffs takes about ten seconds.
MAX_PLAYERS: Final = 64
MAX_STRATEGIES: Final = 5_000
MAX_PAYOFFS: Final = 200_000

_NUMBER: Final = re.compile(r"[+-]?(?:\d+/\d+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)", re.ASCII)
_COUNT: Final = re.compile(r"\d{1,9}", re.ASCII)
_NUMBER_EXPECTED: Final = "an integer, a fraction such as 1/3 or a decimal such as 0.25"

Row = tuple[sympy.Rational, ...]


def read_game(tokens: Tokens) -> Game:
    """Return the game that the tokens describe.

    Raises
    ------
    GameError
        They do not describe a game that this library can hold.
    """
    _header(tokens)
    tokens.expect(Kind.OPEN, "'{' and the names of the players")
    players = _labels(tokens, "player", "players", MAX_PLAYERS)
    start = tokens.peek()
    strategies = _strategies(tokens, players)
    profiles = math.prod(map(len, strategies))
    if profiles * len(players) > MAX_PAYOFFS:
        problem = f"the game has {profiles * len(players)} payoffs; at most {MAX_PAYOFFS} are read."
        raise tokens.error(start, problem)
    if tokens.peek().kind is Kind.STRING:
        tokens.take()  # a comment
    if tokens.peek().kind is Kind.OPEN:
        rows = _outcome_body(tokens, profiles, players)
    else:
        rows = _payoff_body(tokens, profiles, players)
    # The last factor of a product runs fastest, and in these texts the first player does.
    order = (backwards[::-1] for backwards in itertools.product(*reversed(strategies)))
    return Game(players, strategies, dict(zip(order, rows, strict=True)))


def _header(tokens: Tokens) -> None:
    first = tokens.take()
    if first.kind is not Kind.WORD or first.value != "NFG":
        hint = " An EFG file holds a game tree; save the game in strategic form." if first.value == "EFG" else ""
        if first.value.startswith("NFG"):
            hint = " If that is the name of a file, give it as a pathlib.Path."
        raise tokens.error(first, f"expected NFG, found {first}.{hint}")
    version = tokens.expect(Kind.WORD, "the version of the format, 1")
    if version.value != "1":
        raise tokens.error(version, f"the version of the format is {version}; only version 1 can be read.")
    letter = tokens.expect(Kind.WORD, "R")
    if letter.value not in ("R", "D"):  # D is how texts before 1997 announced decimals; all numbers are exact today
        raise tokens.unexpected(letter, "R")
    tokens.expect(Kind.STRING, "the title of the game in quotation marks")


def _labels(tokens: Tokens, what: str, whose: str, limit: int) -> tuple[str, ...]:
    """Read names up to the closing brace."""
    names: dict[str, None] = {}
    while tokens.peek().kind is not Kind.CLOSE:
        token = tokens.expect(Kind.STRING, f"the name of a {what} in quotation marks, or '}}'")
        try:
            label = check_label(token.value, what=what)
        except ExpressionError as error:
            counts = " Or give numbers of strategies, { 2 2 }, instead of names." if what == "strategy" else ""
            raise tokens.error(token, f"{whose}: {error}{counts}") from error
        if label in names:
            raise tokens.error(token, f"{whose}: the {what} {label!r} is given twice; give each a name of its own.")
        names[label] = None
        if len(names) > limit:
            raise tokens.error(token, f"{whose}: more than {limit}; at most that many are read.")
    closing = tokens.take()
    if not names:
        raise tokens.error(closing, f"{whose}: at least one {what} is needed.")
    return tuple(names)


def _strategies(tokens: Tokens, players: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    tokens.expect(Kind.OPEN, "'{' and the strategies of the players")
    named = tokens.peek().kind is Kind.OPEN
    found = []
    for number, player in enumerate(players):
        expected = f"the strategies of {player!r}, player {number + 1} of {len(players)}"
        if named:
            tokens.expect(Kind.OPEN, f"'{{' and {expected}")
            found.append(_labels(tokens, "strategy", f"strategies of {player!r}", MAX_STRATEGIES))
        else:
            found.append(_numbered(tokens, f"the number of {expected}"))
    tokens.expect(Kind.CLOSE, f"'}}' after the strategies of {len(players)} players")
    return tuple(found)


def _numbered(tokens: Tokens, expected: str) -> tuple[str, ...]:
    token = tokens.expect(Kind.WORD, expected)
    if not _COUNT.fullmatch(token.value) or not 1 <= int(token.value) <= MAX_STRATEGIES:
        raise tokens.unexpected(token, f"{expected}, from 1 to {MAX_STRATEGIES}")
    return tuple(str(k + 1) for k in range(int(token.value)))


def _number(tokens: Tokens, token: Token) -> sympy.Rational:
    if token.kind is not Kind.WORD or not _NUMBER.fullmatch(token.value):
        raise tokens.unexpected(token, f"a payoff ({_NUMBER_EXPECTED})")
    try:
        return exact_number(token.value)
    except ExpressionError as error:
        raise tokens.error(token, f"{error}") from error


def _payoff_body(tokens: Tokens, profiles: int, players: tuple[str, ...]) -> list[Row]:
    needed = profiles * len(players)
    whole = f"{needed} payoffs ({profiles} profiles × {len(players)} players)"
    if tokens.peek().kind is Kind.CLOSE:
        raise tokens.unexpected(tokens.peek(), f"a comment, {whole} or '{{' and a list of outcomes")
    numbers = []
    for k in range(needed):
        token = tokens.take()
        if token.kind is Kind.END:
            raise tokens.error(token, f"expected {whole}, found the end after {k}.")
        numbers.append(_number(tokens, token))
    _end(tokens, whole)
    width = len(players)
    return [tuple(numbers[k : k + width]) for k in range(0, needed, width)]


def _outcome_body(tokens: Tokens, profiles: int, players: tuple[str, ...]) -> list[Row]:
    outcomes = [(sympy.Integer(0),) * len(players), *_outcomes(tokens, players)]
    whole = f"the numbers of {profiles} outcomes, one for each profile"
    rows = []
    for k in range(profiles):
        token = tokens.take()
        if token.kind is Kind.END:
            raise tokens.error(token, f"expected {whole}, found the end after {k}.")
        if token.kind is not Kind.WORD or not _COUNT.fullmatch(token.value):
            raise tokens.unexpected(token, "the number of an outcome (0 stands for payoffs of 0)")
        if int(token.value) >= len(outcomes):
            raise tokens.error(token, f"there is no outcome {token.value}; {len(outcomes) - 1} are listed.")
        rows.append(outcomes[int(token.value)])
    _end(tokens, whole)
    return rows


def _outcomes(tokens: Tokens, players: tuple[str, ...]) -> list[Row]:
    tokens.expect(Kind.OPEN, "'{' and the outcomes")
    found: list[Row] = []
    while tokens.peek().kind is not Kind.CLOSE:
        opening = tokens.expect(Kind.OPEN, "'{' and an outcome, or '}' after the last outcome")
        if (len(found) + 1) * len(players) > MAX_PAYOFFS:
            raise tokens.error(opening, f"more than {MAX_PAYOFFS} payoffs of outcomes; at most that many are read.")
        name = tokens.expect(Kind.STRING, "the name of the outcome in quotation marks (it may be empty)")
        found.append(_outcome(tokens, players, f"outcome {len(found) + 1} ({shown(name.value)})"))
    tokens.take()
    return found


def _outcome(tokens: Tokens, players: tuple[str, ...], which: str) -> Row:
    row = []
    for k in range(len(players)):
        if k and tokens.peek().kind is Kind.COMMA:
            tokens.take()
        token = tokens.take()
        if token.kind in (Kind.CLOSE, Kind.END):
            raise tokens.unexpected(token, f"{len(players)} payoffs (one for each player) in {which}")
        row.append(_number(tokens, token))
    tokens.expect(Kind.CLOSE, f"'}}' after the {len(players)} payoffs of {which}")
    return tuple(row)


def _end(tokens: Tokens, whole: str) -> None:
    token = tokens.peek()
    if token.kind is not Kind.END:
        raise tokens.unexpected(token, f"the end after {whole}")
