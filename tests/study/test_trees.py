"""Trees in studies: what they say, what they refuse, and that hostile ones harm nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

import coopgame as cg
from coopgame.games import Tree
from tests.study.conftest import Command
from tests.study.hostile import BOMBS, CODE, Case
from tests.study.test_hostile import attack

GOOD = (Path(__file__).parents[2] / "examples" / "licence.toml").read_text(encoding="utf-8")
FIRST = 'actions = { keep = ["k", 0], license = "demand" }'
HIGH = 'high = { probability = "mu", to = "busy" }'
SIGNALS = """\
[tree]
players = ["sender", "receiver"]
start = "nature"

[tree.nodes]
nature = { chance = { s = { probability = "mu", to = "strong" }, w = { probability = "1 - mu", to = "weak" } } }
strong = { player = "sender", actions = { go = "after strong", stay = [1, 1] } }
weak = { player = "sender", actions = { go = "after weak", stay = [1, 1] } }
"after strong" = { player = "receiver", information = "go", actions = { yield = [2, 0], resist = ["x", -1] } }
"after weak" = { player = "receiver", information = "go", actions = { yield = [2, 0], resist = [-1, 1] } }

[parameters]
mu = { bounds = [0, 1] }
x = { bounds = [-5, 5], value = 0 }

[axes]
x = { parameter = "mu", from = 0, to = 1 }
"""


def change(old: str, new: str, text: str = GOOD) -> str:
    assert old in text, old
    return text.replace(old, new, 1)


def probability(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return change('probability = "mu"', f'probability = "{quoted}"')


def study(text: str, folder: Path) -> cg.Study:
    path = folder / "study.toml"
    path.write_text(text, encoding="utf-8")
    return cg.read_study(path)


def test_a_tree_is_mapped(tmp_path: Path) -> None:
    found = study(GOOD, tmp_path)
    assert isinstance(found.request.model.game, Tree)
    assert found.request.concept == cg.BackwardInduction()
    areas = {region.name: str(region.area) for region in found.run().regions}
    assert areas == {"full service": "5/3", "own service": "4/3", "skimming": "1"}
    assert found.solve().verify(points=20)


def test_a_selection_from_the_outcomes_of_a_tree(tmp_path: Path) -> None:
    found = study(GOOD + '[timing]\nselect = "leader-best"\nleader = "agency"\n', tmp_path)
    assert found.request.concept == cg.LeaderBest("agency", cg.BackwardInduction())
    assert found.run().verify(points=20)


def test_plans_that_are_chosen_at_once(tmp_path: Path) -> None:
    text = SIGNALS + '[timing]\nplay = "simultaneous"\n'
    found = study(text, tmp_path)
    assert isinstance(found.request.model.game, cg.Game)
    assert found.request.model.game.strategies == (
        ("go; go", "go; stay", "stay; go", "stay; stay"),
        ("yield", "resist"),
    )
    assert found.run().verify(points=20)
    mixed = study(text + "mixed = true\n", tmp_path)
    assert mixed.request.concept == cg.Nash()


@pytest.mark.parametrize(("size", "value"), [("entrants", 2), ("rounds", 3), ("pie", 4)])
def test_models_of_some_size(size: str, value: int, tmp_path: Path) -> None:
    name = {"entrants": "entry_deterrence", "rounds": "centipede", "pie": "ultimatum"}[size]
    x = {"entrants": "f", "rounds": "r", "pie": "alpha"}[size]
    text = f'[model]\nuse = "{name}"\n{size} = {value}\n[axes]\nx = {{ parameter = "{x}", from = 1, to = 2 }}\n'
    assert study(text, tmp_path).request.model.game == getattr(cg.models, name)(value).game


HOSTILE = [
    *(Case(f"probability_{k}", probability(v), ("probability of high",)) for k, v in CODE.items()),
    *(Case(f"probability_{k}", probability(v), ("probability of high", words)) for k, (v, words) in BOMBS.items()),
    Case("payoff", change('["k", 0]', '["__import__(\'os\')", 0]'), ("payoff of agency after keep", "Unexpected")),
    Case("missing_payoff", change('["k", 0]', '["k"]'), ("tree.nodes.offer.actions.keep", "expected 2", "got 1")),
    Case("no_payoffs", change('["k", 0]', "[]"), ("tree.nodes.offer.actions.keep", "the name of a node")),
    Case("number", change('["k", 0]', "3"), ("tree.nodes.offer.actions.keep", "got 3")),
    Case("nested_list", change('["k", 0]', '[["k"], 0]'), ("tree.nodes.offer.actions.keep", "expected")),
    Case("sum", change('"1 - mu"', '"1/2"'), ("tree.nodes.demand.chance", "sum to mu + 1/2")),
    Case("negative", change(HIGH, HIGH.replace('"mu"', "2")).replace('"1 - mu"', "-1"), ("probability of low is -1",)),
    Case("unknown_player", change('player = "agency"', 'player = "agnecy"'), ("offer.player", "Did you mean 'agency'")),
    Case("unknown_node", change('license = "demand"', 'license = "demnd"'), ("license", "Did you mean 'demand'")),
    Case("unknown_start", change('start = "offer"', 'start = "ofer"'), ("tree.start", "Did you mean 'offer'")),
    Case("circle", change('license = "demand"', 'license = "offer"'), ("'offer' a second time",)),
    Case("twice", change('to = "calm"', 'to = "busy"'), ("chance.low", "'busy' a second time")),
    Case("idle", GOOD.replace('license = "demand"', "license = [1, 1]"), ("tree.nodes.demand", "no action leads")),
    Case("both_kinds", change('player = "agency"', 'player = "agency"\nchance = {}'), ("tree.nodes.offer", "alone")),
    Case("neither_kind", change('player = "agency"\n', ""), ("tree.nodes.offer", "player with actions")),
    Case("unknown_key", change('player = "agency"', 'plyer = "agency"'), ("plyer", "Did you mean 'player'")),
    Case("name", change("license = ", '"a{b}" = '), ("a{b}",)),
    Case("action_and_parameter", change("license = ", "mu = "), ("'mu' is both a parameter and an action",)),
    Case("no_bounds", change('["k", 0]', '["q", 0]'), ("tree: q has no bounds",)),
    Case("unused", change("[axes]", "[parameters.z]\nbounds = [0, 1]\n[axes]"), ("parameters.z", "no payoff")),
    Case("regime", change('profile = ["keep", "no move"]', 'profile = ["keep", "serve all"]'), ("regimes:", "profile")),
    Case("with_game", GOOD + '[game]\nplayers = ["a"]\nstrategies = { a = ["b"] }\n'
         'payoffs = [{ profile = ["b"], payoffs = [1] }]\n', ("both [game] and [tree]",)),
    Case("leader", GOOD + '[timing]\nplay = "leader-follower"\nleader = "agency"\n', ("timing.play", "who moves when")),
    Case("information", SIGNALS, ("receiver cannot tell apart 2 nodes", '[timing] with play = "simultaneous"')),
    Case("recall", change('information = "go", actions = { yield = [2, 0], resist = ["x", -1] }',
         'information = "go", actions = { yield = [2, 0], flee = ["x", -1] }', SIGNALS), ("Information set 'go'",)),
    Case("many_nodes", GOOD + "".join(f"[tree.nodes.n{k}]\n" for k in range(500)), ("tree.nodes", "400 items")),
    Case("deep", GOOD.replace('license = "demand"', 'license = "n0"') + "".join(
         f'[tree.nodes.n{k}]\nplayer = "agency"\nactions = {{ on = "n{k + 1}" }}\n' for k in range(390)),
         ("more than 40 nodes lie on one path",)),
    Case("no_size", '[model]\nuse = "hood"\nrounds = 3\n[axes]\nx = { parameter = "C", from = 0, to = 1 }\n',
         ("model.rounds", "hood", "no size to choose")),
    Case("size", '[model]\nuse = "centipede"\nrounds = 300\n[axes]\nx = { parameter = "r", from = 1, to = 2 }\n',
         ("rounds", "from 1 to 6")),
]  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE, ids=[case.name for case in HOSTILE])
@pytest.mark.usefixtures("warm")
def test_refused_before_anything_is_computed(
    case: Case, folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("computed")

    monkeypatch.setattr("coopgame.study.build.draw_map", refuse)
    attack(case, folder, command, "figure", "-o", "figure.pdf")
