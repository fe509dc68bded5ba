"""The contracting model in reduced form: the government alone, facing an organization that competes for credit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sympy

from coopgame.equilibria import ByStrategy, PureNash
from coopgame.expressions import to_expression
from coopgame.games import Game
from coopgame.models.contracting import (
    CONTRACT_STRATEGIES,
    GOVERNMENT,
    ContractStrategy,
    contract_strategy,
    contracting,
)
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace


def contracting_reduced(
    strategies: Iterable[ContractStrategy | Mapping[str, Any]] = CONTRACT_STRATEGIES,
    *,
    bounds: Mapping[Any, Any] | None = None,
    baseline: Mapping[Any, Any] | None = None,
    meanings: Mapping[Any, str] | None = None,
) -> Model:
    r"""Return the choice of the government alone when the organization competes: the largest payoff :math:`U_a`.

    Subgame perfection of :func:`contracting` gives the same regimes wherever each best strategy has a gain > 0 or
    :math:`\text{removes\_p} = 1`, in particular for g > 0 and ρ > 0.

    Parameters
    ----------
    strategies, bounds, baseline, meanings
        As for :func:`contracting`.

    Returns
    -------
    Model
        One player, ``government``; its best strategies; regimes by its strategy.

    Raises
    ------
    ModelError
        A row is incomplete or doubled.

    References
    ----------
    Yang (2020); equation (1) and the theorem of the theory pages.

    Examples
    --------
    >>> import coopgame as cg
    >>> cg.solve(cg.models.contracting_reduced().at({"eta": 1})).equilibria[0].condition
    (V*delta + k_K >= p) & (V + k_S >= V_G + b + p) & (V*rho + b <= V + k_R)
    """
    rows = tuple(strategies)
    whole = contracting(rows, bounds=bounds, baseline=baseline, meanings=meanings)
    table = [contract_strategy(row) for row in rows]
    p, b = to_expression("p"), to_expression("b")
    game = Game(
        (GOVERNMENT,), (tuple(r.name for r in table),), {(r.name,): (r.government_payoff(p, b),) for r in table}
    )
    unused = {s for s in whole.space.bounds if s not in game.parameters} - {sympy.Symbol("eta", real=True)}
    limits = {s: i for s, i in whole.space.bounds.items() if s not in unused}
    words = {s: m for s, m in whole.space.meanings.items() if s not in unused}
    return Model(
        game,
        ParameterSpace(limits, meanings=words),
        rule=ByStrategy(GOVERNMENT, {row.name: row.regime for row in table}),
        concept=PureNash(),
        baseline={s: v for s, v in whole.baseline.items() if s not in unused},
        citation=whole.citation,
    )
