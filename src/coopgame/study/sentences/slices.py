"""A place in a text of tokens that moves on, and what is cut out of the text there."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from coopgame.errors import StudyError
from coopgame.study.sentences.syntax import Text
from coopgame.study.sentences.tokens import Source, Token, read_tokens
from coopgame.study.sentences.words import RESERVED

_OPENING, _CLOSING = ("(", "["), (")", "]")


@dataclass
class Cursor:
    """A place in a text."""

    source: Source
    tokens: tuple[Token, ...]
    index: int = 0

    @classmethod
    def of(cls, text: str) -> Cursor:
        """Return the beginning of a text."""
        return cls(*read_tokens(text))

    @property
    def token(self) -> Token | None:
        """The token here; None at the end."""
        return self.tokens[self.index] if self.index < len(self.tokens) else None

    @property
    def place(self) -> int:
        """Where the token here begins."""
        return len(self.source.text) if self.token is None else self.token.start

    def error(self, problem: str, start: int | None = None, *, hint: str = "") -> StudyError:
        """Return the error that ``problem`` is here, or at another place."""
        return self.source.error(problem, self.place if start is None else start, hint)

    def step(self) -> None:
        """Go to the next token."""
        self.index += 1

    def at(self, *texts: str) -> bool:
        """Whether one of these stands here; a quotation is none of them."""
        return self.token is not None and self.token.text in texts

    def at_word(self) -> bool:
        """Whether a word stands here."""
        return self.token is not None and self.token.kind == "word"

    def next_is(self, text: str) -> bool:
        """Whether this is the token after the one here."""
        return self.index + 1 < len(self.tokens) and self.tokens[self.index + 1].text == text

    def called(self, words: Container[str]) -> bool:
        """Whether one of these words stands here, with a bracket behind it."""
        return self.token is not None and self.token.text in words and self.next_is("(")

    def skip(self, text: str) -> bool:
        """Go on if this stands here, and say whether it did."""
        if self.at(text):
            self.step()
            return True
        return False

    def expect(self, text: str, problem: str, *others: str) -> str:
        """Go on over what must stand here, and return it.

        Raises
        ------
        StudyError
            Something else stands here.
        """
        token = self.token
        if token is None or token.text not in (text, *others):
            raise self.error(problem if token is None else f"{problem}, found {token.text!r}")
        self.step()
        return token.text

    def word(self, what: str = "a word") -> Text:
        """Go on over a word, and return it.

        Raises
        ------
        StudyError
            Something else stands here.
        """
        token = self.token
        if token is None or token.kind != "word":
            raise self.error(f"Expected {what}{'' if token is None else f', found {token.text!r}'}")
        self.step()
        return Text(token.text, token.start)

    def name(self, kind: str) -> Text:
        """Go on over a name, quoted or plain up to the next comma or bracket, and return it.

        Raises
        ------
        StudyError
            There is none.
        """
        token = self.token
        if token is not None and token.kind == "quoted":
            self.step()
            return Text(token.text[1:-1], token.start)
        found = self.until(",", ")")
        if not found.text:
            raise self.error(f"Expected a {kind}")
        return found

    def until(self, *ends: str) -> Text:
        """Go on to the first of these that stands outside brackets, and return what was passed over."""
        first, depth = self.index, 0
        while (token := self.token) is not None and (depth or token.text not in ends):
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            if depth < 0:
                break
            self.step()
        return self._cut(first)

    def comparison(self) -> tuple[Text, set[str]]:
        """Go on over an expression or a comparison, and return it with the signs in it."""
        first, depth = self.index, 0
        while (token := self.token) is not None:
            if token.text in RESERVED or (not depth and token.text in (",", ":")):
                break
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            if depth < 0:
                break
            self.step()
        return self._cut(first), {token.text for token in self.tokens[first : self.index]}

    def _cut(self, first: int) -> Text:
        if first == self.index:
            return Text("", self.place)
        start = self.tokens[first].start
        return Text(self.source.text[start : self.tokens[self.index - 1].end], start)

    def after_bracket(self) -> str:
        """Return what follows the bracket that opens here; nothing at the end."""
        depth = 0
        for i in range(self.index, len(self.tokens)):
            text = self.tokens[i].text
            depth += (text == "(") - (text == ")")
            if not depth:
                return self.tokens[i + 1].text if i + 1 < len(self.tokens) else ""
        return ""
