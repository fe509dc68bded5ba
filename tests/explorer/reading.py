"""Read what a page carries and evaluate it with fractions, in the plainest way."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Sequence
from fractions import Fraction
from math import prod
from pathlib import Path
from typing import Any

Data = dict[str, Any]


def data_of(path: Path) -> Data:
    """Return the data of a page."""
    (text,) = re.findall(
        r'<script type="application/json" id="data">(.*?)</script>', path.read_text("utf-8"), re.DOTALL
    )
    found: Data = json.loads(text)
    return found


def value(terms: Sequence[Any], at: Sequence[Fraction]) -> Fraction:
    """Return the value of a polynomial."""
    return sum((int(c) * prod((at[v] ** e for v, e in powers), start=Fraction(1)) for c, powers in terms), Fraction(0))


def holds(data: Data, formula: Sequence[Any], signs: Sequence[int]) -> bool:
    """Return whether a formula holds where the polynomials have some signs."""
    kind, *rest = formula
    if kind != "s":
        return (all if kind == "a" else any)(holds(data, part, signs) for part in rest)
    number, mask = rest
    sign, odd, even = data["atoms"][number]
    sign *= prod(signs[p] for p in odd) * prod(signs[p] ** 2 for p in even)
    return bool(mask >> (sign + 1) & 1)


def regimes(data: Data, x: Any, y: Any, sliders: Sequence[Any]) -> tuple[str, ...] | None:
    """Return the possible regimes at a point, None outside the parameter space."""
    at = [Fraction(v) for v in (x, y, *sliders)]
    signs = [(v > 0) - (v < 0) for v in (value(p, at) for p in data["polynomials"])]
    if not holds(data, data["domain"], signs):
        return None
    found = [(regime, n) for regime, n, formula in data["outcomes"] if holds(data, formula, signs)]
    return tuple(sorted({regime for regime, _ in found} | between(data, found)))


def between(data: Data, found: Sequence[tuple[str, int]]) -> set[str]:
    """Return the regimes of equilibria between extreme ones: of every product of mixtures that are all linked."""
    join = data["join"]
    if join is None:
        return set()
    places: dict[tuple[int, int], list[tuple[str, int]]] = {}
    for regime, n in found:
        places.setdefault(tuple(data["equilibria"][n]["link"]), []).append((regime, n))
    all_named: set[str] = set()
    first, second = ({link[k] for link in places} for k in (0, 1))
    for one, other in itertools.product(subsets(first), subsets(second)):
        pairs = list(itertools.product(one, other))
        if all(pair in places for pair in pairs):
            all_named |= product_regimes(data, [row for pair in pairs for row in places[pair]])
    return all_named


def product_regimes(data: Data, rows: Sequence[tuple[str, int]]) -> set[str]:
    """Return the regimes of a product of convex hulls: those with the full supports of some of its mixtures."""
    join = data["join"]
    if join["kind"] == "ordered":
        order = [join["order"].index(regime) for regime, _ in rows]
        return set(join["order"][min(order) : max(order) + 1])
    supports = [data["equilibria"][n]["supports"] for _, n in rows]
    full = [sorted({s for own in supports for s in own[k]}) for k in (0, 1)]
    return {name for one, other, name in join["table"] if [one, other] == full}


def subsets(items: set[int]) -> list[tuple[int, ...]]:
    """Return the subsets that are not empty."""
    return [chosen for size in range(1, len(items) + 1) for chosen in itertools.combinations(sorted(items), size)]
