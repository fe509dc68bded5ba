"""What every command shares: the study, the bar of progress, and one clear line for a mistake."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from coopgame.errors import CoopgameError
from coopgame.progress import reporting

STUDY = click.argument("study", type=click.Path(exists=True, dir_okay=False, path_type=Path))


def _bar(items: Sequence[Any], what: str) -> Iterable[Any]:
    from tqdm import tqdm

    return tqdm(items, desc=what, delay=1.0, leave=False, file=sys.stderr)


@contextmanager
def clear_messages() -> Iterator[None]:
    """Turn a user's mistake into one line and exit code 1; anything else is a bug and shows its traceback."""
    try:
        with reporting(_bar):
            yield
    except CoopgameError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or 'output'}: {error.strerror or error}")


def fail(message: str) -> NoReturn:
    """Print one line and end with exit code 1."""
    say(message)
    raise SystemExit(1) from None


def say(message: str) -> None:
    """Print one line on standard error."""
    from coopgame.study.messages import on_one_line

    click.echo(f"coopgame: {on_one_line(message)}", err=True)
