"""Trees as data: what is refused, what is known, and the strategic form."""

from __future__ import annotations

import pickle
from fractions import Fraction
from typing import Any

import pytest
import sympy

import coopgame as cg
from coopgame.equilibria import backward_numbers, tree_outcomes
from coopgame.games import nodes, plans, ways
from coopgame.games import tree as tree_module
from tests.laws import assert_caught, law

from . import brute
from .draws import numeric, trees

X = sympy.Symbol("x", real=True)
D, C = cg.Decision, cg.Chance


def two(root: Any) -> cg.Tree:
    return cg.Tree(["A", "B"], root)


def deep(n: int) -> Any:
    node: Any = (0, 0)
    for _ in range(n):
        node = D("A", {"go": node})
    return node


def doubled(n: int) -> Any:
    """One object that stands for 2**n ends."""
    node: Any = (0, 0)
    for _ in range(n):
        node = D("A", {"l": node, "r": node})
    return node


def knows(a: Any, b: Any) -> Any:
    return C({"h": ("1/2", a), "l": ("1/2", b)})


WRONG = {
    "payoff missing": (lambda: two(D("A", {"in": (1,), "out": (0, 0)})), cg.GameError, "payoffs after in: expected 2"),
    "payoff superfluous": (lambda: two(D("A", {"in": (1, 2, 3)})), cg.GameError, "got 3"),
    "payoff not real": (lambda: two(D("A", {"in": ("1/0", 0)})), cg.GameError, "payoff of A after in"),
    "payoff is code": (
        lambda: two(D("A", {"in": ("__import__('os')", 0)})),
        cg.GameError,
        "payoff of A after in: Unexpected",
    ),
    "no sum": (
        lambda: two(C({"h": ("1/2", (0, 0)), "l": ("1/4", (0, 0))})),
        cg.GameError,
        "chance at the start: the probabilities sum to 3/4, expected 1",
    ),
    "sum for some parameters": (
        lambda: two(D("A", {"in": C({"h": ("mu", (0, 0)), "l": ("1/2", (0, 0))})})),
        cg.GameError,
        r"chance after in: the probabilities sum to mu \+ 1/2, which is 1 for some parameters only",
    ),
    "negative": (
        lambda: two(C({"h": ("3/2", (0, 0)), "l": ("-1/2", (0, 0))})),
        cg.GameError,
        "probability of l is -1/2",
    ),
    "no probability": (lambda: two(C({"h": (0, 0)})), cg.GameError, "expected a Decision, a Chance or a tuple"),
    "no pair": (lambda: two(C({"h": "1"})), cg.GameError, r"expected \(probability, what follows\)"),
    "probability is code": (lambda: two(C({"h": ("f()", (0, 0))})), cg.GameError, "probability of h"),
    "unknown player": (lambda: two(D("a", {"in": (0, 0)})), cg.GameError, "'a' is not a player. Did you mean 'A'"),
    "no action": (lambda: D("A", {}), cg.GameError, "at least one action"),
    "no mapping": (lambda: D("A", ["in"]), cg.GameError, "expected a mapping"),
    "no node": (lambda: D("A", {"in": 3}), cg.GameError, "a decision of A, in: expected a Decision"),
    "bad name": (lambda: D("A", {"in; out": (0, 0)}), cg.GameError, "';' or ':'"),
    "reserved name": (lambda: D("A", {"no move": (0, 0)}), cg.GameError, "no move"),
    "players twice": (lambda: cg.Tree(["A", "A"], D("A", {"in": (0, 0)})), cg.GameError, "'A' is given twice"),
    "no root": (lambda: two((0, 0)), cg.GameError, "root: expected a Decision or a Chance"),
    "actions differ": (
        lambda: two(knows(D("A", {"l": (0, 0), "r": (0, 0)}, "I"), D("A", {"l": (0, 0), "m": (0, 0)}, "I"))),
        cg.GameError,
        "Information set 'I' of A: after h the actions are l, r, after l they are l, m",
    ),
    "shared set": (
        lambda: two(knows(D("A", {"l": (0, 0)}, "I"), D("B", {"l": (0, 0)}, "I"))),
        cg.GameError,
        "'I': A and B share it",
    ),
    "forgets what it did": (
        lambda: two(D("A", {a: D("A", {"l": (0, 0), "r": (0, 0)}, "I") for a in "xy"})),
        cg.GameError,
        "Information set 'I': A moved differently after x and after y",
    ),
    "forgets what it knew": (
        lambda: two(knows(*(D("A", {"on": D("A", {"l": (0, 0)}, "I")}) for _ in range(2)))),
        cg.GameError,
        "perfect recall",
    ),
    "is absent-minded": (
        lambda: two(D("A", {"l": D("A", {"l": (0, 0), "r": (0, 0)}, "I"), "r": (0, 0)}, "I")),
        cg.GameError,
        "perfect recall",
    ),
    "parameter and action": (
        lambda: two(D("A", {"b": ("b", 0)})),
        cg.GameError,
        "'b' is both a parameter and an action",
    ),
    "too deep": (lambda: deep(60), cg.LimitError, "41 on one path; at most 2000 and 40"),
    "too large": (lambda: doubled(60), cg.LimitError, "2047 nodes"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said(name: str) -> None:
    make, error, words = WRONG[name]
    with pytest.raises(error, match=words):
        make()


@pytest.mark.parametrize(
    ("odds", "good"),
    [
        (("mu", "1 - mu"), True),
        (("x/(x + y)", "y/(x + y)"), True),
        (("(1 - x)*(1 + x)", "x**2"), True),
        (("sqrt(x)**2", "1 - x"), True),
        ((0, 1), True),
        ((0.1, 0.9), True),
        (("x", "1 - y"), False),
        (("x", "x"), False),
        (("1/3", "0.6667"), False),
    ],
)
def test_sums_of_probabilities_are_decided_with_symbols(odds: tuple[Any, Any], good: bool) -> None:
    root = C({"h": (odds[0], (0, 0)), "l": (odds[1], (0, 0))})
    if good:
        assert two(root).probabilities
    else:
        with pytest.raises(cg.GameError, match="probabilities sum to"):
            two(root)


def test_values_that_make_a_probability_negative_are_refused() -> None:
    tree = two(C({"h": ("mu", ("x", 0)), "l": ("1 - mu", (0, 0))}))
    assert tree.at({"mu": "1/4"}).probabilities == (sympy.Rational(1, 4), sympy.Rational(3, 4))
    with pytest.raises(cg.GameError, match="probability of l is -1"):
        tree.at({"mu": 2})
    with pytest.raises(cg.GameError, match="Known: mu, x"):
        tree.at({"nu": 2})


def test_spaces_keep_probabilities_between_zero_and_one() -> None:
    tree = two(C({"h": ("mu", ("x", 0)), "l": ("1 - mu", (0, 0))}))
    assert cg.solve(tree).space.describe("mu") == "[0, 1]"
    wide = cg.Model(tree, cg.ParameterSpace({"mu": (-1, 2), "x": (-1, 1)}))
    assert not wide.space.contains({"mu": 2, "x": 0})
    assert wide.space.contains({"mu": 1, "x": 0})
    d = cg.phase_diagram(wide, x=("mu", -1, 2), y=("x", -1, 1))
    assert sum(float(r.area) for r in d.regions) == 2
    assert d.verify(points=30)
    narrow = cg.Model(tree, cg.ParameterSpace({"mu": ("1/4", "1/2"), "x": (-1, 1)}))
    assert narrow.space.where == ()
    three = cg.Tree(["A"], C({"h": ("p", (0,)), "m": ("q", ("x",)), "l": ("1 - p - q", (0,))}))
    assert len(cg.solve(three).space.where) == 1
    assert cg.solve(three).verify(points=10)


def test_a_tree_is_a_value() -> None:
    tree = cg.models.entry_deterrence().game
    again = pickle.loads(pickle.dumps(tree))  # noqa: S301 - our own bytes
    assert again == tree
    assert hash(again) == hash(tree)
    assert tree.payoffs_at("in", "fight") == (sympy.Symbol("l", real=True), sympy.Symbol("f", real=True))
    assert tree.substitute({}) is tree
    assert repr(tree) == "Tree(3 ends, perfect information; players: entrant, store; parameters: d, e, f, l, m, o)"
    assert "<i>store</i>" in tree._repr_html_()
    for wrong, words in ((("in", "fihgt"), "Did you mean 'fight'"), (("in",), "goes on after in")):
        with pytest.raises(cg.GameError, match=words):
            tree.payoffs_at(*wrong)
    with pytest.raises(AttributeError):
        tree.root = None


def coordination() -> cg.Tree:
    """Simultaneous choice, written as a tree."""
    second = {a: D("B", {"l": (p, p), "r": (q, q)}, "I") for a, p, q in (("x", "v", 0), ("y", 0, 1))}
    return two(D("A", second))


def test_imperfect_information_is_solved_through_the_strategic_form() -> None:
    tree = coordination()
    assert not tree.perfect_information
    with pytest.raises(cg.ConceptError, match=r"cg.solve\(tree.strategic\(\), cg.Nash\(\)\)") as caught:
        cg.solve(tree)
    assert "2 nodes of the information set 'I'" in str(caught.value)
    form = tree.strategic()
    assert form.strategies == (("x", "y"), ("l", "r"))
    profiles = [e.profile for e in cg.solve(form.at({"v": 2}), cg.PureNash())]
    assert profiles == [("x", "l"), ("y", "r")]
    assert len(cg.solve(form.at({"v": 2}), cg.Nash())) == 3


def test_concepts_of_strategic_games_say_what_to_do_with_a_tree() -> None:
    tree = cg.models.entry_deterrence().game
    for concept in (cg.Nash(), cg.PureNash(), cg.SubgamePerfect(order=("entrant", "store"))):
        with pytest.raises(cg.ConceptError, match="this is a Tree; take its strategic form"):
            cg.solve(tree, concept)
    with pytest.raises(cg.ConceptError, match="defined for trees, this is a Game"):
        cg.solve(tree.strategic(), cg.BackwardInduction())


def test_reduced_plans_leave_out_what_a_player_rules_out_itself() -> None:
    form = cg.models.centipede(4).game.strategic()
    assert form.strategies[0] == ("take", "pass; take", "pass; pass")
    silent = cg.Tree(["A", "B"], D("A", {"in": (1, 0)})).strategic()
    assert silent.strategies == (("in",), ("no move",))


def test_limits_are_refused_before_anything_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"a{k}": D("B", {f"b{j}": (0, 0) for j in range(4)}) for k in range(8)}
    tree = two(D("A", many))

    def refuse(*_: object) -> None:
        raise AssertionError("computed")

    monkeypatch.setattr(plans, "strategic_form", refuse)
    with pytest.raises(cg.LimitError, match="more than 5000 plans"):
        tree.strategic()
    small = two(D("A", {f"a{k}": D("B", {f"b{j}": (0, 0) for j in range(8)}) for k in range(4)}))
    monkeypatch.setattr(plans, "PROFILES", 4096)
    with pytest.raises(cg.LimitError, match="4 × 4096 = 16384 profiles"):
        small.strategic()
    monkeypatch.setattr(ways, "OUTCOMES", 10)
    symbolic = two(D("A", {f"a{k}": D("B", {f"b{j}": (X, 0) for j in range(8)}) for k in range(4)}))
    for ask in (lambda: cg.solve(symbolic), lambda: symbolic.strategies):
        with pytest.raises(cg.LimitError, match="32 ways"):
            ask()


def test_conditions_of_too_many_comparisons_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from coopgame.equilibria import backward

    monkeypatch.setattr(backward, "COMPARISONS", 20)
    with pytest.raises(cg.LimitError, match="more than 20 comparisons"):
        cg.solve(cg.models.entry_deterrence(2))


def test_names_of_plans_that_are_too_long_are_refused() -> None:
    node: Any = (0,)
    for _ in range(6):
        node = D("A", {"a very long name": node})
    with pytest.raises(cg.GameError, match="more than 64 characters; shorten"):
        cg.Tree(["A"], node).strategic()


def strategic_form_has_the_payoffs_of_the_tree(tree: cg.Tree) -> None:
    form = tree.strategic()
    for profile in brute.profiles(list(brute.decisions(tree.root))):
        names = tuple("; ".join(reduced(tree, player, profile)) or "no move" for player in tree.players)
        assert tuple(map(numeric, form.payoffs[names])) == brute.payoffs(tree.root, (), profile)


def reduced(tree: cg.Tree, player: str, profile: brute.Profile) -> list[str]:
    """The player's actions where its own earlier actions lead."""
    own = {h: profile[h] for h, node in brute.decisions(tree.root) if node.player == player}

    def reached(history: tuple[str, ...]) -> bool:
        return all(own[h] == history[len(h)] for h in own if len(h) < len(history) and history[: len(h)] == h)

    return [action for history, action in own.items() if reached(history)]


def agents_have_the_payoffs_of_their_players(tree: cg.Tree) -> None:
    places = list(brute.decisions(tree.root))
    if not places:
        return
    form = tree.agents()
    perfect = [tuple(profile.values()) for profile in brute.subgame_perfect(tree)]
    for profile in brute.profiles(places):
        paid = brute.payoffs(tree.root, (), profile)
        expected = [paid[tree.players.index(node.player)] for _, node in places]
        assert list(map(numeric, form.payoffs[tuple(profile.values())])) == expected
    assert set(perfect) <= {e.profile for e in cg.solve(form, cg.PureNash())}


def outcomes_are_equilibria_of_the_strategic_form(tree: cg.Tree) -> None:
    payoffs = {tuple(map(numeric, e.payoffs)) for e in cg.solve(tree.strategic(), cg.PureNash())}
    assert {tuple(map(numeric, e.payoffs)) for e in cg.solve(tree)} <= payoffs


SMALL = trees(most=7)

test_strategic_form_has_the_payoffs_of_the_tree = law(60, SMALL)(strategic_form_has_the_payoffs_of_the_tree)
test_agents_have_the_payoffs_of_their_players = law(40, SMALL)(agents_have_the_payoffs_of_their_players)
test_outcomes_are_equilibria_of_the_strategic_form = law(60, SMALL)(outcomes_are_equilibria_of_the_strategic_form)


def test_equilibria_of_the_strategic_form_catch_outcomes_that_nothing_deters(monkeypatch: pytest.MonkeyPatch) -> None:
    def every(mover: int, history: Any, options: Any) -> list[Any]:
        return [z.after(history, mover, action) for action, below in options.items() for z, _ in below.outcomes]

    monkeypatch.setattr(backward_numbers, "_best", every)
    assert_caught(outcomes_are_equilibria_of_the_strategic_form, SMALL)


def test_payoffs_catch_plans_that_are_not_reduced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "_excluded", lambda *_: False)
    assert_caught(strategic_form_has_the_payoffs_of_the_tree, SMALL)


def test_payoffs_catch_agents_with_the_payoffs_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tree_module.strategic_form
    monkeypatch.setattr(tree_module, "strategic_form", lambda *given: whole(*given[:3], [0] * len(given[0])))
    assert_caught(agents_have_the_payoffs_of_their_players, SMALL)


def test_agents_are_named_by_their_information_sets() -> None:
    def reply(kind: str) -> cg.Decision:
        return D("B", {"l": (kind, 0), "r": (0, 1)}, "I")

    with pytest.raises(cg.GameError, match="only chance moves"):
        cg.Tree(["A"], C({"h": (1, (0,))})).agents()
    again = D("B", {"on": (0, 0), "off": (1, 1)})
    tree = two(D("A", {"x": reply("v"), "y": reply("w"), "z": again}))
    assert tree.agents().players == ("A", "B at I", "B after z")
    assert tree.agents().strategies == (("x", "y", "z"), ("l", "r"), ("on", "off"))


def names_give_the_outcome_back(tree: cg.Tree) -> None:
    """No two ways in which a tree can go have the same names, so an outcome is what its names say."""
    own = [ways.named(moves, len(tree.players)) for moves in ways._from(tree.root, tree.players)]
    assert len(own) == len(set(own)) == ways.count(tree.root)
    assert tree.strategies == tuple(tuple(dict.fromkeys(column)) for column in zip(*own, strict=True))


test_names_give_the_outcome_back = law(100, trees())(names_give_the_outcome_back)


def test_names_that_forget_an_action_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ways.named
    monkeypatch.setattr(ways, "named", lambda moves, n: whole(list(moves)[:1], n))
    assert_caught(names_give_the_outcome_back, trees())


def test_words_of_outcomes_of_chance_name_every_branch() -> None:
    tree = two(C({"h": ("1/2", D("A", {"in": D("B", {"y": (1, 1)}), "out": (0, 0)})), "l": ("1/2", (0, 0))}))
    outcome = cg.solve(tree).equilibria[0]
    assert outcome.profile == ("in", "y")
    parts = {"h": tree_outcomes.Outcome(("h", "in", "y"), ()), "l": tree_outcomes.Outcome(("l",), ())}
    assert tree_outcomes.chance_words((), parts) == ("h: in; y", "l")
    assert outcome.payoffs == (sympy.Rational(1, 2),) * 2
    assert nodes.NO_MOVE not in outcome.profile


@pytest.mark.parametrize("value", [Fraction(1, 3), 0.25])
def test_numbers_of_any_kind_are_exact(value: Any) -> None:
    assert two(D("A", {"in": (value, 0)})).payoffs_at("in")[0] == sympy.Rational(str(value))


def test_irrational_numbers_are_refused_by_name() -> None:
    with pytest.raises(cg.GameError, match=r"payoff after in is sqrt\(2\); exact solution needs a rational"):
        cg.solve(two(D("A", {"in": ("sqrt(2)", 0)})))


def test_probabilities_with_poles_are_kept_track_of() -> None:
    odds = C({"h": ("x/(x + y)", (0, 0)), "l": ("y/(x + y)", (0, 0))})
    (only,) = cg.solve(two(D("A", {"in": odds}))).equilibria
    assert only.condition != sympy.true
    assert only.condition.subs({"x": 1, "y": -1}) == sympy.false or "x + y" in str(only.condition)
