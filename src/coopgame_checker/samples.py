"""The label at a rational point, by solving the game of numbers there."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from .bivariate import ANY
from .conditions import Builder
from .equilibria import pure_outcomes
from .logic import Condition, Evaluation
from .matching import Number, compared
from .parts import Game, Label
from .reading import Expression, Formula
from .report import Rejected
from .univariate import sign
from .values import Field, Value, number_sign


class Undefined(Exception):  # noqa: N818 - a value that the expression does not have, not an error of the program
    """The expression has no value at the point."""


class Sample:
    """The game at a rational point.

    Parameters
    ----------
    game
        The game in x and y.
    x, y
        The point.
    """

    def __init__(self, game: Game, x: Fraction, y: Fraction) -> None:
        self.game, self.point = game, (x, y)
        self.builder = Builder(Field([]), self.point)

    def number(self, tree: Expression) -> Number:
        """Return the value of an expression, a fraction unless an irrational root occurs in it."""
        exact = self._rational(tree)
        if exact is not None:
            return exact
        needs: list[Condition] = []
        value = self.builder.value(tree, needs)
        for need in needs:
            if not Evaluation(lambda _: ANY).truth(need):
                raise Undefined
        return value

    def _rational(self, tree: Expression) -> Fraction | None:
        """Return the value unless it takes an irrational root."""
        if isinstance(tree, Fraction):
            return tree
        name = tree[0]
        if name in ("x", "y"):
            return self.point[name == "y"]
        if name == "^":
            base = self._rational(tree[1])
            return None if base is None else base ** tree[2]
        parts: list[Fraction] = []
        for part in tree[1:]:
            value = self._rational(part)
            if value is None:
                return None
            parts.append(value)
        return _operation(name, parts)

    def compare(self, a: Number, b: Number) -> int:
        """Return the sign of a - b."""
        if isinstance(a, Fraction) and isinstance(b, Fraction):
            return sign(a - b)
        field = self.builder.field
        difference = field.minus(self._value(a), self._value(b))
        found = number_sign(field.sign(difference))
        if found is None:
            raise Rejected(f"at {self._named()}: two values cannot be compared")
        return found

    def _value(self, a: Number) -> Value:
        return self.builder.field.number(a.numerator, a.denominator) if isinstance(a, Fraction) else a

    def holds(self, tree: Formula) -> bool:
        """Whether a condition holds; a sign of something undefined is false."""
        if tree[0] == "all":
            return all(self.holds(part) for part in tree[1:])
        if tree[0] == "any":
            return any(self.holds(part) for part in tree[1:])
        try:
            found = self.compare(self.number(tree[1]), Fraction(0))
        except Undefined:
            return False
        return found in {"<": (-1,), "<=": (-1, 0), "=": (0,), "!=": (-1, 1), ">=": (0, 1), ">": (1,)}[tree[2]]

    def label(self, equilibria: frozenset[int] | None = None) -> Label | None:
        """Return the label; for mixed play, from the outcomes whose conditions hold, which must be all there are."""
        if not self.holds(self.game.domain):
            return None
        try:
            payoffs = {profile: tuple(map(self.number, own)) for profile, own in self.game.payoffs.items()}
        except Undefined:
            return None
        outcomes = self.game.outcomes
        if self.game.concept.kind == "conditions":
            # Decided from signs before, and now from the numbers at the point.
            found = {k for k, o in enumerate(outcomes) if o.condition is not None and self.holds(o.condition)}
        elif self.game.concept.kind == "mixed":
            # The conditions were decided from signs already; what they say is put to the test by solving the game.
            found = set(equilibria) if equilibria is not None else set()
            self._match(payoffs, found)
        else:
            profiles = pure_outcomes(payoffs, self.game.concept, self.compare)
            if profiles - {o.profile for o in outcomes}:
                raise Rejected(f"at {self._named()}: a profile that is not listed is an outcome")
            found = {k for k, o in enumerate(outcomes) if o.profile in profiles}
        holding = frozenset(k for k in found if self.holds(outcomes[k].where))
        regimes = frozenset(outcomes[k].regime for k in holding)
        return Label(holding, regimes | self.game.joins.get(holding, frozenset()))

    def _named(self) -> str:
        return f"({self.point[0]}, {self.point[1]})"

    def _match(self, payoffs: dict[tuple[int, ...], tuple[Number, ...]], holding: set[int]) -> None:
        """Reject unless the mixtures of the outcomes are exactly the extreme equilibria."""
        rows, columns = self.game.sizes
        first, second = ([[payoffs[i, j][player] for j in range(columns)] for i in range(rows)] for player in range(2))
        listed = [self._mixtures(k) for k in sorted(holding)]
        missing, extra = compared(first, second, listed, self.builder.field)
        if missing or extra:
            raise Rejected(f"at {self._named()}: {missing} extreme equilibria are missing, {extra} are none")

    def _mixtures(self, k: int) -> tuple[list[Number], list[Number]]:
        mixtures = self.game.outcomes[k].mixtures
        if mixtures is None:
            raise Rejected(f"outcomes[{k}]: no mixtures")
        try:
            return [self.number(tree) for tree in mixtures[0]], [self.number(tree) for tree in mixtures[1]]
        except Undefined:
            raise Rejected(f"outcomes[{k}]: its mixtures are undefined at {self._named()}") from None


def _operation(name: str, parts: list[Fraction]) -> Fraction | None:
    """Apply an operation; None where it takes an irrational root."""
    if name == "+":
        return sum(parts, Fraction(0))
    if name == "*":
        out = Fraction(1)
        for part in parts:
            out *= part
        return out
    if name in ("min", "max"):
        return min(parts) if name == "min" else max(parts)
    if name == "/":
        if parts[1] == 0:
            raise Undefined
        return parts[0] / parts[1]
    if parts[0] < 0:
        raise Undefined
    root = Fraction(isqrt(parts[0].numerator), isqrt(parts[0].denominator))
    return root if root * root == parts[0] else None
