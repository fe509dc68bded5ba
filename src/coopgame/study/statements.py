"""The statements of a study: a sentence, what it takes for granted, and what is expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.claims import Statement, Verdict, decide
from coopgame.deciders import Limits
from coopgame.errors import CoopgameError, StudyError, UnsupportedError
from coopgame.frozen import FrozenMap
from coopgame.models import Model
from coopgame.models.closure import expand
from coopgame.parameters import ParameterSpace
from coopgame.results import Request
from coopgame.study.schema import StatementSection
from coopgame.study.sentences import Meaning, parse_sentence
from coopgame.study.sentences.syntax import Parsed


@contextmanager
def _placed(place: str) -> Any:
    """Let errors inside the with-block say which key of the study they are about."""
    try:
        yield
    except UnsupportedError as error:
        raise UnsupportedError(f"{place}: {error}") from error
    except CoopgameError as error:
        raise StudyError(f"{place}: {error}") from error


@dataclass(frozen=True)
class StudyStatement:
    """A statement of a study about its model, ready to be decided.

    Attributes
    ----------
    place
        Where it stands in the file, such as ``statement.0``.
    name, text, claim
        Its title, its words, and the sentence that is decided.
    statement, given, fixed, space
        The statement, what is taken for granted, the values of parameters, and the space of the others.
    expect
        The verdict that the study expects; None where it expects none.

    Examples
    --------
    >>> from coopgame.study import read_study
    >>> first = read_study("examples/statements.toml").statements[0]
    >>> first.claim
    'always given p == 0: not chosen(capture)'
    """

    place: str
    name: str
    text: str
    claim: str
    statement: Statement
    given: tuple[Boolean, ...]
    fixed: Mapping[sympy.Symbol, sympy.Rational]
    space: ParameterSpace
    expect: str | None

    def decide(self, limits: Limits | None = None) -> Verdict:
        """Return the verdict; values that the study fixes are among its assumptions.

        Raises
        ------
        StudyError
            What is taken for granted contradicts itself.
        """
        with _placed(f"{self.place}.claim"):
            verdict = decide(self.statement, space=self.space, given=self.given, limits=limits)
        values = (sympy.Eq(s, v, evaluate=False) for s, v in self.fixed.items())
        return replace(verdict, assumptions=(*values, *verdict.assumptions))

    def unmet(self, verdict: Verdict) -> str:
        """Say how a verdict differs from the expected one; nothing if it does not."""
        if self.expect in (None, verdict.status):
            return ""
        return f"{self.place}.expect: {self.expect!r} was expected, but the statement is {verdict.status!r}."


@dataclass(frozen=True)
class Asked:
    """A statement as it is written, not yet about a model; ``at`` are its own values, else those of the study."""

    place: str
    section: StatementSection
    parsed: Parsed
    at: Mapping[str, sympy.Rational]

    def about(self, request: Request) -> StudyStatement:
        """Return the statement about the model of a study.

        Raises
        ------
        StudyError
            It names something that the model does not have, or a value lies outside its bounds.
        """
        with _placed(f"{self.place}.at"):
            model, fixed, values = _model(request, self.at)
        axes = tuple(axis.symbol.name for axis in (request.x, request.y) if axis is not None)
        meaning = Meaning(model, values, axes)
        with _placed(f"{self.place}.given"):
            given = tuple(meaning.condition(text) for text in self.section.given)
        with _placed(f"{self.place}.claim"):
            statement = meaning.statement(self.parsed)
        section = self.section
        return StudyStatement(
            self.place, section.name, section.text, section.claim, statement, given, fixed, model.space, section.expect
        )


def asked(section: StatementSection, number: int, at: Mapping[str, Any]) -> Asked:
    """Return a statement of a study file, read.

    Raises
    ------
    StudyError
        Its claim is no sentence.
    """
    place = f"statement.{number}"
    values = FrozenMap(at if section.at is None else section.at)
    with _placed(f"{place}.claim"):
        return Asked(place, section, parse_sentence(section.claim), values)


def _model(request: Request, at: Mapping[str, Any]) -> tuple[Model, Mapping[Any, Any], Mapping[Any, Any]]:
    """Return the model with values put in, those values, and what every parameter that is not free stands for."""
    own = request.model
    fixed = own.values(at)
    model = own.at(fixed)
    timed = Model(
        model.game,
        model.space,
        rule=request.rule,
        concept=request.concept,
        baseline=model.baseline,
        names=model.names,
        citation=model.citation,
    )
    defined = {s: e.subs(fixed) for s, e in expand(own.definitions).items()}
    return timed, FrozenMap(fixed), FrozenMap({**fixed, **defined})
