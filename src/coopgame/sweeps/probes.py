"""What is known at single points of a plane: codes of regime sets with signed margins, from a model or a function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from coopgame.errors import DiagramError
from coopgame.sweeps.designs import Design
from coopgame.sweeps.sampling import Sampling
from coopgame.sweeps.sets import RegimeSet, read_text
from coopgame.sweeps.task import CODES, MARGINS, MASKS, NEAR, Array

#: From coordinates to the signed margin of each regime: positive where it is possible.
Margins = Callable[[Array, Array], Mapping[str, Any]]


@dataclass
class Probe:
    """Evaluates points and numbers the sets of regimes as they are met.

    Attributes
    ----------
    regimes
        The regimes with a signed margin.
    evaluate
        From coordinates to a set for each point, which points are ties, and the margins (regime × point), before
        which stands the margin of the parameter space.
    """

    regimes: tuple[str, ...]
    evaluate: Callable[[Array, Array], tuple[list[RegimeSet], Array, Array, Array]]
    numbers: dict[RegimeSet, int] = field(default_factory=dict)

    def __call__(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        """Return the codes of some points, which of them are ties, and the margins."""
        table, local, near, margins = self.evaluate(x, y)
        codes = np.array([self.numbers.setdefault(s, len(self.numbers)) for s in table], dtype=np.int64)
        return codes[local], near, margins

    @property
    def sets(self) -> tuple[RegimeSet, ...]:
        """The sets that were met, in the order of their codes."""
        return tuple(self.numbers)


def probe_of_model(work: Sampling) -> Probe:
    """Return the probe of a model with two parameters, compiled over a box with its margins."""
    reader = work.reader
    assert reader is not None  # noqa: S101 - it was compiled here

    def evaluate(x: Array, y: Array) -> tuple[list[RegimeSet], Array, Array, Array]:
        points = Design(work.places.symbols, np.stack([x, y], axis=1))
        found = replace(work, places=points).evaluate(0, len(x))
        table = [read_text(bytes(text))[1] for text in reader.texts(found[MASKS])]
        return table, found[CODES], found[NEAR], found[MARGINS]

    return Probe(tuple(work.record["regimes"]), evaluate)


def probe_of_function(margins: Margins, middle: tuple[float, float]) -> Probe:
    """Return the probe of a function that gives the signed margin of each regime.

    Raises
    ------
    DiagramError
        It returns something else, or values that are not finite.
    """
    names = tuple(sorted(_asked(margins, *(np.array([v]) for v in middle))))

    def evaluate(x: Array, y: Array) -> tuple[list[RegimeSet], Array, Array, Array]:
        found = _asked(margins, x, y)
        rows = np.stack([np.ones_like(x), *(found[name] for name in names)])
        held, local = np.unique(rows[1:] >= 0, axis=1, return_inverse=True)
        table: list[RegimeSet] = [tuple(n for n, yes in zip(names, column, strict=True) if yes) for column in held.T]
        return table, local.reshape(-1), (rows[1:] == 0).any(axis=0), rows

    return Probe(names, evaluate)


def _asked(margins: Margins, x: Array, y: Array) -> dict[str, Array]:
    answer: Any = margins(x, y)
    if not isinstance(answer, Mapping) or not answer or not all(isinstance(name, str) for name in answer):
        raise DiagramError(f"refine: the function returned {answer!r}; expected {{regime: signed margins}}.")
    found = {}
    for name, values in answer.items():
        array = np.broadcast_to(np.asarray(values, dtype=np.float64), x.shape)
        if not np.isfinite(array).all():
            raise DiagramError(f"refine: the margin of {name!r} is not finite everywhere.")
        found[name] = array
    return found
