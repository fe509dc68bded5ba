"""What the library says of a statement, and on what evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.claims.language.statements import Statement
from coopgame.claims.language.wording import relation_text
from coopgame.claims.publishing.published import PublishedCondition
from coopgame.deciders import Question, smtlib
from coopgame.errors import StatementError

Point = Mapping[sympy.Symbol, sympy.Rational]


@dataclass(frozen=True, repr=False)
class Verdict:
    """Proved, refuted, true exactly under a condition, or undecided; with the evidence.

    Attributes
    ----------
    statement
        What was asked.
    status
        ``"proved"``: it holds at every point of the space; ``"refuted"``: it is false, at every point if it leaves
        parameters open; ``"conditional"``: it holds exactly where :attr:`condition` does; ``"undecided"``.
    condition
        The exact condition on the parameters that the statement leaves open, ``True`` where proved, ``False`` where
        refuted; None where undecided.
    witness
        Exact numbers at which the statement (or what is said for all values) fails, if there are.
    example
        Exact numbers at which it (or what is said to exist) holds, if there are.
    assumptions
        The bounds and side conditions that were used.
    method
        What decided it.
    confirmed_by
        Other methods that gave the same answer; ``"substitution into the game"``: the game was solved at the witness.
    evidence
        What was seen at the witness or the example when the game was solved there.
    reason
        Why it is undecided, and what would help.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting_reduced().at({"eta": 1})
    >>> verdict = cg.decide(cg.claims.always(cg.claims.fact("p == 0") >> ~cg.claims.chosen(model, "capture")))
    >>> verdict.status, verdict.method
    ('proved', 'bounds')
    """

    statement: Statement
    status: str
    condition: Boolean | None = None
    witness: Point | None = None
    example: Point | None = None
    assumptions: tuple[Boolean, ...] = ()
    method: str = ""
    confirmed_by: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    reason: str = ""
    published: PublishedCondition | None = field(default=None, compare=False)
    questions: tuple[tuple[Question, str], ...] = field(default=(), compare=False)

    @property
    def exact(self) -> bool:
        """Whether the verdict is a proof; an undecided statement has none."""
        return self.status != "undecided"

    def smtlib(self) -> str:
        """Return the questions that decided it as SMT-LIB text, each with the answer expected, to be run by anyone.

        Raises
        ------
        StatementError
            It was decided without asking for any point.
        """
        if not self.questions:
            raise StatementError("The statement was decided by evaluation alone; there is no question to export.")
        parts = [f"; expected: {answer}\n{smtlib(question)}" for question, answer in self.questions]
        return "\n(reset)\n".join(parts)

    def __bool__(self) -> bool:
        raise StatementError("A verdict is not true or false: compare verdict.status with 'proved' or 'refuted'.")

    @property
    def words(self) -> str:
        """The verdict in one line."""
        if self.status != "conditional":
            return self.status
        return f"true exactly when {relation_text(self.condition)}"

    def __repr__(self) -> str:
        lines = [f"Verdict: {self.words}", f"  {self.statement!r}"]
        if self.assumptions:
            lines.append(f"  over {', '.join(relation_text(a) for a in self.assumptions)}")
        for word, point in (("fails at", self.witness), ("holds at", self.example)):
            if point is not None:
                lines.append(f"  {word} {point_text(point)}")
        lines += [f"    {line}" for line in self.evidence]
        if self.method:
            others = f"; confirmed by {', '.join(self.confirmed_by)}" if self.confirmed_by else ""
            lines.append(f"  by {self.method}{others}")
        if self.reason:
            lines.append(f"  {self.reason}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line.strip())}</p>" for line in repr(self).splitlines())

    def to_latex(self) -> str:
        """Return the condition as a formula; a word where there is none."""
        if self.published is not None:
            return self.published.to_math()
        return rf"\text{{{self.status}}}"

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.to_latex()}$"


def point_text(point: Point) -> str:
    """Return numbers as a line.

    Examples
    --------
    >>> point_text({sympy.Symbol("p"): sympy.Rational(1, 2)})
    'p = 1/2'
    """
    return ", ".join(f"{s} = {v}" for s, v in sorted(point.items(), key=lambda item: item[0].name))
