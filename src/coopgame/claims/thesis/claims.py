"""The list of claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coopgame.claims.thesis.abilities import ability_claims
from coopgame.claims.thesis.burdens import burden_claims
from coopgame.claims.thesis.claim import Claim
from coopgame.claims.thesis.reduced import reduced_claims
from coopgame.claims.thesis.two_sided import two_sided_claims
from coopgame.models import CONTRACT_STRATEGIES, ContractStrategy


def thesis(strategies: Iterable[ContractStrategy | Mapping[str, Any]] = CONTRACT_STRATEGIES) -> tuple[Claim, ...]:
    """Return the sixteen claims of the thesis page about the contracting model, one for each part, in order.

    Parameters
    ----------
    strategies
        The table of the government's strategies about which the claims are made; it has to keep the names of the four
        strategies and regimes.

    Returns
    -------
    tuple of Claim
        To be decided one by one with ``claim.decide()``; nothing is decided yet.

    References
    ----------
    Yang (2020), in the reading of the theory pages.

    Examples
    --------
    >>> [claim.number for claim in thesis()][:6]
    ['1', '2', '3', '4a', '4b', '4c']
    """
    table = tuple(strategies)
    found = [*reduced_claims(table), *burden_claims(table), *ability_claims(table), *two_sided_claims(table)]
    return tuple(sorted(found, key=lambda claim: (int(claim.number.rstrip("abc")), claim.number)))
