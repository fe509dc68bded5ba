"""Progress of long work, reported to whoever asked for it.

The exact layers call :func:`track` around their long loops; nothing is shown unless the caller, for example the command
line, has installed a reporter for the current context.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
Reporter = Callable[[Sequence[Any], str], Iterable[Any]]

_REPORTER: ContextVar[Reporter | None] = ContextVar("coopgame_progress", default=None)


@contextmanager
def reporting(reporter: Reporter) -> Iterator[None]:
    """Let ``reporter(items, what)`` wrap every long loop inside the with-block.

    Examples
    --------
    >>> with reporting(lambda items, what: [print(what)] and items):
    ...     total = sum(track([1, 2, 3], "adding"))
    adding
    >>> total
    6
    """
    token = _REPORTER.set(reporter)
    try:
        yield
    finally:
        _REPORTER.reset(token)


def track(items: Sequence[T], what: str) -> Iterable[T]:
    """Return ``items`` to iterate over, reported under the name ``what``."""
    reporter = _REPORTER.get()
    return items if reporter is None else reporter(items, what)
