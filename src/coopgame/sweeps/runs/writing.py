"""Files that are complete or not there, even when the disk is full or the process is killed."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final, NoReturn

from coopgame.errors import RunError

_FULL: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
UNFINISHED: Final = ".part"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, force it to the disk, and move it there.

    Raises
    ------
    RunError
        The disk is full or the file cannot be written; nothing of it is left.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        with unfinished.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(path)
        _settle(path.parent)
    except OSError as error:
        unwritten(path, error)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def write_folder(path: Path, write: Callable[[Path], object]) -> None:
    """Let a folder be written beside its place, and move it there.

    Raises
    ------
    RunError
        The disk is full or the folder cannot be written; nothing of it is left.
    """
    unfinished = path.with_name(f".{path.stem}.{os.getpid()}.{secrets.token_hex(4)}{UNFINISHED}{path.suffix}")
    try:
        write(unfinished)
        unfinished.replace(path)
        _settle(path.parent)
    except OSError as error:
        unwritten(path, error)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def unwritten(path: Path, error: OSError) -> NoReturn:
    """Say why a file cannot be written.

    Raises
    ------
    RunError
        Always.
    """
    if error.errno in _FULL:
        raise RunError(
            f"{path.name}: the disk of {str(path.parent)!r} is full; nothing is left half-written. Make room and start "
            "the same command again; with a checkpoint, it goes on from there."
        ) from error
    raise RunError(f"{path.name}: cannot be written in {str(path.parent)!r}: {error.strerror or error}.") from error


def _settle(folder: Path) -> None:
    """Force the entry of the folder to the disk, where the system can do so."""
    with contextlib.suppress(OSError):
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)
