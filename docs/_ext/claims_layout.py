"""Statements as lists of short formulas, since browsers do not break long ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sympy

from coopgame.claims.language.nodes import Beside, EachEquilibrium, Joined, Negated, Node, Quantified
from coopgame.claims.language.wording import in_latex, in_words

#: A statement whose words are longer is broken.
WIDTH = 110
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|$~^])")


def escaped(words: str) -> str:
    """Return words that the page shows as they are."""
    return _MARKUP.sub(r"\\\1", words)


def layout(node: Node) -> list[str]:
    """Return a statement as the lines of a nested list."""
    return list(_lines(node, 0, ""))


def _lines(node: Node, depth: int, before: str) -> Iterator[str]:
    """Yield the lines of a statement; ``before`` stands in front of it."""
    indent = "  " * depth
    if len(in_words(node)) <= WIDTH and not isinstance(node, Quantified):
        yield f"{indent}- {before}${in_latex(node)}$"
    elif isinstance(node, Quantified):
        yield f"{indent}- {before}{_head(node)}"
        yield from _lines(node.part, depth + 1, "")
    elif isinstance(node, Negated):
        yield from _lines(node.part, depth, f"{before}not: ")
    elif isinstance(node, Joined):
        word = "all of these hold:" if node.every else "at least one of these holds:"
        yield f"{indent}- {before}{word}"
        for part in node.parts:
            yield from _lines(part, depth + 1, "")
    elif isinstance(node, EachEquilibrium):
        yield f"{indent}- {before}${_without_part(node)}$"
        yield from _lines(node.part, depth + 1, "")
    elif isinstance(node, Beside):
        side = "above" if node.above else "below"
        yield f"{indent}- {before}just {side} ${sympy.latex(node.symbol)}$:"
        yield from _lines(node.part, depth + 1, "")
    else:
        yield f"{indent}- {before}${in_latex(node)}$"


def _head(node: Quantified) -> str:
    """Return a quantifier, each variable a formula of its own, so that lines break between them."""
    names = _variables(node)
    first = rf"\forall\,{names[0]}" if node.every else rf"\exists\,{names[0]}"
    known = "".join(f", ${in_latex(part)}$" for part in node.given)
    return ", ".join(f"${name}$" for name in (first, *names[1:])) + known + ":"


def _variables(node: Quantified) -> list[str]:
    """Return the variables of a quantifier with their ranges."""
    found = []
    for symbol, interval in node.variables.items():
        name = sympy.latex(symbol)
        if interval is None:
            found.append(name)
        elif interval.start == 0 and interval.end is sympy.oo and interval.left_open:
            found.append(f"{name} > 0")
        else:
            found.append(rf"{name} \in {sympy.latex(interval)}")
    return found


def _without_part(node: EachEquilibrium) -> str:
    """Return the head of a statement about equilibria."""
    whole, part = in_latex(node), in_latex(node.part)
    return whole[: len(whole) - len(part)].rstrip().rstrip(" :\\")
