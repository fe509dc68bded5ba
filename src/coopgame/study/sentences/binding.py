"""What a sentence means for a model: its names become regimes, parameters, players and strategies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy

from coopgame.claims import Statement, all_hold, exists, fact, forall, some_hold
from coopgame.errors import CoopgameError, StatementError, UnsupportedError, did_you_mean
from coopgame.expressions import parse_condition, parse_expression, symbol
from coopgame.models import Model
from coopgame.study.sentences.quantifiers import condition_of, interval_of
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
)
from coopgame.study.sentences.tokens import Source
from coopgame.study.sentences.words import (
    CLOSING,
    COMPARISONS,
    NEEDED,
    PARAMETER,
    QUANTITIES,
    VERBS,
    WORDS,
    Word,
)

Values = Mapping[sympy.Symbol, sympy.Expr]


@dataclass(frozen=True)
class Meaning:
    """What sentences are about.

    Attributes
    ----------
    model
        The model, with values put in.
    values
        Parameters that have a value or a definition; in comparisons they stand for it.
    axes
        The axes of the figure, for borders and areas.
    """

    model: Model
    values: Values
    axes: tuple[str, ...]

    def statement(self, parsed: Parsed) -> Statement:
        """Return the statement that a sentence makes about the model.

        Raises
        ------
        StudyError
            A regime, a parameter, a player or a strategy is unknown, or stands where it cannot.
        UnsupportedError
            The statement is sound, but the model's regimes cannot be had exactly.
        """
        return _Binder(self, parsed.source).bind(parsed.sentence)

    def condition(self, text: str) -> Any:
        """Return a condition on the parameters of the model.

        Raises
        ------
        ExpressionError
            It cannot be read, or uses an unknown name.
        """
        known = {*self.model.space.names, *(s.name for s in self.values)}
        condition = parse_condition(text, names=sorted(known))
        return condition.subs(dict(self.values), simultaneous=True)


@dataclass(frozen=True)
class _Binder:
    """A meaning inside quantifiers: ``bound`` are variables that they introduced, ``ranging`` parameters they bind."""

    meaning: Meaning
    source: Source
    bound: frozenset[str] = frozenset()
    ranging: frozenset[str] = frozenset()

    def bind(self, sentence: Sentence) -> Statement:
        if isinstance(sentence, Compared):
            found = self._located(sentence.condition, lambda: self._valued(parse_condition, sentence.condition))
            return fact(found)
        if isinstance(sentence, Said):
            return self._said(sentence, WORDS)  # type: ignore[no-any-return]
        if isinstance(sentence, Measured):
            return self._measured(sentence)
        if isinstance(sentence, Denied):
            return ~self.bind(sentence.part)
        if isinstance(sentence, Linked):
            return self._linked(sentence)
        if isinstance(sentence, Moved):
            return self._moved(sentence)
        if sentence.word.text in CLOSING:
            return self._closing(sentence)
        return self._quantifying(sentence)

    def _located(self, text: Text, make: Callable[[], Any]) -> Any:
        """Say where the sentence is wrong, if the library finds it wrong."""
        try:
            return make()
        except UnsupportedError:
            raise
        except CoopgameError as error:
            raise StatementError(self.source.located(str(error), text.start)) from error

    def _valued(self, read: Any, text: Text) -> Any:
        """Read an expression or a comparison; parameters with a value stand for it."""
        values = {s: e for s, e in self.meaning.values.items() if s.name not in self.bound}
        known = {*self.meaning.model.space.names, *(s.name for s in values), *self.bound}
        return read(text.text, names=sorted(known)).subs(values, simultaneous=True)

    def _expression(self, text: Text) -> Any:
        return self._located(text, lambda: self._valued(parse_expression, text))

    def parameter(self, text: Text) -> str:
        """Return the name of a free parameter of the model, or of a variable."""
        space = self.meaning.model.space
        if text.text in self.bound or text.text in space.names:
            return text.text
        valued = {s.name: e for s, e in self.meaning.values.items()}
        if text.text in valued:
            raise self.source.error(f"{text.text} is {valued[text.text]} in this study, so it is not free", text.start)
        known = did_you_mean(text.text, [*space.names, *sorted(self.bound)])
        raise self.source.error(f"Unknown parameter {text.text!r}", text.start, known)

    def _said(self, said: Said, table: Mapping[str, Word]) -> Any:
        word = table[said.word.text]
        arguments = [self._argument(word, i, part) for i, part in enumerate(said.arguments)]
        options = {key: [self._named(word.options[key], name) for name in names] for key, names in said.options.items()}
        needed = NEEDED.get(said.word.text)
        if needed is not None and needed not in options:
            raise self.source.error(f"Expected {word.usage(said.word.text)} with {needed} = …", said.word.start)
        given: dict[str, Any] = {key: names[0] for key, names in options.items()}
        if "axes" in word.options:
            given["axes"] = self._axes(said, tuple(options.get("axes", self.meaning.axes)))
        return self._located(said.word, lambda: word.make(self.meaning.model, *arguments, **given))

    def _axes(self, said: Said, axes: tuple[str, ...]) -> tuple[str, ...]:
        if "axes" not in said.options:
            for axis in axes:
                self.parameter(Text(axis, said.word.start))
        if len(set(axes)) != len(axes):
            raise self.source.error(f"{said.word.text} needs two different axes", said.word.start)
        if len(axes) > 2 or (said.word.text == "adjacent" and len(axes) < 2):
            raise self.source.error(f"{said.word.text} needs two axes, as in axes = (p, b),", said.word.start)
        return axes

    def _argument(self, word: Word, place: int, part: Text | Sentence) -> Any:
        if not isinstance(part, Text):
            return self.bind(part)
        return self._named(word.kinds[min(place, len(word.kinds) - 1)], part)

    def _named(self, kind: str, text: Text) -> str:
        return self.parameter(text) if PARAMETER in kind else text.text

    def _measured(self, sentence: Measured) -> Statement:
        value, verb = self._said(sentence.quantity, QUANTITIES), sentence.verb.text
        if verb in VERBS:
            parameter = self.parameter(sentence.value)
            return self._located(sentence.verb, lambda: getattr(value, verb)(parameter))  # type: ignore[no-any-return]
        expression = self._expression(sentence.value)
        return self._located(sentence.verb, lambda: value.compared(COMPARISONS[verb], expression))  # type: ignore[no-any-return]

    def _linked(self, sentence: Linked) -> Statement:
        parts = [self.bind(part) for part in sentence.parts]
        if sentence.word in ("and", "or"):
            return all_hold(*parts) if sentence.word == "and" else some_hold(*parts)
        one, two = parts
        return one >> two if sentence.word == "implies" else (one >> two) & (two >> one)

    def _moved(self, sentence: Moved) -> Statement:
        part = self.bind(sentence.part)
        places: dict[str, Any] = {}
        for name, value in sentence.places:
            key = self.parameter(name)
            if key in places:
                raise self.source.error(f"{key} is given twice", name.start)
            places[key] = self._expression(value)
        return self._located(Text("at", sentence.start), lambda: part.at(places))  # type: ignore[no-any-return]

    def _closing(self, sentence: Quantifying) -> Statement:
        """Quantify over everything that is left open and that no quantifier outside binds."""
        every = sentence.word.text == "always"
        part = self.bind(sentence.part)
        given = () if sentence.given is None else (self.bind(sentence.given),)
        names = [s for s in all_hold(*given, part).parameters if s.name not in self.bound | self.ranging]
        if names:
            quantify = forall if every else exists
            return self._located(sentence.word, lambda: quantify(names, part, given=given))  # type: ignore[no-any-return]
        return some_hold(*(~one for one in given), part) if every else all_hold(*given, part)

    def _quantifying(self, sentence: Quantifying) -> Statement:
        quantify = forall if sentence.word.text == "forall" else exists
        ranges: dict[str, Any] = {}
        given: list[Any] = []
        for variable in sentence.variables:
            self._range(variable, ranges, given)
        old = [name for name, interval in ranges.items() if interval is None]
        new = {name: interval for name, interval in ranges.items() if interval is not None}
        inner = replace(self, bound=self.bound | new.keys(), ranging=self.ranging | {*old})
        part = inner.bind(sentence.part)
        if sentence.given is not None:
            given.append(inner.bind(sentence.given))

        def make() -> Statement:
            if not new:
                return quantify(old, part, given=given)
            whole = forall(new, part, given=given) if quantify is forall else exists(new, part, given=given)
            return quantify(old, whole) if old else whole

        return self._located(sentence.word, make)  # type: ignore[no-any-return]

    def _range(self, variable: Variable, ranges: dict[str, Any], given: list[Any]) -> None:
        """Note over what a variable ranges: a new one over its bounds, a parameter over its space within them."""
        name = variable.name
        if name.text in {*ranges, *self.bound, *self.ranging}:
            raise self.source.error(f"{name.text} is bound twice", name.start)
        if variable.bounds is None:
            ranges[self.parameter(name)] = None
            return
        interval = self._located(name, lambda: interval_of(variable))
        if name.text in self.meaning.model.space.names:
            ranges[name.text] = None
            given.append(fact(condition_of(name.text, interval)))
            return
        if any(s.name == name.text for s in self.meaning.values):
            self.parameter(name)
        self._located(name, lambda: symbol(name.text, where="variable"))
        ranges[name.text] = interval
