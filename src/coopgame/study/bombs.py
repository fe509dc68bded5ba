"""What takes a TOML parser seconds, or its whole stack, is found before parsing, in one pass over the text.

Strings and comments are skipped the way TOML reads them, so nothing hides in one or behind one.  Each pattern below
always matches once it has begun, an unterminated string up to where TOML gives up; the pass therefore stays linear.
"""

from __future__ import annotations

import re
from typing import Final

MAX_NESTING: Final = 20
MAX_KEY_PARTS: Final = 8
MAX_DIGITS: Final = 200

_SKIPPED: Final = re.compile(
    r"#[^\n]*"
    r'|"""(?:\\.|[^\\])*?(?:"{3,5}|\\?\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:\\.|[^"\\\n])*\\?"?'
    r"|'[^'\n]*'?",
    re.DOTALL,
)
_SIGNS: Final = re.compile(r"[\[{\]}.=,\n]|[0-9][0-9A-Za-z_]*")


def find_bomb(text: str) -> str:
    """Say what in a TOML text would be slow or impossible to parse, and in which line; ``""`` when nothing is.

    Parameters
    ----------
    text
        A TOML text, valid or not.

    Examples
    --------
    >>> find_bomb("x = " + "[" * 21)
    'line 1: brackets nested more than 20 deep'
    >>> find_bomb('x = "[[[[[[[[[[[[[[[[[[[[["  # [[[[[[[[[[[[[[[[[[[[[')
    ''
    """
    line, depth, dots = 1, 0, 0
    for sign in _SIGNS.finditer(_SKIPPED.sub(_blank, text)):
        word = sign[0]
        line += word == "\n"
        depth = max(depth + (word in "[{") - (word in "]}"), 0)
        dots = dots + 1 if word == "." else 0 if word in "[{]}=,\n" else dots
        if depth > MAX_NESTING:
            return f"line {line}: brackets nested more than {MAX_NESTING} deep"
        if dots >= MAX_KEY_PARTS:
            return f"line {line}: a key with more than {MAX_KEY_PARTS} dotted parts"
        if len(word) > MAX_DIGITS:
            return f"line {line}: a number or a name with more than {MAX_DIGITS} digits"
    return ""


def _blank(skipped: re.Match[str]) -> str:
    """Stand for a string or a comment without changing the number of lines."""
    return " " + "\n" * skipped[0].count("\n")
