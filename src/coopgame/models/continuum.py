"""A one-parameter family of symmetric games with continua of equilibria at two values."""

from __future__ import annotations

from coopgame.equilibria import ByProfile, PureNash
from coopgame.games import Game
from coopgame.models.model import Model
from coopgame.parameters import ParameterSpace


def continuum() -> Model:
    """Return the game A(x) = [[x/2, x], [1 - x, (1 - x)/2]], B its transpose, for x in [0, 1].

    For x > 2/3 the only equilibrium is (first, first), for x < 1/3 it is (second, second); in between both players
    use different strategies in each equilibrium in pure strategies.  At x = 1/3 and x = 2/3 equilibria form continua,
    whose pure members are the three profiles returned there.

    Examples
    --------
    >>> import coopgame as cg
    >>> d = cg.phase_diagram(cg.models.continuum(), x=("x", 0, 1))
    >>> [(r.name, r.area.lower) for r in d.regions]
    [('(first,first)', 1/3), ('(first,second) or (second,first)', 1/3), ('(second,second)', 1/3)]
    >>> d.at("1/3")
    ('(first,second)', '(second,first)', '(second,second)')
    """
    names = ("first", "second")
    game = Game(
        ("row", "column"),
        (names, names),
        {
            ("first", "first"): ("x/2", "x/2"),
            ("first", "second"): ("x", "1 - x"),
            ("second", "first"): ("1 - x", "x"),
            ("second", "second"): ("(1 - x)/2", "(1 - x)/2"),
        },
    )
    return Model(
        game,
        ParameterSpace({"x": (0, 1)}, meanings={"x": "parameter of the family"}),
        rule=ByProfile({(a, b): f"({a},{b})" for a in names for b in names}),
        concept=PureNash(),
        baseline={},
    )
