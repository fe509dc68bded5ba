"""Whatever it is given, the checker says what is wrong with it and raises nothing."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys

import pytest

from coopgame_checker import check

from .examples import example


def nested(levels):
    out = "1"
    for _ in range(levels):
        out = ["sqrt", out]
    return out


def with_payoff(tree):
    c = copy.deepcopy(example("line"))
    c["game"]["payoffs"][0][1][0] = tree
    return c


def without(name):
    c = copy.deepcopy(example("line"))
    del c[name]
    return c


def put(*path):
    *way, value = path
    c = copy.deepcopy(example("line"))
    at = c
    for step in way[:-1]:
        at = at[step]
    at[way[-1]] = value
    return c


def loop():
    c = copy.deepcopy(example("line"))
    c["joins"].append(c)
    return c


MALFORMED = {
    "nothing": "",
    "bytes": b"\xff\xfe",
    "a number": "3",
    "a list": "[]",
    "deep text": "[" * 100_000,
    "another format": {"format": "something else"},
    "a loop": loop(),
    "deep tree": with_payoff(nested(90)),
    "too deep tree": with_payoff(nested(5000)),
    "huge power": with_payoff(["^", ["x"], 10**9]),
    "power of powers": with_payoff(["^", ["^", ["^", ["+", ["x"], ["y"], "1"], 64], 64], 64]),
    "exponential notation": with_payoff("1e999999999"),
    "float": with_payoff(0.5),
    "truth": with_payoff(True),
    "zero denominator": with_payoff("1/0"),
    "long number": with_payoff("9" * 10_000),
    "unknown operation": with_payoff(["exp", ["x"]]),
    "missing operand": with_payoff(["/", "1"]),
    "many roots": with_payoff(["+", *(["sqrt", ["+", ["x"], str(k)]] for k in range(2, 30))]),
    "box without interior": put("box", ["0", "0", "0", "1"]),
    "box of text": put("box", "unit"),
    "curve index": put("columns", 0, "curves", [7]),
    "negative index": put("columns", 0, "bottom", -1),
    "heights": put("columns", 0, "heights", ["1/2"]),
    "no columns": put("columns", []),
    "points": put("walls", 0, "points", []),
    "near": put("walls", 0, "near", ["0"]),
    "zero curve": put("curves", 0, []),
    "constant curve": put("curves", 0, [[0, 0, 1]]),
    "curve with content": put("curves", 0, [[1, 0, 2], [0, 1, 2]]),
    "curve of high degree": put("curves", 0, [[10**6, 0, 1]]),
    "curve twice": put("curves", 0, [[0, 1, -1]]),
    "region of no column": put("regions", 0, "faces", [[5, 0]]),
    "profile": put("outcomes", 0, "profile", [0]),
    "concept": put("concept", {"kind": "evolution"}),
    "relation": put("domain", ["sign", ["x"], "<>"]),
    "formula": put("domain", ["none"]),
    "payoff twice": put("game", "payoffs", 1, [[0, 0], ["1", "2"]]),
    "label": put("labels", 0, {"holding": [0, 0], "regimes": []}),
    **{f"without {name}": without(name) for name in example("line")},
}


@pytest.mark.parametrize("name", MALFORMED)
def test_malformed_certificates_fail_the_first_steps(name):
    report = check(MALFORMED[name])
    assert not report.passed
    first = next(step for step in report.steps if not step.passed)
    assert first.name in ("format", "labels from payoffs")
    assert first.detail


VALUES = [None, -1, 0, 1, 2, 10**30, 0.5, "", "1", "-1/3", "x", [], [0], {}, True, [["x"]], {"value": "1/2"}]


def places(data, path=()):
    """Yield the way to every entry."""
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from places(child, (*path, key))


@pytest.mark.parametrize("name", ["circle", "parabolas", "kinked", "quotient", "border", "favourable"])
def test_mutations_raise_nothing(name, rng: random.Random):
    ways = list(places(example(name)))
    for _ in range(40):
        c = copy.deepcopy(example(name))
        *way, last = rng.choice(ways)
        at = c
        for step in way:
            at = at[step]
        at[last] = rng.choice(VALUES)
        report = check(c)
        assert report.steps[0].name == "format"
        assert len(report.steps) in (1, 7)


@pytest.mark.thorough
def test_command_line(tmp_path):
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(example("line")))
    bad.write_text(json.dumps(without("walls")))
    found = [
        subprocess.run([sys.executable, "-m", "coopgame_checker", *map(str, given)], capture_output=True, text=True)
        for given in ([good], [bad], [tmp_path / "none.json"], [])
    ]
    assert [run.returncode for run in found] == [0, 1, 2, 2]
    assert found[0].stdout.count("ok ") == 7
    assert "'walls' is missing" in found[1].stdout
    assert "usage" in found[3].stderr
