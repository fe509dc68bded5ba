"""One short tree of exceptions; every message says what was wrong, where, and what to do.

``CoopgameError`` is the root.  ``InputError`` and its children mean that something given to the library is wrong and
can be mended by who gave it; ``UnsupportedError`` means that the request is sound but beyond what the library can do
exactly today.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class CoopgameError(Exception):
    """Any error that coopgame raises on purpose."""


class InputError(CoopgameError, ValueError):
    """Something given to the library is wrong."""


class ExpressionError(InputError):
    """A name, a number, an expression or a condition cannot be read."""


class ParameterError(InputError):
    """A parameter is unknown, lacks a value, or lies outside its bounds."""


class GameError(InputError):
    """Players, strategies and payoffs do not make a strategic game."""


class ModelError(InputError):
    """A model or a closure contradicts itself or its game."""


class ConceptError(InputError):
    """A solution concept does not fit the game it is applied to."""


class DiagramError(InputError):
    """A phase diagram is asked for over axes that do not make a box."""


class FigureError(InputError):
    """A figure is asked for in a way that cannot be drawn or written."""


class StatementError(InputError):
    """A statement about a model, or what it is decided over, is wrong."""


class StudyError(InputError):
    """A study file is wrong."""


class UnsupportedError(CoopgameError, NotImplementedError):
    """The request is sound, but nothing in the library can answer it exactly yet."""


class LimitError(UnsupportedError):
    """An exact answer would cost more than the limits allow; the message names the step and the limit."""


class RunError(CoopgameError, RuntimeError):
    """A long run met a folder, a disk or a worker that it cannot go on with; what was finished is kept."""


class MissingPackageError(CoopgameError, ImportError):
    """An optional package that was asked for is not installed."""


def did_you_mean(name: str, options: Iterable[str]) -> str:
    """Return a sentence that names the valid choice nearest to ``name``, or all of them.

    Parameters
    ----------
    name
        What was given.
    options
        What is valid; the order is kept when they are listed.

    Returns
    -------
    str
        ``""`` when there are no options; otherwise a sentence that starts with a space.

    Examples
    --------
    >>> did_you_mean("captur", ["cooperate", "capture"])
    " Did you mean 'capture'?"
    >>> did_you_mean("z", ["p", "b"])
    ' Known: p, b.'
    """
    known = [str(option) for option in options]
    if not known:
        return ""
    same = [option for option in known if option.lower() == name.lower()]
    if same:
        return f" Did you mean {same[0]!r}?"
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f" Did you mean {near[0]!r}?"
    shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return f" Known: {shown}."
