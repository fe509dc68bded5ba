"""What propositions speak of, in words and in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import sympy

from coopgame.claims.publishing.printed import latex_of, text_of
from coopgame.equilibria import Equilibrium
from coopgame.equilibria.equilibrium import Mixture
from coopgame.export.latex import text

Subject = tuple[str, str]


def named(words: str) -> Subject:
    r"""Return words as a subject; in LaTeX, names that are joined may stand on two lines.

    Examples
    --------
    >>> named("R&D")
    ('R&D', 'R\\&D')
    """
    return words, text(words).replace("+", r"+\allowbreak{}").replace("/", r"/\allowbreak{}")


def sentence(words: str, symbols: Iterable[sympy.Symbol] = ()) -> Subject:
    r"""Return a sentence as a subject, with a capital and without its full stop; in LaTeX, symbols are mathematics.

    Examples
    --------
    >>> sentence("for all k_K: k_K is small.", [sympy.Symbol("k_K")])
    ('For all k_K: k_K is small', 'For all $k_{K}$: $k_{K}$ is small')
    """
    names = {s.name: f"${latex_of(s)}$" for s in symbols}
    plain = words.strip().removesuffix(".")
    parts = re.split(r"(\b[A-Za-z]\w*\b)", plain)
    latex = "".join(names.get(part, text(part)) for part in parts)
    return plain[:1].upper() + plain[1:], latex[:1].upper() + latex[1:]


def profile(equilibrium: Equilibrium) -> Subject:
    """Return an equilibrium as a subject: its strategies in parentheses, mixtures with their probabilities."""
    words = (_mixture(m, lambda w: f"{_bracketed(w, text_of(w))} ", str) for m in equilibrium.mixtures)
    latex = (_mixture(m, lambda w: f"${_latex(w)}$ ", text) for m in equilibrium.mixtures)
    return f"({', '.join(words)})", f"({', '.join(latex)})"


def _mixture(mixture: Mixture, weight: Callable[[sympy.Expr], str], name: Callable[[str], str]) -> str:
    return " + ".join(name(s) if w == 1 else weight(w) + name(s) for s, w in mixture)


def _bracketed(expression: sympy.Expr, written: str) -> str:
    return f"({written})" if expression.is_Add else written


def _latex(expression: sympy.Expr) -> str:
    return _bracketed(expression, latex_of(expression))
