r"""Perfect Bayesian equilibria of signalling games with two types, and the intuitive criterion.

Messages :math:`\sigma_t`, replies :math:`\alpha_m` and beliefs :math:`\pi_m` are an equilibrium iff each type's
messages are optimal against the replies, each reply is optimal under the belief after its message, and beliefs follow
from Bayes' rule after messages of positive probability; after others any belief will do.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from coopgame.conditions import FALSE
from coopgame.equilibria.concept import Conditional
from coopgame.equilibria.equilibrium import Component, Equilibrium
from coopgame.equilibria.signalling_numbers import numeric_equilibria
from coopgame.equilibria.signalling_paths import Paths
from coopgame.equilibria.signalling_semi import SemiSeparating
from coopgame.equilibria.signalling_table import Table
from coopgame.errors import ConceptError
from coopgame.games import BayesianGame, Signalling


@dataclass(frozen=True)
class PerfectBayesian:
    """Perfect Bayesian equilibrium of a signalling game: pooling, separating and semi-separating outcomes.

    An equilibrium is an outcome: what each type sends and how the receiver replies to what is sent.  ``beliefs`` has
    the belief after each message, and after an unsent one every interval of beliefs that supports the outcome with an
    optimal reply.  Found are all outcomes in which

    * both types send one message and the receiver gives one reply (pooling);
    * each type sends a message of its own and is recognised (separating);
    * one type mixes between the other's message and one that reveals it, and the receiver mixes between two replies to
      the common message (semi-separating), each mixture being determined by the other side's indifference.

    Replies to unsent messages are pure.  Each type sends what is best for it, also where its probability is zero; a
    message that only such a type sends may be read in any way.  Outcomes in which a tie leaves a mixture undetermined
    are not listed.

    References
    ----------
    Fudenberg and Tirole (1991), Game Theory, definition 8.1.

    Examples
    --------
    >>> import coopgame as cg
    >>> beer, quiche, mixed = cg.solve(cg.models.beer_quiche(), PerfectBayesian())
    >>> print(f"{beer}; {quiche}")
    Equilibrium(beer, beer, wait after beer if 2*mu >= 1); Equilibrium(quiche, quiche, wait after quiche if 2*mu >= 1)
    >>> quiche.beliefs[0]
    Belief(duel after beer if P(strong) in [0, 1/2])
    >>> mixed.mixture("stranger (weak)"), mixed.condition
    ({'beer': mu/(1 - mu), 'quiche': (1 - 2*mu)/(1 - mu)}, 2*mu < 1)
    """

    @property
    def name(self) -> str:
        """The name of the concept."""
        return "perfect Bayesian equilibrium"

    @property
    def by_regret(self) -> bool:
        """Outcomes rest on beliefs after messages that are not sent, so regret does not define them."""
        return False

    def check(self, game: Any) -> None:
        """Raise ConceptError unless this is a signalling game."""
        signalling(game, self.name)

    def equilibria(self, game: Signalling) -> tuple[Equilibrium, ...]:
        """Return every outcome of a game of numbers, by the definition."""
        return numeric_equilibria(game, criterion=False)

    def components(self, game: Any, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:  # noqa: ARG002
        """Return each outcome as a component of its own."""
        return tuple(Component.single(equilibrium) for equilibrium in equilibria)

    def conditional(self, game: Signalling) -> Conditional:
        """Return every outcome that is possible for some parameters, with its condition and its beliefs."""
        return conditional(game, criterion=False)


@dataclass(frozen=True)
class IntuitiveCriterion:
    r"""The perfect Bayesian equilibria of a signalling game that pass the intuitive criterion of Cho and Kreps.

    An outcome that pays the types :math:`u^*_t` fails if there is an unsent message m and a type t such that t gets
    less than :math:`u^*_t` whatever reply to m is optimal under some belief, and the other type s gets more than
    :math:`u^*_s` from every reply that is optimal against s alone.

    References
    ----------
    Cho and Kreps (1987), Signaling games and stable equilibria, Quarterly Journal of Economics 102:179–221, section IV.

    Examples
    --------
    >>> import coopgame as cg
    >>> cg.solve(cg.models.beer_quiche(), IntuitiveCriterion()).equilibria[0]
    Equilibrium(beer, beer, wait after beer if 2*mu >= 1)
    """

    @property
    def name(self) -> str:
        """The name of the concept."""
        return "perfect Bayesian equilibrium that passes the intuitive criterion"

    @property
    def by_regret(self) -> bool:
        """Outcomes rest on beliefs after messages that are not sent, so regret does not define them."""
        return False

    def check(self, game: Any) -> None:
        """Raise ConceptError unless this is a signalling game."""
        signalling(game, "the intuitive criterion")

    def equilibria(self, game: Signalling) -> tuple[Equilibrium, ...]:
        """Return every outcome of a game of numbers that passes, by the definition."""
        return numeric_equilibria(game, criterion=True)

    def components(self, game: Any, equilibria: tuple[Equilibrium, ...]) -> tuple[Component, ...]:  # noqa: ARG002
        """Return each outcome as a component of its own."""
        return tuple(Component.single(equilibrium) for equilibrium in equilibria)

    def conditional(self, game: Signalling) -> Conditional:
        """Return every outcome that passes for some parameters, with its condition and its beliefs."""
        return conditional(game, criterion=True)


def conditional(game: Signalling, criterion: bool) -> Conditional:
    """Return the possible outcomes of a game with symbols, with or without the criterion in their conditions."""
    table = Table(signalling(game, "perfect Bayesian equilibrium"))
    paths = Paths(table, criterion)
    every = itertools.chain(paths.pooling(), paths.separating(), SemiSeparating(paths).equilibria())
    return Conditional(tuple(e for e in every if e.formula != FALSE), table.indifferences)


def signalling(game: Any, concept: str) -> Signalling:
    """Return the game if it is a signalling game.

    Raises
    ------
    ConceptError
        It is stated in another form.
    """
    if not isinstance(game, Signalling):
        form = "; Signalling.from_bayesian(game, sender) makes it one" if isinstance(game, BayesianGame) else ""
        raise ConceptError(f"{concept} is defined for a Signalling game, this is a {type(game).__name__}{form}.")
    return game
