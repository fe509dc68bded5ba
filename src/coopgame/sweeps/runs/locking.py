"""One run at a time in a folder: a lock that ends with its process, however that ends."""

from __future__ import annotations

import contextlib
import errno
import importlib
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from coopgame.errors import RunError
from coopgame.sweeps.runs.writing import unwritten

LOCK: Final = "lock"
_BEYOND: Final = 2**30


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder inside the with-block.

    On one machine the operating system holds it for the process and lets it go when the process ends, so what a killed
    run left behind is taken over.  Of another machine only the words in the file are known; they count as a run that
    goes on.

    Raises
    ------
    RunError
        Another run holds it.
    """
    path = folder / LOCK
    place = _take(path)
    try:
        yield
    finally:
        # While it is still held, so that nobody takes the file between; some systems keep a file that is open.
        with contextlib.suppress(OSError):
            os.ftruncate(place, 0)
            path.unlink(missing_ok=True)
        os.close(place)


def _take(path: Path) -> int:
    while True:
        try:
            place = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            unwritten(path, error)
        try:
            if not _held(place):
                _refuse(path, _holder(place))
            if _same(place, path):
                _sign(place, path)
                return place
        except BaseException:
            os.close(place)
            raise
        # The run before removed the file while this one waited for it; its successor has another one.
        os.close(place)


def _held(place: int) -> bool:
    """Try to lock an open file for this process; where the system cannot, the words in it decide alone."""
    try:
        if (posix := _module("fcntl")) is not None:
            posix.flock(place, posix.LOCK_EX | posix.LOCK_NB)
        elif (windows := _module("msvcrt")) is not None:
            # A byte that nobody reads: the words stay readable.
            os.lseek(place, _BEYOND, os.SEEK_SET)
            windows.locking(place, windows.LK_NBLCK, 1)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _same(place: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(place), path.stat())
    except FileNotFoundError:
        return False


def _holder(place: int) -> tuple[str, int] | None:
    """Return host and process of the words in a lock; None where there are none."""
    try:
        os.lseek(place, 0, os.SEEK_SET)
        told = json.loads(os.read(place, 1000))
        return str(told["host"]), int(told["process"])
    except (ValueError, KeyError, TypeError, OSError):
        return None


def _sign(place: int, path: Path) -> None:
    before = _holder(place)
    if before is not None and before[0] != socket.gethostname():
        _refuse(path, before)
    words = json.dumps({"host": socket.gethostname(), "process": os.getpid()}).encode()
    try:
        os.ftruncate(place, 0)
        os.lseek(place, 0, os.SEEK_SET)
        os.write(place, words)
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        unwritten(path, error)


def _refuse(path: Path, holder: tuple[str, int] | None) -> None:
    host, process = holder or ("this machine", 0)
    who = f"process {process} on {host}" if process else "another process"
    here = host in ("this machine", socket.gethostname())
    ended = "" if here else f" If that run has ended, delete the file {path.name!r} in it."
    raise RunError(
        f"The folder {str(path.parent)!r} is in use by {who}; give every run and every shard a folder of its own, or "
        f"wait until it has ended.{ended}"
    )
