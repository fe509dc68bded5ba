"""How a statement is settled: which questions are asked of the deciders, and how their answers are checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sympy

from coopgame.claims.deciding.compiling import Compiler
from coopgame.claims.deciding.domain import Domain
from coopgame.claims.deciding.evidence import Evaluation
from coopgame.claims.language.nodes import (
    Joined,
    Negated,
    Node,
    Quantified,
    bound_symbols,
    chain,
    free_symbols,
    models_of,
    parted,
    quantifiers,
)
from coopgame.claims.language.wording import in_words
from coopgame.claims.outcomes import simpler
from coopgame.claims.publishing.published import PublishedCondition
from coopgame.conditions import FALSE, TRUE, Ring, all_of
from coopgame.deciders import Answer, Limits, Question, ask, confirm
from coopgame.errors import CoopgameError, StatementError, UnsupportedError
from coopgame.frozen import FrozenMap
from coopgame.parameters import ParameterMap, ParameterSpace

SUBSTITUTED = "substitution into the game"


@dataclass(frozen=True)
class Settled:
    """What became of a statement; ``status`` is None where undecided.  The other entries are those of a verdict."""

    status: str | None
    witness: Any = None
    example: Any = None
    method: str = ""
    confirmed_by: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    reason: str = ""
    published: PublishedCondition | None = None
    questions: tuple[tuple[Question, str], ...] = ()

    @property
    def truth(self) -> bool | None:
        """True where proved, False where refuted."""
        return {"proved": True, "refuted": False}.get(self.status or "")

    def negated(self) -> Settled:
        """Return what became of the negation."""
        status = {"proved": "refuted", "refuted": "proved"}.get(self.status or "")
        return replace(self, status=status, witness=self.example, example=self.witness)


@dataclass(frozen=True)
class Settling:
    """Settles statements over one domain.

    Attributes
    ----------
    compiler, domain, limits
        How questions are made, over what, and at what cost they are answered.
    checking
        Whether answers are confirmed by other methods and put into the games.
    """

    compiler: Compiler
    domain: Domain
    limits: Limits
    checking: bool = True

    @classmethod
    def of(cls, node: Node, domain: Domain, limits: Limits) -> Settling:
        """Return what settles a statement over a domain."""
        free = free_symbols(node)
        ring = Ring(tuple(sorted(free | bound_symbols(node), key=str)))
        return cls(Compiler(ring, domain, scope=free, limits=limits), domain, limits)

    def check_not_empty(self, node: Node) -> None:
        """Raise StatementError if the space is empty, or what a quantifier takes for granted never holds."""
        symbols = frozenset(self.compiler.ring.generators)
        box = self.domain.box_of(symbols)
        space = self.compiler.based(self.domain.of_free(symbols))
        if ask(Question(space, box), self.limits).status == "no":
            raise StatementError(
                "The parameter space is empty: its bounds, side conditions and what is given contradict each other."
            )
        everywhere = self.compiler.within(symbols)
        for quantifier in quantifiers(node):
            try:
                inside = everywhere.range_of([quantifier])
            except UnsupportedError:
                continue
            own = self.domain.box_of(symbols, quantifier.variables)
            if ask(Question(all_of(space, inside), own), self.limits).status == "no":
                shown = " and ".join(in_words(one) for one in quantifier.given) or "their bounds"
                names = ", ".join(s.name for s in quantifier.variables)
                raise StatementError(
                    f"A statement about {names} speaks of nothing: no admissible values fulfil {shown}."
                )

    def settle(self, node: Node) -> Settled:
        """Settle a statement that leaves no parameters open."""
        if isinstance(node, Negated):
            return self.settle(node.part).negated()
        if isinstance(node, Joined):
            return self._joined(node.every, [self.settle(part) for part in node.parts])
        if isinstance(node, Quantified):
            parts = parted(node)
            if len(parts) > 1:
                return self._joined(node.every, [self.settle(part) for part in parts])
            return self._quantified(node)
        formula = self.compiler.plain(node)
        if formula in (TRUE, FALSE):
            return Settled("proved" if formula == TRUE else "refuted", method="evaluation")
        return Settled(None, reason="The statement contains a variable without bounds.")

    def _joined(self, every: bool, parts: Sequence[Settled]) -> Settled:
        against = next((part for part in parts if part.truth is (not every)), None)
        if against is not None:
            return against
        unknown = next((part for part in parts if part.truth is None), None)
        if unknown is not None:
            return unknown
        methods = tuple(dict.fromkeys(part.method for part in parts))
        shared = [set(part.confirmed_by) for part in parts]
        confirmed = tuple(name for name in parts[0].confirmed_by if all(name in own for own in shared))
        questions = tuple(question for part in parts for question in part.questions)
        evidence = tuple(line for part in parts for line in part.evidence)
        example = parts[0].example if len(parts) == 1 else None
        return Settled(
            "proved" if every else "refuted",
            example=example if every else None,
            method=", ".join(methods),
            confirmed_by=confirmed,
            evidence=evidence,
            questions=questions,
        )

    def _quantified(self, node: Quantified) -> Settled:
        """Look for one point: a counterexample of what holds for all values, an example of what holds for some."""
        every = node.every
        try:
            own, inner = self.compiler.sought(node)
        except UnsupportedError as error:
            return Settled(None, reason=str(error))
        body = chain(node)[1]
        given = [one for quantifier in own for one in quantifier.given]
        variables = {s: i for quantifier in own for s, i in quantifier.variables.items()}
        box = self.domain.box_of(self.compiler.ring.generators, variables)
        box = {s: r for s, r in box.items() if s in variables}
        formula = simpler(inner.formula, box)
        question = Question(formula, box, inner.prefix)
        answer = ask(question, self.limits, prefer=self.preferred)
        if answer.status == "unknown":
            return Settled(None, reason=answer.reason)
        confirmed = self.confirmed(question, answer)
        if answer.status == "no":
            return Settled(
                "proved" if every else "refuted",
                method=answer.by,
                confirmed_by=confirmed,
                questions=((question, "unsat"),),
            )
        point, lines, checked = self.checked(answer, [*given, Negated(body) if every else body])
        found = {"witness": point} if every else {"example": point}
        return Settled(
            "refuted" if every else "proved",
            method=answer.by,
            confirmed_by=(*([SUBSTITUTED] if checked else []), *confirmed),
            evidence=lines,
            reason=answer.reason,
            questions=((question, "sat"),),
            **found,
        )

    @property
    def preferred(self) -> dict[sympy.Symbol, Fraction]:
        """Values that are tried first in a witness: the baselines of the models."""
        known: dict[sympy.Symbol, Fraction] = {}
        for model in self.domain.models:
            known |= {s: Fraction(int(v.p), int(v.q)) for s, v in model.baseline.items()}
        return known

    def checked(self, answer: Answer, nodes: Sequence[Node]) -> tuple[Any, tuple[str, ...], bool]:
        """Solve the games at the point of an answer; a statement that fails there is a fault of the library."""
        if answer.witness is None or not self.checking:
            return None, (), False
        witness = answer.witness
        evaluation = Evaluation(FrozenMap(witness), lambda node: self._again(node, witness))
        truths = [evaluation.holds(node) for node in nodes]
        if False in truths:
            shown = ", ".join(f"{s} = {v}" for s, v in witness.items())
            raise CoopgameError(f"{answer.by} and the games solved at {shown} disagree; one of them is wrong.")
        point = ParameterMap({s: sympy.Rational(v.numerator, v.denominator) for s, v in witness.items()})
        return point, tuple(evaluation.seen), None not in truths

    def _again(self, node: Node, point: Mapping[sympy.Symbol, Fraction]) -> bool | None:
        """Decide what is left of a statement when numbers are in its games, from the start."""
        values = {s: sympy.Rational(v.numerator, v.denominator) for s, v in point.items()}
        # What a quantifier inside binds keeps the bounds that it had.
        own = {s: v for s, v in values.items() if s not in bound_symbols(node)}
        given = [condition.subs(own) for condition in self.domain.given]
        bounds = {s: i for s, i in self.domain.space.bounds.items() if s not in own}
        sides = [condition.subs(own) for condition in self.domain.space.where]
        space = ParameterSpace(bounds, where=sides)
        domain = Domain.of(models_of(node), space, [c for c in given if c.free_symbols])
        return replace(Settling.of(node, domain, self.limits), checking=False).settle(node).truth

    def confirmed(self, question: Question, answer: Answer) -> tuple[str, ...]:
        """Ask other methods, each for a part of the time only: what was decided needs no further method."""
        if not self.checking:
            return ()
        return confirm(question, answer, replace(self.limits, seconds=self.limits.seconds / 2))
