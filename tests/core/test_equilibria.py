"""Equilibria of numeric and symbolic games against exhaustive search, and laws that any solver keeps."""

from __future__ import annotations

import itertools
import pickle
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import sympy
from hypothesis import strategies as st

import coopgame as cg
from coopgame.conditions import Sign
from coopgame.equilibria import pure as pure_module
from coopgame.equilibria.concept import Comparisons
from tests.laws import assert_caught, law

from .brute import pure_nash, subgame_perfect
from .strategies import rational

PURE = cg.PureNash()
LEAD = ("A", "B")
Numbers = dict[tuple[str, ...], tuple[int, ...]]


def perfect(ties: str = "all", order: tuple[str, str] = LEAD) -> Any:
    return cg.SubgamePerfect(order=order, ties=ties)


def names(sizes: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(f"{player}{k}" for k in range(size)) for player, size in zip("abc", sizes, strict=False))


@st.composite
def games(draw: st.DrawFn, players: tuple[int, ...] = (2, 3)) -> cg.Game:
    """Games with few different payoffs, so that ties are common."""
    n = draw(st.sampled_from(players))
    strategies = names(tuple(draw(st.lists(st.integers(1, 3), min_size=n, max_size=n))))
    table = {s: tuple(draw(st.integers(-2, 2)) for _ in range(n)) for s in itertools.product(*strategies)}
    return cg.Game(("A", "B", "C")[:n], strategies, table)


def numbers(game: cg.Game) -> dict[Any, tuple[Fraction, ...]]:
    return {s: tuple(Fraction(int(u.p), int(u.q)) for u in row) for s, row in game.payoffs.items()}


def profiles(game: cg.Game, concept: Any) -> list[tuple[str, ...]]:
    return [e.profile for e in cg.solve(game, concept)]


# Numbers ------------------------------------------------------------------------------------------


def check_pure(game: cg.Game) -> None:
    found = profiles(game, PURE)
    assert len(found) == len(set(found))
    assert set(found) == pure_nash(game.strategies, numbers(game))
    assert found == [s for s in game.profiles if s in found], "in the order of the profiles"
    assert all(e.payoffs == game.payoffs[e.profile] and e.condition == sympy.true for e in cg.solve(game, PURE))


@law(120, games())
def test_pure_equals_exhaustive_search(game: cg.Game) -> None:
    check_pure(game)


def check_sequential(game: cg.Game, ties: str, leader: int) -> None:
    order = ("A", "B") if leader == 0 else ("B", "A")
    found = profiles(game, perfect(ties, order))
    assert len(found) == len(set(found))
    assert set(found) == subgame_perfect(game.strategies, numbers(game), leader, ties)


TIES = st.sampled_from(["all", "favourable", "adverse"])


@law(150, games((2,)), TIES, st.integers(0, 1))
def test_subgame_perfect_equals_exhaustive_search(game: cg.Game, ties: str, leader: int) -> None:
    check_sequential(game, ties, leader)


@law(60, games((2,)))
def test_ties_broken_are_among_all(game: cg.Game) -> None:
    everything = set(profiles(game, perfect()))
    for ties in ("favourable", "adverse"):
        some = set(profiles(game, perfect(ties)))
        assert some
        assert some <= everything


@law(60, games((2,)))
def test_leading_with_ties_in_favour_pays_best_pure_equilibrium(game: cg.Game) -> None:
    """A leader does at least as well as in any equilibrium in pure strategies of the simultaneous game."""
    led = {e.payoffs[0] for e in cg.solve(game, perfect("favourable"))}
    assert len(led) == 1
    assert all(e.payoffs[0] <= max(led) for e in cg.solve(game, PURE))


@law(60, games((2,)))
def test_plans_support_their_outcome(game: cg.Game) -> None:
    table = numbers(game)
    for outcome in cg.solve(game, perfect()):
        lead, reply = outcome.profile
        assert outcome.plan("A") == {"": {lead: True}}
        plan = outcome.plan("B")
        assert set(plan[lead]) == {reply}
        for move in game.strategies[0]:
            best = max(table[move, r][1] for r in game.strategies[1])
            deters = [
                r
                for r in game.strategies[1]
                if table[move, r][1] == best and table[move, r][0] <= table[outcome.profile][0]
            ]
            assert list(plan[move]) == ([reply] if move == lead else deters)


# All strict ordinal 2×2 games: payoffs 1 … 4 of each player in every order, 576 games, 4 copies of each of the 144 that
# differ by more than the order of strategies; 18, 108 and 18 of these have 0, 1 and 2 equilibria in pure strategies
# (Robinson and Goforth 2005, The Topology of the 2x2 Games).
def test_ordinal_games() -> None:
    cells = [("a0", "b0"), ("a0", "b1"), ("a1", "b0"), ("a1", "b1")]
    counts: Counter[int] = Counter()
    for first, second in itertools.product(itertools.permutations(range(1, 5)), repeat=2):
        game = cg.Game(("A", "B"), names((2, 2)), dict(zip(cells, zip(first, second, strict=True), strict=True)))
        counts[len(cg.solve(game, PURE))] += 1
    assert counts == {0: 72, 1: 432, 2: 72}


# Changes that change nothing ----------------------------------------------------------------------


def rebuilt(game: cg.Game, strategies: Any, payoff: Callable[[tuple[str, ...]], Any], players: Any = None) -> cg.Game:
    return cg.Game(players or game.players, strategies, {s: payoff(s) for s in itertools.product(*strategies)})


def check_permutations(game: cg.Game, concept: Any, rng: Any) -> None:
    """Reordering strategies or players, or new names, map equilibria to equilibria."""
    expected = set(profiles(game, concept))
    shuffled = tuple(tuple(rng.sample(own, len(own))) for own in game.strategies)
    assert set(profiles(rebuilt(game, shuffled, lambda s: game.payoffs[s]), concept)) == expected
    order = rng.sample(range(len(game.players)), len(game.players))
    back = [order.index(i) for i in range(len(order))]

    def moved(s: tuple[str, ...]) -> tuple[Any, ...]:
        row = game.payoffs[tuple(s[back[i]] for i in range(len(s)))]
        return tuple(row[i] for i in order)

    turned = rebuilt(game, [game.strategies[i] for i in order], moved, [game.players[i] for i in order])
    assert {tuple(s[back[i]] for i in range(len(s))) for s in profiles(turned, concept)} == expected
    primed = [[f"{name}'" for name in own] for own in game.strategies]
    renamed = rebuilt(game, primed, lambda s: game.payoffs[tuple(name[:-1] for name in s)])
    assert {tuple(name[:-1] for name in s) for s in profiles(renamed, concept)} == expected


CONCEPTS = st.sampled_from([PURE, perfect(), perfect("favourable"), perfect("adverse", ("B", "A"))])


@law(60, games((2,)), CONCEPTS, st.randoms(use_true_random=False))
def test_permutations_of_two(game: cg.Game, concept: Any, rng: Any) -> None:
    check_permutations(game, concept, rng)


@law(30, games((3,)), st.just(PURE), st.randoms(use_true_random=False))
def test_permutations_of_three(game: cg.Game, concept: Any, rng: Any) -> None:
    check_permutations(game, concept, rng)


positive = st.tuples(st.sampled_from([Fraction(1, 3), Fraction(2), Fraction(7)]), st.integers(-5, 5))


def check_affine(game: cg.Game, concept: Any, changes: list[tuple[Fraction, int]]) -> None:
    def changed(s: tuple[str, ...]) -> Any:
        pairs = zip(game.payoffs[s], changes, strict=False)
        return tuple(rational(scale) * u + shift for u, (scale, shift) in pairs)

    assert set(profiles(rebuilt(game, game.strategies, changed), concept)) == set(profiles(game, concept))


@law(60, games((2,)), CONCEPTS, st.lists(positive, min_size=3, max_size=3))
def test_positive_affine_changes_change_nothing(game: cg.Game, concept: Any, changes: Any) -> None:
    check_affine(game, concept, changes)


@law(30, games((3,)), st.just(PURE), st.lists(positive, min_size=3, max_size=3))
def test_positive_affine_changes_of_three(game: cg.Game, concept: Any, changes: Any) -> None:
    check_affine(game, concept, changes)


def test_negative_scale_is_caught() -> None:
    negative = st.tuples(st.just(Fraction(-1)), st.integers(-5, 5))
    assert_caught(check_affine, games((2,)), CONCEPTS, st.lists(negative, min_size=3, max_size=3))


@law(40, games(), st.integers(0, 2))
def test_duplicate_strategy_duplicates_equilibria(game: cg.Game, which: int) -> None:
    i = which % len(game.players)
    twin = game.strategies[i][0]
    strategies = [(*own, "twin") if k == i else own for k, own in enumerate(game.strategies)]

    def payoff(s: tuple[str, ...]) -> Any:
        return game.payoffs[(*s[:i], twin, *s[i + 1 :])] if s[i] == "twin" else game.payoffs[s]

    old = set(profiles(game, PURE))
    copies = {(*s[:i], "twin", *s[i + 1 :]) for s in old if s[i] == twin}
    assert set(profiles(rebuilt(game, strategies, payoff), PURE)) == old | copies


# Symbols ------------------------------------------------------------------------------------------

TERMS = [
    "p",
    "b",
    "p - 1",
    "1 - b",
    "p + b",
    "2*p - b",
    "p*b",
    "0",
    "1",
    "-1",
    "b/2",
    "min(p, b)",
    "max(p, 1)",
    "p/(1 + b**2)",
]


@st.composite
def symbolic_games(draw: st.DrawFn, players: tuple[int, ...] = (2, 2, 3)) -> cg.Game:
    n = draw(st.sampled_from(players))
    strategies = names(tuple(draw(st.lists(st.integers(1, 3 if n == 2 else 2), min_size=n, max_size=n))))
    term = st.sampled_from(TERMS)
    table = {s: tuple(draw(term) for _ in range(n)) for s in itertools.product(*strategies)}
    return cg.Game(("A", "B", "C")[:n], strategies, table)


quarters = st.integers(-6, 6).map(lambda k: Fraction(k, 2))
somewhere = st.lists(st.tuples(quarters, quarters), min_size=3, max_size=6)


def payoffs_at(game: cg.Game, p: Fraction, b: Fraction) -> dict[Any, tuple[Fraction, ...]]:
    """Evaluate by SymPy's substitution, not by the library."""
    swap = {sympy.Symbol("p", real=True): rational(p), sympy.Symbol("b", real=True): rational(b)}

    def number(u: sympy.Expr) -> Fraction:
        value = u.subs(swap)
        return Fraction(int(value.p), int(value.q))

    return {s: tuple(map(number, row)) for s, row in game.payoffs.items()}


def true(condition: Any, p: Fraction, b: Fraction) -> bool:
    return bool(condition.subs({sympy.Symbol("p", real=True): rational(p), sympy.Symbol("b", real=True): rational(b)}))


def check_conditions(game: cg.Game, kind: str, some: list[tuple[Fraction, Fraction]]) -> None:
    concept = PURE if kind == "pure" or len(game.players) != 2 else perfect(kind)
    found = cg.solve(game, concept)
    assert found.complete
    assert found.exact
    for p, b in some:
        table = payoffs_at(game, p, b)
        if concept == PURE:
            expected = pure_nash(game.strategies, table)
        else:
            expected = subgame_perfect(game.strategies, table, 0, kind)
        assert {e.profile for e in found if true(e.condition, p, b)} == expected
        at = {
            s: v for s, v in (("p", rational(p)), ("b", rational(b))) if sympy.Symbol(s, real=True) in game.parameters
        }
        assert set(profiles(game.at(at), concept)) == expected
    report = found.verify(points=10)
    assert report.passed, report


KINDS = st.sampled_from(["pure", "all", "favourable", "adverse"])


def test_components_of_concepts_without_mixtures_are_single() -> None:
    """With symbols, for one player and for three."""
    one = cg.Game(("A",), (("in", "out"),), {("in",): ("p",), ("out",): (0,)})
    three = cg.Game(
        ("A", "B", "C"), (("u", "d"), ("l",), ("e",)), {("u", "l", "e"): ("p", 1, 1), ("d", "l", "e"): (0, 1, 1)}
    )
    for game in (one, three):
        found = cg.solve(game, PURE)
        assert [c.equilibria for c in found.components] == [(e,) for e in found]
        assert [c.subsets for c in found.components] == [(tuple((m,) for m in e.mixtures),) for e in found]


@law(40, symbolic_games(), KINDS, somewhere)
def test_conditions_equal_exhaustive_search(game: cg.Game, kind: str, some: Any) -> None:
    check_conditions(game, kind, some)


def test_bounds_only_simplify() -> None:
    """On the space of a model, simplified conditions say what the full ones say."""
    game = cg.Game(("A",), (("in", "out"),), {("in",): ("p*b",), ("out",): ("0",)})
    space = cg.ParameterSpace({"p": (0, sympy.oo), "b": sympy.Interval.open(0, 1)})
    found = {e.profile: e.condition for e in cg.solve(cg.Model(game, space), PURE)}
    p = sympy.Symbol("p", real=True)
    assert found["in",] == sympy.true
    assert {true(found["out",], Fraction(k), Fraction(1, 2)) for k in (1, 2)} == {False}
    assert true(found["out",], Fraction(0), Fraction(1, 2))
    assert p in found["out",].free_symbols


def test_square_has_a_zero_on_the_line() -> None:
    """Both are equilibria at x = 0; the line has infinite, hence open, ends, but 0 is not one of them."""
    game = cg.Game(["A"], [["left", "right"]], {("left",): ("x**2",), ("right",): (0,)})
    found = {e.profile: e.condition for e in cg.solve(game, PURE)}
    x = sympy.Symbol("x", real=True)
    assert found["right",].subs({x: 0}) == sympy.true
    assert found["right",].subs({x: 1}) == sympy.false


# Checks that catch --------------------------------------------------------------------------------


def strict(self: Any, i: int, first: Any, second: Any) -> Any:
    return Sign.compare(self._difference(i, first, second), ">")


def swapped(self: Any, i: int, first: Any, second: Any) -> Any:
    return Sign.compare(self._difference(i, first, second), "<=")


@pytest.mark.parametrize("broken", [strict, swapped])
def test_condition_check_catches(broken: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Comparisons, "at_least", broken)
    assert_caught(check_conditions, symbolic_games(), KINDS, somewhere)


def test_verify_catches_a_wrong_condition(monkeypatch: pytest.MonkeyPatch) -> None:
    game = cg.Game(("A",), (("in", "out"),), {("in",): ("p",), ("out",): (0,)})
    assert cg.solve(game, PURE).verify().passed
    monkeypatch.setattr(Comparisons, "at_least", swapped)
    report = cg.solve(game, PURE).verify()
    assert not report.passed
    assert not report
    assert "FAILED" in repr(report)


def test_search_check_catches(monkeypatch: pytest.MonkeyPatch) -> None:
    original = pure_module.deviations
    monkeypatch.setattr(pure_module, "deviations", lambda game, i, s: list(original(game, i, s))[:1])
    assert_caught(check_pure, games())


# Classics -----------------------------------------------------------------------------------------


def test_hood_table_3() -> None:
    """Verbal outcomes of Hood (2002), Table 3, at numbers where each is the only equilibrium or one of two."""
    model = cg.models.hood()
    rows = [
        ({"C": 1, "D": 1}, {"symmetrical delegation"}),
        ({"C": 3, "D": 1}, {"blame shift"}),
        ({"C": 1, "D": 3}, {"credit slippage"}),
        ({"C": 5, "D": 7}, {"deadlock"}),
    ]
    for values, expected in rows:
        fixed = {"m": 2, "k": 3, "phi": "1/2"} | values
        assert {model.rule(e) for e in cg.solve(model.at(fixed))} == expected


def test_commitment_of_the_inspector_leaves_no_violation() -> None:
    """Pure commitment: with 0 < c < l the inspector inspects, and since f > g the inspectee complies."""
    model = cg.models.inspection().at({"l": 6, "a": 2, "g": 1, "f": 3, "c": 3})
    found = cg.solve(model, cg.SubgamePerfect(order=("inspector", "inspectee")))
    assert [e.profile for e in found] == [("inspect", "comply")]
    assert len(cg.solve(model, PURE)) == 0


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        ("0", {"ss"}),
        ("1/4", {"ss"}),
        ("1/3", {"ss", "fs", "sf"}),
        ("1/2", {"fs", "sf"}),
        ("2/3", {"ff", "fs", "sf"}),
        ("3/4", {"ff"}),
    ],
)
def test_continuum(x: str, expected: set[str]) -> None:
    found = cg.solve(cg.models.continuum().at({"x": x}), PURE)
    assert {"".join(name[0] for name in e.profile) for e in found} == expected


# States -------------------------------------------------------------------------------------------


def test_equilibrium_set_is_a_value() -> None:
    model = cg.models.st_plane()
    leading = cg.SubgamePerfect(order=("row", "column"))
    one, other = cg.solve(model, leading), cg.solve(cg.models.st_plane(), leading)
    again = pickle.loads(pickle.dumps(one))  # noqa: S301
    assert one == other == again
    assert hash(one) == hash(other) == hash(again)
    assert one != cg.solve(model, PURE)
    assert again.verify(points=5).passed
    with pytest.raises(AttributeError):
        one.equilibria = ()
    with pytest.raises(AttributeError):
        one.equilibria[0].payoffs = ()


BAD_CONCEPTS = [
    (lambda: cg.SubgamePerfect(order=("A", "A")), "two different players"),
    (lambda: cg.SubgamePerfect(order="AB"), "two different players"),
    (lambda: cg.SubgamePerfect(order=("A",)), "two different players"),
    (lambda: cg.SubgamePerfect(order=LEAD, ties="favorable"), "Did you mean 'favourable'"),
    (lambda: cg.solve(GAME, cg.SubgamePerfect(order=("A", "Z"))), "'Z' is not a player"),
    (lambda: cg.solve(THREE, cg.SubgamePerfect(order=LEAD)), "this game has 3"),
    (lambda: cg.solve(GAME, cg.PureNash), "not a solution concept"),
    (lambda: cg.solve(GAME, "nash"), "not a solution concept"),
    (lambda: next(iter(cg.solve(GAME, PURE))).mixture("Z"), "'Z' is not a player"),
    (lambda: next(iter(cg.solve(GAME, PURE))).plan("Z"), "'Z' is not a player"),
]
GAME = cg.Game(LEAD, (("u",), ("l",)), {("u", "l"): (1, 1)})
THREE = cg.Game(("A", "B", "C"), (("u",), ("l",), ("e",)), {("u", "l", "e"): (1, 1, 1)})


@pytest.mark.parametrize(("make", "fragment"), BAD_CONCEPTS, ids=[f for _, f in BAD_CONCEPTS])
def test_wrong_concepts(make: Callable[[], Any], fragment: str) -> None:
    with pytest.raises(cg.InputError) as caught:
        make()
    assert fragment in str(caught.value)
    assert type(caught.value).__name__ == "ConceptError"


def test_wrong_arguments_of_solve() -> None:
    with pytest.raises(cg.InputError, match="Expected a Game or a Model"):
        cg.solve({"p": 1}, PURE)
    irrational = cg.Game(["A"], [["l", "r"]], {("l",): (sympy.sqrt(2),), ("r",): (0,)})
    with pytest.raises(cg.CoopgameError):
        cg.solve(irrational, PURE)
