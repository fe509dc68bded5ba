"""Whether a comparison follows from others, decided exactly."""

from __future__ import annotations

from collections.abc import Sequence

from sympy.logic.boolalg import Boolean

from coopgame.claims.publishing.cover import Search, TooLongError
from coopgame.claims.publishing.factors import Box, bounds_only, in_one_ring, over_factors
from coopgame.claims.publishing.oracle import possible
from coopgame.claims.publishing.samples import samples_of
from coopgame.conditions import Formula, all_of, atoms, formula_of, negate
from coopgame.errors import UnsupportedError


def superfluous(case: Sequence[Boolean], n: int, box: Box, given: Formula) -> bool | None:
    """Whether the n-th comparison of a conjunction follows from the others on a space; None: not decided.

    Examples
    --------
    >>> import sympy
    >>> from coopgame.conditions import TRUE
    >>> p, b = sympy.symbols("p b", real=True)
    >>> case = [p >= b, b >= 1, p >= 0]
    >>> [superfluous(case, n, {}, TRUE) for n in range(3)]
    [False, False, True]
    """
    others = all_of(*(formula_of(relation) for k, relation in enumerate(case) if k != n))
    try:
        wrong, known = in_one_ring([all_of(others, negate(formula_of(case[n]))), given], list(box))
    except UnsupportedError:
        return None
    everything = bounds_only(box)
    used = [*box, *(g for part in (wrong, known) for sign in atoms(part) for g in sign.polynomial.generators)]
    search = Search(box, over_factors(known, everything), possible, samples_of(used, known, box))
    try:
        found = search.satisfiable(over_factors(wrong, everything))
    except TooLongError:
        return None
    return None if found and not search.certain else not found
