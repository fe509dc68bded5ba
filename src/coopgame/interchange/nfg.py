r"""Games as Gambit's strategic-form files (``.nfg``), exactly.

>>> game = read_nfg('NFG 1 R "Pennies" { "row" "column" } { { "H" "T" } { "H" "T" } } 1 -1 -1 1 -1 1 1 -1')
>>> game.payoffs["T", "H"]
(-1, 1)
>>> read_nfg(write_nfg(game)) == game
True
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any, Final

import sympy

from coopgame.errors import ExpressionError, GameError
from coopgame.expressions import exact_number
from coopgame.expressions.messages import shown
from coopgame.games import Game, Profile
from coopgame.interchange.nfg_grammar import read_game
from coopgame.interchange.nfg_tokens import Tokens

MAX_BYTES: Final = 10_000_000


def read_nfg(source: str | Path) -> Game:
    r"""Return the strategic game in a Gambit ``.nfg`` file or text.

    Both forms of the format are read, the one that lists payoffs and the one that lists outcomes.  Numbers are exact:
    ``0.25`` is 1/4.  Reading is strict: what does not follow the format, or has names that this library does not take,
    is an error that names the line; nothing is repaired.

    Parameters
    ----------
    source
        A text that starts with ``NFG``; otherwise the path of a file.  A :class:`pathlib.Path` is always a path.

    Returns
    -------
    Game
        Without parameters.  Strategies that are only counted are called ``"1"``, ``"2"``, … .  The title is dropped.

    Raises
    ------
    GameError
        The file cannot be read or is larger than 10 MB; it is not an ``.nfg`` file of version 1; there are too few or
        too many payoffs; or a name cannot be a name of a :class:`coopgame.Game`.

    References
    ----------
    The Gambit Project, Gambit documentation, "Game representation formats".

    Examples
    --------
    The first player's strategies run fastest:

    >>> read_nfg('NFG 1 R "" { "A" "B" } { 2 2 } 1 1  2 2  3 3  4 4').payoffs["2", "1"]
    (2, 2)

    Outcomes; number 0 stands for payoffs of 0:

    >>> read_nfg('NFG 1 R "" { "A" "B" } { 1 2 } { { "war" -1, 1/3 } } 0 1').payoffs["1", "2"]
    (-1, 1/3)
    >>> read_nfg('NFG 1 R "" { "A" "B" } { 1 2 } 1 1 2')
    Traceback (most recent call last):
    coopgame.errors.GameError: .nfg text, line 1: expected 4 payoffs (2 profiles × 2 players), found the end after 3.
    """
    if isinstance(source, Path):
        return read_game(Tokens(_contents(source), _name(source)))
    if not isinstance(source, str):
        raise GameError(f"read_nfg: expected a text or a path, got {shown(source)} ({type(source).__name__}).")
    if source.lstrip().startswith("NFG"):
        if len(source) > MAX_BYTES:
            raise GameError(f".nfg text: larger than {MAX_BYTES // 10**6} MB; nothing of that size is read.")
        return read_game(Tokens(source, ".nfg text"))
    if not source.strip() or "\n" in source:
        raise GameError(f"read_nfg: {shown(source)} is neither the path of a file nor a text that starts with NFG.")
    return read_nfg(Path(source))


def _name(path: Path) -> str:
    return path.name if path.name and path.name.isprintable() else shown(str(path))


def _contents(path: Path) -> str:
    """Read a file of text of limited size; a byte-order mark is dropped."""
    large = f"{_name(path)}: larger than {MAX_BYTES // 10**6} MB; nothing of that size is read."
    try:
        if path.stat().st_size > MAX_BYTES:
            raise GameError(large)
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)  # a device has no size
    except GameError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        hint = " A text must start with NFG." if isinstance(error, FileNotFoundError) else ""
        raise GameError(f"{_name(path)}: cannot be read: {reason}.{hint}") from error
    if len(raw) > MAX_BYTES:
        raise GameError(large)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GameError(f"{_name(path)}: not UTF-8 text (byte {error.start}).") from error


def write_nfg(game: Game, title: str = "") -> str:
    r"""Return a game of numbers as the text of a Gambit ``.nfg`` file.

    The text lists the payoffs, the first player's strategies running fastest, as integers and fractions; reading it
    with :func:`read_nfg` gives the same game.

    Parameters
    ----------
    game
        A game without parameters, with rational payoffs.
    title
        One line of text for people; it may contain quotation marks but no backslash.

    Returns
    -------
    str
        The text; it ends with a line break.

    Raises
    ------
    GameError
        A payoff contains a parameter or is not rational, or the title cannot be written.

    References
    ----------
    The Gambit Project, Gambit documentation, "Game representation formats".

    Examples
    --------
    >>> game = Game.from_bimatrix([["1/3", 0], [2, -1]], [[0, 5], [0.25, 0]], strategies=[["U", "D"], ["L", "R"]])
    >>> print(write_nfg(game, "An example"), end="")
    NFG 1 R "An example" { "row" "column" }
    { { "U" "D" }
    { "L" "R" } }
    ""
    1/3 0
    2 1/4
    0 5
    -1 0
    """
    if not isinstance(game, Game):
        raise GameError(f"write_nfg: expected a Game, got {shown(game)} ({type(game).__name__}).")
    if not game.is_numeric:
        names = ", ".join(s.name for s in game.parameters)
        raise GameError(f"An .nfg file holds numbers; the payoffs still contain {names}. Fix them with game.at({{…}}).")
    own = "\n".join(map(_list, game.strategies))
    order = (backwards[::-1] for backwards in itertools.product(*reversed(game.strategies)))
    body = "\n".join(" ".join(_payoffs(game, profile)) for profile in order)
    return f'NFG 1 R "{_title(title)}" {_list(game.players)}\n{{ {own} }}\n""\n{body}\n'


def _title(title: Any) -> str:
    if not isinstance(title, str) or not title.isprintable() or "\\" in title:
        raise GameError(f"title: expected one line of printable text without backslashes, got {shown(title)}.")
    return str(title).replace('"', '\\"')


def _list(labels: tuple[str, ...]) -> str:
    # No label of a game contains a quotation mark or a backslash, so none needs an escape.
    return "{ " + " ".join(f'"{label}"' for label in labels) + " }"


def _payoffs(game: Game, profile: Profile) -> list[str]:
    written = []
    for player, payoff in zip(game.players, game.payoffs[profile], strict=True):
        where = f"payoff of {player} at ({', '.join(profile)})"
        if not isinstance(payoff, sympy.Rational):
            raise GameError(f"{where}: {shown(payoff)} is not rational; an .nfg file holds rational numbers only.")
        try:
            written.append(str(exact_number(payoff)))  # what could not be read back is not written
        except ExpressionError as error:
            raise GameError(f"{where}: {error}") from error
    return written
