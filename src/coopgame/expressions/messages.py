"""How messages about expressions quote what they complain of, and say where it stood."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

_SHOWN: Final = 60


def shown(value: Any) -> str:
    """Return a short printable quotation of ``value``, whatever it is.

    Examples
    --------
    >>> shown("x" * 100)
    "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'"
    """
    if isinstance(value, str):
        return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")
    try:
        text = str(value)
    except Exception:  # a foreign object may fail in any way, or be an integer too long to print
        return f"an object of type {type(value).__name__}"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def shown_profile(profile: Iterable[Any]) -> str:
    """Return a profile of strategies in parentheses, so that a list of several can be read.

    Examples
    --------
    >>> shown_profile(("cooperate", "share"))
    '(cooperate, share)'
    """
    return f"({', '.join(map(str, profile))})"


def located(where: str, message: str) -> str:
    """Return ``message``, preceded by the place it is about if that is known.

    Examples
    --------
    >>> located("payoffs", "It is wrong.")
    'payoffs: It is wrong.'
    """
    return f"{where}: {message}" if where else message
