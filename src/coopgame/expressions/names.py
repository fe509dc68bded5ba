"""Which names parameters may have, and which labels players, strategies and regimes may have.

A name that passes ``check_name`` is a plain ASCII identifier, so no name can carry code into anything that prints it.
``S``, ``E``, ``I``, ``N``, ``Q``, ``beta`` and ``pi`` are ordinary names: never what SymPy means by them.

Examples
--------
>>> check_name("kappa")
'kappa'
>>> check_label("blame only")
'blame only'
"""

from __future__ import annotations

import keyword
import re
from typing import Final

import sympy

from coopgame.errors import ExpressionError
from coopgame.expressions import limits
from coopgame.expressions.messages import located, shown

FUNCTION_NAMES: Final = ("min", "max", "sqrt", "exp", "log")
# Max and Min are how SymPy prints max and min.
RESERVED: Final = frozenset((*FUNCTION_NAMES, "Max", "Min", *keyword.kwlist))
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
# Each of these separates names in regimes, or means something to LaTeX, HTML, shells or file systems.
LABEL_REFUSED: Final = frozenset('/+\\{}$%#&~^<>"')


def check_name(name: str, *, where: str = "") -> str:
    """Return ``name`` if a parameter may be called that.

    Parameters
    ----------
    name
        Letters, digits and underscores, a letter first, at most 64 of them, no two underscores in a row; neither a
        Python keyword nor a function of the grammar.
    where
        What the name was given for; error messages start with it.

    Returns
    -------
    str
        The same name, as a plain string.

    Raises
    ------
    ExpressionError
        The name is not legal.

    Examples
    --------
    >>> check_name("lambda_")
    'lambda_'
    >>> check_name("lambda")
    Traceback (most recent call last):
    coopgame.errors.ExpressionError: The name 'lambda' is a keyword of Python; use 'lambda_' or 'lam' instead.
    """
    if not isinstance(name, str):
        raise ExpressionError(located(where, f"A name must be a string, not {shown(name)} ({type(name).__name__})."))
    plain = str(name)
    problem = _name_problem(plain)
    if problem:
        raise ExpressionError(located(where, f"The name {shown(plain)} {problem}"))
    return plain


def _name_problem(name: str) -> str:
    """Say what is wrong with a name and what would be right; the empty string when nothing is."""
    if not name:
        return "is empty; write a letter, then letters, digits or underscores."
    if len(name) > limits.NAME_LENGTH:
        return f"is longer than {limits.NAME_LENGTH} characters; shorten it."
    if not _NAME.fullmatch(name):
        near = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")
        hint = f" Did you mean {near!r}?" if _NAME.fullmatch(near) and near not in RESERVED else ""
        return f"must be an ASCII letter followed by letters, digits or underscores.{hint}"
    if "__" in name:
        near = re.sub("__+", "_", name)
        return f"contains two underscores in a row. Did you mean {near!r}?"
    if name in RESERVED:
        kind = "a keyword of Python" if keyword.iskeyword(name) else "a function of the expressions"
        other = " or 'lam'" if name == "lambda" else ""
        return f"is {kind}; use {name + '_'!r}{other} instead."
    return ""


def check_label(label: str, *, where: str = "", what: str = "strategy") -> str:
    r"""Return ``label`` if a player, a strategy or a regime may be called that.

    Parameters
    ----------
    label
        One to 64 printable characters without blanks at the ends and without any of ``/ + \ { } $ % # & ~ ^ < > "``.
    where
        What the label was given for; error messages start with it.
    what
        The kind of thing that carries the label, for messages.

    Returns
    -------
    str
        The same label, as a plain string.

    Raises
    ------
    ExpressionError
        The label is not legal.

    Examples
    --------
    >>> check_label("(C,C)", what="regime")
    '(C,C)'
    >>> check_label("C/D")
    Traceback (most recent call last):
    coopgame.errors.ExpressionError: The strategy 'C/D' contains '/', which labels may not. Did you mean 'C-D'?
    """
    if not isinstance(label, str):
        kind = type(label).__name__
        raise ExpressionError(located(where, f"The label of a {what} must be a string, not {shown(label)} ({kind})."))
    plain = str(label)
    problem = _label_problem(plain)
    if problem:
        raise ExpressionError(located(where, f"The {what} {shown(plain)} {problem}"))
    return plain


def _label_problem(label: str) -> str:
    """Say what is wrong with a label; the empty string when nothing is."""
    if not label.strip():
        return "is empty; write at least one visible character."
    if len(label) > limits.NAME_LENGTH:
        return f"is longer than {limits.NAME_LENGTH} characters; shorten it."
    bad = next((character for character in label if character in LABEL_REFUSED or not character.isprintable()), None)
    if bad is not None:
        near = "".join("-" if c in LABEL_REFUSED or not c.isprintable() else c for c in label)
        return f"contains {bad!r}, which labels may not. Did you mean {near!r}?"
    if label != label.strip():
        return f"has blanks at an end. Did you mean {label.strip()!r}?"
    return ""


def symbol(name: str, *, where: str = "") -> sympy.Symbol:
    """Return the one symbol that stands for the parameter called ``name``.

    Parameters
    ----------
    name
        A legal name, see `check_name`.
    where
        What the name was given for; error messages start with it.

    Returns
    -------
    sympy.Symbol
        The real symbol of that name; symbols that arrive with other assumptions become this one.

    Raises
    ------
    ExpressionError
        The name is not legal.

    Examples
    --------
    >>> symbol("E").is_real
    True
    """
    return sympy.Symbol(check_name(name, where=where), real=True)


def names_of(expression: sympy.Basic) -> tuple[str, ...]:
    """Return the sorted names of the symbols in an expression or a condition.

    Parameters
    ----------
    expression
        Any SymPy expression or condition.

    Returns
    -------
    tuple of str
        Each name once.

    Examples
    --------
    >>> names_of(symbol("p") + 2 * symbol("b"))
    ('b', 'p')
    """
    return tuple(sorted({str(free.name) for free in expression.free_symbols}))
