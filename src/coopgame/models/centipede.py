"""The centipede."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import sympy

from coopgame.equilibria import BackwardInduction, Equilibrium
from coopgame.errors import ModelError
from coopgame.games import Decision, Tree
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace

MOST: Final = 6


@dataclass(frozen=True)
class _ByPasses:
    """The regime is how often a pot is passed before somebody takes it."""

    rounds: int

    def __call__(self, equilibrium: Equilibrium) -> str:
        """Return the regime of one outcome."""
        passes = sum(part.split("; ").count("pass") for part in equilibrium.profile)
        if passes in (0, self.rounds):
            return "take at once" if passes == 0 else "pass to the end"
        return "take after 1 pass" if passes == 1 else f"take after {passes} passes"


def centipede(rounds: int = 4) -> Model:
    r"""Return the game in which two players in turn take the larger part of a pot, which ends the game, or pass it on.

    The pot is 1 at first and grows by the factor r with every pass.  Who takes gets the share s of it and the other
    one the rest; after the last pass the pot is divided as if the other one had taken it.  For r > 1 both pass to the
    end if r (1 - s) > s, and the first takes at once if r (1 - s) < s, however many rounds there are.  The baseline are
    the payoffs of McKelvey and Palfrey, r = 2 and s = 4/5, with which the first takes at once.

    Parameters
    ----------
    rounds
        How often the pot can be passed, from 1 to 6.

    Raises
    ------
    ModelError
        The number of rounds is none of these.

    References
    ----------
    Rosenthal (1981), Games of perfect information, predatory pricing and the chain-store paradox, Journal of Economic
    Theory 25:92–100; payoffs of McKelvey and Palfrey (1992), An experimental study of the centipede game, Econometrica
    60:803–836.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.centipede(), x=("r", 1, 8), y=("s", "1/2", 1))
    >>> [(r.name, r.condition) for r in d.regions]
    [('pass to the end', s < r/(r + 1)), ('take at once', s > r/(r + 1))]
    """
    number: Any = rounds
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST:
        raise ModelError(f"rounds: expected a whole number from 1 to {MOST}, got {rounds!r}.")
    space = ParameterSpace(
        {"r": (1, sympy.oo), "s": ("1/2", 1)},
        meanings={"r": "growth of the pot with every pass", "s": "share of who takes the pot"},
    )
    return Model(
        Tree(("first", "second"), _pot(0, number)),
        space,
        rule=_ByPasses(number),
        concept=BackwardInduction(),
        baseline={"r": 2, "s": "4/5"},
        citation="Rosenthal (1981), Journal of Economic Theory 25:92–100; payoffs of McKelvey and Palfrey (1992)",
    )


def _pot(passes: int, rounds: int) -> Any:
    """Return what follows when the pot has been passed so often."""
    r, s = sympy.symbols("r s", real=True)
    pot = r**passes
    taken = (s * pot, (1 - s) * pot) if passes % 2 == 0 else ((1 - s) * pot, s * pot)
    if passes == rounds:
        return taken
    return Decision(("first", "second")[passes % 2], {"take": taken, "pass": _pot(passes + 1, rounds)})
