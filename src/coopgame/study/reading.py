"""Read a TOML file into plain data without trusting it.

Everything that a parser could choke on is refused before parsing: size, nesting, long dotted keys.  Decimals stay
decimals, so no value passes through a float; nan and infinities are refused.
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from coopgame.errors import StudyError

MAX_BYTES = 1_000_000
MAX_NESTING = 20
MAX_KEY_PARTS = 8

_STRING = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
_COMMENT = re.compile(r"#[^\n]*")


def read_toml(path: Path) -> dict[str, Any]:
    """Return the data of a TOML file.

    Raises
    ------
    StudyError
        The file cannot be read, is too large or too deeply nested, is not TOML, or contains nan or an infinity.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise StudyError(f"{path.name}: cannot be read: {error.strerror or error}.") from error
    if len(raw) > MAX_BYTES:
        raise StudyError(f"{path.name}: larger than {MAX_BYTES} bytes; a study is a few hundred lines at most.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StudyError(f"{path.name}: not UTF-8 text (byte {error.start}).") from error
    return parse_toml(text, path.name)


def parse_toml(text: str, name: str = "study") -> dict[str, Any]:
    r"""Return the data of a TOML text.

    Raises
    ------
    StudyError
        The text is too deeply nested, is not TOML, or contains nan or an infinity.

    Examples
    --------
    >>> parse_toml("[at]\ndelta = 0.2")
    {'at': {'delta': Decimal('0.2')}}
    """
    _refuse_bombs(text, name)

    def number(digits: str) -> Decimal:
        try:
            value = Decimal(digits.replace("_", ""))
        except InvalidOperation:
            value = Decimal("nan")
        if not value.is_finite():
            raise StudyError(
                f'{name}: {digits} is not a number that a study can use; write "oo" for an infinite bound.'
            )
        return value

    try:
        return tomllib.loads(text, parse_float=number)
    except tomllib.TOMLDecodeError as error:
        raise StudyError(f"{name}: not valid TOML: {error}.") from error
    except (RecursionError, MemoryError, ValueError) as error:
        if isinstance(error, StudyError):
            raise
        raise StudyError(f"{name}: not valid TOML: {type(error).__name__}.") from error


def _refuse_bombs(text: str, name: str) -> None:
    """Refuse what takes tomllib seconds or its whole stack: deep brackets and long dotted keys."""
    bare = _COMMENT.sub("", _STRING.sub("s", text))
    depth = 0
    for match in re.finditer(r"[\[{\]}]", bare):
        depth = depth + 1 if match[0] in "[{" else max(depth - 1, 0)
        if depth > MAX_NESTING:
            raise StudyError(f"{name}: brackets nested more than {MAX_NESTING} deep.")
    for line in bare.splitlines():
        key = line.split("=", 1)[0]
        if key.count(".") >= MAX_KEY_PARTS:
            raise StudyError(f"{name}: a key with more than {MAX_KEY_PARTS} dotted parts.")
