"""Payoffs of the shipped models, written out a second time with fractions, from the tables of the sources."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .brute import Profile

ROWS = ("cooperate", "capture", "restrict", "substitute")
ORGANIZATION_STRATEGIES = ("share", "compete")
Values = Mapping[str, Fraction]
Table = dict[Profile, tuple[Fraction, ...]]


def contracting_payoffs(q: Values, *, participation: bool = False) -> Table:
    V, p, b, w, g = (q[k] for k in ("V", "p", "b", "w", "g"))
    captured = (1 - q["delta"]) * V - b - q["k_K"]
    restricted = q["rho"] * V - q["k_R"]
    alone = q["V_G"] - q["k_S"]
    table = {
        ("cooperate", "share"): (V - b, w),
        ("cooperate", "compete"): (V - b - p, w + g),
        ("capture", "share"): (captured, w - q["alpha"]),
        ("capture", "compete"): (captured, w - q["alpha"] - q["f"]),
        ("restrict", "share"): (restricted, q["rho"] * w),
        ("restrict", "compete"): (restricted - q["eta"] * p, q["rho"] * (w + g)),
        ("substitute", "share"): (alone, Fraction(0)),
        ("substitute", "compete"): (alone, Fraction(0)),
    }
    if participation:
        table |= {(row, "exit"): (alone, Fraction(0)) for row in ROWS}
    return table


def st_payoffs(q: Values) -> Table:
    S, T = q["S"], q["T"]
    one, zero = Fraction(1), Fraction(0)
    return {("C", "C"): (one, one), ("C", "D"): (S, T), ("D", "C"): (T, S), ("D", "D"): (zero, zero)}


def inspection_payoffs(q: Values) -> Table:
    zero = Fraction(0)
    return {
        ("inspect", "comply"): (-q["c"], zero),
        ("inspect", "violate"): (-q["c"] - q["a"], q["g"] - q["f"]),
        ("trust", "comply"): (zero, zero),
        ("trust", "violate"): (-q["l"], q["g"]),
    }


def continuum_payoffs(q: Values) -> Table:
    """A = [[x/2, x], [1 - x, (1 - x)/2]], B = Aᵀ."""
    x = q["x"]
    a = {
        ("first", "first"): x / 2,
        ("first", "second"): x,
        ("second", "first"): 1 - x,
        ("second", "second"): (1 - x) / 2,
    }
    return {(r, c): (a[r, c], a[c, r]) for r, c in a}


BOTH, BLAME, ACCEPT, CREDIT = "delegate both", "delegate blame only", "accept both", "accept credit only"


def hood_payoffs(q: Values) -> Table:
    C, D, m, k, phi = (q[name] for name in ("C", "D", "m", "k", "phi"))
    return {
        (BOTH, ACCEPT): (m, m + C - D),
        (BLAME, ACCEPT): (C, -D),
        (BOTH, CREDIT): (-D, C),
        (BLAME, CREDIT): (C - phi * D - k, -(1 - phi) * D - k),
    }
