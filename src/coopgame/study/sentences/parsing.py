"""From the text of a sentence to what it says: a parser by descent, one method for each level of binding.

From loose to tight: ``iff``, ``implies``, ``or``, ``and``, ``not``.  What follows the colon of a quantifier reaches to
the end of the text or of the bracket.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from coopgame.errors import StudyError, did_you_mean
from coopgame.frozen import FrozenMap
from coopgame.study.sentences.slices import Cursor
from coopgame.study.sentences.syntax import (
    Compared,
    Denied,
    Linked,
    Measured,
    Moved,
    Parsed,
    Quantifying,
    Said,
    Sentence,
    Text,
    Variable,
    weight,
)
from coopgame.study.sentences.words import (
    CLOSING,
    COMPARISONS,
    FUNCTIONS,
    QUANTIFIERS,
    QUANTITIES,
    STATEMENT,
    VERBS,
    WORDS,
    Word,
)

DEPTH: Final = 20
WEIGHT: Final = 300
_RELATIONS: Final = frozenset({"<", "<=", ">", ">=", "==", "!="})
_OPERATORS: Final = frozenset({*_RELATIONS, "=", "+", "-", "*", "/", "**"})
_LOWER: Final = {">": "(", ">=": "["}
_UPPER: Final = {"<": ")", "<=": "]"}


def parse_sentence(text: str) -> Parsed:
    """Return what a sentence says, without knowing any model.

    Raises
    ------
    StudyError
        The text is no sentence, too long or too deeply nested; the message says where.

    Examples
    --------
    >>> parse_sentence("always: not chosen(capture)").sentence.part.part.word.text
    'chosen'
    """
    cursor = Cursor.of(text)
    sentence = _Parser(cursor).sentence()
    if cursor.token is not None:
        raise cursor.error(f"Unexpected {cursor.token.text!r}")
    if weight(sentence) > WEIGHT:
        raise StudyError(f"the claim joins more than {WEIGHT} statements (what iff joins counts twice).")
    return Parsed(cursor.source, sentence)


class _Parser:
    """One text on its way to a sentence."""

    def __init__(self, cursor: Cursor) -> None:
        self.cursor = cursor
        self.depth = 0

    @contextmanager
    def deeper(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > DEPTH:
            raise self.cursor.error(f"Statements nest deeper than {DEPTH}")
        yield
        self.depth -= 1

    def sentence(self) -> Sentence:
        with self.deeper():
            return self._pair("iff", lambda: self._pair("implies", lambda: self._run("or", self._conjunction)))

    def _pair(self, word: str, part: Callable[[], Sentence]) -> Sentence:
        first = part()
        if not self.cursor.skip(word):
            return first
        second = part()
        if self.cursor.at(word):
            raise self.cursor.error(f"Put brackets around what belongs together: a second {word!r}")
        return Linked(word, (first, second))

    def _conjunction(self) -> Sentence:
        return self._run("and", self._negation)

    def _run(self, word: str, part: Callable[[], Sentence]) -> Sentence:
        parts = [part()]
        while self.cursor.skip(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Linked(word, tuple(parts))

    def _negation(self) -> Sentence:
        if self.cursor.skip("not"):
            with self.deeper():
                return Denied(self._negation())
        if self.cursor.at(*CLOSING, *QUANTIFIERS):
            return self._quantifier()
        return self._placed(self._primary())

    def _quantifier(self) -> Sentence:
        word = self.cursor.word()
        variables: tuple[Variable, ...] = ()
        if word.text in QUANTIFIERS:
            variables = tuple(self._list(self._variable))
        given = self.sentence() if self.cursor.skip("given") else None
        self.cursor.expect(":", f"Expected ':' between {word.text} … and what it says")
        return Quantifying(word, variables, given, self.sentence())

    def _variable(self) -> Variable:
        name = self.cursor.word("a variable")
        if self.cursor.skip("in"):
            left = self.cursor.expect("[", "Expected bounds such as [0, oo)", "(")
            low = self.cursor.until(",")
            self.cursor.expect(",", "Expected two bounds, such as [0, oo)")
            high = self.cursor.until("]", ")")
            return Variable(name, (left, low, high, self.cursor.expect("]", "Expected ] or ) after two bounds", ")")))
        for sign, bracket in _LOWER.items():
            if self.cursor.skip(sign):
                return Variable(name, (bracket, self._bound(), Text("oo", name.start), ")"))
        for sign, bracket in _UPPER.items():
            if self.cursor.skip(sign):
                return Variable(name, ("(", Text("-oo", name.start), self._bound(), bracket))
        return Variable(name)

    def _bound(self) -> Text:
        return self.cursor.until(",", ":", "given")

    def _list(self, part: Callable[[], object]) -> Iterator:  # type: ignore[type-arg]
        yield part()
        while self.cursor.skip(","):
            yield part()

    def _placed(self, part: Sentence) -> Sentence:
        if not self.cursor.at("at"):
            return part
        start = self.cursor.word().start
        self.cursor.expect("(", "Expected the other point, such as at (p = 0)")
        places = tuple(self._list(self._place))
        self.cursor.expect(")", "Expected ')'")
        return Moved(part, places, start)

    def _place(self) -> tuple[Text, Text]:
        name = self.cursor.word("a parameter")
        self.cursor.expect("=", "Expected '=', as in at (p = 0)")
        return name, self.cursor.until(",", ")")

    def _primary(self) -> Sentence:
        cursor = self.cursor
        if cursor.called(WORDS):
            return self._said(WORDS)
        if cursor.called(QUANTITIES):
            return self._measured()
        if cursor.at("(") and cursor.after_bracket() not in _OPERATORS:
            cursor.skip("(")
            inner = self.sentence()
            cursor.expect(")", "Expected ')'")
            return inner
        self._check_word()
        return self._comparison()

    def _check_word(self) -> None:
        """Refuse a word that looks like one of the vocabulary but is none."""
        token, known = self.cursor.token, (*WORDS, *QUANTITIES)
        if token is None or token.kind != "word" or token.text in FUNCTIONS:
            return
        if self.cursor.next_is("("):
            raise self.cursor.error(f"Unknown word {token.text!r}", hint=did_you_mean(token.text, known))
        if token.text in known:
            word = (WORDS | QUANTITIES)[token.text]  # type: ignore[operator]
            raise self.cursor.error(f"{token.text!r} lacks its arguments, as in {word.usage(token.text)},")

    def _comparison(self) -> Sentence:
        start = self.cursor.place
        text, signs = self.cursor.comparison()
        if "=" in signs:
            raise self.cursor.error("Write equality as == in the comparison", start)
        if not text.text or not _RELATIONS & signs:
            raise self.cursor.error("Expected a statement such as chosen(capture) or a comparison such as p < 1", start)
        return Compared(text)

    def _said(self, table: object) -> Said:
        words: dict[str, Word] = dict(table)  # type: ignore[call-overload]
        name = self.cursor.word()
        word = words[name.text]
        usage = word.usage(name.text)
        self.cursor.expect("(", "Expected '('")
        arguments: list[Text | Sentence] = []
        options: dict[str, tuple[Text, ...]] = {}
        while not self.cursor.at(")"):
            if self.cursor.next_is("=") and self.cursor.at_word():
                self._option(word, usage, options)
            else:
                arguments.append(self._argument(word, len(arguments)))
            if not self.cursor.skip(","):
                break
        self.cursor.expect(")", f"Expected ',' or ')', as in {usage},")
        enough = len(arguments) == len(word.kinds) if word.least is None else len(arguments) >= word.least
        if not enough:
            raise self.cursor.error(f"Expected {usage}, got {len(arguments)} arguments,", name.start)
        return Said(name, tuple(arguments), FrozenMap(options))

    def _argument(self, word: Word, place: int) -> Text | Sentence:
        kind = word.kinds[min(place, len(word.kinds) - 1)] if word.kinds else ""
        return self.sentence() if kind == STATEMENT else self.cursor.name(kind or "nothing")

    def _option(self, word: Word, usage: str, options: dict[str, tuple[Text, ...]]) -> None:
        key = self.cursor.word()
        self.cursor.expect("=", "Expected '='")
        if key.text not in word.options or key.text in options:
            known = did_you_mean(key.text, word.options)
            raise self.cursor.error(f"No option {key.text!r} here, expected {usage}", key.start, hint=known)
        several = key.text == "axes" and self.cursor.skip("(")
        names = [self.cursor.name(word.options[key.text])]
        while several and self.cursor.skip(","):
            names.append(self.cursor.name(word.options[key.text]))
        if several:
            self.cursor.expect(")", "Expected ')'")
        options[key.text] = tuple(names)

    def _measured(self) -> Sentence:
        quantity = self._said(QUANTITIES)
        cursor = self.cursor
        verb = cursor.token
        if verb is None or verb.text not in (*VERBS, *COMPARISONS):
            near = did_you_mean(verb.text if verb is not None else "", (*VERBS, *COMPARISONS))
            raise cursor.error(f"Expected what is said of {quantity.word.text}(…)", hint=near)
        cursor.step()
        said = Text(verb.text, verb.start)
        if verb.text in VERBS:
            return Measured(quantity, said, cursor.word("a parameter"))
        value, signs = cursor.comparison()
        if not value.text or signs & _RELATIONS:
            raise cursor.error("Expected one expression, such as 1/2,", value.start)
        return Measured(quantity, said, value)
