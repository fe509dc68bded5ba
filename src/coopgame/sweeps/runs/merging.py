"""Folders of tiles read back: one of them, or the shards of a job array together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coopgame.errors import RunError
from coopgame.sweeps.runs.folder import MANIFEST, Folder, Manifest, difference
from coopgame.sweeps.runs.outcome import Collector, Outcome
from coopgame.sweeps.runs.sizes import check_memory, size_of
from coopgame.sweeps.runs.tiles import span
from coopgame.sweeps.runs.work import Tile


def stored(folder: Path, memory: int | str = "2 GB") -> tuple[Manifest, Outcome]:
    """Return what the folder of a run holds, complete or not; nothing in it is executed.

    Parameters
    ----------
    folder
        The checkpoint of a run.
    memory
        How large the result may be.

    Raises
    ------
    RunError
        It is not such a folder, or cannot be read.
    LimitError
        The result would be larger than the memory allows.
    """
    return _read([_at(folder)], memory)


def merged(folders: Sequence[Path], memory: int | str = "2 GB", *, partial: bool = False) -> tuple[Manifest, Outcome]:
    """Return what the folders of several shards hold together.

    Parameters
    ----------
    folders
        The checkpoints of runs of the same study.
    memory
        How large the result may be.
    partial
        Whether points may be missing.

    Raises
    ------
    RunError
        They are of different studies, or something is missing; the message says which shards.
    LimitError
        The result would be larger than the memory allows.
    """
    opened = [_at(Path(folder)) for folder in folders]
    if not opened:
        raise RunError("There is no folder to merge.")
    first = opened[0]
    for other in opened[1:]:
        if other.manifest.digest != first.manifest.digest:
            told = difference(other.manifest.asked, first.manifest.asked)
            raise RunError(
                f"{str(other.path)!r} and {str(first.path)!r} hold tiles of different studies: {told} (there: "
                f"{other.path.name}; here: {first.path.name})."
            )
    manifest, outcome = _read(opened, memory)
    if outcome.gaps and not partial:
        raise RunError(_missing(opened, outcome))
    return manifest, outcome


def _at(path: Path) -> Folder:
    if not (path / MANIFEST).is_file():
        raise RunError(f"{str(path)!r} is not the checkpoint of a sweep: there is no {MANIFEST} in it.")
    return Folder(path, Manifest.read(path / MANIFEST))


def _read(folders: Sequence[Folder], memory: int | str) -> tuple[Manifest, Outcome]:
    manifest = folders[0].manifest
    check_memory(manifest, size_of(memory))
    collector, damaged = Collector(manifest.points, manifest.fields), 0
    for folder in folders:
        for tile in folder.names():
            arrays = folder.read(tile)
            if arrays is None:
                damaged += 1
            else:
                collector.add(tile, arrays)
    return manifest, collector.outcome(mended=damaged)


def _missing(folders: Sequence[Folder], outcome: Outcome) -> str:
    """Say which shards are missing, and how many points of those that are there."""
    numbers = {folder.manifest.shard[1] for folder in folders if folder.manifest.shard is not None}
    count = sum(last - first for first, last in outcome.gaps)
    damaged = f"; {outcome.mended} files are damaged" if outcome.mended else ""
    told = f"{count} of {outcome.points} points are missing{damaged}"
    if len(numbers) == 1:
        of = numbers.pop()
        lacking = [i for i in range(1, of + 1) if _overlaps(span(folders[0].manifest, (i, of)), outcome.gaps)]
        shards = ", ".join(map(str, lacking[:20])) + (", …" if len(lacking) > 20 else "")
        return f"{told}: shard{'s' * (len(lacking) > 1)} {shards} of {of}. Run what is missing, then merge."
    return f"{told}. Run what is missing, then merge."


def _overlaps(part: Tile, gaps: Sequence[Tile]) -> bool:
    return any(gap.first < part.last and part.first < gap.last for gap in gaps)
