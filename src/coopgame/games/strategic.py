r"""Strategic games.

A strategic game is :math:`(N, (S_i)_{i \in N}, (u_i)_{i \in N})`: players, for each player a finite set of strategies,
and for each player a payoff :math:`u_i(s)` at each strategy profile :math:`s \in \prod_i S_i`.  Payoffs are expressions
in real parameters.

>>> game = Game(
...     ["government", "organization"],
...     [["cooperate", "capture"], ["share", "compete"]],
...     {
...         ("cooperate", "share"): ("V - b", "w"),
...         ("cooperate", "compete"): ("V - b - p", "w + g"),
...         ("capture", "share"): ("V - b - 3", "w - 1"),
...         ("capture", "compete"): ("V - b - 3", "w - 2"),
...     },
... )
>>> game.parameters
(V, b, g, p, w)
>>> game.at({"V": 10, "b": 1, "g": 1, "p": 2, "w": 2}).payoffs["cooperate", "compete"]
(7, 3)
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy

from coopgame.errors import ExpressionError, GameError, did_you_mean
from coopgame.expressions import check_label, to_expression
from coopgame.frozen import FrozenMap
from coopgame.games.displays import game_html, game_latex
from coopgame.games.replacing import exact_values, replacement

Profile = tuple[str, ...]


def labels(given: Any, what: str, where: str) -> tuple[str, ...]:
    """Return a list of different legal names.

    Raises
    ------
    GameError
        It is none.
    """
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise GameError(f"{where}: expected a list of names, got {given!r}.")
    names = tuple(check_label(name, what=what, where=where) for name in given)
    if not names:
        raise GameError(f"{where}: at least one {what} is needed.")
    twice = [n for n in names if names.count(n) > 1]
    if twice:
        raise GameError(f"{where}: {twice[0]!r} is given twice.")
    return names


def _profile(key: Any, players: tuple[str, ...], strategies: tuple[tuple[str, ...], ...]) -> Profile:
    if isinstance(key, str) or not isinstance(key, Sequence) or len(key) != len(players):
        raise GameError(f"payoffs: {key!r} is not a profile; expected one strategy for each of {', '.join(players)}.")
    for name, player, own in zip(key, players, strategies, strict=True):
        if name not in own:
            raise GameError(
                f"payoffs at {tuple(key)}: {name!r} is not a strategy of {player}.{did_you_mean(str(name), own)}"
            )
    return tuple(key)


def _payoff(value: Any, player: str, profile: Profile) -> sympy.Expr:
    where = f"payoff of {player} at ({', '.join(profile)})"
    try:
        return to_expression(value, where=where)
    except ExpressionError as error:
        raise GameError(str(error)) from None


def _refuse_shadows(
    players: tuple[str, ...], strategies: tuple[tuple[str, ...], ...], rows: Iterable[tuple[sympy.Expr, ...]]
) -> None:
    """Refuse a parameter that has the name of a strategy: a formula with that name would mean two things."""
    used = {s.name for row in rows for u in row for s in u.free_symbols}
    for player, own in zip(players, strategies, strict=True):
        for name in own:
            if name in used:
                raise GameError(f"payoffs: {name!r} is both a parameter and a strategy of {player}; rename one.")


@dataclass(frozen=True, repr=False)
class Game:
    """A finite strategic game whose payoffs are expressions in real parameters.

    Parameters
    ----------
    players
        Names of the players, at least one.
    strategies
        For each player, in that order, the names of the strategies.
    payoffs
        For each profile (a tuple of strategy names) the payoffs of the players, in order: SymPy expressions, exact
        numbers or strings such as ``"V - b"``.  Symbols are matched by name and taken as real; a float means the
        decimal that it prints as.

    Raises
    ------
    GameError
        A name is missing, doubled, unsafe, or shared by a parameter and a strategy; a profile is missing, unknown or
        has the wrong number of payoffs; a payoff is not a real expression.

    References
    ----------
    Osborne and Rubinstein (1994), A Course in Game Theory, definition 11.1.

    Examples
    --------
    >>> game = Game.from_bimatrix([["R", "S"], ["T", 0]], [["R", "T"], ["S", 0]])
    >>> game.strategies
    (('1', '2'), ('1', '2'))
    """

    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    payoffs: Mapping[Profile, tuple[sympy.Expr, ...]]

    def __init__(self, players: Any, strategies: Any, payoffs: Mapping[Any, Any]) -> None:
        names = labels(players, "player", "players")
        if isinstance(strategies, str) or not isinstance(strategies, Iterable):
            raise GameError(f"strategies: expected a list of strategies for each player, got {strategies!r}.")
        lists = list(strategies)
        if len(lists) != len(names):
            raise GameError(f"strategies: {len(names)} players need {len(names)} lists, got {len(lists)}.")
        sets = tuple(labels(s, "strategy", f"strategies of {n}") for n, s in zip(names, lists, strict=True))
        if not isinstance(payoffs, Mapping):
            raise GameError("payoffs: expected a mapping from profiles to tuples of payoffs.")
        table = {_profile(key, names, sets): value for key, value in payoffs.items()}
        missing = [profile for profile in itertools.product(*sets) if profile not in table]
        if missing:
            more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            raise GameError(f"payoffs: no payoffs at the profile ({', '.join(missing[0])}){more}.")
        found: dict[Profile, tuple[sympy.Expr, ...]] = {}
        for profile in itertools.product(*sets):
            row = table[profile]
            if isinstance(row, str) or not isinstance(row, Sequence) or len(row) != len(names):
                got = f"{len(row)}" if isinstance(row, Sequence) and not isinstance(row, str) else repr(row)
                raise GameError(
                    f"payoffs at ({', '.join(profile)}): expected {len(names)} payoffs, one for each of "
                    f"{', '.join(names)}; got {got}."
                )
            found[profile] = tuple(_payoff(v, n, profile) for v, n in zip(row, names, strict=True))
        _refuse_shadows(names, sets, found.values())
        object.__setattr__(self, "players", names)
        object.__setattr__(self, "strategies", sets)
        object.__setattr__(self, "payoffs", FrozenMap(found))

    @classmethod
    def from_bimatrix(
        cls,
        A: Any,
        B: Any,
        *,
        players: Sequence[str] = ("row", "column"),
        strategies: Sequence[Sequence[str]] | None = None,
    ) -> Game:
        """Return the two-player game with payoff matrices A (row player) and B (column player).

        Parameters
        ----------
        A, B
            Matrices of the same shape m × n: nested lists, SymPy matrices or NumPy arrays.
        players
            Two names.
        strategies
            m and n names; by default ``"1"``, ``"2"``, … .

        Raises
        ------
        GameError
            The shapes differ or are empty, or a name or payoff is wrong.

        Examples
        --------
        >>> Game.from_bimatrix([[1, 0]], [[0, 1]], strategies=[["U"], ["L", "R"]]).payoffs["U", "R"]
        (0, 1)
        """
        rows, columns = _matrix(A, "A"), _matrix(B, "B")
        shape = (len(rows), len(rows[0]))
        if shape != (len(columns), len(columns[0])):
            raise GameError(f"A is {shape[0]} × {shape[1]} but B is {len(columns)} × {len(columns[0])}.")
        names = strategies if strategies is not None else [[str(k + 1) for k in range(n)] for n in shape]
        sizes = [len(list(own)) for own in names]
        if sizes != list(shape):
            raise GameError(
                f"strategies: a {shape[0]} × {shape[1]} game needs {shape[0]} and {shape[1]} names, got {sizes}."
            )
        cells = itertools.product(enumerate(names[0]), enumerate(names[1]))
        return cls(players, names, {(r, c): (rows[i][j], columns[i][j]) for (i, r), (j, c) in cells})

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Every strategy profile, the last player's strategies running fastest."""
        return tuple(self.payoffs)

    @property
    def expressions(self) -> tuple[sympy.Expr, ...]:
        """All payoffs."""
        return tuple(u for row in self.payoffs.values() for u in row)

    @cached_property
    def parameters(self) -> tuple[sympy.Symbol, ...]:
        """The symbols of the payoffs, sorted by name."""
        found = set().union(*(u.free_symbols for u in self.expressions))
        return tuple(sorted(found, key=str))

    @property
    def is_numeric(self) -> bool:
        """Whether no payoff contains a parameter."""
        return not self.parameters

    def player_index(self, player: str) -> int:
        """Return the place of a player in the order of play of this object.

        Raises
        ------
        GameError
            There is no such player.
        """
        if player not in self.players:
            raise GameError(f"{player!r} is not a player.{did_you_mean(str(player), self.players)}")
        return self.players.index(player)

    def at(self, values: Mapping[Any, Any]) -> Game:
        """Return the game with some parameters replaced by exact numbers.

        Raises
        ------
        GameError
            A name is not a parameter of the game, or a payoff has no real value there.
        """
        return self.substitute(exact_values(values, self.parameters))

    def substitute(self, expressions: Mapping[sympy.Symbol, sympy.Expr]) -> Game:
        """Return the game with parameters replaced by expressions, all at once."""
        if not expressions:
            return self
        replaced = replacement(expressions)
        return Game(self.players, self.strategies, {s: tuple(map(replaced, row)) for s, row in self.payoffs.items()})

    def payoff_matrix(self, player: str) -> sympy.ImmutableDenseMatrix:
        """Return the m × n payoff matrix of one player of a two-player game.

        Raises
        ------
        GameError
            The game does not have two players, or there is no such player.
        """
        if len(self.players) != 2:
            raise GameError(f"A payoff matrix needs two players; this game has {len(self.players)}.")
        i = self.player_index(player)
        rows, columns = self.strategies
        return sympy.ImmutableDenseMatrix([[self.payoffs[r, c][i] for c in columns] for r in rows])

    def __repr__(self) -> str:
        sizes = " × ".join(str(len(own)) for own in self.strategies)
        symbols = ", ".join(s.name for s in self.parameters) or "none"
        return f"Game({sizes}; players: {', '.join(self.players)}; parameters: {symbols})"

    def _repr_html_(self) -> str:
        return game_html(self)

    def _repr_latex_(self) -> str:
        return game_latex(self)


def _matrix(values: Any, name: str) -> list[list[Any]]:
    rows = values.tolist() if hasattr(values, "tolist") else values
    if isinstance(rows, str) or not isinstance(rows, Sequence) or not rows:
        raise GameError(f"{name}: expected a matrix, a list of rows.")
    lists = [list(row) if isinstance(row, Sequence) and not isinstance(row, str) else None for row in rows]
    if any(row is None or not row or len(row) != len(lists[0] or []) for row in lists):
        raise GameError(f"{name}: expected rows of one and the same length, at least 1.")
    return [row for row in lists if row is not None]
