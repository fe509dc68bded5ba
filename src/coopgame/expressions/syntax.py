"""From a text of legal tokens to Python's syntax tree, whose size is checked before anything is made of it."""

from __future__ import annotations

import ast
from typing import Final

from coopgame.expressions import limits
from coopgame.expressions.tokens import Source

_SUM: Final = (ast.Add, ast.Sub)
_PRODUCT: Final = (ast.Mult, ast.Div)


def read_tree(source: Source) -> ast.expr:
    """Return the syntax tree of ``source``; it is data, nothing is compiled or run.

    Examples
    --------
    >>> from coopgame.expressions.tokens import read_tokens
    >>> type(read_tree(read_tokens("x + 1", ""))).__name__
    'BinOp'
    """
    try:
        tree = ast.parse(source.text, mode="eval").body
    except SyntaxError as error:
        # Python reports the end of the text as a place on the line after it.
        inside = error.lineno == 1 and error.offset and 1 <= error.offset <= len(source.text)
        problem = "The formula does not fit together" if inside else "The formula breaks off"
        raise source.error(problem, error.offset - 1 if inside and error.offset else None) from None
    except (MemoryError, RecursionError, ValueError):
        raise source.error("This is too deeply nested or otherwise impossible to read") from None
    _check_size(tree, source)
    return tree


def _check_size(tree: ast.expr, source: Source) -> None:
    """Count nodes and levels; a run of terms or of factors is one level, however long."""
    pending: list[tuple[ast.AST, int]] = [(tree, 1)]
    count = 0
    while pending:
        node, depth = pending.pop()
        count += isinstance(node, ast.expr)
        if count > limits.NODES:
            raise source.error(f"There are more than {limits.NODES} numbers, names and operations")
        if depth > limits.DEPTH:
            raise source.error(f"Operations nest deeper than {limits.DEPTH}")
        for child in ast.iter_child_nodes(node):
            deeper = isinstance(child, ast.expr) and not same_run(node, child)
            pending.append((child, depth + deeper))


def same_run(parent: ast.AST, child: ast.AST) -> bool:
    """Return whether ``child`` continues the sum or the product that ``parent`` ends.

    Examples
    --------
    >>> tree = ast.parse("a + b - c", mode="eval").body
    >>> same_run(tree, tree.left), same_run(tree, tree.right)
    (True, False)
    """
    if not (isinstance(parent, ast.BinOp) and isinstance(child, ast.BinOp) and parent.left is child):
        return False
    return any(isinstance(parent.op, kind) and isinstance(child.op, kind) for kind in (_SUM, _PRODUCT))
