"""A folder of tiles: a manifest that says what of, one checksummed file for each tile, and nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from coopgame.errors import RunError
from coopgame.sweeps.runs.locking import LOCK, locked
from coopgame.sweeps.runs.packing import pack, unpack
from coopgame.sweeps.runs.work import Arrays, Tile, Work
from coopgame.sweeps.runs.writing import UNFINISHED, unwritten, write_whole
from coopgame.sweeps.task import Array, Field

FORMAT: Final = "coopgame sweep, version 1"
MANIFEST: Final = "manifest.json"
_KIND: Final = re.compile(r"[<|]?[biuf][1248]")
_LONGEST: Final = 1_000_000
_NAME: Final = re.compile(r"tile-([0-9]{1,18})-([0-9]{1,18})\.bin")


@dataclass(frozen=True)
class Manifest:
    """What the tiles of a folder are tiles of.

    Attributes
    ----------
    digest, points, block, fields, asked, record
        As for :class:`coopgame.sweeps.runs.work.Work`.
    shard
        Which part the folder holds; None for all of it.
    """

    digest: str
    points: int
    block: int
    fields: Mapping[str, Field]
    asked: Mapping[str, str]
    record: Mapping[str, Any]
    shard: tuple[int, int] | None = None

    @staticmethod
    def of(work: Work, shard: tuple[int, int] | None) -> Manifest:
        """Return the manifest of some work."""
        return Manifest(
            work.digest, work.points, work.block, dict(work.fields), dict(work.asked), dict(work.record), shard
        )

    def text(self) -> bytes:
        """Return it as JSON with a checksum."""
        content = {
            "format": FORMAT,
            "study": self.digest,
            "points": self.points,
            "block": self.block,
            "fields": {name: [str(field.dtype), list(field.shape_before)] for name, field in self.fields.items()},
            "asked": dict(self.asked),
            "record": self.record,
            "shard": self.shard,
        }
        return json.dumps({**content, "sha256": _checksum(content)}, indent=1).encode() + b"\n"

    @staticmethod
    def read(path: Path) -> Manifest:
        """Read a manifest.

        Raises
        ------
        RunError
            It cannot be read or is damaged.
        """
        try:
            content = json.loads(path.read_bytes())
            told = content.pop("sha256")
            if content["format"] != FORMAT:
                raise RunError(f"{path}: the format {content['format']!r} is not {FORMAT!r}.")
            sound = told == _checksum(content)
            fields = {str(n): _field(kind, shape) for n, (kind, shape) in content["fields"].items()}
            shard = None if content["shard"] is None else (int(content["shard"][0]), int(content["shard"][1]))
            size = int(content["points"]), int(content["block"])
            found = Manifest(content["study"], *size, fields, content["asked"], content["record"], shard)
        except OSError as error:
            raise RunError(f"{path}: cannot be read: {error.strerror or error}.") from error
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            sound = False
        if not sound:
            raise RunError(
                f"{path}: is damaged. Its tiles can still be used: delete this file and start the same command again."
            )
        return found


def _field(kind: Any, shape: Any) -> Field:
    if _KIND.fullmatch(kind) is None or not all(isinstance(n, int) and 0 <= n <= _LONGEST for n in shape):
        raise ValueError(kind)
    return Field(kind, tuple(shape))


def _checksum(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Folder:
    """The tiles in a folder.

    Attributes
    ----------
    path
        The folder.
    manifest
        What the tiles are tiles of.
    """

    path: Path
    manifest: Manifest

    def names(self) -> dict[Tile, Path]:
        """Return the files of tiles, in the order of their points."""
        found = {}
        for path in self.path.iterdir():
            name = _NAME.fullmatch(path.name)
            if name is not None and 0 <= int(name[1]) < int(name[2]) <= self.manifest.points:
                found[Tile(int(name[1]), int(name[2]))] = path
        return dict(sorted(found.items()))

    def read(self, tile: Tile) -> dict[str, Array] | None:
        """Return the arrays of a tile; None if its file is damaged.

        Raises
        ------
        RunError
            It cannot be read.
        """
        path = self.path / _name(tile)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise RunError(f"{path}: cannot be read: {error.strerror or error}.") from error
        return unpack(content, tile, self.manifest.digest, self.manifest.fields)

    def write(self, tile: Tile, arrays: Arrays) -> None:
        """Write the file of a tile, whole or not at all.

        Raises
        ------
        RunError
            The disk is full or the file cannot be written.
        """
        write_whole(self.path / _name(tile), pack(arrays, tile, self.manifest.digest))

    def remove(self, tile: Tile) -> None:
        """Remove a damaged file, which would otherwise stay where tiles are cut in another way."""
        (self.path / _name(tile)).unlink(missing_ok=True)


def _name(tile: Tile) -> str:
    return f"tile-{tile.first:012d}-{tile.last:012d}.bin"


@contextmanager
def opened(path: Path, work: Work, shard: tuple[int, int] | None) -> Iterator[Folder]:
    """Open the folder of a run, new or begun, for this run alone.

    Raises
    ------
    RunError
        Another run is in it, it belongs to another study, or it holds something else.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        unwritten(path, error)
    _check_contents(path)
    with locked(path):
        wanted = Manifest.of(work, shard)
        if (path / MANIFEST).exists():
            check_same(path, Manifest.read(path / MANIFEST), wanted)
        else:
            write_whole(path / MANIFEST, wanted.text())
        for left in path.glob(f".*{UNFINISHED}"):
            left.unlink(missing_ok=True)
        yield Folder(path, wanted)


def _check_contents(path: Path) -> None:
    """Refuse a folder that holds anything but tiles: it is probably a slip."""
    if (path / MANIFEST).exists():
        return
    names = sorted(p.name for p in path.iterdir())
    strange = [n for n in names if n != LOCK and not n.endswith(UNFINISHED) and _NAME.fullmatch(n) is None]
    if strange:
        raise RunError(
            f"The folder {str(path)!r} holds {strange[0]!r} and no tiles of a sweep; give a new or an empty folder."
        )


def check_same(path: Path, found: Manifest, wanted: Manifest) -> None:
    """Refuse the tiles of another study, and those of another shard.

    Raises
    ------
    RunError
        The message says what differs.
    """
    if found.digest != wanted.digest:
        raise RunError(
            f"The folder {str(path)!r} holds tiles of another study: {difference(found.asked, wanted.asked)}. Give "
            "another folder, or delete this one."
        )
    if found.shard != wanted.shard:
        raise RunError(
            f"The folder {str(path)!r} holds {_part(found.shard)} of this study, not {_part(wanted.shard)}; give every "
            "shard a folder of its own."
        )


def _part(shard: tuple[int, int] | None) -> str:
    return "all" if shard is None else f"shard {shard[0]}/{shard[1]}"


def difference(found: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    """Say in which parts two studies differ."""
    parts = [
        f"{name} is {_brief(found.get(name))} there and {_brief(wanted.get(name))} here"
        for name in sorted({*found, *wanted})
        if found.get(name) != wanted.get(name)
    ]
    return "; ".join(parts[:3]) or "something that is not recorded"


def _brief(words: str | None) -> str:
    if words is None:
        return "missing"
    return words if len(words) <= 60 else f"{words[:40]}…{words[-15:]}"
