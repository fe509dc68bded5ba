"""Study files with repeated play, commitment and selections."""

from __future__ import annotations

from pathlib import Path

import pytest
import sympy

import coopgame as cg

DILEMMA = """\
[model]
use = "prisoners_dilemma"

[axes]
x = { parameter = "g", from = 1, to = 9 }
y = { parameter = "d", from = 0, to = 0.9 }

[timing]
play = "repeated"
"""
INSPECTION = """\
[model]
use = "inspection"

[axes]
x = { parameter = "c", from = 0, to = 30 }

[timing]
play = "commitment"
leader = "inspector"
"""
BREAKFAST = """\
[model]
use = "beer_quiche"

[axes]
x = { parameter = "mu", from = 0, to = 1 }

[timing]
"""


def study(text: str, folder: Path) -> cg.Study:
    path = folder / "study.toml"
    path.write_text(text, encoding="utf-8")
    return cg.read_study(path)


def test_repeated_play(tmp_path: Path) -> None:
    found = study(DILEMMA, tmp_path)
    assert found.request.concept == cg.Reversion()
    assert found.run().at(1, "1/2") == ("C/C", "D/D")
    grim = study(DILEMMA + 'punishment = ["D", "D"]\n', tmp_path)
    assert grim.request.concept == cg.Reversion(("D", "D"))
    mixed = study(DILEMMA + 'punishment = [["C", "D"], "D"]\n', tmp_path)
    assert mixed.run().at(1, "1/2") == ()


def test_discount_factors_that_differ(tmp_path: Path) -> None:
    text = DILEMMA.replace('"d"', '"d_r"') + 'discount = { row = "d_r", column = 0.5 }\n'
    diagram = study(text, tmp_path).run()
    assert diagram.at(1, "1/2") == ("C/C", "D/D")
    assert diagram.at("11/10", "9/10") == ("D/D",)


def test_a_discount_factor_in_at_and_a_baseline(tmp_path: Path) -> None:
    text = DILEMMA.replace('y = { parameter = "d", from = 0, to = 0.9 }\n', "")
    assert study(text, tmp_path).request.fixed[sympy.Symbol("d", real=True)] == sympy.Rational(9, 10)
    assert study("[at]\nd = 0.25\n\n" + text, tmp_path).run().at(1) == ("D/D",)


def test_commitment(tmp_path: Path) -> None:
    found = study(INSPECTION, tmp_path)
    assert found.request.concept == cg.Stackelberg("inspector")
    assert found.run().at(1) == ("inspect+trust/comply",)


@pytest.mark.parametrize(
    ("line", "concept"),
    [
        ('select = "risk-dominant"', cg.RiskDominant(cg.PureNash())),
        ('select = "payoff-dominant"', cg.PayoffDominant(cg.PureNash())),
        ('select = "undominated"', cg.Undominated(cg.PureNash())),
        ('select = "admissible"\nmixed = true', cg.Admissible(cg.Nash())),
        ('select = "utilitarian-best"', cg.UtilitarianBest(cg.PureNash())),
        ('select = "leader-best"\nleader = "row"', cg.LeaderBest("row", cg.PureNash())),
    ],
)
def test_selections(line: str, concept: object, tmp_path: Path) -> None:
    text = (
        '[model]\nuse = "st_plane"\n[axes]\nx = { parameter = "S", from = -1, to = 1 }\n'
        f'y = {{ parameter = "T", from = 0, to = 2 }}\n[timing]\nplay = "simultaneous"\n{line}\n'
    )
    found = study(text, tmp_path)
    assert found.request.concept == concept
    assert found.run().verify(points=5)


def test_a_selection_alone_selects_from_the_concept_of_the_model(tmp_path: Path) -> None:
    found = study(BREAKFAST + 'select = "utilitarian-best"\n', tmp_path)
    assert found.request.concept == cg.UtilitarianBest(cg.PerfectBayesian())
    text = '[model]\nuse = "contracting"\n[axes]\nx = { parameter = "p", from = 0, to = 10 }\n[at]\nb = 2\n'
    found = study(text + '[timing]\nselect = "leader-best"\nleader = "government"\n', tmp_path)
    assert found.request.concept == cg.LeaderBest("government", cg.models.contracting().concept)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (DILEMMA + "discount = 1\n", "timing.discount: discount factor of row: 1 is outside [0, 1)"),
        (DILEMMA + "discount = -0.5\n", "timing.discount: discount factor of row: -1/2 is outside [0, 1)"),
        (DILEMMA + 'discount = { row = "d", colum = "d" }\n', "Did you mean 'column'?"),
        (DILEMMA + 'punishment = ["D", "E"]\n', "column has no strategy 'E'"),
        (DILEMMA + 'leader = "row"\n', "timing.leader: belongs to"),
        (DILEMMA + "mixed = true\n", "timing.mixed: belongs to play = 'simultaneous'"),
        (DILEMMA + 'select = "risk-dominant"\n', "timing.select: risk dominance is defined for strategic games"),
        (DILEMMA + 'select = "riskdominant"\n', "timing.select"),
        (DILEMMA.replace("0.9", "1.5"), "leaves its bounds [0, 1)"),
        (INSPECTION.replace("inspector", "inspecter"), "Did you mean 'inspector'?"),
        (INSPECTION.replace('leader = "inspector"\n', ""), "timing.leader: missing"),
        (INSPECTION + "discount = 0.5\n", "timing.discount: belongs to play = 'repeated'"),
        (INSPECTION + 'select = "leader-best"\n', ""),
        (DILEMMA + "discount = [1, 2]\n", "timing.discount: expected a symbol, a number in [0, 1), or a table"),
        (DILEMMA + 'punishment = "al"\n', 'timing.punishment: expected "any", or a list of one strategy'),
        (DILEMMA + "punishment = [1, 2]\n", 'timing.punishment: expected "any", or a list of one strategy'),
        (DILEMMA + 'ties = "adverse"\n', "timing.ties: belongs to play = 'leader-follower'"),
        (DILEMMA + 'mixed = "yes"\n', "timing.mixed: expected true or false, without quotes; got 'yes'"),
        (DILEMMA.replace('play = "repeated"', "mixed = true"), "timing.play: missing; expected one of leader-follower"),
        (BREAKFAST + 'play = "simultaneous"\n', "the model has private types and says itself who moves when"),
        (BREAKFAST + 'play = "repeated"\n', "the model has private types and says itself who moves when"),
        (BREAKFAST + 'select = "utilitarian-best"\nties = "all"\n', "timing.ties: belongs to a play"),
        (BREAKFAST + 'select = "utilitarian-best"\nleader = "sender"\n', "timing.leader: belongs to"),
    ],
)
def test_mistakes_are_named(text: str, words: str, tmp_path: Path) -> None:
    if not words:
        assert study(text, tmp_path).request.concept == cg.LeaderBest("inspector", cg.Stackelberg("inspector"))
        return
    with pytest.raises(cg.StudyError) as caught:
        study(text, tmp_path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
