"""Regimes of signalling games: what the messages tell the receiver."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coopgame.equilibria.equilibrium import Equilibrium
from coopgame.equilibria.rules import checked_name
from coopgame.errors import ModelError
from coopgame.frozen import FrozenMap
from coopgame.games import Signalling, Situation


@dataclass(frozen=True)
class ByInformation:
    """The regime is what messages reveal: ``separating``, ``semi-separating`` or ``pooling on MESSAGE``.

    Parameters
    ----------
    regimes
        Other names for some of these.

    Raises
    ------
    ModelError
        The game is not a signalling game, or a name is not legal.

    Examples
    --------
    >>> import coopgame as cg
    >>> found = cg.solve(cg.models.beer_quiche())
    >>> [ByInformation()(equilibrium) for equilibrium in found][:2]
    ['pooling on beer', 'pooling on quiche']
    """

    regimes: Mapping[str, str] = field(default_factory=FrozenMap)

    def __post_init__(self) -> None:
        object.__setattr__(self, "regimes", FrozenMap({k: checked_name(v) for k, v in dict(self.regimes).items()}))

    def __call__(self, equilibrium: Equilibrium) -> str:
        """Return the regime of one equilibrium."""
        first, second = ({name for name, _ in mixture} for mixture in equilibrium.mixtures[:2])
        if len(first) == len(second) == 1:
            name = f"pooling on {next(iter(first))}" if first == second else "separating"
        else:
            name = "semi-separating"
        return self.regimes.get(name, name)

    def check(self, game: Situation) -> None:
        """Raise ModelError unless the game is a signalling game that can have each regime renamed."""
        if not isinstance(game, Signalling):
            raise ModelError(f"ByInformation reads signalling games, this is a {type(game).__name__}.")
        known = ["separating", "semi-separating", *(f"pooling on {m}" for m in game.messages)]
        for name in self.regimes:
            if name not in known:
                raise ModelError(f"ByInformation: {name!r} is not one of {', '.join(known)}.")
