"""The search for bombs: what it finds, what it lets pass, and that it is linear."""

from __future__ import annotations

import random
import time
import tomllib

import pytest

from coopgame.errors import StudyError
from coopgame.study.bombs import MAX_DIGITS, MAX_KEY_PARTS, MAX_NESTING, find_bomb
from coopgame.study.reading import MAX_BYTES, parse_toml
from tests.study.conftest import SCALE
from tests.study.hostile import GOOD

DOTS = ".".join("a" * (MAX_KEY_PARTS + 1))
DEEP = "[" * (MAX_NESTING + 1)
HARMLESS = [
    GOOD,
    f'x = "{DEEP}"  # {DEEP} {DOTS}',
    f"x = '{DEEP}'",
    f'x = """{DEEP}"""',
    f'x = """\n{DEEP} \\""" {DEEP}"""',
    f"x = '''\n{DEEP} \"\"\" {DEEP}'''",
    f'x = """a""""  # {DEEP}',
    f'x = """a"""""\ny = "{DEEP}"',
    f'x = ""\ny = \'\'\nz = "{DEEP}"',
    f'x = "\\"{DEEP}"',
    f"x = 'it' # it's {DEEP}",
    f'x = ""  # " {DEEP}\ny = 1',
    "x = [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5]",
    "x = [\n1.5,\n" + "2.5,\n" * 50 + "]",
    "[a.b.c.d]\nx.y.z = 1.25\n" * 1,
    'x = "' + "1" * 1000 + '"',
]
BOMBS = [
    f"x = {DEEP}",
    "x = " + "{a=" * (MAX_NESTING + 1),
    f"{DOTS} = 1",
    f"[{DOTS}]",
    f"[[{DOTS}]]",
    DOTS.replace(".", " . ") + " = 1",
    DOTS.replace("a", '"a"') + " = 1",
    DOTS.replace("a", "'a'") + " = 1",
    f"x = {{ {DOTS} = 1 }}",
    f"x = {{ y = 1, {DOTS} = 1 }}",
    f"x = [{{ {DOTS} = 1 }}]",
    f'# """\n{DOTS} = 1\n# """',
    f"# '''\nx = {DEEP}\n# '''",
    f"# it's\nx = {DEEP} # it's",
    f'x = {{ a = """a"""", b = {DEEP}, c = "d" }}',
    f"x = {{ a = '''a'''', b = {DEEP}, c = 'd' }}",
    f'x = "\\\\"\ny = {DEEP} # "',
    f"x = '\\'\ny = {DEEP} # '",
    "x = " + "1" * (MAX_DIGITS + 1),
    "x = 0x" + "f" * (MAX_DIGITS + 1),
    "x = " + "1_" * MAX_DIGITS + "1",
    "x = 1." + "1" * (MAX_DIGITS + 1),
]
SLOW = [
    'x = "' + '\\"' * 499_000,
    'x = """' + '\\"' * 499_000,
    'x = """' + '""\\' * 333_000,
    "'" * 999_999,
    '"' * 999_999,
    "'''a" * 249_000,
    '"""a' * 249_000,
    '"\n' * 499_000,
    "#" * 999_999,
    "a" * 999_999,
    "a " * 499_000,
    "." * 999_999,
    "[" * 999_999,
    "]" * 999_999,
    "1" * 999_999,
    "a1" * 499_000,
    "\\" * 999_999,
    "=" * 999_999,
]


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_texts_pass(text: str) -> None:
    tomllib.loads(text)
    assert find_bomb(text) == ""


@pytest.mark.parametrize("text", BOMBS)
def test_bombs_are_found(text: str) -> None:
    assert find_bomb(text) != ""
    with pytest.raises(StudyError, match=r"^study: line \d: "):
        parse_toml(text)


@pytest.mark.parametrize("text", SLOW, ids=[text[:8] for text in SLOW])
def test_a_megabyte_is_read_at_once(text: str) -> None:
    assert len(text) <= MAX_BYTES
    start = time.perf_counter()
    find_bomb(text)
    assert time.perf_counter() - start < 3


def test_strings_are_skipped_as_toml_reads_them(rng: random.Random) -> None:
    """On random texts of quotes, hashes and signs that TOML accepts, a bomb behind them is found."""
    read = 0
    for _ in range(4000 * SCALE):
        text = "".join(rng.choices(['"', '"""', "'", "'''", "\\", "#", "\n", "x = ", "[", "]", "a", ",", '""'], k=12))
        head = f"x = 'a'\n{text}\n"
        try:
            tomllib.loads(head)
        except (tomllib.TOMLDecodeError, ValueError):
            continue
        read += 1
        assert find_bomb(head) == "", head
        assert find_bomb(f"{head}y = {DEEP}") != "", head
        assert find_bomb(f"{head}{DOTS} = 1") != "", head
    assert read > 20


def test_decimals_stay_exact_and_no_float_arises() -> None:
    assert [str(v) for v in parse_toml("x = [0.1, 1e-7, 1_000.5, 3]")["x"]] == ["0.1", "1E-7", "1000.5", "3"]
    with pytest.raises(StudyError, match="nan"):
        parse_toml("x = nan")


def test_a_byte_order_mark_is_no_error(tmp_path: object) -> None:
    from pathlib import Path

    from coopgame import read_study

    path = Path(str(tmp_path)) / "study.toml"
    path.write_bytes(GOOD.encode("utf-8-sig").replace(b"\n", b"\r\n"))
    assert read_study(path).title == "Two by two"
