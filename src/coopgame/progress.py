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


@contextmanager
def counting(total: int, what: str, *, finished: int = 0, shown: bool = True) -> Iterator[Callable[[int], Any]]:
    """Count games towards ``total`` on a bar with their rate and the time left, in terminals and in notebooks.

    Parameters
    ----------
    total
        How many games there are.
    what
        Words before the bar.
    finished
        How many were finished before; they do not count towards the rate.
    shown
        Whether to show anything.

    Yields
    ------
    Callable
        To be called with the number of games that were finished since the last call.

    Examples
    --------
    >>> with counting(10, "sweeping", shown=False) as count:
    ...     count(10)
    """
    if not shown:
        yield lambda _: None
        return
    from tqdm.auto import tqdm

    bar: Any = tqdm(total=total, initial=finished, desc=what, unit=" games", unit_scale=True, leave=False)
    try:
        yield bar.update
    finally:
        bar.close()
