"""Maps of the shipped models against games solved by exhaustive search, at random points and exactly on borders."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import pytest

import coopgame as cg
from coopgame.conditions import Sign
from coopgame.equilibria.concept import Comparisons
from coopgame.regions import Curve
from tests.laws import scaled

from .brute import Profile, pure_nash, subgame_perfect
from .plane import winding
from .shipped import (
    ACCEPT,
    BLAME,
    BOTH,
    CREDIT,
    ORGANIZATION_STRATEGIES,
    ROWS,
    Table,
    Values,
    continuum_payoffs,
    contracting_payoffs,
    hood_payoffs,
    inspection_payoffs,
    st_payoffs,
)
from .strategies import fraction, rational

BASELINE = {
    "V": Fraction(10), "V_G": Fraction(1), "delta": Fraction(1, 5), "rho": Fraction(3, 5), "eta": Fraction(1),
    "k_K": Fraction(1), "k_R": Fraction(0), "k_S": Fraction(0), "w": Fraction(2), "g": Fraction(1),
    "alpha": Fraction(1), "f": Fraction(1), "p": Fraction(3), "b": Fraction(2),
}  # fmt: skip
REGIMES = {"cooperate": "cooperation", "capture": "capture", "restrict": "restriction", "substitute": "substitution"}
UNITS = frozenset({"delta", "rho", "eta", "phi", "pi_O", "pi_G", "s"})
Drawn = Callable[[str], Fraction]


def of_contracting(profile: Profile) -> str:
    return "substitution" if profile[1] == "exit" else REGIMES[profile[0]]


@dataclass(frozen=True)
class Map:
    """A model with its axes, and how to evaluate it at a point without the library."""

    model: Callable[[], Any]
    axes: tuple[tuple[str, int, int], ...]
    payoffs: Callable[[Values], Table]
    strategies: tuple[tuple[str, ...], ...]
    regime: Callable[[Profile], str]
    free: tuple[str, ...] = ()
    leader: int | None = 0
    ties: str = "all"
    concept: Any = None
    reduce: Callable[[Values], dict[str, Fraction]] = dict
    domain: Callable[[Values], bool] = lambda _: True
    given: tuple[tuple[str, Fraction], ...] = ()

    def draw(self, rng: random.Random) -> dict[str, Fraction]:
        def one(name: str) -> Fraction:
            if name in UNITS:
                return Fraction(rng.randint(0, 10), 10)
            return Fraction(
                rng.randint(1 if name in {"v", "nu"} else 0, 12), rng.choice((1, 1, 2, 3)) if name != "nu" else 1
            )

        return dict(self.given) | {name: one(name) for name in self.free}

    def brute(self, values: dict[str, Fraction]) -> tuple[str, ...] | None:
        if not self.domain(values):
            return None
        table = whole(self.payoffs(self.reduce(values)))
        if self.leader is None:
            found = pure_nash(self.strategies, table)
        else:
            found = subgame_perfect(self.strategies, table, self.leader, self.ties)
        return tuple(sorted({self.regime(profile) for profile in found}))


def whole(table: Table) -> Table:
    """Multiply each player's payoffs by their common denominator: the same game, and integers compare faster."""
    scales = [lcm(*(u.denominator for u in column)) for column in zip(*table.values(), strict=True)]
    return {s: tuple(int(u * k) for u, k in zip(row, scales, strict=True)) for s, row in table.items()}


def contracting(**changes: Any) -> Map:
    settings: dict[str, Any] = {
        "model": cg.models.contracting,
        "axes": (("p", 0, 10), ("b", 0, 10)),
        "payoffs": contracting_payoffs,
        "strategies": (ROWS, ORGANIZATION_STRATEGIES),
        "regime": of_contracting,
        "free": ("V", "V_G", "delta", "rho", "eta", "k_K", "k_R", "k_S", "w", "g", "alpha", "f"),
    }
    return Map(**(settings | changes))


def reduced(**definitions: Callable[[Values], Fraction]) -> Callable[[Values], dict[str, Fraction]]:
    """Add defined quantities, each of which may use those before it."""

    def apply(values: Values) -> dict[str, Fraction]:
        found = BASELINE | dict(values)
        for name, definition in definitions.items():
            found[name] = definition(found)
        return found

    return apply


WITH_EXIT = (ROWS, (*ORGANIZATION_STRATEGIES, "exit"))
ORGANIZATION_LEADS = cg.SubgamePerfect(order=("organization", "government"))
OTHERS = ("delta", "rho", "k_K", "k_R", "w", "g", "alpha", "f")


def closed(*closures: Any) -> Callable[[], Any]:
    return lambda: cg.models.contracting().with_closure(*closures)


def with_exit(q: Values) -> Table:
    return contracting_payoffs(q, participation=True)


CAPABILITY = {
    "V": lambda q: q["v"] * q["t_O"] * (q["r_O"] + q["x"]),
    "V_G": lambda q: q["v"] * q["t_G"] * q["r_G"],
}
LEONTIEF = {
    "V": lambda q: q["v"] * min(q["t_O"], q["r_O"] + q["x"]),
    "V_G": lambda q: q["v"] * min(q["t_G"], q["r_G"]),
}
BURDEN = {
    "b": lambda q: q["b_0"] + q["a"] * q["x"] + q["nu"] * q["beta"] * q["pi_O"] * (1 - q["s"]),
    "k_S": lambda q: q["c_S"] + q["nu"] * q["beta"] * q["pi_G"],
}
PROPORTIONAL = {"p": lambda q: q["kappa"] * q["V"], "eta": lambda q: q["rho"]}
BURDENED = ("b_0", "a", "nu", "pi_O", "s", "c_S", "pi_G")

MAPS = {
    "contracting": contracting(),
    "contracting in (V, p)": contracting(
        axes=(("V", 0, 12), ("p", 0, 8)),
        free=("V_G", "delta", "rho", "eta", "k_K", "k_R", "k_S", "b", "w", "g", "alpha", "f"),
    ),
    "contracting in (delta, rho)": contracting(
        axes=(("delta", 0, 1), ("rho", 0, 1)),
        free=("V", "V_G", "p", "b", "k_K", "k_R", "k_S", "w", "g", "alpha", "f"),
        reduce=reduced(eta=lambda _: Fraction(1)),
    ),
    "contracting, ties favourable": contracting(
        ties="favourable", concept=cg.SubgamePerfect(order=("government", "organization"), ties="favourable")
    ),
    "contracting, ties adverse": contracting(
        ties="adverse", concept=cg.SubgamePerfect(order=("government", "organization"), ties="adverse")
    ),
    "contracting, simultaneous": contracting(leader=None, concept=cg.PureNash()),
    "contracting, organization leads": contracting(leader=1, concept=ORGANIZATION_LEADS),
    "participation": contracting(
        model=lambda: cg.models.contracting(participation=True), payoffs=with_exit, strategies=WITH_EXIT
    ),
    "participation in (w, alpha)": contracting(
        model=lambda: cg.models.contracting(participation=True),
        payoffs=with_exit,
        strategies=WITH_EXIT,
        axes=(("w", 0, 6), ("alpha", 0, 6)),
        free=("V", "V_G", "p", "b", "delta", "rho", "k_K", "k_R", "k_S", "g", "f"),
        reduce=reduced(eta=lambda _: Fraction(1)),
    ),
    "participation, simultaneous": contracting(
        model=lambda: cg.models.contracting(participation=True),
        payoffs=with_exit,
        strategies=WITH_EXIT,
        leader=None,
        concept=cg.PureNash(),
    ),
    "proportional competition in (kappa, b)": contracting(
        model=closed(cg.models.proportional_competition()),
        axes=(("kappa", 0, 2), ("b", 0, 10)),
        free=("V", "V_G", "k_S", *OTHERS),
        reduce=reduced(**PROPORTIONAL),
    ),
    "burden in (p, beta)": contracting(
        model=closed(cg.models.burden(own_failures=True)),
        axes=(("p", 0, 10), ("beta", 0, 10)),
        free=("V", "V_G", "eta", "x", *BURDENED, *OTHERS),
        reduce=reduced(**BURDEN),
    ),
    "patronage in (p, x)": contracting(
        model=closed(cg.models.burden(blame=False)),
        axes=(("p", 0, 10), ("x", 0, 10)),
        free=("V", "V_G", "eta", "k_S", "b_0", "a", *OTHERS),
        reduce=reduced(b=lambda q: q["b_0"] + q["a"] * q["x"]),
    ),
    "capability in (t_O, b)": contracting(
        model=closed(cg.models.capability()),
        axes=(("t_O", 0, 6), ("b", 0, 10)),
        free=("v", "t_G", "r_O", "r_G", "x", "p", "eta", "k_S", *OTHERS),
        reduce=reduced(**CAPABILITY),
        domain=lambda q: q["x"] <= q["r_G"],
    ),
    "capability min in (t_O, t_G)": contracting(
        model=closed(cg.models.capability("min")),
        axes=(("t_O", 0, 8), ("t_G", 0, 8)),
        free=("v", "r_O", "r_G", "x", "p", "b", "eta", "k_S", *OTHERS),
        reduce=reduced(**LEONTIEF),
        domain=lambda q: q["x"] <= q["r_G"],
    ),
    "capability min in (x, r_G)": contracting(
        model=closed(cg.models.capability("min")),
        axes=(("x", 0, 6), ("r_G", 0, 6)),
        free=("v", "t_O", "t_G", "r_O", "p", "b", "eta", "k_S", *OTHERS),
        reduce=reduced(**LEONTIEF),
        domain=lambda q: q["x"] <= q["r_G"],
    ),
    "all closures in (t_O, beta)": contracting(
        model=closed(
            cg.models.capability("min"), cg.models.burden(own_failures=True), cg.models.proportional_competition()
        ),
        axes=(("t_O", 0, 6), ("beta", 0, 6)),
        free=("v", "t_G", "r_O", "r_G", "x", "kappa", *BURDENED, *OTHERS),
        reduce=reduced(**LEONTIEF, **BURDEN, **PROPORTIONAL),
        domain=lambda q: q["x"] <= q["r_G"],
    ),
    "hood": Map(
        cg.models.hood,
        (("C", 0, 8), ("D", 0, 8)),
        hood_payoffs,
        ((BOTH, BLAME), (ACCEPT, CREDIT)),
        {
            (BOTH, ACCEPT): "symmetrical delegation",
            (BLAME, ACCEPT): "blame shift",
            (BOTH, CREDIT): "credit slippage",
            (BLAME, CREDIT): "deadlock",
        }.__getitem__,
        ("m", "k", "phi"),
        None,
    ),
    "st_plane": Map(
        cg.models.st_plane,
        (("S", -2, 2), ("T", -1, 3)),
        st_payoffs,
        (("C", "D"), ("C", "D")),
        lambda s: f"({s[0]},{s[1]})",
        (),
        None,
    ),
    "inspection in (c, l)": Map(
        cg.models.inspection,
        (("c", 0, 8), ("l", 0, 8)),
        inspection_payoffs,
        (("inspect", "trust"), ("comply", "violate")),
        {
            ("inspect", "comply"): "deterrence",
            ("inspect", "violate"): "punishment",
            ("trust", "comply"): "trust",
            ("trust", "violate"): "tolerated violation",
        }.__getitem__,
        ("a",),
        None,
        domain=lambda q: q["a"] < q["l"] and q["g"] < q["f"],
        given=(("g", Fraction(1)), ("f", Fraction(3))),
    ),
    "inspector commits in (c, a)": Map(
        cg.models.inspection,
        (("c", 0, 8), ("a", 0, 8)),
        inspection_payoffs,
        (("inspect", "trust"), ("comply", "violate")),
        {
            ("inspect", "comply"): "deterrence",
            ("inspect", "violate"): "punishment",
            ("trust", "comply"): "trust",
            ("trust", "violate"): "tolerated violation",
        }.__getitem__,
        ("g",),
        0,
        concept=cg.SubgamePerfect(order=("inspector", "inspectee")),
        domain=lambda q: q["a"] < q["l"] and q["g"] < q["f"],
        given=(("l", Fraction(6)), ("f", Fraction(13))),
    ),
    "continuum": Map(
        cg.models.continuum,
        (("x", 0, 1),),
        continuum_payoffs,
        (("first", "second"), ("first", "second")),
        lambda s: f"({s[0]},{s[1]})",
        (),
        None,
    ),
}


#: More views of a model that has its 2 000 points elsewhere.
VARIANTS = {
    "contracting in (V, p)",
    "contracting in (delta, rho)",
    "contracting, ties favourable",
    "contracting, ties adverse",
    "participation in (w, alpha)",
    "participation, simultaneous",
    "patronage in (p, x)",
    "capability min in (x, r_G)",
    "inspector commits in (c, a)",
}


def told(d: Any, point: list[Fraction]) -> tuple[str, ...] | None:
    try:
        return d.at(*map(rational, point))
    except cg.InputError:
        return None


def rings(region: Any) -> list[list[tuple[Fraction, Fraction]]]:
    outline = region.polygon()
    return [[(fraction(x), fraction(y)) for x, y in ring] for ring in (outline.exterior, *outline.holes)]


def check_map(case: Map, rng: random.Random, diagrams: int, points: int, borders: int) -> int:
    """Compare ``diagrams`` maps at random points and on borders; return how many points of borders were tried."""
    model, on_borders, made, tried = case.model(), 0, 0, 0
    while made < diagrams:
        tried += 1
        assert tried < 20 * diagrams, "too few admissible draws"
        values = case.draw(rng)
        if "r_G" in values and "x" in values and values["x"] > values["r_G"]:
            values["x"], values["r_G"] = values["r_G"], values["x"]
        names = [axis[0] for axis in case.axes]
        at = {k: rational(v) for k, v in values.items() if k not in names}
        d = cg.phase_diagram(model, *case.axes, at=at, concept=case.concept)
        made += 1
        outlines = [(r.regimes, rings(r)) for r in d.regions] + [(None, rings(r)) for r in d.outside]
        for _ in range(points):
            n = rng.choice((4, 7, 10, 101, 1000))
            point = [low + (high - low) * Fraction(rng.randint(0, n), n) for _, low, high in case.axes]
            expected = case.brute(values | dict(zip(names, point, strict=True)))
            assert told(d, point) == expected, (values, point)
            m = (point[0], point[1] if len(point) > 1 else Fraction(1, 2))
            turns = [(regimes, [winding(ring, m) for ring in own]) for regimes, own in outlines]
            if not any(None in own for _, own in turns):
                assert [regimes for regimes, own in turns if sum(own)] == [expected], (values, point)
        paths = [b.path for b in d.boundaries] + [t.path for t in d.thin if len(t.path) > 1]
        for _ in range(borders if paths else 0):
            path = rng.choice(paths)
            t = Fraction(rng.randint(0, 12), 12)
            ends = [tuple(map(fraction, p)) for p in (path[0], path[-1])]
            point = [u + t * (v - u) for u, v in zip(*ends, strict=True)][: len(case.axes)]
            assert told(d, point) == case.brute(values | dict(zip(names, point, strict=True))), (values, point)
            on_borders += 1
        for special in d.points:
            point = [fraction(special.x), fraction(special.y)]
            assert special.regimes == (case.brute(values | dict(zip(names, point, strict=True))) or ()), (values, point)
        assert made > 1 or d.verify(points=20).passed
    return on_borders


@pytest.mark.parametrize("name", MAPS)
def test_map_equals_exhaustive_search(name: str, rng: random.Random) -> None:
    case = MAPS[name]
    many = scaled(5) if case.free else 1
    check_map(case, rng, many, scaled(500 if name in VARIANTS else 2000) // many, 30)


@pytest.mark.thorough
def test_points_on_borders(rng: random.Random) -> None:
    assert (
        sum(check_map(MAPS[name], rng, 6, 0, 20) for name in ("contracting", "participation", "hood", "st_plane"))
        >= 200
    )


SIGN = Curve.sign
BREAKS = {
    "at_least made strict": ("contracting", (Comparisons, "at_least", None)),
    "a line evaluated with a wrong sign": (
        "contracting",
        (Curve, "sign", lambda curve, x, y: SIGN(curve, x, -y)),
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_check_catches(name: str, rng: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    which, (owner, attribute, value) = BREAKS[name]
    if value is None:
        value = lambda self, i, u, v: Sign.compare(self._difference(i, u, v), ">")  # noqa: E731
    monkeypatch.setattr(owner, attribute, value)
    with pytest.raises(AssertionError):
        check_map(MAPS[which], rng, 60, 200, 20)


def test_wrong_payoff_of_the_check_is_noticed(rng: random.Random) -> None:
    """The search really decides: with one entry of the table changed, the map no longer agrees."""
    wrong = contracting(
        payoffs=lambda q: contracting_payoffs(q) | {("capture", "compete"): (q["V"] - q["b"] + 1, q["w"])}
    )
    with pytest.raises(AssertionError):
        check_map(wrong, rng, 60, 200, 0)
