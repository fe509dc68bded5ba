"""The problems: maps of shipped models, of games from the literature, and of random games."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import coopgame as cg
from benchmarks.exact.families import follower, random_game

Axis = tuple[str, Any, Any]


@dataclass(frozen=True)
class Problem:
    """A map to be made.

    Attributes
    ----------
    name, about, family
        What it is called, where it comes from, and which table it belongs to.
    subject
        Makes the model or game.
    x, y
        The axes.
    at, concept
        What else :func:`coopgame.phase_diagram` is given.
    target
        How many seconds the whole diagram may take.
    """

    name: str
    about: str
    family: str
    subject: Callable[[], Any]
    x: Axis
    y: Axis
    at: Mapping[str, Any] = field(default_factory=dict)
    concept: Callable[[], Any] = lambda: None
    target: float = 1.0

    def draw(self, subject: Any = None) -> cg.PhaseDiagram:
        """Return the whole diagram: the map, all areas and all polygons."""
        subject = self.subject() if subject is None else subject
        diagram = cg.phase_diagram(subject, x=self.x, y=self.y, at=self.at, concept=self.concept())
        for region in (*diagram.regions, *diagram.outside):
            _ = region.area, region.polygon()
        return diagram


VALUES = {
    "v": 2, "t_G": "1/2", "r_G": 3, "t_O": 1, "r_O": 1, "x": 1, "kappa": "3/10", "a": "1/5", "beta": 1,
    "pi_O": "3/10", "pi_G": "1/5",
}  # fmt: skip
PLANES: tuple[tuple[Axis, Axis], ...] = (
    (("t_O", 0, 3), ("r_O", 0, 4)),
    (("kappa", 0, 2), ("beta", 0, 20)),
    (("t_O", 0, 3), ("r_G", 1, 8)),
)
OUTPUTS = {
    "product": cg.models.product,
    "Leontief": cg.models.leontief,
    "Cobb–Douglas": lambda: cg.models.CobbDouglas("1/2"),
    "CES": lambda: cg.models.CES(2),
}


def closed(output: str) -> Any:
    """Return the contracting model with all closures, its capability made by one technology."""
    technology = OUTPUTS[output] if output in ("product", "Leontief") else OUTPUTS[output]()
    model = cg.models.contracting().with_closure(cg.models.proportional_competition())
    model = model.with_closure(cg.models.burden(own_failures=True))
    return model.with_closure(cg.models.capability(technology))


def shipped() -> list[Problem]:
    """Return maps of the models that the library ships."""
    plane: tuple[Axis, Axis] = ("p", 0, 10), ("b", 0, 10)
    contracting, kind = cg.models.contracting, "shipped models"
    found = [
        Problem("contracting", "the headline map", kind, contracting, *plane),
        Problem("contracting, simultaneous", "pure equilibria", kind, contracting, *plane, concept=cg.PureNash),
        Problem("hood", "risk and blame", kind, cg.models.hood, ("C", 0, 8), ("D", 0, 8), HOOD),
        Problem("S–T plane", "symmetric 2×2 games", kind, cg.models.st_plane, ("S", -1, 1), ("T", 0, 2)),
        Problem("inspection", "who inspects whom", kind, cg.models.inspection, ("c", 0, 8), ("f", 0, 8)),
    ]
    for output in OUTPUTS:
        for x, y in PLANES:
            at = {name: value for name, value in VALUES.items() if name not in (x[0], y[0])}
            name, about = f"{output}, {x[0]}–{y[0]}", "contracting with all closures"
            found.append(Problem(name, about, kind, lambda o=output: closed(o), x, y, at))  # type: ignore[misc]
    return found


HOOD = {"m": 2, "k": 3, "phi": "1/2"}


def hawk_dove() -> cg.Game:
    """Return the contest over a resource of Maynard Smith and Price (1973)."""
    rows = [["(v - c)/2", "v"], [0, "v/2"]]
    return cg.Game.from_bimatrix(rows, [list(row) for row in zip(*rows, strict=True)])


def tullock(levels: tuple[int, ...] = (1, 2, 3)) -> cg.Game:
    """Return the lottery contest of Tullock (1980) with effort in levels and two prizes: rational payoffs."""
    one = [[f"V*{a}/({a} + s*{b}) - {a}" for b in levels] for a in levels]
    two = [[f"W*s*{b}/({a} + s*{b}) - {b}" for b in levels] for a in levels]
    return cg.Game.from_bimatrix(
        [[u.replace("W", "5") for u in row] for row in one], [[u.replace("W", "6") for u in row] for row in two]
    )


def volunteers() -> cg.Game:
    """Return the dilemma of three volunteers of Diekmann (1985), whose costs are c, d and 1."""
    costs, players = ("c", "d", "1"), ["first", "second", "third"]
    moves = [["help", "wait"]] * 3
    table = {}
    for profile in [(i, j, k) for i in (0, 1) for j in (0, 1) for k in (0, 1)]:
        gain = "2" if 0 in profile else "0"
        row = tuple(f"{gain} - {cost}" if own == 0 else gain for own, cost in zip(profile, costs, strict=True))
        table[tuple(moves[n][m] for n, m in enumerate(profile))] = row
    return cg.Game(players, moves, table)


def cournot() -> cg.Game:
    """Return the duopoly of Cournot (1838) with quantities 1, 2, 3, a price cap, and costs c + d q of both."""
    sizes = (1, 2, 3)
    one = [[f"{a}*Max(9 - {a} - {b}, 0) - c*{a} - d*{a * a}" for b in sizes] for a in sizes]
    two = [[f"{b}*Max(9 - {a} - {b}, 0) - c*{b} - {b * b}" for b in sizes] for a in sizes]
    return cg.Game.from_bimatrix(one, two)


def team() -> cg.Game:
    """Return team production with Leontief and CES outputs (Arrow, Chenery, Minhas and Solow 1961) and shares."""
    ces = "sqrt((x**2 + y**2)/2)"
    one = [["3*Min(x, y) - x", f"2*{ces} - x"], ["x*y/2", "1"]]
    two = [["3*Min(x, y) - y", "y/2"], [f"2*{ces} - y*x/2", "1"]]
    return cg.Game.from_bimatrix(one, two)


def quartics() -> cg.Game:
    """Return a coordination game whose gains change sign on quartics: a lemniscate and two ovals."""
    leaf, oval = "(x**2 + y**2)**2 - 2*(x**2 - y**2)", "x**4 + y**4 - 2"
    return cg.Game.from_bimatrix([[leaf, 0], [0, "x**2*y**2 + x**2 + y**2 - 2"]], [[oval, 0], [0, "y - x**3"]])


def published() -> list[Problem]:
    """Return games from the literature."""
    kind, plane = "published games", (("x", "-3/2", "3/2"), ("y", "-3/2", "3/2"))
    games: list[tuple[str, Any, tuple[Axis, Axis], Any]] = [
        ("Hawk–Dove, mixed", hawk_dove, (("v", 0, 4), ("c", 0, 4)), cg.Nash),
        ("Tullock contest 3×3", tullock, (("V", 0, 20), ("s", "1/4", 4)), cg.PureNash),
        (
            "Tullock contest, leader",
            tullock,
            (("V", 0, 20), ("s", "1/4", 4)),
            lambda: cg.SubgamePerfect(("row", "column")),
        ),
        ("volunteer's dilemma, 3 players", volunteers, (("c", 0, 4), ("d", 0, 4)), cg.PureNash),
        ("Cournot, capped price", cournot, (("c", 0, 8), ("d", 0, 4)), cg.PureNash),
        ("team production, Leontief and CES", team, (("x", 0, 3), ("y", 0, 3)), cg.PureNash),
        ("quartic borders", quartics, plane, cg.PureNash),
        ("quartic borders, mixed", quartics, plane, cg.Nash),
    ]
    return [
        Problem(name, str(make.__doc__).partition("Return ")[2].strip(), kind, make, *axes, concept=concept)
        for name, make, axes, concept in games
    ]


def drawn(seeds: range) -> list[Problem]:
    """Return random games: every size, degree and timing, one for each seed."""
    found = []
    axes: tuple[Axis, Axis] = ("x", -3, 3), ("y", -3, 3)
    for degree, word in ((1, "linear"), (2, "quadratic")):
        cases = [((2, 2), "mixed"), *((size, timing) for size in SIZES for timing in ("pure", "leader"))]
        cases += [((8, 6), "leader")] if degree == 2 else []
        for size, timing in cases:
            concept = {"mixed": cg.Nash, "pure": cg.PureNash, "leader": follower}[timing]
            for seed in seeds:
                kind = f"random {word}, {timing} {size[0]}×{size[1]}"
                make = cache(lambda s=size, d=degree, n=seed: random_game(s, d, n))  # type: ignore[misc]
                target = 3.0 if size == (8, 6) else 1.0
                found.append(Problem(f"{kind}, seed {seed}", kind, kind, make, *axes, concept=concept, target=target))
    return found


SIZES = ((2, 2), (3, 3), (4, 3))


def problems(seeds: int = 3) -> list[Problem]:
    """Return all problems."""
    return [*shipped(), *published(), *drawn(range(seeds))]
