"""A regime rule applied once: to equilibria whose probabilities and payoffs are symbols that stand for numbers."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sympy

from coopgame.equilibria import Equilibrium, Reading, Rule, readings
from coopgame.errors import LimitError, ModelError, ParameterError, UnsupportedError
from coopgame.games import Game
from coopgame.sweeps.polynomials import Collector, Polynomials
from coopgame.sweeps.task import Array
from coopgame.sweeps.trees import CERTAINLY, EXACTLY, POSSIBLY, Forest, Planter, Signs

#: The rows and the columns that an equilibrium mixes.
Supports = tuple[tuple[int, ...], tuple[int, ...]]
#: What a symbol stands for: a probability of a player's strategy, a payoff of a player, or a parameter.
Source = tuple[str, int, int]
PROBABILITY, PAYOFF, PARAMETER = "probability", "payoff", "parameter"


def all_supports(shape: tuple[int, int]) -> tuple[Supports, ...]:
    """Return all pairs of supports that corners can have, small ones first."""
    rows, columns = (
        [s for k in range(1, min(shape) + 1) for s in itertools.combinations(range(size), k)] for size in shape
    )
    return tuple(sorted(itertools.product(rows, columns), key=lambda pair: (len(pair[0]), len(pair[1]))))


def placeholder(
    game: Game, supports: Supports, taken: Collection[str] = ()
) -> tuple[Equilibrium, Mapping[sympy.Symbol, Source]]:
    """Return an equilibrium in symbols, none of them with a name that is taken, and what each of them stands for.

    Examples
    --------
    >>> game = Game.from_bimatrix([[1, 0], [0, 1]], [[0, 1], [1, 0]], strategies=[["a", "b"], ["c", "d"]])
    >>> placeholder(game, ((0, 1), (1,)))[0].describe()
    'weight_0_0·a + weight_0_1·b, d'
    """
    meant: dict[sympy.Symbol, Source] = {}
    mixtures = []
    for player, (support, names) in enumerate(zip(supports, game.strategies, strict=True)):
        weights: list[sympy.Expr] = [sympy.Integer(1)]
        if len(support) > 1:
            weights = [_symbol(f"weight_{player}_{k}", taken) for k in support]
            meant.update((w, (PROBABILITY, player, k)) for w, k in zip(weights, support, strict=True))
        mixtures.append(tuple((names[k], w) for k, w in zip(support, weights, strict=True)))
    payoffs = tuple(_symbol(f"payoff_{player}", taken) for player in range(2))
    meant.update((u, (PAYOFF, player, 0)) for player, u in enumerate(payoffs))
    return Equilibrium(game.players, tuple(mixtures), payoffs), meant


def _symbol(name: str, taken: Collection[str]) -> sympy.Symbol:
    while name in taken:
        name += "_"
    return sympy.Symbol(name, real=True)


@dataclass(frozen=True)
class Test:
    """The conditions of a rule on the equilibria with some supports.

    Attributes
    ----------
    sources
        What is compared.
    polynomials, forest, roots
        The compiled conditions.
    """

    sources: tuple[Source, ...]
    polynomials: Polynomials
    forest: Forest
    roots: tuple[int, ...]

    def evaluate(self, columns: Sequence[Array], radii: Sequence[Array]) -> tuple[Array, Array, Array]:
        """Return for each condition where it holds, where that is not certain, and its signed margin.

        ``columns`` are numbers for the sources, each wrong by at most a radius.
        """
        size = len(columns[0])
        with np.errstate(all="ignore"):
            values, _ = self.polynomials.evaluate(columns)
            signs = Signs.of(size, values, self.polynomials.uncertain(columns, radii))
        truths = [self.forest.truth(signs, how) for how in (EXACTLY, CERTAINLY, POSSIBLY)]
        holds, certain, possible = (
            np.stack([np.unpackbits(truth[r], count=size).astype(bool) for r in self.roots]) for truth in truths
        )
        margins = self.forest.margins(size, values, [1.0] * len(values), self.roots)
        return holds, possible & ~certain, np.stack(margins)


@dataclass(frozen=True)
class Said:
    """What a rule says of all equilibria with some supports.

    Attributes
    ----------
    equilibrium
        One in symbols.
    always
        Regimes that they have everywhere.
    sometimes
        Regimes that they have under a condition, in the order of the roots of the test.
    test
        The compiled conditions, None where there are none.
    """

    equilibrium: Equilibrium
    always: tuple[str, ...]
    sometimes: tuple[str, ...]
    test: Test | None


@dataclass(frozen=True)
class Asker:
    """Asks a rule about placeholders.

    Attributes
    ----------
    game, rule, fixed
        What is read, how, and the values that conditions may name.
    symbols, largest
        The swept parameters and their largest absolute values.
    """

    game: Game
    rule: Rule
    fixed: Mapping[sympy.Symbol, sympy.Rational]
    symbols: tuple[sympy.Symbol, ...]
    largest: tuple[float, ...]

    def said(self, supports: Supports) -> Said:
        """Return what the rule says of one pair of supports.

        Raises
        ------
        ModelError, ParameterError
            The rule fails, or names something unknown.
        UnsupportedError
            A condition is not made of sums and products.
        """
        taken = {s.name for s in (*self.symbols, *self.fixed)}
        equilibrium, meant = placeholder(self.game, supports, taken)
        every = [r for r in readings([equilibrium], self.rule, self.fixed) if r.condition != sympy.false]
        always = tuple(r.regime for r in every if r.condition == sympy.true)
        conditional = [r for r in every if r.condition != sympy.true]
        test = self._test(conditional, meant) if conditional else None
        return Said(equilibrium, always, tuple(r.regime for r in conditional), test)

    def _test(self, conditional: Sequence[Reading], meant: Mapping[sympy.Symbol, Source]) -> Test:
        known = {**meant, **{s: (PARAMETER, k, 0) for k, s in enumerate(self.symbols)}}
        named = sorted({s for r in conditional for s in r.condition.free_symbols}, key=lambda s: s.name)
        unknown = [s.name for s in named if s not in known]
        if unknown:
            raise ParameterError(f"The regime rule uses {unknown[0]}, which is neither an axis nor has a value.")
        sizes = dict(zip(self.symbols, self.largest, strict=True))
        collector = Collector(tuple(named), tuple(sizes.get(s, 1.0) for s in named))
        planter = Planter(collector.place)
        roots = tuple(planter.plant(r.formula) for r in conditional)
        polynomials = collector.finished()
        if polynomials.kernels:
            raise UnsupportedError(
                f"The regime rule compares {polynomials.kernels[0]}; from payoffs alone, only sums and products of "
                'probabilities can be compared. Leave the route out, or give route="conditions".'
            )
        return Test(tuple(known[s] for s in named), polynomials, planter.finished(), roots)


def usual_regimes(saids: Sequence[Said]) -> tuple[str, ...]:
    """Return the regimes of some supports, sorted."""
    return tuple(sorted({name for said in saids for name in (*said.always, *said.sometimes)}))


def try_said(asker: Asker, supports: Supports) -> Said | None:
    """Return what the rule says of supports that exist on ties only, None if it does not know them."""
    try:
        return asker.said(supports)
    except (ModelError, LimitError):
        return None
