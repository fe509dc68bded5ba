"""Comparative statics: the sign of each derivative of what equilibria give, and exactly where it has that sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sympy

from coopgame.claims.outcomes import Quantity
from coopgame.claims.propositions.setting import Setting, setting_of_equilibria
from coopgame.claims.statics.sheet import Sheet
from coopgame.claims.statics.statics_rows import Place, StaticsRow
from coopgame.claims.statics.statics_sheet import sheet_of
from coopgame.deciders import Limits
from coopgame.equilibria import Equilibrium, EquilibriumSet, readings, solve
from coopgame.errors import InputError, ParameterError, did_you_mean
from coopgame.models import Model


@dataclass(frozen=True, repr=False)
class ComparativeStatics:
    """The table of comparative statics.

    Attributes
    ----------
    found
        The equilibria.
    parameters
        The columns.
    rows
        A row for each quantity of each equilibrium that exists somewhere.
    """

    found: EquilibriumSet
    parameters: tuple[sympy.Symbol, ...]
    rows: tuple[StaticsRow, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[StaticsRow]:
        return iter(self.rows)

    def to_latex(self) -> str:
        """Return the table as LaTeX of booktabs; equilibria and conditions stand in notes below it."""
        return self._sheet.latex()

    @property
    def _sheet(self) -> Sheet:
        return sheet_of(self.found.concept.name, setting_of_equilibria(self.found), self.parameters, self.rows)

    def __repr__(self) -> str:
        return self._sheet.text()

    def _repr_html_(self) -> str:
        return self._sheet.html()


def comparative_statics(
    result: Any, *, of: Any = None, parameters: Iterable[Any] | None = None, limits: Limits | None = None
) -> ComparativeStatics:
    """Return the sign of each derivative of what equilibria give, and exactly where it has that sign.

    The derivative is that of the payoff or probability along one parameter, all else equal, while the equilibrium
    exists; :func:`coopgame.regime_statics` says where equilibria appear and disappear.  Where a minimum or maximum has
    a tie, a sign is that of both one-sided derivatives, and a kink is reported where these differ.

    Parameters
    ----------
    result
        A model, which is solved by its own concept, or an equilibrium set.
    of
        Quantities: the name of a player for the payoff, ``(player, strategy)`` for a probability, ``"payoffs"`` or
        ``"probabilities"`` for all of a kind, or a list of these; by default all payoffs, and all probabilities that
        are neither 0 nor 1.
    parameters
        The parameters that change; by default all.
    limits
        How long and with how much memory a solver may work on one question.

    Returns
    -------
    ComparativeStatics
        Exact; where something was not decided, the entry says so.

    Raises
    ------
    InputError
        The first argument is something else, or ``of`` names an unknown player or strategy.
    ParameterError
        There are no parameters, or one is unknown.

    Examples
    --------
    >>> import coopgame as cg
    >>> found = cg.solve(cg.models.inspection(), cg.Nash())
    >>> table = cg.comparative_statics(found, of=[("inspector", "inspect")], parameters=["c", "g", "f"])
    >>> table.rows[-1].value, [slope.sign for slope in table.rows[-1].slopes]
    (g/f, ['0', '+', '-'])
    """
    found, rule = _solved(result)
    setting = setting_of_equilibria(found)
    columns = _columns(setting, parameters)
    asked = _asked(found, of)
    rows: list[StaticsRow] = []
    for equilibrium in found.equilibria:
        place = Place.of(equilibrium, setting, limits or Limits())
        if place is not None:
            names = () if rule is None else tuple(r.regime for r in readings([equilibrium], rule))
            rows += [place.row(names, q, value, columns) for q, value in _quantities(equilibrium, asked).items()]
    return ComparativeStatics(found, columns, tuple(rows))


def _solved(result: Any) -> tuple[EquilibriumSet, Any]:
    if isinstance(result, Model):
        return solve(result), result.rule
    if isinstance(result, EquilibriumSet):
        return result, None
    raise InputError(f"comparative_statics: expected a Model or an EquilibriumSet, got {type(result).__name__}.")


def _columns(setting: Setting, given: Iterable[Any] | None) -> tuple[sympy.Symbol, ...]:
    if not setting.space.bounds:
        raise ParameterError("comparative_statics: the game has no parameters that could change.")
    if given is None:
        return tuple(setting.space.bounds)
    names = [given] if isinstance(given, str | sympy.Symbol) else list(given)
    return tuple(dict.fromkeys(setting.space.find(s, where="parameters") for s in names))


def _asked(found: EquilibriumSet, of: Any) -> tuple[Any, ...]:
    """Return the quantities that were asked for: kinds, and quantities by name."""
    if of is None:
        return ("payoffs", "probabilities")
    players, asked = tuple(found.game.players), []
    for one in [of] if isinstance(of, str) or _is_pair(of, players) else list(of):
        if one in ("payoffs", "probabilities") and one not in players:
            asked.append(one)
            continue
        player, strategy = one if isinstance(one, tuple) and len(one) == 2 else (one, None)
        if player not in players:
            hint = did_you_mean(str(player), [*players, "payoffs", "probabilities"])
            raise InputError(f"of: {player!r} is no player.{hint}")
        own = found.game.strategies[players.index(player)]
        if strategy is not None and strategy not in own:
            raise InputError(f"of: {player} has no strategy {strategy!r}.{did_you_mean(str(strategy), own)}")
        asked.append(Quantity(player, strategy))
    return tuple(asked)


def _is_pair(of: Any, players: Sequence[str]) -> bool:
    return isinstance(of, tuple) and len(of) == 2 and of[0] in players and of[1] not in players


def _quantities(equilibrium: Equilibrium, asked: Sequence[Any]) -> dict[Quantity, sympy.Expr]:
    """Return the quantities of an equilibrium that were asked for, with their values."""
    found: dict[Quantity, sympy.Expr] = {}
    for one in asked:
        if one == "payoffs":
            found |= {Quantity(p): u for p, u in zip(equilibrium.players, equilibrium.payoffs, strict=True)}
        elif one == "probabilities":
            pairs = zip(equilibrium.players, equilibrium.mixtures, strict=True)
            found |= {Quantity(p, s): w for p, mixture in pairs if len(mixture) > 1 for s, w in mixture}
        elif one.strategy is None:
            found[one] = equilibrium.payoffs[equilibrium.players.index(one.player)]
        else:
            found[one] = equilibrium.mixture(one.player).get(one.strategy, sympy.Integer(0))
    return found
