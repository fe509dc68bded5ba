"""What a LaTeX document needs for the tables and propositions of this library."""

from __future__ import annotations

import re

from coopgame.errors import InputError

_ENVIRONMENT = re.compile(r"[A-Za-z]+")


def latex_preamble(environment: str = "proposition") -> str:
    r"""Return the lines of a preamble with which everything that the library writes compiles.

    Parameters
    ----------
    environment
        The name of the theorem environment that is defined.

    Raises
    ------
    InputError
        The name is not made of letters.

    Examples
    --------
    >>> print(latex_preamble("theorem"))
    \usepackage{amsmath}
    \usepackage{amsthm}
    \usepackage{array}
    \usepackage{booktabs}
    \newtheorem{theorem}{Theorem}
    """
    if not _ENVIRONMENT.fullmatch(environment):
        raise InputError(f"environment: {environment!r} is not a name for one; expected letters, as in 'proposition'.")
    packages = [rf"\usepackage{{{name}}}" for name in ("amsmath", "amsthm", "array", "booktabs")]
    return "\n".join([*packages, rf"\newtheorem{{{environment}}}{{{environment.capitalize()}}}"])
