"""Colours of regimes: four are fixed by name, the others are chosen so that no two can be confused.

The fixed four fill the range of lightness, so they differ in greyscale and for every kind of colour vision.  Ten more
colours keep a CIEDE2000 difference of at least 10 from them, from each other, from paper and from the grey outside the
parameter space; a diagram that uses one of them always prints the name or a key as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Final

from coopgame.figures.colour_difference import ciede2000

FIXED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "substitution": "#FCF4D2",
        "cooperation": "#B0D8F2",
        "capture": "#EC9467",
        "restriction": "#8F83B5",
    }
)
#: What is not a regime but the rest of a plane has the colour of paper.
NEUTRAL: Final[Mapping[str, str]] = MappingProxyType({"ruled out": "#FFFFFF"})
EXTRA: Final = (
    "#F0D050",
    "#609080",
    "#F090B0",
    "#70A0F0",
    "#A0D0A0",
    "#A08050",
    "#40C0B0",
    "#B0B0E0",
    "#90A080",
    "#D0F090",
)


def assign_colours(regimes: Iterable[str]) -> Mapping[str, str]:
    """Return the colour of each regime.

    Parameters
    ----------
    regimes
        Names of regimes in any order; case does not matter for the four fixed ones.

    Returns
    -------
    Mapping
        The colours by name, sorted by name.  The names outside the fixed four take the extra colours in the order
        of their names; when there are more names than colours, colours repeat.

    Examples
    --------
    >>> dict(assign_colours(["Hawk", "Capture", "dove"]))
    {'Capture': '#EC9467', 'Hawk': '#F0D050', 'dove': '#609080'}
    """
    names = sorted(set(regimes))
    known = {**FIXED, **NEUTRAL}
    others = [name for name in names if name.casefold() not in known]
    extra = {name: EXTRA[position % len(EXTRA)] for position, name in enumerate(others)}
    return MappingProxyType({name: extra.get(name) or known[name.casefold()] for name in names})


def colour_distances(colours: Mapping[str, str]) -> Mapping[tuple[str, str], float]:
    """Return the CIEDE2000 difference of each pair of regimes that involves one outside the fixed four.

    Parameters
    ----------
    colours
        Colours by regime.

    Returns
    -------
    Mapping
        The differences by pair of names, each pair sorted.

    Examples
    --------
    >>> {pair: round(d) for pair, d in colour_distances(assign_colours(["capture", "hawk"])).items()}
    {('capture', 'hawk'): 28}
    """
    pairs = combinations(sorted(colours), 2)
    return MappingProxyType(
        {
            (one, other): ciede2000(colours[one], colours[other])
            for one, other in pairs
            if one.casefold() not in FIXED or other.casefold() not in FIXED
        }
    )
