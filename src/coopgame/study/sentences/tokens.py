"""The signs and words of sentences, with the places at which they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from coopgame.errors import StudyError
from coopgame.expressions.messages import shown

CHARACTERS: Final = 2_000
_TOKEN: Final = re.compile(
    r"(?P<blank>[ \t\r\n]+)"
    r"|(?P<quoted>'[^'\n]*'|\"[^\"\n]*\")"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<number>[0-9.][0-9A-Za-z_.]*)"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/(),<>:=\[\]])"
    r"|(?P<other>.)",
    re.ASCII | re.DOTALL,
)
_EXCERPT: Final = 30


@dataclass(frozen=True)
class Token:
    """A word, a sign, a number or a quotation, and where it begins and ends."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Source:
    """The text of a sentence."""

    text: str

    def error(self, problem: str, start: int, hint: str = "") -> StudyError:
        """Return the error that ``problem`` is at a place of the text; ``hint`` is a sentence that follows."""
        if start >= len(self.text.rstrip()):
            return StudyError(f"{problem} at the end of {self._near(len(self.text))}.{hint}")
        return StudyError(f"{problem} at character {start + 1} of {self._near(start)}.{hint}")

    def located(self, message: str, start: int) -> str:
        """Return the message of an error about what begins at a place of the text."""
        return f"at character {start + 1} of {self._near(start)}: {message}"

    def _near(self, place: int) -> str:
        """Return the part of the text around a place, as a quotation."""
        first = 0 if len(self.text) <= 2 * _EXCERPT else max(place - _EXCERPT, 0)
        part = self.text[first : first + 2 * _EXCERPT]
        return repr(("…" if first else "") + part + ("…" if first + len(part) < len(self.text) else ""))


def read_tokens(text: str) -> tuple[Source, tuple[Token, ...]]:
    """Return the tokens of a sentence, blanks left out.

    Raises
    ------
    StudyError
        The text is empty or too long.

    Examples
    --------
    >>> [token.text for token in read_tokens("not p<=1")[1]]
    ['not', 'p', '<=', '1']
    """
    if len(text) > CHARACTERS:
        raise StudyError(f"{shown(text)} has {len(text)} characters; at most {CHARACTERS} are read.")
    found = (Token(m.lastgroup or "", m[0], m.start(), m.end()) for m in _TOKEN.finditer(text))
    tokens = tuple(token for token in found if token.kind != "blank")
    if not tokens:
        raise StudyError('the claim is empty; write a statement such as "always: not chosen(capture)".')
    return Source(text), tokens
