import importlib
import io
import sys
from fractions import Fraction
from types import SimpleNamespace

import pytest
import sympy

from coopgame.errors import CoopgameError, GameError, MissingPackageError, UnsupportedError
from coopgame.games import Game
from coopgame.interchange import gambit, gambit_opinion, read_nfg, write_nfg

CHICKEN = Game.from_bimatrix([[0, "7/3"], ["2/3", 2]], [[0, "2/3"], ["7/3", 2]])
THIRD, ONE, NIL = sympy.Rational(1, 3), sympy.Integer(1), sympy.Integer(0)


def test_missing_package_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pygambit", None)
    with pytest.raises(MissingPackageError, match='pip install "pygambit') as caught:
        gambit_opinion(CHICKEN)
    assert isinstance(caught.value, CoopgameError)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("game", "kind", "fragment"),
    [
        (Game(["a"], [["x"]], {("x",): (1,)}), GameError, "two players; this game has 1"),
        (Game.from_bimatrix([["V"]], [["p"]]), GameError, "payoffs still contain V, p"),
        (Game.from_bimatrix([["sqrt(2)"]], [[1]]), GameError, "not rational"),
        (Game.from_bimatrix([[2**31 - 1, 0], [0, 1]], [[0, 1], [1, 0]]), UnsupportedError, "2147483647 apart"),
        (Game.from_bimatrix([[2**40 + 1, 2**40], [2**40, 2**40]], [[0, 1], [1, 0]]), UnsupportedError, "Divide all"),
    ],
)
def test_games_that_gambit_cannot_take(game, kind, fragment):
    with pytest.raises(kind, match=fragment):
        gambit_opinion(game)


class _Fake:
    """What of pygambit is used, with an answer in which one equilibrium is listed twice."""

    __version__ = "0"

    def __init__(self):
        self.arrays = None
        self.Game = SimpleNamespace(from_arrays=self._from_arrays)
        self.nash = SimpleNamespace(enummixed_solve=self._solve)

    def _from_arrays(self, *arrays):
        self.arrays = [array.tolist() for array in arrays]
        return SimpleNamespace(players=[SimpleNamespace(strategies=own) for own in (("a", "b"), ("c", "d"))])

    def _solve(self, game, *, rational):
        assert rational
        assert game.players
        half = {"a": Fraction(1, 3), "b": Fraction(2, 3), "c": Fraction(1), "d": Fraction(0)}
        return SimpleNamespace(equilibria=[half, dict(half), {"a": 1, "b": 0, "c": 0, "d": 1}])


def test_fractions_go_in_and_come_out_once(monkeypatch):
    fake = _Fake()
    monkeypatch.setitem(sys.modules, "pygambit", fake)
    opinion = gambit_opinion(CHICKEN)
    assert fake.arrays[0] == [[0, Fraction(7, 3)], [Fraction(2, 3), 2]]
    assert opinion.profiles == (((ONE, NIL), (NIL, ONE)), ((THIRD, 2 * THIRD), (ONE, NIL)))
    assert all(isinstance(w, sympy.Rational) for profile in opinion.profiles for own in profile for w in own)
    assert repr(opinion) == "GambitOpinion(2 profiles by enummixed with fractions of pygambit 0)"
    assert "1/3" in opinion._repr_html_()


def installed():
    return pytest.importorskip("pygambit", reason="pygambit is not installed")


def test_extreme_equilibria_of_a_regular_game():
    installed()
    mixed = ((THIRD, 1 - THIRD), (THIRD, 1 - THIRD))
    assert gambit_opinion(CHICKEN).profiles == (((ONE, NIL), (NIL, ONE)), mixed, ((NIL, ONE), (ONE, NIL)))


def test_duplicates_are_removed_in_a_degenerate_game():
    pygambit = installed()
    flat = Game.from_bimatrix([[1, 1], [1, 1]], [[1, 1], [1, 1]])
    assert len(gambit_opinion(flat).profiles) == 4
    assert pygambit.__name__ == "pygambit"


@pytest.mark.parametrize("apart", [2**31 - 2, 2**31 - 1])
def test_the_limit_is_where_gambit_falls_silent(monkeypatch, apart):
    installed()
    monkeypatch.setattr(gambit, "_RANGE", 2**40)
    game = Game.from_bimatrix([[apart, 0], [0, 1]], [[0, 1], [1, 0]])
    assert bool(gambit_opinion(game).profiles) == (apart < 2**31 - 1)


def test_gambit_reads_what_is_written_and_the_reverse():
    pygambit = installed()
    game = Game(
        ["A", "B", "C"],
        [["a", "b"], ["c", "d", "e"], ["f", "g"]],
        {
            (r, c, k): (100 * i + 10 * j + m, f"1/{i + j + m + 2}", "-0.25")
            for i, r in enumerate("ab")
            for j, c in enumerate("cde")
            for m, k in enumerate("fg")
        },
    )
    peer = pygambit.read_nfg(io.BytesIO(write_nfg(game, 'say "x"').encode()))
    assert peer.title == 'say "x"'
    for r, c, k in game.profiles:
        place = ("ab".index(r), "cde".index(c), "fg".index(k))
        outcome = peer[place]
        theirs = tuple(Fraction(str(outcome[player])) for player in peer.players)
        assert theirs == tuple(Fraction(str(u)) for u in game.payoffs[r, c, k])
    assert read_nfg(peer.to_nfg()) == game


def test_it_is_not_loaded_at_import():
    module = importlib.import_module("coopgame.interchange.gambit")
    assert "pygambit" not in vars(module)
