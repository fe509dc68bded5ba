"""Sweeps for other tools: labelled arrays of xarray, NetCDF 4 and Zarr."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any, Final

import numpy as np

from coopgame.errors import InputError, MissingPackageError
from coopgame.sweeps.axes import Grid
from coopgame.sweeps.gathering import DONE
from coopgame.sweeps.result import Sweep
from coopgame.sweeps.runs.writing import write_folder, write_whole
from coopgame.sweeps.task import MARGINS, PAYOFFS, PROBABILITIES

INSTALL: Final = 'pip install "coopgame[data]"'
_OUTSIDE: Final = "outside"


def dataset(sweep: Sweep) -> Any:
    """Return a labelled dataset of xarray.

    ``codes`` are places in the coordinate-free variable ``sets``, which spells each set of regimes as JSON; attributes
    hold the provenance and the hash of the content.

    Raises
    ------
    MissingPackageError
        xarray is not installed.
    """
    xarray = _package("xarray")
    grid = isinstance(sweep.places, Grid)
    over = tuple(axis.symbol.name for axis in sweep.axes) if grid else ("point",)
    before = {
        MARGINS: ("border_of",),
        PAYOFFS: ("outcome", "player"),
        PROBABILITIES: ("outcome", "weight"),
    }
    variables: dict[str, Any] = {
        name: ((*before.get(name, ()), *over), np.asarray(values)) for name, values in sweep.arrays.items()
    }
    if DONE in variables:
        variables[DONE] = (over, np.asarray(sweep.done).astype(np.uint8))
    variables["sets"] = (("set",), [json.dumps(s) for s in sweep.sets])
    labels: dict[str, Any] = {
        "set": [sweep.name_of(s) for s in sweep.sets],
        "outcome": [f"{k}: {words}" for k, words in enumerate(sweep.outcomes)],
        "player": list(sweep.players),
        "weight": [f"{player}: {strategy}" for player, strategy in sweep.weights],
        "border_of": [_OUTSIDE, *sweep.record["regimes"]],
    }
    used = {dimension for dimensions, _ in variables.values() for dimension in dimensions}
    coordinates: dict[str, Any] = {name: (name, values) for name, values in labels.items() if name in used}
    for name, column in sweep.places.columns.items():
        coordinates[name] = ((name if grid else "point",), np.asarray(column))
    attributes = {**sweep.provenance, "digest": sweep.digest}
    made = xarray.Dataset(variables, coordinates, {key: str(value) for key, value in attributes.items()})
    for axis in sweep.axes:
        if axis.meaning:
            made[axis.symbol.name].attrs["long_name"] = axis.meaning
    return made


def write_netcdf(sweep: Sweep, path: Path) -> Path:
    """Write a sweep as NetCDF 4.

    Raises
    ------
    MissingPackageError
        xarray or h5netcdf is not installed.
    InputError
        The folder does not exist, or the name is that of another format.
    RunError
        The disk is full or the file cannot be written.
    """
    _package("h5py")
    _package("h5netcdf")
    _check_folder(path)
    _check_name(path, ".zarr", "to_zarr")
    # Made in memory: HDF5 ends the process if a disk is full when it closes a file.
    write_whole(path, bytes(dataset(sweep).to_netcdf(engine="h5netcdf")))
    return path


def write_zarr(sweep: Sweep, path: Path) -> Path:
    """Write a sweep as a Zarr folder.

    Raises
    ------
    MissingPackageError
        xarray or zarr is not installed.
    InputError
        The folder that it would stand in does not exist, something is there already, or the name is that of another
        format.
    RunError
        The disk is full or the folder cannot be written.
    """
    _package("zarr")
    _check_folder(path)
    _check_name(path, ".nc", "to_netcdf")
    if path.exists():
        raise InputError(f"{str(path)!r} is there already; give a new name or remove it.")
    made = dataset(sweep)
    write_folder(path, lambda own: made.to_zarr(own, consolidated=False, zarr_format=2))
    return path


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingPackageError(f"{name} is not installed: {INSTALL}") from error


def _check_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise InputError(f"{str(path)!r}: there is no folder {str(path.parent)!r}.")


def _check_name(path: Path, other: str, method: str) -> None:
    """Refuse the ending of another format; any other name is the user's business."""
    if path.suffix.lower() in (other, ".npz"):
        own = method if path.suffix.lower() == other else "save"
        raise InputError(f"{path.name!r}: {path.suffix} is the ending of another format, which {own} writes.")
