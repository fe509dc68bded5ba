"""Sections for mixed equilibria, regimes by probability, and limits."""

from __future__ import annotations

from pathlib import Path

import pytest

import coopgame as cg

FOLDER = Path(__file__).parents[2] / "examples"
AUDIT = (FOLDER / "audit.toml").read_text(encoding="utf-8")
CES = (FOLDER / "ability-ces.toml").read_text(encoding="utf-8")


def study(text: str, folder: Path) -> cg.Study:
    path = folder / "study.toml"
    path.write_text(text, encoding="utf-8")
    return cg.read_study(path)


def test_mixed_equilibria_by_probability(tmp_path: Path) -> None:
    found = study(AUDIT, tmp_path)
    assert found.request.concept == cg.Nash()
    diagram = found.run()
    # The recipient cheats with probability c / (f - f²/10 + 3), here 1/5, 2/5 and 3/5; on a border both regimes tie.
    told = [diagram.at(c, 5) for c in ("11/10", "11/5", "33/10", "11/8", "11/4")]
    single = [("integrity",), ("leakage",), ("plunder",)]
    assert told == [*single, ("integrity", "leakage"), ("leakage", "plunder")]


def test_without_mixed_there_is_no_equilibrium_where_pure_strategies_have_none(tmp_path: Path) -> None:
    assert study(AUDIT.replace("mixed = true", "mixed = false"), tmp_path).run().at(1, 5) == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('strategy = "cheat"\n', "", "player and strategy with by_probability"),
        ('player = "recipient"\n', "", "player and strategy with by_probability"),
        ('strategy = "cheat"', 'strategy = "cheet"', "'cheat'"),
        ("from = 0.25, to = 0.5", "from = 0.3, to = 0.5", "bands of probabilities lead from 0 to 1"),
        ("from = 0.25, to = 0.5", "from = 0, to = 0.25", "given twice"),
        ('regime = "leakage"', 'regime = "plunder"', "same regime"),
        (
            'play = "simultaneous"',
            'play = "leader-follower"\nleader = "auditor"',
            "timing.mixed: belongs to simultaneous",
        ),
        ("mixed = true", 'mixed = "yes"', "timing.mixed"),
    ],
)
def test_mistakes_are_named(old: str, new: str, words: str, tmp_path: Path) -> None:
    assert old in AUDIT
    with pytest.raises(cg.StudyError) as caught:
        study(AUDIT.replace(old, new), tmp_path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.thorough
def test_limits_reach_the_map(tmp_path: Path) -> None:
    strict = study(CES.replace("seconds = 60", "degree = 1"), tmp_path)
    assert strict.limits == cg.Limits(degree=1)
    with pytest.raises(cg.UnsupportedError, match="degree = 4 is more than the limit of 1"):
        strict.run()
    assert study(CES.replace("seconds = 60", "degree = 1\ncertified = true"), tmp_path).run().status == "certified"


@pytest.mark.parametrize("line", ["seconds = 0", "seconds = 1.5", "certified = 1", 'curves = "many"', "second = 10"])
def test_wrong_limits_are_refused(line: str, tmp_path: Path) -> None:
    with pytest.raises(cg.StudyError, match=r"limits\."):
        study(CES.replace("seconds = 60", line), tmp_path)
