r"""The contracting model: a government chooses how to deal with a social organization.

A strategy of the government is a row of a table.  Against an organization that competes for credit, row a pays the
government

.. math:: U_a = \text{value}_a - (1 - \text{removes\_p}_a)\,p - (1 - \text{removes\_b}_a)\,b - \text{cost}_a

and against one that shares the credit the same with p = 0.  The organization gets rent when it shares and rent + gain
when it competes.  The table is data: replace an entry, drop rows, or add a strategy with a regime of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import sympy

from coopgame.equilibria import ByStrategy, SubgamePerfect
from coopgame.errors import ModelError, did_you_mean
from coopgame.expressions import check_label, to_expression
from coopgame.games import Game
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace

CITATION = (
    "Game-theoretic reading of X. Y. Yang (2020), Deconstruction of Cooperation: Study on the Relationship Types "
    "between Government and Social Organizations in Social Services, master's thesis"
)
GOVERNMENT, ORGANIZATION, EXIT = "government", "organization", "exit"


@dataclass(frozen=True)
class ContractStrategy:
    """One row of the table: what a strategy of the government is worth, removes and costs, and its regime.

    Parameters
    ----------
    name
        The strategy.
    value
        Value of the service to the government under this strategy.
    removes_p, removes_b
        Share of the performance competition p and of the burden b that the strategy eliminates, from 0 to 1.
    cost
        Its cost to the government.
    rent, gain
        What the organization gets when it shares the credit, and what competing adds.
    regime
        The name of the relationship when the government plays it.

    Raises
    ------
    ModelError
        A share that is a number lies outside [0, 1].

    Examples
    --------
    >>> ContractStrategy("audit", "V", "1/2", 0, "k_M", "w", "g/2", "audited cooperation").value
    V
    """

    name: str
    value: Any
    removes_p: Any
    removes_b: Any
    cost: Any
    rent: Any
    gain: Any
    regime: str

    def __post_init__(self) -> None:
        check_label(self.name, what="strategy", where="contracting strategies")
        check_label(self.regime, what="regime", where=f"strategy {self.name!r}")
        for entry in ("value", "removes_p", "removes_b", "cost", "rent", "gain"):
            expression = to_expression(getattr(self, entry), where=f"{entry} of strategy {self.name!r}")
            if entry.startswith("removes") and expression.is_number and not 0 <= expression <= 1:
                raise ModelError(f"{entry} of strategy {self.name!r}: expected a share from 0 to 1, got {expression}.")
            object.__setattr__(self, entry, expression)

    def government_payoff(self, competition: sympy.Expr, burden: sympy.Expr) -> sympy.Expr:
        """Return the government's payoff against this much competition and burden."""
        return self.value - (1 - self.removes_p) * competition - (1 - self.removes_b) * burden - self.cost


#: The four strategies of the thesis under the elimination reading: cooperation eliminates nothing, capture the
#: competition, restriction the burden, substitution both.
CONTRACT_STRATEGIES: tuple[ContractStrategy, ...] = (
    ContractStrategy("cooperate", "V", 0, 0, 0, "w", "g", "cooperation"),
    ContractStrategy("capture", "(1 - delta)*V", 1, 0, "k_K", "w - alpha", "-f", "capture"),
    ContractStrategy("restrict", "rho*V", "1 - eta", 1, "k_R", "rho*w", "rho*g", "restriction"),
    ContractStrategy("substitute", "V_G", 1, 1, "k_S", 0, 0, "substitution"),
)

_OO = sympy.oo
#: Code name: bounds, baseline (None: an axis or a value of the user's), meaning.
_PARAMETERS: dict[str, tuple[tuple[Any, Any], str | None, str]] = {
    "V": ((0, _OO), "10", "value of the organization's service in cooperation"),
    "V_G": ((0, _OO), "1", "value of the government's own provision"),
    "p": ((0, _OO), None, "performance competition"),
    "b": ((0, _OO), None, "burden of the organization"),
    "delta": ((0, 1), "1/5", "share of value lost by capture"),
    "rho": ((0, 1), "3/5", "scope left by restriction"),
    "eta": ((0, 1), "1", "share of the competition left under restriction"),
    "k_K": ((0, _OO), "1", "cost of capture"),
    "k_R": ((0, _OO), "0", "cost of restriction"),
    "k_S": ((0, _OO), "0", "cost of substitution"),
    "w": ((0, _OO), "2", "organization's rent from the contract"),
    "g": ((0, _OO), "1", "organization's gain from competing for credit"),
    "alpha": ((0, _OO), "1", "organization's loss of autonomy under capture"),
    "f": ((0, _OO), "1", "sanction on competing once captured"),
}


def contracting(
    strategies: Iterable[ContractStrategy | Mapping[str, Any]] = CONTRACT_STRATEGIES,
    participation: bool = False,
    *,
    bounds: Mapping[Any, Any] | None = None,
    baseline: Mapping[Any, Any] | None = None,
    meanings: Mapping[Any, str] | None = None,
) -> Model:
    """Return the two-sided contracting game: the government leads, the organization shares or competes.

    Parameters
    ----------
    strategies
        Rows of the table: :class:`ContractStrategy` objects or mappings with the same entries.
    participation
        Whether the organization may also ``exit``, which pays it 0 and the government :math:`V_G - k_S`; an outcome in
        which it exits counts as substitution.  Exit bites through capture when w < α; at w = α both regimes are
        equilibria.  In simultaneous play (substitute, exit) is always an equilibrium.
    bounds, baseline, meanings
        For parameters that extra rows introduce; without bounds such a parameter ranges over the real line.

    Returns
    -------
    Model
        Players ``government`` and ``organization``; subgame perfection with the government leading; regimes by the
        government's strategy.

    Raises
    ------
    ModelError
        A row is incomplete or doubled.

    References
    ----------
    Yang (2020); the payoffs are those of the theory page, equations (1) and (2).

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))
    >>> {r.name: r.area.lower for r in d.regions}
    {'capture': 40, 'cooperation': 12, 'restriction': 28, 'substitution': 20}
    """
    rows = tuple(contract_strategy(row) for row in strategies)
    names = [row.name for row in rows]
    twice = [n for n in names if names.count(n) > 1]
    if twice or not rows:
        raise ModelError(f"strategies: {twice[0]!r} is given twice." if twice else "strategies: no rows given.")
    game = _game(rows, participation)
    limits = {name: entry[0] for name, entry in _PARAMETERS.items()}
    limits |= {s.name: (-_OO, _OO) for s in game.parameters if s.name not in limits}
    limits |= {str(key): value for key, value in dict(bounds or {}).items()}
    words = {name: entry[2] for name, entry in _PARAMETERS.items()}
    words |= {str(key): value for key, value in dict(meanings or {}).items()}
    space = ParameterSpace(limits, meanings=words)
    values = {name: entry[1] for name, entry in _PARAMETERS.items() if entry[1] is not None}
    unless = {(ORGANIZATION, EXIT): "substitution"} if participation else {}
    return Model(
        game,
        space,
        rule=ByStrategy(GOVERNMENT, {row.name: row.regime for row in rows}, unless),
        concept=SubgamePerfect(order=(GOVERNMENT, ORGANIZATION)),
        baseline=values | {str(key): value for key, value in dict(baseline or {}).items()},
        citation=CITATION,
    )


def contract_strategy(row: ContractStrategy | Mapping[str, Any]) -> ContractStrategy:
    """Return a row of the table, however it is given.

    Raises
    ------
    ModelError
        It is neither a row nor a mapping with the entries of one.
    """
    if isinstance(row, ContractStrategy):
        return row
    if not isinstance(row, Mapping):
        raise ModelError(f"strategies: expected a ContractStrategy or a mapping, got {row!r}.")
    entries = [f.name for f in fields(ContractStrategy)]
    unknown = [key for key in row if key not in entries]
    missing = [key for key in entries if key not in row]
    if unknown:
        raise ModelError(f"strategies: {unknown[0]!r} is not an entry of a row.{did_you_mean(unknown[0], entries)}")
    if missing:
        raise ModelError(f"strategies: row {row.get('name', '?')!r} lacks {', '.join(missing)}.")
    return ContractStrategy(**row)


def _game(rows: tuple[ContractStrategy, ...], participation: bool) -> Game:
    p, b, outside = (to_expression(text) for text in ("p", "b", "V_G - k_S"))
    payoffs: dict[tuple[str, str], tuple[sympy.Expr, sympy.Expr]] = {}
    for row in rows:
        payoffs[row.name, "share"] = (row.government_payoff(sympy.Integer(0), b), row.rent)
        payoffs[row.name, "compete"] = (row.government_payoff(p, b), row.rent + row.gain)
        if participation:
            payoffs[row.name, EXIT] = (outside, sympy.Integer(0))
    replies = ("share", "compete", EXIT) if participation else ("share", "compete")
    return Game((GOVERNMENT, ORGANIZATION), (tuple(row.name for row in rows), replies), payoffs)
