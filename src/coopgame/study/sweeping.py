"""From a study to a finished sweep, to tiles in a folder, and to a file."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from coopgame.errors import MissingPackageError, StudyError
from coopgame.study.fields import FIGURE_ENDINGS
from coopgame.study.messages import naming
from coopgame.study.sweeps import AskedSweep
from coopgame.sweeps import Run, Sweep
from coopgame.sweeps.designs import design
from coopgame.sweeps.request import prepare_sweep
from coopgame.sweeps.runs import Work, Written, carry_out, write_tiles
from coopgame.sweeps.sweeping import work_of

if TYPE_CHECKING:
    from coopgame.study.build import Study

SWEEP_ENDINGS: Final = (".npz", ".nc", ".zarr", *FIGURE_ENDINGS)
#: What a figure is drawn from.
DRAWN: Final = "margins"
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {".nc": ("xarray", "h5netcdf", "h5py"), ".zarr": ("xarray", "zarr")}
)


def carried_out(study: Study, run: Run | None) -> Sweep:
    """Return the sweep of a study."""
    asked = _asked(study)
    chosen = Run(keep=asked.keep, route=asked.route) if run is None else run
    work = work_in(study, chosen)
    return Sweep.of(work.record, work.digest, carry_out(work, chosen))


def tiles_written(study: Study, run: Run) -> Written:
    """Carry out the sweep of a study into the folder of a run, without the result in memory."""
    return write_tiles(work_in(study, run), run)


def work_in(study: Study, run: Run) -> Work:
    """Return the work that the sweep of a study is.

    Raises
    ------
    StudyError
        The study has no sweep, or it does not fit the model.
    """
    asked, request = _asked(study), study.request
    with naming(study.file.name):
        places: Any = dict(asked.axes)
        if asked.design is not None:
            drawn = asked.design
            places = design(places, drawn.size, method=drawn.method, rng=drawn.seed)
        prepared = prepare_sweep(request.model, places, at=asked.at, concept=request.concept, rule=request.rule)
        return work_of(prepared, run)


def _asked(study: Study) -> AskedSweep:
    if study.swept is None:
        raise StudyError(f"{study.file.name}: there is no [sweep] that says where to go.")
    return study.swept


def run_for(study: Study, run: Run, target: Path | None) -> Run:
    """Return a run that goes the study's way and keeps what it says, and what the file that is to be written needs.

    Raises
    ------
    StudyError
        The file is a figure, and the sweep cannot be drawn.
    """
    asked = _asked(study)
    keep = asked.keep
    if target is not None and target.suffix.lower() in FIGURE_ENDINGS:
        wide = [name for name, v in asked.axes.items() if isinstance(v, tuple) or len(v) > 1]
        if asked.design is not None or len(wide) > 2:
            what = "a design" if asked.design is not None else f"a sweep over {len(asked.axes)} parameters"
            raise StudyError(
                f"{target.name}: {what} cannot be drawn; write .npz, .nc or .zarr, and draw slices of it with "
                "Sweep.select."
            )
        keep = tuple(dict.fromkeys((*keep, DRAWN)))
    return replace(run, keep=keep, route=asked.route)


def check_installed(target: Path) -> None:
    """Refuse, before anything is computed, a file that needs packages that are not installed.

    Raises
    ------
    MissingPackageError
        One is not installed.
    """
    for package in _NEEDED.get(target.suffix.lower(), ()):
        if importlib.util.find_spec(package) is None:
            raise MissingPackageError(f'{target.name}: {package} is not installed: pip install "coopgame[data]"')


def write_sweep(sweep: Sweep, target: Path, width: str = "elsevier-single") -> tuple[str, ...]:
    """Write a sweep in the format of the ending, and return what could not be placed in a figure.

    Raises
    ------
    DiagramError
        It cannot be drawn.
    RunError
        The file cannot be written.
    """
    ending = target.suffix.lower()
    if ending in FIGURE_ENDINGS:
        from coopgame import figures

        with figures.style(getattr(figures, width.upper().replace("-", "_"))):
            plot = sweep.plot()
        plot.save(target)
        return tuple(plot.unplaced)
    {".npz": sweep.save, ".nc": sweep.to_netcdf, ".zarr": sweep.to_zarr}[ending](target)
    return ()
