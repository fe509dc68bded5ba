"""Files that are complete or not there, even when the disk is full or the process is killed."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
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


def unwritten(path: Path, error: OSError) -> NoReturn:
    """Say why a file cannot be written.

    Raises
    ------
    RunError
        Always.
    """
    if error.errno in _FULL:
        raise RunError(
            f"{path.name}: the disk of {str(path.parent)!r} is full; what was finished is kept. Make room and start "
            "the same command again: it goes on from there."
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
