"""Propositions as theorem environments and as tables."""

from __future__ import annotations

import re

from coopgame.claims.propositions.clauses import Clause, Step, Told, grouped, numeral
from coopgame.claims.publishing.printed import latex_of, listed
from coopgame.errors import InputError
from coopgame.export.latex import tabular, text
from coopgame.expressions.messages import shown_profile

#: Formulas do not break everywhere, so lines may be stretched.
STRETCH = r"\setlength{\emergencystretch}{3em}"
#: How much of a line the two columns of a table take.
WIDTHS = ("0.36", "0.56")
_ENVIRONMENT = re.compile(r"[A-Za-z]+\*?")


def proposition_latex(told: Told, environment: str, *, proof: bool) -> str:
    """Return a proposition as a theorem environment, and its proof if asked for."""
    if not _ENVIRONMENT.fullmatch(environment):
        raise InputError(f"environment: {environment!r} is not the name of one; expected letters, as in 'proposition'.")
    title = f"[{text(told.name)}]" if told.name else ""
    lines = [f"\\begin{{{environment}}}{title}", told.setting.latex()]
    if told.thresholds:
        named = ", ".join(f"${latex_of(symbol)} = {latex_of(value)}$" for symbol, value in told.thresholds.items())
        lines.append(f"Let {named}.")
    lines.append(STRETCH)
    if len(told.clauses) == 1:
        lines += [f"{_clause(clause)}." for clause in told.clauses]
    else:
        items = (f"  \\item[({numeral(n)})] {_clause(clause)}." for n, clause in enumerate(told.clauses, start=1))
        lines += [r"\begin{enumerate}", *items, r"\end{enumerate}"]
    lines += [note.latex for note in told.notes]
    lines.append(f"\\end{{{environment}}}")
    return "\n".join([*lines, *(_proof(told.steps) if proof and told.steps else [])])


def _clause(clause: Clause) -> str:
    area = "" if clause.area is None else f" (alone on an area of ${clause.area}$)"
    return f"{clause.to_latex()}{area}"


def _proof(steps: tuple[Step, ...]) -> list[str]:
    """Return the differences of payoffs, one sentence for each player and each profile that is compared with."""
    lines = [r"\begin{proof}", STRETCH, "The conditions compare payoffs."]
    for (player, base), own in grouped(steps).items():
        gains = [f"${latex_of(s.difference)}$ from {text(shown_profile(s.first))}" for s in own]
        lines.append(f"Relative to {text(shown_profile(base))}, {text(player)} gains {listed(gains)}.")
    return [*lines, "Each inequality of the proposition gives one of these gains its sign.", r"\end{proof}"]


def proposition_table(told: Told) -> str:
    """Return the parts and their conditions as a booktabs table whose columns break lines."""
    columns = "".join(rf">{{\raggedright\arraybackslash}}p{{{width}\linewidth}}" for width in WIDTHS)
    rows = (_row(clause) for clause in told.clauses)
    return tabular(columns, ["", "if and only if"], rows)


def _row(clause: Clause) -> list[str]:
    return [clause.latex, clause.condition.to_latex()]
