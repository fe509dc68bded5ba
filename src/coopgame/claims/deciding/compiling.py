"""From statements to questions: first-order formulas over signs of polynomials, quantifiers removed where possible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sympy

from coopgame.claims.deciding.domain import Domain
from coopgame.claims.language.nodes import (
    Beside,
    EachEquilibrium,
    Inside,
    Joined,
    Negated,
    Node,
    Quantified,
    Regimes,
    Relation,
    chain,
    parted,
    substitute,
)
from coopgame.claims.outcomes import Solved, relation_formula, simpler
from coopgame.conditions import TRUE, Formula, Polynomial, Ring, Sign, all_of, any_of, negate
from coopgame.conditions.formulas import transform
from coopgame.deciders import Block, Limits, eliminate
from coopgame.errors import CoopgameError, UnsupportedError
from coopgame.models import Model

USUAL = Limits()


@dataclass(frozen=True)
class Prenex:
    """A formula behind quantifiers, the outermost first."""

    prefix: tuple[Block, ...]
    formula: Formula


@dataclass(frozen=True)
class Compiler:
    """Statements of one question; all polynomials are of one ring.

    Attributes
    ----------
    ring
        Of every parameter and variable that occurs.
    domain
        Over what parameters range.
    solved
        Models that are solved already, by identity.
    scope
        The parameters and variables that are free or bound further out.
    limits
        What the removal of one quantifier may cost.
    """

    ring: Ring
    domain: Domain
    solved: dict[int, Solved] = field(default_factory=dict, compare=False, repr=False)
    scope: frozenset[sympy.Symbol] = frozenset()
    limits: Limits = USUAL

    def of(self, model: Model) -> Solved:
        """Return a model solved for all parameters."""
        return self.solved.setdefault(id(model), Solved(model))

    def compile(self, node: Node) -> Prenex:
        """Return a statement behind as few quantifiers as possible."""
        if isinstance(node, Relation):
            return Prenex((), self.based(relation_formula(node.condition)))
        if isinstance(node, Regimes):
            formula = self.of(node.model).holds(node.regimes, node.only)
            # Conditions are those on the parameter space, so elsewhere they say nothing.
            inside = self.domain.of_model(node.model) if node.values else TRUE
            return Prenex((), self.placed(all_of(formula, inside), node.values))
        if isinstance(node, Inside):
            return Prenex((), self.placed(self.domain.of_model(node.model), node.values))
        if isinstance(node, Negated):
            part = self.compile(node.part)
            return Prenex(tuple(Block(not b.every, b.variables) for b in part.prefix), negate(part.formula))
        if isinstance(node, Joined):
            return self._joined(node.every, [self.compile(part) for part in node.parts])
        if isinstance(node, EachEquilibrium):
            return self._each(node)
        if isinstance(node, Beside):
            inside = self.based(self.domain.of_symbols({node.symbol}, self.scope))
            whole = all_of(self.plain(node.part), inside)
            return Prenex((), transform(whole, lambda sign: beside(sign, node.symbol, node.above)))
        return self._quantified(node)

    def plain(self, node: Node) -> Formula:
        """Return a statement without quantifiers.

        Raises
        ------
        UnsupportedError
            A quantifier inside cannot be removed.
        """
        part = self.compile(node)
        if part.prefix:
            names = ", ".join(s.name for block in part.prefix for s in block.variables)
            raise UnsupportedError(
                f"The quantifiers over {names} cannot be removed: they occur with too high a degree, or the formula "
                "grows too large. Giving values to some parameters with model.at(…) makes it easier."
            )
        return part.formula

    def based(self, formula: Formula) -> Formula:
        """Return a formula over the ring of the question."""
        return self.placed(formula, {})

    def placed(self, formula: Formula, values: Mapping[sympy.Symbol, sympy.Expr]) -> Formula:
        """Return a formula about the point at which parameters have the values of some expressions.

        Raises
        ------
        UnsupportedError
            An expression is not polynomial.
        """
        for s, e in values.items():
            if not e.is_polynomial(*e.free_symbols):
                raise UnsupportedError(f"at: {s} = {e}; statements at other points take polynomial expressions.")
        made: dict[Ring, list[Any]] = {}

        def moved(sign: Sign) -> Formula:
            own = sign.polynomial.ring
            if own == self.ring and not values:
                return sign
            missing = [g for g in sign.polynomial.generators if g not in values and g not in self.ring.position]
            if missing:
                raise CoopgameError(f"{missing[0]} is not among the parameters of the question.")
            if own not in made:
                made[own] = [self._image(g, values) for g in own.generators]
            element = sign.polynomial.flint.compose(*made[own], ctx=self.ring.context)
            return Sign.compare(Polynomial.from_flint(self.ring, element), sign.relation)

        return transform(formula, moved)

    def _image(self, generator: sympy.Expr, values: Mapping[sympy.Symbol, sympy.Expr]) -> Any:
        """Return what stands for a generator; one that is not of this ring does not occur."""
        if generator in values:
            return self.ring.polynomial(values[generator]).flint
        place = self.ring.position.get(generator)
        if place is None:
            # It occurs in no term; any value would do.
            return self.ring.context.constant(0)
        return self.ring.context.gen(place)

    def _joined(self, every: bool, parts: Iterable[Prenex]) -> Prenex:
        prefix: list[Block] = []
        formulas = []
        for part in parts:
            prefix += part.prefix
            formulas.append(part.formula)
        bound = [s for block in prefix for s in block.variables]
        if len(bound) != len(set(bound)):
            raise UnsupportedError(
                "Two parts of the statement quantify over the same variable with too high a degree to be removed; "
                "give them different variables."
            )
        return Prenex(tuple(prefix), all_of(*formulas) if every else any_of(*formulas))

    def _each(self, node: EachEquilibrium) -> Prenex:
        parts = []
        inside = self.domain.of_model(node.model) if node.values else TRUE
        for value, formula in self.of(node.model).quantities(node.quantity):
            here = self.placed(all_of(formula, inside), node.values)
            shown = value.subs(dict(node.values), simultaneous=True)
            part = self.compile(substitute(node.part, {node.symbol: shown}))
            own = any_of(negate(here), part.formula) if node.every else all_of(here, part.formula)
            parts.append(Prenex(part.prefix, own))
        return self._joined(node.every, parts)

    def within(self, symbols: Iterable[sympy.Symbol]) -> Compiler:
        """Return the compiler of what stands in the scope of further symbols."""
        return replace(self, scope=self.scope | frozenset(symbols))

    def range_of(self, own: Iterable[Quantified]) -> Formula:
        """Return over what the variables of quantifiers of one kind range, with what is given."""
        variables = {s: i for quantifier in own for s, i in quantifier.variables.items()}
        inner = self.within(variables)
        known = [inner.plain(one) for quantifier in own for one in quantifier.given]
        return all_of(self.based(self.domain.of_variables(variables, inner.scope)), *known)

    def sought(self, node: Quantified) -> tuple[tuple[Quantified, ...], Prenex]:
        """Return quantifiers of one kind, and what is looked for: a counterexample, or an example."""
        own, body = chain(node)
        inner = self.within(s for quantifier in own for s in quantifier.variables)
        part = inner.compile(Negated(body) if node.every else body)
        return own, Prenex(part.prefix, all_of(self.range_of(own), part.formula))

    def _quantified(self, node: Quantified) -> Prenex:
        parts = parted(node)
        if len(parts) > 1:
            return self._joined(node.every, [self._quantified(part) for part in parts])
        own, sought = self.sought(node)
        names = tuple(s for quantifier in own for s in quantifier.variables)
        new = {s: i for quantifier in own for s, i in quantifier.variables.items()}
        if not sought.prefix:
            box = self.domain.box_of(self.ring.generators, new)
            found = eliminate(simpler(sought.formula, box), names, box, self.limits)
            if found is not None:
                return Prenex((), negate(found) if node.every else found)
        prefix = (Block(node.every, names), *sought.prefix)
        if not node.every:
            return Prenex(prefix, sought.formula)
        turned = tuple(Block(not block.every, block.variables) for block in sought.prefix)
        return Prenex((Block(True, names), *turned), negate(sought.formula))


def beside(sign: Sign, symbol: sympy.Symbol, above: bool) -> Formula:
    """Return where a comparison holds for all values of a parameter a little above (or below) its own.

    There the sign of a polynomial is its sign here; where it is zero, that of its first derivative that is not, times
    a sign for the direction; where all vanish it is zero.

    Examples
    --------
    >>> from coopgame.conditions import as_sympy
    >>> x, y = sympy.symbols("x y", real=True)
    >>> as_sympy(beside(Sign(Ring.of([x, y]).polynomial(x - y), ">"), x, True))
    x >= y
    """
    ring, place = sign.polynomial.ring, sign.polynomial.ring.position[symbol]
    element, direction = sign.polynomial.flint, 1
    here: list[Formula] = []
    cases: list[Formula] = []
    while True:
        polynomial = Polynomial.from_flint(ring, element)
        signs = frozenset(direction * s for s in sign.signs)
        cases.append(all_of(*here, Sign.among(polynomial, signs - {0})))
        here.append(Sign.compare(polynomial, "="))
        element = element.derivative(place)
        if element.is_zero():
            break
        direction = direction if above else -direction
    if 0 in sign.signs:
        cases.append(all_of(*here))
    return any_of(*cases)
