"""An audit hook that sees what Python executes, starts, writes and connects to while it is armed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ALWAYS = frozenset({"os.system", "os.exec", "os.fork", "os.posix_spawn", "subprocess.Popen", "socket.connect"})
ALWAYS |= {"os.remove", "os.rmdir", "os.symlink", "shutil.rmtree"}
_armed: list[list[str]] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _armed:
        return
    if event in ALWAYS or _runs(event, arguments) or _writes(event, arguments):
        _armed[-1].append(f"{event} {arguments!r:.200}")


def _runs(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether code runs or is compiled that is not a module that is imported late; syntax trees are only data."""
    if event == "exec":
        return not str(getattr(arguments[0], "co_filename", "")).endswith(".py")
    return event == "compile" and arguments[1] != "<unknown>" and not str(arguments[1]).endswith(".py")


def _writes(event: str, arguments: tuple[Any, ...]) -> bool:
    if event not in {"open", "os.rename", "os.mkdir"} or "__pycache__" in str(arguments[0]):
        return False
    return event != "open" or (isinstance(arguments[1], str) and any(letter in arguments[1] for letter in "wax+"))


sys.addaudithook(_hook)


@contextmanager
def watching() -> Iterator[list[str]]:
    """Yield the list of forbidden events inside the with-block."""
    events: list[str] = []
    _armed.append(events)
    try:
        yield events
    finally:
        _armed.remove(events)
