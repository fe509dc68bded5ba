"""Names, exact numbers, expressions and conditions, read without executing anything."""

from coopgame.expressions.conversion import to_condition, to_expression
from coopgame.expressions.names import check_label, check_name, names_of, symbol
from coopgame.expressions.parsing import parse_condition, parse_expression
from coopgame.expressions.printing import to_text
from coopgame.expressions.rationals import decimal_or_fraction, exact_number

__all__ = [
    "check_label",
    "check_name",
    "decimal_or_fraction",
    "exact_number",
    "names_of",
    "parse_condition",
    "parse_expression",
    "symbol",
    "to_condition",
    "to_expression",
    "to_text",
]
