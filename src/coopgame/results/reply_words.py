r"""Best-reply correspondences as mathematics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import sympy

from coopgame.export.latex import symbol_names, text


class ReplyLike(Protocol):
    """A correspondence that can be printed."""

    @property
    def player(self) -> str:
        """Whose replies."""

    @property
    def values(self) -> tuple[Any, Any]:
        """The gains at both ends as numbers."""

    @property
    def formula(self) -> Any:
        """The threshold in symbols, None without one."""


def correspondence_latex(replies: Sequence[ReplyLike]) -> str:
    r"""Return correspondences as cases: x is the first player's probability, y the second player's.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> print(correspondence_latex([SimpleNamespace(player="row", values=(1, 1), formula=None)]))
    \begin{aligned}
      x_{\text{row}}(y) &= 1
    \end{aligned}
    """
    lines = []
    for n, reply in enumerate(replies):
        own, other = "xy"[n], "yx"[n]
        lines.append(f"  {own}_{{\\text{{{text(reply.player)}}}}}({other}) &= {_cases(reply, other)}")
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"


def _cases(reply: ReplyLike, other: str) -> str:
    sure, never = reply.values
    if reply.formula is None:
        return "[0, 1]" if sure == 0 else "1" if sure > 0 else "0"
    border = sympy.latex(reply.formula, symbol_names=symbol_names(reply.formula))
    below, above = ("1", "0") if never > 0 or sure < 0 else ("0", "1")
    rows = [(below, "<"), ("[0, 1]", "="), (above, ">")]
    # Where one end ties, nothing lies beyond it.
    kept = [row for row in rows if not (row[1] == "<" and never == 0) and not (row[1] == ">" and sure == 0)]
    inside = " \\\\ ".join(f"{value} & {other} {sign} {border}" for value, sign in kept)
    return f"\\begin{{cases}} {inside} \\end{{cases}}"
