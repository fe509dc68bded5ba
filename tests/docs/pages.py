"""Reading the documentation's sources: pages, fenced blocks and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import sympy

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_BUILT = ("_build", "gallery", "notebooks", "reference/generated")


def pages() -> list[Path]:
    """Return every written page, README included, none that a build generates."""
    found = [p for p in DOCS.rglob("*.md") if not p.relative_to(DOCS).as_posix().startswith(_BUILT)]
    return [ROOT / "README.md", *sorted(found)]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(path: Path, language: str) -> list[str]:
    """Return the fenced code blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def tables(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield the head and the rows of every table of a page."""
    table: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("|"):
            table.append([cell.strip() for cell in line.strip("|").split("|")])
        elif table:
            yield table[0], table[2:]
            table = []


def table(path: Path, first: str) -> list[list[str]]:
    """Return the rows of all tables whose first heading is ``first``."""
    return [row for head, rows in tables(path) if head[0] == first for row in rows]


def expression(latex: str) -> sympy.Expr:
    """Return the expression that simple LaTeX such as ``(1-\\delta)V - k_K`` stands for."""
    text = latex.replace("\\varphi", "\\phi ").replace("\\,", " ")
    tokens = re.findall(r"\\[a-z]+|[A-Za-z](?:_[A-Za-z0-9])?|\d+|[()+\-/]", text)
    spelled = ""
    for token in tokens:
        word = token.lstrip("\\")
        if spelled and spelled[-1] not in "(+-/" and word not in (")", "+", "-", "/"):
            spelled += "*"
        spelled += word
    names = {word: sympy.Symbol(word, real=True) for word in re.findall(r"[A-Za-z]\w*", spelled)}
    return sympy.sympify(spelled, locals=names)
