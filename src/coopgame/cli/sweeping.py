"""``coopgame sweep`` and ``coopgame merge``: long runs that can be interrupted, divided and put together again."""

from __future__ import annotations

import re
import shlex
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from coopgame.cli.messages import STUDY, clear_messages, fail, say

if TYPE_CHECKING:
    from coopgame.study import Study
    from coopgame.sweeps import Run, Sweep

OUTPUT = click.Path(path_type=Path)
#: In every folder of a run; its name is known without loading what writes it.
MANIFEST = "manifest.json"
FOLDER = click.Path(file_okay=False, path_type=Path)


def _shard(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Read ``i/N``."""
    if value is None:
        return None
    found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", value)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        expected = "expected i/N with 1 <= i <= N; shards are counted from 1"
        raise click.BadParameter(f"{expected}; got {value!r}.", ctx, param)
    return int(found[1]), int(found[2])


@dataclass(frozen=True)
class Order:
    """What the options of ``coopgame sweep`` say."""

    study: Path
    output: Path | None
    workers: int | None
    scheduler: str | None
    shard: tuple[int, int] | None
    checkpoint: Path | None
    resume: bool
    memory: str | None
    tile: int | None
    progress: bool | None

    def check(self) -> None:
        """Refuse options that do not go together.

        Raises
        ------
        click.UsageError
            Two options contradict each other, or one needs another one.
        """
        if self.shard is not None and self.checkpoint is None:
            raise click.UsageError("--shard needs --checkpoint DIR, a folder of its own for every shard.")
        if self.shard is not None and self.output is not None:
            raise click.UsageError("--shard writes tiles only; put all shards together with coopgame merge DIR... -o.")
        if self.resume and self.checkpoint is None:
            raise click.UsageError("--resume needs --checkpoint DIR, the folder of the run that is to go on.")
        if self.workers is not None and self.scheduler not in (None, "local"):
            raise click.UsageError("--workers and --scheduler exclude each other: a scheduler has its own workers.")

    def command(self) -> str:
        """Return the command that goes on where this one was interrupted."""
        words = ["coopgame", "sweep", str(self.study)]
        for option, value in (
            ("-o", self.output),
            ("--workers", self.workers),
            ("--scheduler", self.scheduler),
            ("--shard", None if self.shard is None else "{}/{}".format(*self.shard)),
            ("--memory", self.memory),
            ("--tile", self.tile),
            ("--checkpoint", self.checkpoint),
        ):
            words += [] if value is None else [option, str(value)]
        begun = self.checkpoint is not None and (self.checkpoint / MANIFEST).is_file()
        return shlex.join([*words, "--resume"] if begun else words)


@click.command()
@STUDY
@click.option(
    "-o",
    "--output",
    type=OUTPUT,
    help="Where to write: .npz, .nc, .zarr, or .pdf, .svg, .png of a picture.  [default: the study's name with .npz]",
)
@click.option("--workers", type=click.IntRange(1, 1024), help="How many processes compute.  [default: this one alone]")
@click.option("--scheduler", metavar="ADDRESS", help="Let the workers of a dask scheduler compute; local starts one.")
@click.option("--shard", metavar="i/N", callback=_shard, help="Compute only part i of N, into the checkpoint.")
@click.option("--checkpoint", type=FOLDER, help="Keep every finished tile in this folder; go on if it has some.")
@click.option("--resume", is_flag=True, help="Insist that the folder of the checkpoint has a run to go on with.")
@click.option("--memory", metavar="SIZE", help='How large the result may be, such as "500 MB".  [default: 2 GB]')
@click.option("--tile", type=click.IntRange(min=1), help="How many points make a tile.")
@click.option("--progress/--no-progress", default=None, help="Show a bar.  [default: on terminals]")
def sweep(**options: Any) -> None:
    """Sweep the model of STUDY over the points of its [sweep]."""
    order = Order(**options)
    order.check()
    with clear_messages(), _interruptible(order):
        from coopgame.study import read_study

        found = read_study(order.study)
        if order.shard is None:
            _whole(found, order)
        else:
            _part(found, order)


def _whole(study: Study, order: Order) -> None:
    from coopgame.study.sweeping import run_for

    target = Path(order.study.with_suffix(".npz").name) if order.output is None else order.output
    _check_target(target)
    with _run(order) as usual:
        result = study.sweep(run_for(study, usual, target))
    _finish(result, target, study.output.width)


def _part(study: Study, order: Order) -> None:
    from coopgame.study.sweeping import run_for, tiles_written

    with _run(order) as usual:
        written = tiles_written(study, run_for(study, usual, None))
    click.echo(
        f"{study.file.name}: shard {'{}/{}'.format(*order.shard or ())}: {written.computed} points computed, "
        f"{written.found} were there; {order.checkpoint}"
    )
    _mended(written.mended)
    if written.failures:
        fail(_failed([str(failure) for failure in written.failures], "The rest is in the checkpoint."))


@contextmanager
def _run(order: Order) -> Iterator[Run]:
    """Return how the sweep is carried out, connected with the scheduler as long as that takes."""
    from coopgame.sweeps.runs import Run, connected

    if order.resume and order.checkpoint is not None and not (order.checkpoint / MANIFEST).is_file():
        fail(f"--resume: there is no run in {str(order.checkpoint)!r} to go on with; leave --resume out to begin one.")
    size: dict[str, Any] = {} if order.memory is None else {"memory": order.memory}
    shown = sys.stderr.isatty() if order.progress is None else order.progress
    run = Run(order.workers, order.checkpoint, shown, tile=order.tile, shard=order.shard, **size)
    if order.scheduler is None:
        yield run
        return
    from dataclasses import replace

    with connected(order.scheduler, workers=order.workers) as executor:
        yield replace(run, executor=executor)


def _check_target(target: Path) -> None:
    from coopgame.study import check_target
    from coopgame.study.sweeping import SWEEP_ENDINGS, check_installed

    check_target(target, SWEEP_ENDINGS)
    check_installed(target)


def _finish(result: Sweep, target: Path, width: str) -> None:
    """Write a sweep and say what is in it; what could not be computed makes the exit code 1."""
    from coopgame.study.sweeping import write_sweep

    for line in write_sweep(result, target, width):
        click.echo(f"not placed: {line}", err=True)
    click.echo(repr(result))
    click.echo(f"wrote {target}")
    if result.failures:
        fail(_failed(result.failures, f"The rest is in {target.name}."))


def _failed(failures: Sequence[str], rest: str) -> str:
    more = f" (and {len(failures) - 2} more)" if len(failures) > 2 else ""
    return f"{len(failures)} of the tiles could not be computed: {'; '.join(failures[:2])}{more}. {rest}"


def _mended(count: int) -> None:
    if count:
        click.echo(f"{count} damaged tiles were computed again.", err=True)


@contextmanager
def _interruptible(order: Order) -> Iterator[None]:
    """Say how to go on after Ctrl-C, and treat the end that a batch system announces in the same way."""
    received = [signal.SIGINT]

    def end(number: int, _: Any) -> NoReturn:
        received.append(signal.Signals(number))
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        if order.checkpoint is None:
            say("interrupted; nothing was kept. With --checkpoint DIR finished tiles are, and the run can go on.")
        else:
            click.echo(f"coopgame: interrupted; finished tiles are kept. To go on:\n  {order.command()}", err=True)
        raise SystemExit(128 + received[-1]) from None
    finally:
        signal.signal(signal.SIGTERM, before)


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=OUTPUT, help="Where to write: .npz, .nc, .zarr, .pdf, .svg, .png.")
@click.option("--partial", is_flag=True, help="Write what there is, even if something is missing.")
@click.option("--memory", metavar="SIZE", default="2 GB", show_default=True, help="How large the result may be.")
def merge(folders: tuple[Path, ...], output: Path, partial: bool, memory: str) -> None:
    """Put the shards of a sweep in FOLDERS together."""
    with clear_messages():
        from coopgame.sweeps import Sweep
        from coopgame.sweeps.runs import merged

        _check_target(output)
        manifest, outcome = merged(folders, memory, partial=partial)
        _finish(Sweep.of(manifest.record, manifest.digest, outcome), output, "elsevier-single")
