"""The kinds of values in a study file, each read by one function that says what it expected."""

from __future__ import annotations

from decimal import Decimal
from pathlib import PurePath
from typing import Annotated, Any, Literal

import sympy
from pydantic import AfterValidator, BeforeValidator, Field, StrictStr

from coopgame.expressions import exact_number
from coopgame.expressions.messages import shown

FIGURE_ENDINGS = (".pdf", ".svg", ".png")


def _number(value: Any) -> sympy.Rational:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise ValueError(f'expected a number such as 3, 0.25 or "1/3", got {shown(value)}.')
    return exact_number(value)


def _bound(value: Any) -> Any:
    infinite = {"oo": sympy.oo, "+oo": sympy.oo, "-oo": -sympy.oo}
    return infinite[value] if isinstance(value, str) and value in infinite else _number(value)


def _expression(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise ValueError(f'expected an expression such as "V - b" or a number, got {shown(value)}.')
    return value if isinstance(value, str) else str(value)


def _printable(words: str) -> str:
    """Refuse control characters, which reach terminals, metadata and drawn text."""
    bad = next((character for character in words if not character.isprintable()), None)
    if bad is not None:
        raise ValueError(f"expected words on one line; the character {bad!r} is not allowed.")
    return words


def _figure_file(name: str) -> str:
    if PurePath(_printable(name)).suffix.lower() not in FIGURE_ENDINGS:
        raise ValueError(f"expected a name that ends in {', '.join(FIGURE_ENDINGS)}, got {shown(name)}.")
    return name


def _observed(value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"from", "to"}:
        return _bound(value["from"]), _bound(value["to"])
    if isinstance(value, bool | list | dict):
        raise ValueError(f"expected a number or an interval such as {{ from = 1, to = 2.5 }}, got {shown(value)}.")
    return _number(value)


Number = Annotated[Any, BeforeValidator(_number)]
Bound = Annotated[Any, BeforeValidator(_bound)]
#: What is known of a parameter in a case: a number, or the two ends of an interval.
Observed = Annotated[Any, BeforeValidator(_observed)]
Expression = Annotated[str, BeforeValidator(_expression)]
Name = Annotated[StrictStr, Field(min_length=1, max_length=64)]
Words = Annotated[StrictStr, Field(max_length=400), AfterValidator(_printable)]
#: A sentence about the model; its words are read where the model is known.
Claim = Annotated[StrictStr, Field(min_length=1, max_length=2000)]
#: The models of the library that a study may use.
ModelName = Literal[
    "contracting",
    "hood",
    "st_plane",
    "inspection",
    "continuum",
    "entry_deterrence",
    "centipede",
    "ultimatum",
    "contracting_private",
    "contracting_reduced",
    "contracting_trial",
    "spence",
    "beer_quiche",
    "reputation_signalling",
    "reputation",
    "prisoners_dilemma",
    "hart_shleifer_vishny",
    "besley_ghatak",
]
FigureFile = Annotated[StrictStr, Field(max_length=200), AfterValidator(_figure_file)]


def _leads(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if not isinstance(value, list) or not 1 <= len(value) <= 6:
        raise ValueError(f"expected the name of a node or the list of payoffs of an end, got {shown(value)}.")
    return tuple(_expression(payoff) for payoff in value)


#: Where an action leads: to a node, by name, or to an end, by the payoffs there.
Leads = Annotated[Any, BeforeValidator(_leads)]


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= 64


def _discount(value: Any) -> Any:
    if isinstance(value, dict):
        return {player: _expression(factor) for player, factor in value.items()}
    if isinstance(value, list):
        raise ValueError(
            f"expected a symbol, a number in [0, 1), or a table of player and discount factor, got {shown(value)}."
        )
    return _expression(value)


def _punishment(value: Any) -> Any:
    one_each = isinstance(value, list) and 1 <= len(value) <= 6
    if value == "any" or (one_each and all(_is_name(s) or _are_names(s) for s in value)):
        return value
    raise ValueError(
        'expected "any", or a list of one strategy (or a list of strategies that are mixed) for each player, '
        f"got {shown(value)}."
    )


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_name, value))


#: A discount factor, or one for each player.
Discount = Annotated[Any, BeforeValidator(_discount)]
#: Which stage equilibria may punish.
Punishment = Annotated[Any, BeforeValidator(_punishment)]


#: Names of the two ways to write values; they are no keys of a study.
TABLE, LIST = "<table>", "<list>"


def kind_of_values(value: Any) -> str:
    """Say which of the two ways it is; whatever is neither is judged as a list."""
    return TABLE if isinstance(value, dict) or hasattr(value, "lower") else LIST
