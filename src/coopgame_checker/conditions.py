"""Conditions derived from the payoffs: where everything is defined and which outcome holds where."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from .logic import FALSE, RELATIONS, Atom, Both, Condition, Either
from .parts import Certificate, Concept, Game, Profile
from .reading import Expression, Formula
from .values import Field, Ratio, Value

NOT_ZERO, AT_LEAST_ZERO = RELATIONS["!="], RELATIONS[">="]


class Builder:
    """Values and conditions of the trees of a certificate, over the plane or at one point.

    Parameters
    ----------
    field
        Where signs are reduced to curves.
    point
        The point at which to take the values; None for values in x and y.
    """

    def __init__(self, field: Field, point: tuple[Fraction, Fraction] | None = None) -> None:
        self.field = field
        self._x: Value
        self._y: Value
        if point is None:
            self._x, self._y = (self._letter(*exponents) for exponents in ((1, 0), (0, 1)))
        else:
            self._x, self._y = (self._number(value) for value in point)

    @staticmethod
    def _letter(i: int, j: int) -> Value:
        return Ratio({0: {(i, j): 1}}, {0: {(0, 0): 1}})

    def _number(self, value: Fraction) -> Value:
        return self.field.number(value.numerator, value.denominator)

    def value(self, tree: Expression, needs: list[Condition]) -> Value:
        """Return the value of an expression; the conditions under which it is defined are added to ``needs``."""
        if isinstance(tree, Fraction):
            return self._number(tree)
        name = tree[0]
        if name in ("x", "y"):
            return self._x if name == "x" else self._y
        if name == "^":
            return self._power(self.value(tree[1], needs), tree[2])
        return self._operation(name, [self.value(part, needs) for part in tree[1:]], needs)

    def _operation(self, name: str, parts: list[Value], needs: list[Condition]) -> Value:
        field = self.field
        if name in ("min", "max"):
            return field.pick(name == "min", tuple(parts))
        if name == "sqrt":
            needs.append(Atom(field.sign(parts[0]), AT_LEAST_ZERO))
            return field.square_root(parts[0])
        if name == "/":
            needs.append(Atom(field.sign(parts[1]), NOT_ZERO))
            return field.over(parts[0], parts[1])
        out: Value = field.number(0 if name == "+" else 1)
        combine = field.plus if name == "+" else field.times
        for part in parts:
            out = combine(out, part)
        return out

    def _power(self, base: Value, exponent: int) -> Value:
        out = base
        for bit in bin(exponent)[3:]:
            out = self.field.times(out, out)
            if bit == "1":
                out = self.field.times(out, base)
        return out

    def formula(self, tree: Formula) -> Condition:
        """Return a condition; a sign of something undefined is false."""
        if tree[0] != "sign":
            parts = tuple(self.formula(part) for part in tree[1:])
            return Both(parts) if tree[0] == "all" else Either(parts)
        needs: list[Condition] = []
        sign = self.field.sign(self.value(tree[1], needs))
        return Both((*needs, Atom(sign, RELATIONS[tree[2]])))


class Outcomes:
    """The conditions of the outcomes of a game in pure strategies, each comparison built once."""

    def __init__(self, game: Game, builder: Builder) -> None:
        self.game, self.builder = game, builder
        self.defined: list[Condition] = []
        self.payoffs = {
            profile: tuple(builder.value(tree, self.defined) for tree in own) for profile, own in game.payoffs.items()
        }
        self._known: dict[tuple[int, Profile, Profile], Condition] = {}
        self._best: dict[tuple[int, int], Condition] = {}

    def at_least(self, player: int, own: Profile, other: Profile) -> Condition:
        """Return where a player gets at least as much from one profile as from another."""
        name = (player, own, other)
        if name not in self._known:
            difference = self.builder.field.minus(self.payoffs[own][player], self.payoffs[other][player])
            self._known[name] = Atom(self.builder.field.sign(difference), AT_LEAST_ZERO)
        return self._known[name]

    def holds(self, profile: Profile) -> Condition:
        """Return where a profile is an outcome."""
        if self.game.concept.kind == "pure":
            return Both(tuple(self._nash(profile)))
        return self._sequential(profile)

    def _nash(self, profile: Profile) -> list[Condition]:
        parts = []
        for player, size in enumerate(self.game.sizes):
            for choice in range(size):
                if choice != profile[player]:
                    other = (*profile[:player], choice, *profile[player + 1 :])
                    parts.append(self.at_least(player, profile, other))
        return parts

    def _pair(self, lead: int, reply: int) -> Profile:
        return (lead, reply) if self.game.concept.leader == 0 else (reply, lead)

    def _is_reply(self, lead: int, reply: int) -> Condition:
        if (lead, reply) not in self._best:
            own, follower = self._pair(lead, reply), self.game.concept.follower
            others = [self._pair(lead, f) for f in range(self.game.sizes[follower]) if f != reply]
            self._best[lead, reply] = Both(tuple(self.at_least(follower, own, other) for other in others))
        return self._best[lead, reply]

    def _not_reply(self, lead: int, reply: int) -> Condition:
        own, follower = self._pair(lead, reply), self.game.concept.follower
        others = [self._pair(lead, f) for f in range(self.game.sizes[follower]) if f != reply]
        # u(f) < u(f') is u(f') - u(f) > 0
        return Either(tuple(self._more(follower, other, own) for other in others))

    def _more(self, player: int, own: Profile, other: Profile) -> Condition:
        known = self.at_least(player, own, other)
        return Atom(known.sign, RELATIONS[">"]) if isinstance(known, Atom) else FALSE

    def _sequential(self, profile: Profile) -> Condition:
        concept, sizes = self.game.concept, self.game.sizes
        lead, reply = profile[concept.leader], profile[concept.follower]
        parts = [self._is_reply(lead, reply), *self._preferred(concept, lead, reply)]
        for other in range(sizes[concept.leader]):
            if other == lead:
                continue
            answers = range(sizes[concept.follower])
            deterred = [self.at_least(concept.leader, profile, self._pair(other, f)) for f in answers]
            if concept.ties == "favourable":
                parts += [Either((self._not_reply(other, f), deterred[f])) for f in answers]
            else:
                parts.append(Either(tuple(Both((self._is_reply(other, f), deterred[f])) for f in answers)))
        return Both(tuple(parts))

    def _preferred(self, concept: Concept, lead: int, reply: int) -> list[Condition]:
        """Return where no other reply is one that the rule for ties prefers."""
        if concept.ties == "all":
            return []
        own = self._pair(lead, reply)
        parts: list[Condition] = []
        for f in range(self.game.sizes[concept.follower]):
            if f != reply:
                other = self._pair(lead, f)
                first, second = (own, other) if concept.ties == "favourable" else (other, own)
                parts.append(Either((self._not_reply(lead, f), self.at_least(concept.leader, first, second))))
        return parts


class Conditions:
    """All conditions of a certificate, over the plane.

    Attributes
    ----------
    valid
        The parameters are admissible and every payoff is defined.
    exists
        For each listed outcome, where it is an outcome of the concept.
    rules
        For each listed outcome, the condition of its regime.
    unlisted
        Some profile that is not listed is an outcome.
    """

    def __init__(self, certificate: Certificate) -> None:
        game = certificate.game
        self.field = Field(list(certificate.curves))
        builder = Builder(self.field)
        outcomes = Outcomes(game, builder)
        self.valid: Condition = Both((builder.formula(game.domain), *outcomes.defined))
        self.rules = [builder.formula(outcome.where) for outcome in game.outcomes]
        self.unlisted: Condition = FALSE
        if game.concept.printed:
            self.exists = [builder.formula(o.condition) for o in game.outcomes if o.condition is not None]
            return
        listed = {o.profile for o in game.outcomes}
        found = {profile: outcomes.holds(profile) for profile in product(*map(range, game.sizes))}
        self.exists = [found[o.profile] for o in game.outcomes if o.profile is not None]
        self.unlisted = Either(tuple(condition for profile, condition in found.items() if profile not in listed))
