"""How much memory a result takes, said before it is allocated."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from coopgame.errors import InputError, LimitError
from coopgame.sweeps.runs.work import Extent

_DECIMAL: Final = MappingProxyType({"b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12})
_UNITS: Final = MappingProxyType({**_DECIMAL, "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40})
_SIZE: Final = re.compile(r"\s*([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([KMGT]?i?B|)\s*", re.IGNORECASE)


def size_of(given: Any, where: str = "memory") -> int:
    """Return a size in bytes.

    Parameters
    ----------
    given
        A number of bytes, or text such as ``"500 MB"`` (10⁶ bytes) or ``"2 GiB"`` (2³⁰ bytes).
    where
        What is being read, for messages.

    Raises
    ------
    InputError
        It is neither, or not positive.

    Examples
    --------
    >>> size_of("1.5 GB"), size_of("64 KiB"), size_of(1000)
    (1500000000, 65536, 1000)
    """
    found = _SIZE.fullmatch(given) if isinstance(given, str) else None
    if found is not None and (unit := found[2].lower() or "b") in _UNITS:
        size = int(float(found[1]) * _UNITS[unit])
    elif isinstance(given, int | np.integer) and not isinstance(given, bool):
        size = int(given)
    else:
        raise InputError(f'{where}: expected a number of bytes, or a size such as "500 MB" or "2 GiB", got {given!r}.')
    if size <= 0:
        raise InputError(f"{where}: expected a positive size, got {given!r}.")
    return size


def bytes_per_point(work: Extent) -> int:
    """Return how many bytes of the result belong to one point."""
    return sum(field.bytes(1) for field in work.fields.values())


def check_memory(work: Extent, limit: int) -> None:
    """Refuse a result that is larger than the limit, before anything is allocated.

    Raises
    ------
    LimitError
        It is larger; the message has its size and how many points would fit.
    """
    each = bytes_per_point(work)
    if each * work.points > limit:
        kept = ", ".join(work.fields)
        raise LimitError(
            f"The result of {work.points} points takes {shown(each * work.points)} ({each} bytes a point: {kept}), but "
            f"memory is limited to {shown(limit)}: {limit // each} points would fit. Take coarser axes, keep less, or "
            "raise memory."
        )


def shown(size: int) -> str:
    """Return a size with three digits and a unit.

    Examples
    --------
    >>> shown(1_234_567_890), shown(999), shown(65_536)
    ('1.23 GB', '999 B', '65.5 kB')
    """
    for power, unit in ((12, "TB"), (9, "GB"), (6, "MB"), (3, "kB")):
        if size >= 10**power:
            return f"{size / 10**power:.3g} {unit}"
    return f"{size} B"
