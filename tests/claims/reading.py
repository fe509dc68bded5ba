"""Printed conditions read back: their text by Python's own parser, their LaTeX by a small grammar."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy

Truth = Callable[[Mapping[str, Fraction]], bool]
_NUMBER = re.compile(r"(?<![\w*])\d+|(?<=[^*]\*)\d+")
_RELATION = {r"\leq": "<=", r"\geq": ">=", r"\neq": "!=", "=": "==", "<": "<", ">": ">"}
_TOKEN = re.compile(
    r"\s+|\\left\(|\\right\)|\\(?:leq|geq|neq|frac|mathit|min|max|cdot)(?![a-z])|\\[a-zA-Z]+|\d+|[A-Za-z]|[-+*^_{}()=<>,]"
)


def truth_of(text: str, thresholds: Mapping[sympy.Symbol, sympy.Expr] | None = None) -> Truth:
    """Return what a condition says, as Python understands its text; numbers are fractions."""
    if text in ("always", "never"):
        return lambda _: text == "always"
    for symbol, value in sorted((thresholds or {}).items(), key=lambda item: -len(item[0].name)):
        text = text.replace(symbol.name, f"({value})")
    source = _NUMBER.sub(r"F(\g<0>)", text.replace(" = ", " == "))
    names = re.findall(r"[A-Za-z]\w*", text)
    safe = {
        name: f"v_{n}" for n, name in enumerate(sorted({*names} - {"and", "or", "Min", "Max", "sqrt", "exp", "log"}))
    }
    source = re.sub(r"[A-Za-z]\w*", lambda word: safe.get(word[0], word[0]), source)
    code = compile(source, "printed condition", "eval")
    known = {"F": Fraction, "Min": min, "Max": max}

    def holds(values: Mapping[str, Fraction]) -> bool:
        # In LaTeX a name that ends with an underscore, since Python reserves the plain one, has lost it.
        written = {name.rstrip("_"): value for name, value in values.items()} | dict(values)
        named = {safe[name]: value for name, value in written.items() if name in safe}
        return bool(eval(code, {**known, **named}))  # noqa: S307 - the text that the library printed

    return holds


def text_of_latex(latex: str) -> str:
    """Return the text of a condition from its LaTeX: mathematics between dollar signs, words around it."""
    if latex in ("always", "never"):
        return latex
    words = latex.split("$")
    parts = [mathematics(word) if n % 2 else word.replace(", ", " and ") for n, word in enumerate(words)]
    return "".join(parts)


def mathematics(latex: str) -> str:
    """Return a comparison of rational functions as text."""
    tokens = [t for t in _TOKEN.findall(latex) if not t.isspace()]
    assert "".join(tokens) == re.sub(r"\s+", "", latex), f"cannot read {latex}"
    text, rest = _sum(tokens)
    while rest:
        assert rest[0] in _RELATION, rest
        right, left = _sum(rest[1:])
        text, rest = f"{text} {_RELATION[rest[0]]} {right}", left
    return text


def _sum(tokens: list[str]) -> tuple[str, list[str]]:
    text = ""
    while tokens and tokens[0] not in {*_RELATION, "}", r"\right)", ","}:
        if tokens[0] in "+-":
            text, tokens = text + f" {tokens[0]} ", tokens[1:]
        product = []
        while tokens and tokens[0] not in {*_RELATION, "+", "-", "}", r"\right)", ","}:
            factor, tokens = _factor(tokens)
            product.append(factor)
        text += "*".join(product)
    return text.strip(), tokens


def _factor(tokens: list[str]) -> tuple[str, list[str]]:
    head, rest = tokens[0], tokens[1:]
    if head == r"\frac":
        above, rest = _braced(rest)
        below, rest = _braced(rest)
        factor = f"(({above})/({below}))"
    elif head == r"\left(":
        inside, rest = _sum(rest)
        assert rest[0] == r"\right)"
        factor, rest = f"({inside})", rest[1:]
    elif head.isdigit():
        factor = head
    else:
        factor, rest = _name(tokens)
    if rest[:1] == ["^"]:
        power, rest = _braced(rest[1:])
        factor = f"{factor}**{power}"
    return factor, rest


def _braced(tokens: list[str]) -> tuple[str, list[str]]:
    assert tokens[0] == "{", tokens
    inside, rest = _sum(tokens[1:])
    assert rest[0] == "}", rest
    return inside, rest[1:]


def _name(tokens: list[str]) -> tuple[str, list[str]]:
    if tokens[0] == r"\mathit":
        end = tokens.index("}")
        name, rest = "".join(tokens[2:end]), tokens[end + 1 :]
    else:
        name, rest = tokens[0].removeprefix("\\"), tokens[1:]
    if rest[:1] == ["_"]:
        end = rest.index("}")
        name, rest = f"{name}_{''.join(rest[2:end]).replace(chr(92), '')}", rest[end + 1 :]
    if rest[:4] == ["^", "{", "*", "}"]:
        name, rest = f"{name}^*", rest[4:]
    return name, rest


def values_of(point: Mapping[Any, Fraction]) -> dict[str, Fraction]:
    return {str(s): v for s, v in point.items()}
