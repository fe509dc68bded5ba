"""Statements that leave parameters open: true everywhere, nowhere, or exactly under a condition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sympy

from coopgame.claims.deciding.compiling import Prenex
from coopgame.claims.deciding.settling import SUBSTITUTED, Settled, Settling
from coopgame.claims.language.nodes import Negated, Node, bound_symbols, free_symbols
from coopgame.claims.outcomes import simpler
from coopgame.claims.publishing.published import published
from coopgame.conditions import Formula, Range, all_of, any_of, negate
from coopgame.deciders import Answer, Block, Question, ask
from coopgame.errors import CoopgameError, UnsupportedError


@dataclass(frozen=True)
class _Open:
    """A statement with open parameters, the box and the side conditions of these."""

    settling: Settling
    node: Node
    box: Mapping[sympy.Symbol, Range]
    space: Formula
    statement: Prenex

    def question(self, holds: bool) -> Question:
        """Return whether there is a point at which the statement holds, or does not hold."""
        own = self.statement
        if holds:
            return Question(all_of(self.space, own.formula), self.box, own.prefix)
        turned = tuple(Block(not block.every, block.variables) for block in own.prefix)
        return Question(all_of(self.space, negate(own.formula)), self.box, turned)

    def ask(self, question: Question) -> Answer:
        """Ask for a point, with the values of the baseline first."""
        return ask(question, self.settling.limits, prefer=self.settling.preferred)


def conditional(settling: Settling, node: Node) -> Settled:
    """Settle a statement that leaves parameters open."""
    compiler, free = settling.compiler, free_symbols(node)
    box = {s: r for s, r in settling.domain.box_of(compiler.ring.generators).items() if s in free}
    space = simpler(compiler.based(settling.domain.of_free(frozenset(free))), box)
    try:
        found = compiler.compile(node)
    except UnsupportedError as error:
        return Settled(None, reason=str(error))
    statement = found if found.prefix else Prenex((), simpler(found.formula, box))
    own = _Open(settling, node, box, space, statement)
    against, favour = own.question(False), own.question(True)
    fails = own.ask(against)
    if fails.status == "no":
        confirmed = settling.confirmed(against, fails)
        return Settled("proved", method=fails.by, confirmed_by=confirmed, questions=((against, "unsat"),))
    holds = own.ask(favour)
    if holds.status == "no":
        return _refuted(own, fails, holds, favour)
    if statement.prefix or "unknown" in (fails.status, holds.status):
        return Settled(None, reason=_why(statement) or fails.reason or holds.reason)
    return _exactly(own, fails, holds)


def _refuted(own: _Open, fails: Answer, holds: Answer, favour: Question) -> Settled:
    point, lines, checked = own.settling.checked(fails, [Negated(own.node)])
    confirmed = (*([SUBSTITUTED] if checked else []), *own.settling.confirmed(favour, holds))
    return Settled("refuted", point, None, holds.by, confirmed, lines, questions=((favour, "unsat"),))


def _exactly(own: _Open, fails: Answer, holds: Answer) -> Settled:
    """Print the condition, and prove that it is the one that was derived."""
    settling, formula = own.settling, own.statement.formula
    point, lines, checked = settling.checked(fails, [Negated(own.node)])
    example, more, seen = settling.checked(holds, [own.node])
    found = published(formula, own.box, own.space)
    apart = Question(all_of(own.space, _differs(formula, settling.compiler.based(found.formula))), own.box)
    same = ask(apart, settling.limits)
    if same.status == "yes":
        raise CoopgameError(f"The condition {found.condition} as printed is not the one that was derived.")
    confirmed = settling.confirmed(apart, same) if same.status == "no" else ()
    return Settled(
        "conditional",
        point,
        example,
        f"elimination of quantifiers, {same.by}" if bound_symbols(own.node) else same.by,
        (*([SUBSTITUTED] if checked and seen else []), *confirmed),
        (*lines, *more),
        published=found,
        questions=((apart, "unsat"),),
    )


def _why(statement: Prenex) -> str:
    """Return why no condition without quantifiers was found."""
    if not statement.prefix:
        return ""
    names = ", ".join(s.name for block in statement.prefix for s in block.variables)
    return (
        f"The quantifiers over {names} cannot be removed: they occur with too high a degree, or the formula grows too "
        "large. Giving values to some parameters with model.at(…) makes it easier."
    )


def _differs(first: Formula, second: Formula) -> Formula:
    return any_of(all_of(first, negate(second)), all_of(negate(first), second))
