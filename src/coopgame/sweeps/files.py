"""Sweeps as files: an ``.npz`` of plain arrays with a checksum, or the folder of tiles that a run has left.

Reading executes nothing: arrays of objects are refused, and what was read must have the checksum that was written.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import Any, Final

import numpy as np

from coopgame.errors import InputError, LimitError
from coopgame.frozen import FrozenMap
from coopgame.sweeps.axes import frozen
from coopgame.sweeps.designs import Design
from coopgame.sweeps.records import FORMAT, canonical, places_of
from coopgame.sweeps.result import Sweep
from coopgame.sweeps.runs import stored, write_whole
from coopgame.sweeps.runs.sizes import shown, size_of
from coopgame.sweeps.task import CODES, POINTS, Array

#: What stands in a file besides the arrays of the sweep.
_ABOUT: Final = "about"
_DAMAGED: Final = (
    OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, NotImplementedError, RuntimeError,
    OverflowError, MemoryError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def write_sweep(sweep: Sweep, path: Any) -> Path:
    """Write a sweep to an ``.npz`` file, the same bytes from run to run.

    Raises
    ------
    InputError
        The name does not end in ``.npz``.
    RunError
        The folder does not exist or the file cannot be written.
    """
    target = as_path(path)
    if target.suffix.lower() != ".npz":
        raise InputError(
            f"{target.name!r}: expected a name that ends in .npz; to_netcdf and to_zarr write other formats."
        )
    about = {
        "record": dict(sweep.record),
        "sets": [None if s is None else list(s) for s in sweep.sets],
        "study": sweep.study,
        "failures": list(sweep.failures),
        "digest": sweep.digest,
    }
    arrays = {_ABOUT: np.frombuffer(canonical(about), dtype=np.uint8), **sweep.arrays}
    if isinstance(sweep.places, Design):
        arrays[POINTS] = sweep.places.values.T
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name in sorted(arrays):
            # Without a date of its own an entry is of 1980, so the bytes do not tell when they were written.
            with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w", force_zip64=True) as entry:
                np.lib.format.write_array(entry, np.ascontiguousarray(arrays[name]), allow_pickle=False)
    write_whole(target, content.getvalue())
    return target


def as_path(path: Any) -> Path:
    """Return what a user gives for a file.

    Raises
    ------
    InputError
        It is no path.
    """
    if not isinstance(path, str | os.PathLike):
        raise InputError(f"path: expected the name of a file, got {path!r}.")
    return Path(path)


def read_sweep(path: Path, memory: int | str) -> Sweep:
    """Read a sweep from a file, or from the folder of tiles of a run.

    Raises
    ------
    InputError, RunError
        It is not there, damaged, or something else.
    LimitError
        It takes more than the memory.
    """
    if path.is_dir():
        manifest, outcome = stored(path, memory)
        return Sweep.of(manifest.record, manifest.digest, outcome)
    try:
        arrays = _arrays(path, size_of(memory))
        about = json.loads(arrays.pop(_ABOUT).tobytes())
        record = about["record"]
        if record["format"] != FORMAT:
            raise InputError(f"{str(path)!r} is not a sweep of this version of coopgame ({FORMAT}).")
        sets = tuple(None if s is None else tuple(map(str, s)) for s in about["sets"])
        found = _sweep(record, sets, about, arrays)
    except FileNotFoundError:
        raise InputError(f"{str(path)!r}: there is no such file or folder.") from None
    except _DAMAGED as error:
        if isinstance(error, InputError | LimitError):
            raise
        raise InputError(f"{str(path)!r} is not a sweep, or it is damaged: {error}") from error
    if found.digest != about["digest"]:
        raise InputError(f"{str(path)!r} is damaged: its content does not have the checksum that was written.")
    return found


def _arrays(path: Path, limit: int) -> dict[str, Array]:
    """Return the arrays of a file; arrays of objects, which would execute code, are an error."""
    found = {}
    with path.open("rb") as stream, zipfile.ZipFile(stream) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
        if size > limit:
            raise LimitError(
                f"{str(path)!r} takes {shown(size)}, but memory is limited to {shown(limit)}; raise memory."
            )
        for name in archive.namelist():
            with archive.open(name) as entry:
                found[name.removesuffix(".npy")] = np.lib.format.read_array(entry, allow_pickle=False)
    return found


def _sweep(record: dict[str, Any], sets: tuple[Any, ...], about: dict[str, Any], arrays: dict[str, Array]) -> Sweep:
    told = record["places"]
    # Before any axis is made: a number in the file must not decide how much memory that takes.
    if told["kind"] == "grid" and [axis["count"] for axis in told["axes"]] != list(arrays[CODES].shape):
        raise ValueError("the axes do not fit the arrays")
    places = places_of(record, arrays.pop(POINTS, None))
    content = FrozenMap({name: frozen(values) for name, values in sorted(arrays.items())})
    return Sweep(places, sets, content, FrozenMap(record), str(about["study"]), tuple(map(str, about["failures"])))
