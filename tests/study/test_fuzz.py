"""Mutated studies: reading ends in a study or in one StudyError, and nothing is executed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from coopgame import read_study
from coopgame.errors import StudyError
from coopgame.expressions import exact_number
from tests.study import hostile
from tests.study.conftest import SCALE
from tests.study.watch import watching

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
SEEDS = [hostile.GOOD, *(path.read_text(encoding="utf-8") for path in EXAMPLES)]
COUNT = 1500 * SCALE
SECONDS = 5

VALUES = [*hostile.CODE.values(), *(text for text, _ in hostile.BOMBS.values())]
VALUES += ["nan", "oo", "-oo", "V", "p", "b", "S", "I", "E", "pi", "beta", "exit", "share", "../x.pdf", "/x.pdf", ""]
VALUES += ["x" * 65, "a/b", "a+b", "$x$", "\\u0000", "\\u001b", "\\n", "é", "p < b", "p == b", "not p", "max(p, b)"]
VALUES += ["p**2", " "]
RAW = ["1", "-1", "0", "1e99", "1e-99", "nan", "inf", "true", "[]", "{}", "[[]]", '""', "1979-05-27", "0x" + "f" * 80]
RAW += ["1" * 70, "0.1", '["a"]', "[0, 10]", '{ a = "b" }', '"1/3"', '"1/0"', "'''x'''"]
KEYS = ["use", "players", "strategies", "payoffs", "bounds", "value", "from", "to", "parameter", "leader", "play"]
KEYS += [
    "by_strategy",
    "by_profile",
    "define",
    "where",
    "names",
    "closures",
    "__class__",
    '"a b"',
    "a.b.c",
    '""',
    "file",
]


def replace_string(text: str, rng: random.Random) -> str:
    parts = text.split('"')
    if len(parts) > 2:
        parts[rng.randrange(1, len(parts) - 1, 2)] = rng.choice(VALUES).replace('"', "'")
    return '"'.join(parts)


def replace_value(text: str, rng: random.Random) -> str:
    lines = text.splitlines()
    k = rng.randrange(len(lines))
    key, equals, _ = lines[k].rpartition("=")
    lines[k] = f"{key}= {rng.choice(RAW)}" if equals else lines[k]
    return "\n".join(lines)


def replace_word(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    words[rng.randrange(len(words))] = rng.choice([*KEYS, *RAW, "=", ",", "[", "]", "{", "}"])
    return " ".join(words)


def drop_line(text: str, rng: random.Random) -> str:
    lines = text.splitlines()
    del lines[rng.randrange(len(lines))]
    return "\n".join(lines)


def repeat_line(text: str, rng: random.Random) -> str:
    lines = text.splitlines()
    lines.insert(rng.randrange(len(lines)), rng.choice(lines))
    return "\n".join(lines)


def splice(text: str, rng: random.Random) -> str:
    other = rng.choice(SEEDS)
    return text[: rng.randrange(len(text))] + other[rng.randrange(len(other)) :]


def change_character(text: str, rng: random.Random) -> str:
    k = rng.randrange(len(text))
    return text[:k] + rng.choice("\"'[]{}=#.,\n\\\0\x1b09aé−") + text[k + rng.randrange(2) :]


MUTATIONS: list[Callable[[str, random.Random], str]] = [
    replace_string, replace_string, replace_value, replace_word, drop_line, repeat_line, splice, change_character,
]  # fmt: skip


def mutant(rng: random.Random) -> bytes:
    text = rng.choice(SEEDS)
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        text = rng.choice(MUTATIONS)(text, rng) or "x"
    raw = bytearray(text.encode())
    if rng.random() < 0.1:
        raw[rng.randrange(len(raw))] = rng.randrange(256)
    return bytes(raw)


def read(path: Path, raw: bytes) -> bool:
    """Return whether the study was accepted; anything but a clear StudyError fails."""
    path.write_bytes(raw)
    start = time.perf_counter()
    try:
        with watching() as events:
            read_study(path)
        accepted = True
    except StudyError as error:
        message = str(error)
        assert message.startswith("study.toml: "), message
        assert message.isprintable(), message
        accepted = False
    except Exception as error:
        error.add_note(f"study: {raw!r}")
        raise
    assert not events, f"executed: {events[:3]} by {raw!r}"
    assert time.perf_counter() - start < SECONDS, raw
    return accepted


def campaign(count: int, path: Path, rng: random.Random) -> int:
    return sum(read(path, mutant(rng)) for _ in range(count))


@pytest.mark.parametrize("part", range(4))
@pytest.mark.usefixtures("warm")
def test_mutants_are_read_or_refused(part: int, rng: random.Random, tmp_path: Path) -> None:
    accepted = campaign(COUNT // 4, tmp_path / "study.toml", rng)
    assert 0 < accepted < COUNT // 4, f"part {part}: the mutations are all harmless or all fatal"


@pytest.mark.usefixtures("warm")
def test_the_fuzz_can_fail(tmp_path: Path, rng: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that evaluates numbers is caught."""

    def evaluating(value: Any, **options: Any) -> Any:
        with suppress(Exception):
            eval(str(value))  # noqa: S307
        return exact_number(value, **options)

    monkeypatch.setattr("coopgame.study.fields.exact_number", evaluating)
    with pytest.raises(AssertionError, match="executed: "):
        campaign(100, tmp_path / "study.toml", rng)
