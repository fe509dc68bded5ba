"""Propositions as theorem environments and as tables."""

from __future__ import annotations

import re

from coopgame.claims.clauses import Clause, Step, Told, numeral
from coopgame.claims.printed import latex_of
from coopgame.errors import InputError
from coopgame.export.latex import text

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
    lines.append(r"\begin{enumerate}")
    lines += [f"  \\item[({numeral(n)})] {_clause(clause)}." for n, clause in enumerate(told.clauses, start=1)]
    lines.append(r"\end{enumerate}")
    lines += [text(note) for note in told.notes]
    lines.append(f"\\end{{{environment}}}")
    return "\n".join([*lines, *(_proof(told.steps) if proof and told.steps else [])])


def _clause(clause: Clause) -> str:
    area = "" if clause.area is None else f" (alone on an area of ${clause.area}$)"
    return f"{clause.to_latex()}{area}"


def _proof(steps: tuple[Step, ...]) -> list[str]:
    """Return the differences of payoffs as aligned lines, player by player."""
    lines = [r"\begin{proof}", "Conditions compare payoffs.  Write $u$ for the payoff of the player who compares."]
    for player in dict.fromkeys(step.player for step in steps):
        own = [step for step in steps if step.player == player]
        rows = [f"  {_payoff(s.first)} - {_payoff(s.second)} &= {latex_of(s.difference)}" for s in own]
        lines += [f"For {text(player)},", r"\begin{align*}", " \\\\\n".join(rows), r"\end{align*}"]
    return [*lines, "Each inequality of the proposition gives one of these differences its sign.", r"\end{proof}"]


def _payoff(profile: tuple[str, ...]) -> str:
    inside = r",\ ".join(f"\\text{{{text(name)}}}" for name in profile)
    return f"u({inside})"


def proposition_table(told: Told) -> str:
    """Return the parts and their conditions as a booktabs table whose second column breaks lines."""
    rows = "".join(f"    {_row(clause)} \\\\\n" for clause in told.clauses)
    return (
        "\\begin{tabular}{l>{\\raggedright\\arraybackslash}p{0.6\\linewidth}}\n    \\toprule\n"
        f"     & if and only if \\\\\n    \\midrule\n{rows}    \\bottomrule\n\\end{{tabular}}"
    )


def _row(clause: Clause) -> str:
    return f"{clause.latex} & {clause.condition.to_latex()}"
