"""Read a TOML file into plain data without trusting it.

Everything that a parser could choke on is refused before parsing: size, nesting, long dotted keys, long numbers.
Decimals stay decimals, so no value passes through a float; nan and infinities are refused.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from coopgame.errors import StudyError
from coopgame.study.bombs import find_bomb
from coopgame.study.messages import on_one_line

MAX_BYTES: Final = 1_000_000


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
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StudyError(f"{path.name}: cannot be read: {reason}.") from error
    if len(raw) > MAX_BYTES:
        raise StudyError(f"{path.name}: larger than {MAX_BYTES} bytes; a study is a few hundred lines at most.")
    try:
        text = raw.decode("utf-8-sig")
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
    bomb = find_bomb(text)
    if bomb:
        raise StudyError(f"{name}: {bomb}.")

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
        raise StudyError(f"{name}: not valid TOML: {on_one_line(str(error))}.") from error
    except StudyError:
        raise
    except (RecursionError, MemoryError, ValueError) as error:
        raise StudyError(f"{name}: not valid TOML: {type(error).__name__}.") from error
