"""A finished sweep: labelled arrays of regimes and what else was asked for, with where they came from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from coopgame.errors import DiagramError
from coopgame.frozen import FrozenMap
from coopgame.sweeps.axes import Grid, SweepAxis, frozen
from coopgame.sweeps.designs import Design
from coopgame.sweeps.gathering import COUNT, DONE, gathered
from coopgame.sweeps.records import canonical, places_of
from coopgame.sweeps.runs import Outcome
from coopgame.sweeps.sets import RegimeSet
from coopgame.sweeps.task import CODES, MARGIN, NEAR, PAYOFFS, POINTS, PROBABILITIES, Array
from coopgame.sweeps.wording import as_table, in_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from coopgame.figures import DiagramPlot


@dataclass(frozen=True, repr=False, eq=False)
class Sweep:
    """The regimes of a model at the points of a grid or a design, in floating point.

    Arrays have the shape of the grid, in the order of the axes, or one entry for each point of a design.

    Attributes
    ----------
    places
        The grid or the design.
    sets
        The sets of possible regimes that occur, each sorted; None stands for points outside the parameter space, where
        payoffs are not defined, or that were not computed.
    arrays
        Everything that was computed, by name.
    record
        What it takes to read the arrays, and to compute them again.
    study
        The hash of what determines the result: model, axes, concept and version.
    failures
        Tiles that could not be computed, in words.

    See Also
    --------
    coopgame.sweep : computes one.
    """

    places: Grid | Design
    sets: tuple[RegimeSet, ...]
    arrays: Mapping[str, Array]
    record: Mapping[str, Any] = field(repr=False)
    study: str = ""
    failures: tuple[str, ...] = ()

    @classmethod
    def of(cls, record: Mapping[str, Any], study: str, outcome: Outcome) -> Sweep:
        """Return the sweep that a run has computed, or that a folder of tiles holds."""
        places = places_of(record, outcome.arrays.get(POINTS))
        sets, arrays = gathered(record, outcome, places.shape)
        return cls(places, sets, arrays, FrozenMap(record), study, tuple(map(str, outcome.failures)))

    @property
    def axes(self) -> tuple[SweepAxis, ...]:
        """The axes of a grid; a design has none."""
        return self.places.axes if isinstance(self.places, Grid) else ()

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the grid, or the number of points of a design."""
        return self.places.shape

    @property
    def codes(self) -> Array:
        """At each point the place of its set of regimes in :attr:`sets`."""
        return self.arrays[CODES]

    @cached_property
    def regimes(self) -> Array:
        """At each point the sorted tuple of possible regimes, or None: an array of objects, made when asked for."""
        table = np.empty(len(self.sets), dtype=object)
        for k, regimes in enumerate(self.sets):
            table[k] = regimes
        return frozen(table[self.codes])

    @property
    def count(self) -> Array:
        """How many extreme equilibria there are at each point."""
        return self._kept(COUNT)

    @property
    def margin(self) -> Array:
        """How far each point is from a border, in units of the conditions; ``nan`` outside the parameter space."""
        return self._kept(MARGIN)

    @property
    def near(self) -> Array:
        """Where rounding could change the regimes: there, comparisons that are too close to tell count as ties."""
        return self.arrays[NEAR]

    @property
    def payoffs(self) -> Array:
        """What each outcome pays each player where it exists, else ``nan``: outcome × player × grid."""
        return self._kept(PAYOFFS)

    @property
    def probabilities(self) -> Array:
        """The probability of each strategy in each outcome where it exists, else ``nan``: outcome × weight × grid."""
        return self._kept(PROBABILITIES)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What can be an equilibrium, in words; empty unless payoffs or probabilities are kept."""
        return tuple(self.record["outcomes"])

    @property
    def players(self) -> tuple[str, ...]:
        """The players, in the order of the payoffs."""
        return tuple(self.record["players"])

    @property
    def weights(self) -> tuple[tuple[str, str], ...]:
        """Players with their strategies, in the order of the probabilities."""
        return tuple((str(player), str(strategy)) for player, strategy in self.record["weights"])

    @property
    def done(self) -> Array:
        """Which points were computed."""
        return self.arrays[DONE] if DONE in self.arrays else np.broadcast_to(np.True_, self.shape)

    @property
    def complete(self) -> bool:
        """Whether all points were computed."""
        return DONE not in self.arrays

    @property
    def status(self) -> str:
        """``"numerical"``: computed in floating point; :attr:`near` says where that may matter."""
        return "numerical"

    @property
    def provenance(self) -> Mapping[str, str]:
        """What it takes to compute the sweep again, in words."""
        return (
            FrozenMap(self.record["provenance"])
            if self.study == ""
            else FrozenMap({**self.record["provenance"], "study": self.study})
        )

    @cached_property
    def digest(self) -> str:
        """A hash of the content, whatever the executor, the tiles and their order."""
        total = hashlib.sha256(canonical(dict(self.record)) + canonical({"sets": list(self.sets)}))
        for name, values in [*self.places.columns.items(), *sorted(self.arrays.items())]:
            total.update(f"\n{name} {values.dtype.str} {values.shape}\n".encode())
            total.update(np.ascontiguousarray(values).data)
        return total.hexdigest()

    def _kept(self, name: str) -> Array:
        if name not in self.arrays:
            kept = ", ".join(self.record["keep"])
            raise DiagramError(f"{name} was not kept by this sweep ({kept}); add it to keep of Run and sweep again.")
        return self.arrays[name]

    def name_of(self, regimes: RegimeSet) -> str:
        """Return the name of a set of regimes: the model's, or its members joined by "or"."""
        if regimes is None:
            return "outside"
        names = {tuple(key): str(name) for key, name in self.record["names"]}
        return names.get(regimes) or " or ".join(regimes) or "no equilibrium"

    def shares(self) -> Mapping[tuple[str, ...], float]:
        """Return for each set of regimes the share of the points in the parameter space that have it.

        On a grid this counts points; for a distribution of parameters sweep a design.
        """
        numbers = np.bincount(self.codes[self.done].ravel(), minlength=len(self.sets))
        known = {s: int(n) for s, n in zip(self.sets, numbers, strict=True) if s is not None and n}
        total = sum(known.values())
        return FrozenMap({s: n / total for s, n in known.items()})

    def at(self, **point: Any) -> RegimeSet:
        """Return the set of possible regimes at one point of the grid, None outside the parameter space.

        Parameters
        ----------
        **point
            A value of each axis by its name.

        Raises
        ------
        DiagramError
            An axis is missing or unknown, a value is not on its axis, or the sweep is over a design.
        """
        from coopgame.sweeps.slicing import placed

        found = placed(self, point, "at")
        missing = [axis.symbol.name for k, axis in enumerate(self.axes) if k not in found]
        if missing:
            raise DiagramError(f"at: {', '.join(missing)} has no value.")
        return self.sets[int(self.codes[tuple(found[k] for k in range(len(self.axes)))])]

    def select(self, point: Mapping[Any, Any]) -> Sweep:
        """Return the sweep over the other axes where some have these values.

        Raises
        ------
        DiagramError
            An axis is unknown, a value is not on its axis, or no axis would be left.
        """
        from coopgame.sweeps.slicing import sliced

        return sliced(self, point)

    def save(self, path: Any) -> Path:
        """Write everything to an ``.npz`` file, the same bytes from run to run.

        Raises
        ------
        InputError
            The name does not end in ``.npz``.
        RunError
            The folder does not exist or the file cannot be written.
        """
        from coopgame.sweeps.files import write_sweep

        return write_sweep(self, path)

    @classmethod
    def load(cls, path: Any, *, memory: int | str = "2 GB") -> Sweep:
        """Read what :meth:`save` has written, or the folder of tiles of a run, complete or not, within a memory.

        Nothing in it is executed, and its checksum is verified.

        Raises
        ------
        InputError, RunError
            It is not there, damaged, or something else.
        LimitError
            It takes more than the memory.
        """
        from coopgame.sweeps.files import as_path, read_sweep

        return read_sweep(as_path(path), memory)

    def to_xarray(self) -> Any:
        """Return a labelled :class:`xarray.Dataset`; needs the extra ``data``."""
        from coopgame.sweeps.exporting import dataset

        return dataset(self)

    def to_netcdf(self, path: Any) -> Path:
        """Write the labelled arrays as NetCDF 4; needs the extra ``data``."""
        from coopgame.sweeps.exporting import write_netcdf

        return write_netcdf(self, Path(path))

    def to_zarr(self, path: Any) -> Path:
        """Write the labelled arrays as a Zarr folder; needs the extra ``data``."""
        from coopgame.sweeps.exporting import write_zarr

        return write_zarr(self, Path(path))

    def plot(self, ax: Axes | None = None, **layers: Any) -> DiagramPlot:
        """Draw a sweep over one or two axes; borders are zeros of signed margins, never steps between codes.

        Parameters
        ----------
        ax
            Where to draw; by default a new figure of the width of one journal column.
        **layers
            As for :meth:`coopgame.PhaseDiagram.plot`.

        Raises
        ------
        DiagramError
            There are more than two axes, no margins were kept, or ``borders`` have other axes.
        """
        from coopgame.sweeps.picture import draw_sweep

        return draw_sweep(self, ax, layers)

    def __repr__(self) -> str:
        return in_words(self)

    def _repr_html_(self) -> str:
        return as_table(self)
