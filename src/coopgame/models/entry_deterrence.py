"""Entry deterrence, and the chain store that faces one entrant after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import sympy

from coopgame.equilibria import BackwardInduction, Equilibrium
from coopgame.errors import ModelError
from coopgame.games import Decision, Tree
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace

MOST: Final = 3


@dataclass(frozen=True)
class _ByEntry:
    """The regime is read off what entrants and store do on the way."""

    def __call__(self, equilibrium: Equilibrium) -> str:
        """Return the regime of one outcome."""
        *entrants, store = equilibrium.profile
        entered = entrants.count("in")
        if entered == 0:
            return "no entry"
        if "fight" in store.split("; "):
            return "fought entry"
        return "accommodated entry" if entered == len(entrants) else "some entry"


def entry_deterrence(entrants: int = 1) -> Model:
    """Return the game of a chain store that meets entrants one after the other, each of whom sees what happened before.

    In each market the entrant stays out, which pays it o and the store m, or goes in; the store then fights, which pays
    the entrant l and the store f, or yields, which pays them e and d.  The store's payoffs from all markets are added.
    With Selten's numbers, the baseline, everybody enters and the store always yields, however many entrants there are:
    the chain-store paradox.  The store fights if f > d; it then deters whom l < o.

    Parameters
    ----------
    entrants
        How many, from 1 to 3.

    Raises
    ------
    ModelError
        The number of entrants is none of these.

    References
    ----------
    Selten (1978), The chain store paradox, Theory and Decision 9:127–159.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.entry_deterrence(), x=("f", 0, 4), y=("o", 0, 4))
    >>> [(r.name, r.area.lower) for r in d.regions]
    [('accommodated entry', 4), ('no entry', 12)]
    """
    number: Any = entrants
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST:
        raise ModelError(f"entrants: expected a whole number from 1 to {MOST}, got {entrants!r}.")
    names = ["entrant"] if number == 1 else [f"entrant {k + 1}" for k in range(number)]
    space = ParameterSpace(
        dict.fromkeys(("o", "m", "l", "f", "e", "d"), (-sympy.oo, sympy.oo)),
        meanings={
            "o": "what an entrant gets outside",
            "m": "store's profit without entry",
            "l": "what an entrant gets in a fight",
            "f": "store's profit from fighting",
            "e": "what an entrant gets when the store yields",
            "d": "store's profit from yielding",
        },
    )
    return Model(
        Tree((*names, "store"), _market(names, 0, (), sympy.Integer(0))),
        space,
        rule=_ByEntry(),
        concept=BackwardInduction(),
        baseline={"o": 1, "m": 5, "l": 0, "f": 0, "e": 2, "d": 2},
        citation="Selten (1978), The chain store paradox, Theory and Decision 9:127–159",
    )


def _market(names: list[str], k: int, paid: tuple[sympy.Expr, ...], store: sympy.Expr) -> Any:
    """Return what follows when k entrants have been paid, and the store so far."""
    if k == len(names):
        return (*paid, store)
    o, m, l, f, e, d = sympy.symbols("o m l f e d", real=True)  # noqa: E741 - the letters of the page
    reply = Decision(
        "store",
        {
            "fight": _market(names, k + 1, (*paid, l), store + f),
            "yield": _market(names, k + 1, (*paid, e), store + d),
        },
    )
    return Decision(names[k], {"out": _market(names, k + 1, (*paid, o), store + m), "in": reply})
