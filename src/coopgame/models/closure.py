r"""Closures: definitions of reduced quantities by deeper ones.

A closure is a set of definitions :math:`q_i = e_i(\theta)`.  Definitions of all closures of a model are expanded
together to a fixed point, so the order in which closures are applied does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from coopgame.errors import ModelError
from coopgame.expressions import to_expression
from coopgame.frozen import FrozenMap
from coopgame.parameters import ParameterMap, ParameterSpace, symbol_of

Definitions = Mapping[sympy.Symbol, sympy.Expr]


@dataclass(frozen=True, repr=False)
class Closure:
    """Definitions of reduced quantities, with the bounds, meanings and source of the new parameters.

    Parameters
    ----------
    definitions
        ``{symbol: expression}``; expressions may be strings such as ``"kappa*V"``.
    bounds, where, meanings
        Of the new parameters, as for :class:`coopgame.ParameterSpace`; side conditions may also use parameters of the
        model.
    baseline
        Values of new parameters that apply unless others are given.
    source
        Where the definitions come from.

    Raises
    ------
    ModelError
        A symbol is defined twice or by itself, or is both defined and bounded.

    Examples
    --------
    >>> Closure({"p": "kappa*V"}, bounds={"kappa": (0, sympy.oo)})
    Closure(p = V*kappa)
    """

    definitions: Definitions
    bounds: Mapping[sympy.Symbol, Any]
    where: tuple[Any, ...]
    meanings: Mapping[sympy.Symbol, str]
    baseline: Mapping[sympy.Symbol, Any]
    source: str

    def __init__(
        self,
        definitions: Mapping[Any, Any],
        *,
        bounds: Mapping[Any, Any] | None = None,
        where: Iterable[Any] = (),
        meanings: Mapping[Any, str] | None = None,
        baseline: Mapping[Any, Any] | None = None,
        source: str = "",
    ) -> None:
        found: dict[sympy.Symbol, sympy.Expr] = {}
        for key, value in dict(definitions).items():
            name = symbol_of(key, where="definitions")
            if name in found:
                raise ModelError(f"The closure defines {name} twice.")
            found[name] = to_expression(value, where=f"definition of {name}")
        space = ParameterSpace(dict(bounds or {}), meanings=meanings)
        both = [s.name for s in space.symbols if s in found]
        if both:
            raise ModelError(f"The closure both defines and bounds {both[0]}; bounds belong to new parameters only.")
        expand(found)
        object.__setattr__(self, "definitions", ParameterMap(found))
        object.__setattr__(self, "bounds", space.bounds)
        object.__setattr__(self, "where", (where,) if isinstance(where, str | Boolean) else tuple(where))
        object.__setattr__(self, "meanings", space.meanings)
        object.__setattr__(self, "baseline", ParameterMap(space.values(dict(baseline or {}), where="baseline")))
        object.__setattr__(self, "source", str(source))

    def __repr__(self) -> str:
        return f"Closure({', '.join(f'{s} = {e}' for s, e in self.definitions.items())})"

    def _repr_html_(self) -> str:
        rows = "".join(f"<li><i>{escape(s.name)}</i> = {escape(str(e))}</li>" for s, e in self.definitions.items())
        return f"<ul>{rows}</ul><p>{escape(self.source)}</p>"

    def _repr_latex_(self) -> str:
        rows = (f"{sympy.latex(s)} = {sympy.latex(e)}" for s, e in self.definitions.items())
        return "$\\displaystyle " + ",\\quad ".join(rows) + "$"


def expand(definitions: Definitions) -> FrozenMap[sympy.Symbol, sympy.Expr]:
    """Return the definitions with every defined symbol replaced on the right-hand sides.

    Raises
    ------
    ModelError
        The definitions are circular; the message names the cycle.

    Examples
    --------
    >>> p, V, kappa, t = sympy.symbols("p V kappa t", real=True)
    >>> expand({p: kappa * V, V: 2 * t})
    {p: 2*kappa*t, V: 2*t}
    """
    done: dict[sympy.Symbol, sympy.Expr] = {}

    def visit(name: sympy.Symbol, trail: tuple[sympy.Symbol, ...]) -> sympy.Expr:
        if name in trail:
            cycle = " → ".join(s.name for s in (*trail[trail.index(name) :], name))
            raise ModelError(f"The definitions are circular: {cycle}.")
        if name not in done:
            expression = definitions[name]
            used = sorted((s for s in expression.free_symbols if s in definitions), key=str)
            swap = {s: visit(s, (*trail, name)) for s in used}
            done[name] = expression.subs(swap, simultaneous=True) if swap else expression
        return done[name]

    return FrozenMap({name: visit(name, ()) for name in definitions})
