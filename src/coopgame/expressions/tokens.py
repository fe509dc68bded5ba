"""The letters and words of expressions: what is not among them never reaches Python's parser.

No string, bracket, colon or attribute survives this step, and numbers are read here, from the text, as exact rationals.
"""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from typing import Final

import sympy

from coopgame.errors import ExpressionError
from coopgame.expressions import limits
from coopgame.expressions.messages import located, shown
from coopgame.expressions.rationals import from_literal

_TOKEN: Final = re.compile(
    r"(?P<blank>[ ]+)"
    r"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<operator>\*\*|<=|>=|==|!=|[-+*/(),<>])",
    re.ASCII,
)
_LINE_BREAKS: Final = str.maketrans("\t\r\n", "   ")
_WORDS: Final = frozenset({"and", "or", "not"})
_HINTS: Final = {
    "^": "write powers as **",
    "=": "write equality as ==",
    "&": "write 'and'",
    "|": "write 'or'",
    "~": "write 'not'",
    "!": "write 'not'",
    "[": "use round brackets",
    "{": "use round brackets",
}


@dataclass(frozen=True)
class Source:
    """A text of legal tokens, and the exact values of the numbers in it by their offset.

    Parameters
    ----------
    text
        The text on one line, without blanks at its ends; ASCII, so offsets in bytes and in characters agree.
    numbers
        The value of each number, by the offset at which it starts.
    where
        What the text was given for.
    """

    text: str
    numbers: dict[int, sympy.Rational]
    where: str

    def error(self, problem: str, offset: int | None = None) -> ExpressionError:
        """Return the error that ``problem`` is with this text, at the offset if one is given."""
        place = "" if offset is None else f" at character {offset + 1}"
        return ExpressionError(located(self.where, f"{problem}{place} in {shown(self.text)}."))

    @property
    def place(self) -> str:
        """What errors about a part of the text start with."""
        return located(self.where, f"In {shown(self.text)}")


def read_tokens(text: str, where: str) -> Source:
    """Check each character and word of ``text`` and read its numbers.

    Examples
    --------
    >>> read_tokens("x + 0.1", "").numbers
    {4: 1/10}
    """
    if not isinstance(text, str):
        raise ExpressionError(located(where, f"Expected a string, not {shown(text)} ({type(text).__name__})."))
    line = str(text).translate(_LINE_BREAKS).strip(" ")
    if not line:
        raise ExpressionError(located(where, "The expression is empty; write a number, a name or a formula."))
    if len(line) > limits.CHARACTERS:
        size = f"{len(line)} characters; at most {limits.CHARACTERS} are read"
        raise ExpressionError(located(where, f"The expression {shown(line)} has {size}."))
    source = Source(line, {}, where)
    position = nesting = 0
    while position < len(line):
        token = _TOKEN.match(line, position)
        if token is None:
            raise _illegal(source, position)
        nesting += {"(": 1, ")": -1}.get(token[0], 0)
        if nesting > limits.DEPTH:
            raise source.error(f"Brackets nest deeper than {limits.DEPTH}", position)
        if token.lastgroup == "number":
            source.numbers[position] = _number(source, token)
        elif token.lastgroup == "word" and token[0] not in _WORDS and keyword.iskeyword(token[0]):
            hint = " (use 'lambda_' or 'lam')" if token[0] == "lambda" else ""
            raise source.error(f"The word {token[0]!r} is a keyword of Python{hint}, no part of a formula,", position)
        position = token.end()
    return source


def _number(source: Source, token: re.Match[str]) -> sympy.Rational:
    following = source.text[token.end() : token.end() + 1]
    if following.isalnum() or following in ("_", "."):
        rest = re.match(r"[\w.]*", source.text[token.start() :], re.ASCII)
        written = rest[0] if rest else token[0]
        hint = "write products with *, and numbers in plain decimal digits"
        raise source.error(f"{shown(written)} is not a number ({hint})", token.start())
    if re.fullmatch(r"0+\d+", token[0], re.ASCII):
        raise source.error(f"The number {shown(token[0])} must not start with 0", token.start())
    return from_literal(token[0], source.place)


def _illegal(source: Source, position: int) -> ExpressionError:
    character = source.text[position]
    hint = _HINTS.get(character, "allowed are numbers, names, + - * / **, brackets and commas")
    return source.error(f"Unexpected {character!r} ({hint})", position)
