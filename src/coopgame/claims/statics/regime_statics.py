"""The discrete part of comparative statics: whether the set of parameters of a regime grows or shrinks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sympy

from coopgame.claims.deciding.decide import decide
from coopgame.claims.deciding.verdict import Verdict
from coopgame.claims.language.quantifiers import always
from coopgame.claims.language.raising import grows_in, shrinks_in
from coopgame.claims.language.regimes import checked
from coopgame.claims.outcomes import known_regimes
from coopgame.claims.propositions.subjects import named
from coopgame.claims.publishing.printed import latex_of
from coopgame.claims.statics.sheet import Cell, Sheet, plain
from coopgame.deciders import Limits
from coopgame.errors import ParameterError
from coopgame.models import Model

_ARROWS = {
    "grows": r"$\uparrow$",
    "shrinks": r"$\downarrow$",
    "unchanged": "$=$",
    "neither": r"$\updownarrow$",
    "undecided": "?",
}


@dataclass(frozen=True, repr=False)
class RegimeMove:
    """How the set of parameters at which a regime is possible moves when a parameter is raised, all else equal.

    Attributes
    ----------
    regime, parameter
        The regime and the parameter.
    grows
        The verdict on: where it is possible it stays possible.
    shrinks
        The verdict on: where it is not possible it stays so.
    """

    regime: str
    parameter: sympy.Symbol
    grows: Verdict
    shrinks: Verdict

    @property
    def direction(self) -> str:
        """``"grows"``, ``"shrinks"``, ``"unchanged"`` (both), ``"neither"`` or ``"undecided"``."""
        found = {self.grows.status, self.shrinks.status}
        if "undecided" in found:
            return "undecided"
        if found == {"proved"}:
            return "unchanged"
        return "neither" if found == {"refuted"} else "grows" if self.grows.status == "proved" else "shrinks"

    def __repr__(self) -> str:
        return f"RegimeMove({self.regime} in {self.parameter}: {self.direction})"


@dataclass(frozen=True, repr=False)
class RegimeStatics:
    """The table of how regimes move in parameters.

    Attributes
    ----------
    model
        The model.
    regimes, parameters
        Rows and columns.
    moves
        An entry for each regime and parameter, row by row.
    """

    model: Model
    regimes: tuple[str, ...]
    parameters: tuple[sympy.Symbol, ...]
    moves: tuple[RegimeMove, ...]

    def __iter__(self) -> Iterator[RegimeMove]:
        return iter(self.moves)

    def __len__(self) -> int:
        return len(self.moves)

    def at(self, regime: str, parameter: Any) -> RegimeMove:
        """Return the entry of a regime and a parameter.

        Raises
        ------
        StatementError, ParameterError
            The table has no such row or column.
        """
        (name,) = checked(self.model, [regime])
        for move in self.moves:
            if (move.regime, move.parameter.name) == (name, str(parameter)):
                return move
        raise ParameterError(f"The table has no entry for {regime} and {parameter}.")

    @property
    def _sheet(self) -> Sheet:
        head = (plain(""), *((s.name, f"${latex_of(s)}$") for s in self.parameters))
        width = len(self.parameters)
        lines = [self.moves[n : n + width] for n in range(0, len(self.moves), width)]
        rows = [(named(regime), *map(_cell, line)) for regime, line in zip(self.regimes, lines, strict=True)]
        arrows = "; ".join(f"{sign} {word}" for word, sign in _ARROWS.items() if word in {m.direction for m in self})
        notes = (
            (
                "Whether the set of parameters at which a regime is possible grows or shrinks as a parameter rises.",
                f"{arrows}, as the parameter rises.",
            ),
        )
        return Sheet(f"Regimes: {self.model.concept.name}", head, tuple(rows), notes)

    def to_latex(self) -> str:
        """Return the table as LaTeX of booktabs, with arrows, explained below it."""
        return self._sheet.latex()

    def __repr__(self) -> str:
        return self._sheet.text()

    def _repr_html_(self) -> str:
        return self._sheet.html()


def _cell(move: RegimeMove) -> Cell:
    return move.direction, _ARROWS[move.direction]


def regime_statics(
    model: Model,
    *,
    regimes: Iterable[str] | None = None,
    parameters: Iterable[Any] | None = None,
    limits: Limits | None = None,
) -> RegimeStatics:
    """Return whether the set of parameters of each regime grows or shrinks when a parameter is raised, all else equal.

    A regime *grows* in a parameter if, wherever it is possible, it stays possible however far the parameter is raised
    within its space; it *shrinks* if, wherever it is not possible, it does not become so.  Both: it is *unchanged*.

    Parameters
    ----------
    model
        The model.
    regimes, parameters
        Rows and columns; by default all regimes and all parameters of the game.
    limits
        How long and with how much memory a solver may work on one question.

    Returns
    -------
    RegimeStatics
        Each entry with the two verdicts that decided it, and numbers where one fails.

    Raises
    ------
    StatementError, ParameterError
        The model is none, or has no such regime or parameter.

    Examples
    --------
    >>> import coopgame as cg
    >>> model = cg.models.contracting_reduced().at({"eta": 1})
    >>> cg.regime_statics(model, regimes=["cooperation"], parameters=["p", "k_K", "V_G"])
    Regimes: Nash equilibrium in pure strategies
                   p        k_K    V_G
      cooperation  shrinks  grows  shrinks
    Whether the set of parameters at which a regime is possible grows or shrinks as a parameter rises.
    """
    names = checked(model, known_regimes(model) if regimes is None else _several(regimes))
    columns = _columns(model, parameters)
    moves = (
        RegimeMove(
            regime,
            symbol,
            *(decide(always(make(model, regime, symbol)), limits=limits) for make in (grows_in, shrinks_in)),
        )
        for regime in names
        for symbol in columns
    )
    return RegimeStatics(model, names, columns, tuple(moves))


def _several(given: Any) -> list[Any]:
    return [given] if isinstance(given, str | sympy.Symbol) else list(given)


def _columns(model: Model, given: Any) -> tuple[sympy.Symbol, ...]:
    checked(model, ())
    own = set(model.game.parameters)
    if given is None:
        found = tuple(s for s in model.space.bounds if s in own)
    else:
        found = tuple(dict.fromkeys(model.space.find(s, where="parameters") for s in _several(given)))
    if not found:
        raise ParameterError("regime_statics: the game has no parameters that could change.")
    return found
