r"""The words of a Gambit ``.nfg`` text, each with the place where it stands.

A text is made of quoted strings, of braces, of commas and of words (anything else between blanks).  Inside a string
every character counts, and only ``\"`` is an escape: it stands for a quotation mark.

>>> tokens = Tokens('NFG 1 R "a \\"b\\""', "the text")
>>> [tokens.take().value for _ in range(4)]
['NFG', '1', 'R', 'a "b"']
>>> tokens.peek().kind
<Kind.END: 'the end'>
"""

from __future__ import annotations

import enum
import re
from typing import Final, NamedTuple

from coopgame.errors import GameError
from coopgame.expressions.messages import shown

_BLANKS: Final = re.compile(r"[ \t\n\v\f]*+", re.ASCII)
# Possessive, so that a string that is never closed takes no longer than one that is.
_TOKEN: Final = re.compile(r'(?P<string>"(?:[^"\\]++|\\"?+)*+")|(?P<mark>[{},])|(?P<word>[^ \t\n\v\f{},"]++)')


class Kind(enum.Enum):
    """What a token is; the values are how messages call it."""

    STRING = "a string"
    WORD = "a word"
    OPEN = "'{'"
    CLOSE = "'}'"
    COMMA = "','"
    END = "the end"


_MARKS: Final = {"{": Kind.OPEN, "}": Kind.CLOSE, ",": Kind.COMMA}


class Token(NamedTuple):
    """A word of the text, where it starts and where the next one may start; strings come without their quotes."""

    kind: Kind
    value: str
    start: int
    stop: int

    def __str__(self) -> str:
        if self.kind is Kind.STRING:
            return f"the string {shown(self.value)}"
        return shown(self.value) if self.kind is Kind.WORD else self.kind.value


class Tokens:
    """A text that is read token by token, none before it is asked for.

    Parameters
    ----------
    text
        The whole text.
    name
        What messages call it.
    """

    def __init__(self, text: str, name: str) -> None:
        self._text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._name = name
        self._next = self._read(0)

    def peek(self) -> Token:
        """Return the next token without moving on."""
        return self._next

    def take(self) -> Token:
        """Return the next token and move behind it; at the end, the end again."""
        token = self._next
        if token.kind is not Kind.END:
            self._next = self._read(token.stop)
        return token

    def expect(self, kind: Kind, expected: str) -> Token:
        """Return the next token and move behind it if it is of a kind.

        Raises
        ------
        GameError
            It is of another kind; the message says where, and that ``expected`` was.
        """
        if self._next.kind is not kind:
            raise self.unexpected(self._next, expected)
        return self.take()

    def unexpected(self, token: Token, expected: str) -> GameError:
        """Return the error that a token is not what was expected."""
        return self.error(token, f"expected {expected}, found {token}.")

    def error(self, token: Token, problem: str) -> GameError:
        """Return an error about a token; it starts with the name of the text and the line."""
        return GameError(f"{self._name}, line {self._line(token.start)}: {problem}")

    def _line(self, position: int) -> int:
        return self._text.count("\n", 0, position) + 1

    def _read(self, position: int) -> Token:
        blanks = _BLANKS.match(self._text, position)
        start = blanks.end() if blanks else position
        if start == len(self._text):
            return Token(Kind.END, "", start, start)
        match = _TOKEN.match(self._text, start)
        if match is None:
            problem = f"the quotation mark before {shown(self._text[start + 1 : start + 20])} is never closed."
            raise GameError(f"{self._name}, line {self._line(start)}: {problem}")
        found = match.group()
        if match.lastgroup == "string":
            return Token(Kind.STRING, found[1:-1].replace('\\"', '"'), start, match.end())
        return Token(_MARKS.get(found, Kind.WORD), found, start, match.end())
