"""The cases: each is a function that prepares two sides and how to check them."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

import coopgame as cg
from benchmarks.grid import REGIMES, exact_labels, grid_labels, shares
from benchmarks.runner import Case, DisagreementError, timed

ROOT = Path(__file__).parents[1]
HEADLINE = ROOT / "examples" / "headline.toml"


def headline(points: int = 1000) -> Case:
    """Return the case of the headline map."""

    def exact() -> cg.PhaseDiagram:
        return cg.phase_diagram(cg.models.contracting(), x=("p", 0, 10), y=("b", 0, 10))

    return Case(
        "headline",
        f"the map of the contracting model, exact and on a grid of {points} × {points}",
        "coopgame, exact regions, borders and areas",
        "numpy, payoffs by hand and argmax",
        exact,
        lambda: grid_labels(points),
        same_labels,
        grid_error,
    )


def same_labels(diagram: cg.PhaseDiagram, labels: Any) -> str:
    """Compare the label of every cell whose centre is on no border."""
    outlines = [(" or ".join(region.regimes), region.polygon()) for region in diagram.regions]
    exact = exact_labels(outlines, len(labels))
    off = exact != -1
    wrong = int(np.count_nonzero(off & (exact != labels)))
    if wrong:
        raise DisagreementError(f"{wrong} of {int(off.sum())} cells off the borders have another regime.")
    return f"all {int(off.sum())} cells off the borders have the same regime, {int((~off).sum())} are on a border"


def grid_error(diagram: cg.PhaseDiagram, labels: Any) -> dict[str, Any]:
    """Return by what share the areas of the grid are off."""
    found, box = shares(labels), 100
    errors = {name: abs(found[name] * box / float(diagram.area(name)) - 1) for name in REGIMES}
    worst = max(errors, key=lambda name: errors[name])
    return {"largest relative error of an area on the grid": f"{errors[worst]:.2e} ({worst}); ours is 0"}


Found = list[set[tuple[float, ...]]]


def bimatrix_games(games: int, seed: int, size: int = 3) -> list[tuple[list[list[int]], list[list[int]]]]:
    """Return random games of integers from -99 to 99 in which no player has two best replies to a strategy."""
    rng = random.Random(seed)  # noqa: S311 - games, not secrets

    def replies() -> list[list[int]]:
        return [rng.sample(range(-99, 100), size) for _ in range(size)]

    return [([list(row) for row in zip(*replies(), strict=True)], replies()) for _ in range(games)]


def by_coopgame(matrices: list[Any], concept: Any) -> Found:
    """Return the equilibria of each game as rows of weights, rounded for the comparison only."""
    found = []
    for a, b in matrices:
        game = cg.Game.from_bimatrix(a, b)
        rows = [(player, name) for player, own in zip(game.players, game.strategies, strict=True) for name in own]
        solved = cg.solve(game, concept).equilibria
        found.append({tuple(round(float(e.mixture(p).get(s, 0)), 6) + 0.0 for p, s in rows) for e in solved})
    return found


def by_nashpy(matrices: list[Any]) -> Found:
    """Return the same by support enumeration."""
    import nashpy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of an even number of equilibria
        return [
            {
                tuple(round(float(w), 6) + 0.0 for w in (*x, *y))
                for x, y in nashpy.Game(np.array(a), np.array(b)).support_enumeration()
            }
            for a, b in matrices
        ]


def pure(games: int = 30, seed: int = 1) -> Case:
    """Return the case of equilibria in pure strategies."""
    matrices = bimatrix_games(games, seed)
    return Case(
        "pure",
        f"equilibria in pure strategies of {games} random 3×3 games of integers",
        "coopgame, exact, pure strategies only",
        "nashpy, support enumeration, mixed ones too",
        lambda: by_coopgame(matrices, cg.PureNash()),
        lambda: by_nashpy(matrices),
        same_pure,
    )


def mixed(games: int = 30, seed: int = 2) -> Case:
    """Return the case of all equilibria."""
    matrices = bimatrix_games(games, seed)
    return Case(
        "mixed",
        f"all equilibria of {games} random 3×3 games of integers",
        "coopgame, exact",
        "nashpy, support enumeration",
        lambda: by_coopgame(matrices, cg.Nash()),
        lambda: by_nashpy(matrices),
        none_missing,
        lambda ours, peer: {
            "equilibria that the peer misses": f"{sum(map(len, ours)) - sum(map(len, peer))} of {sum(map(len, ours))}"
        },
    )


def only_pure(found: Found) -> Found:
    """Return the equilibria whose weights are all 0 or 1."""
    return [{e for e in own if set(e) <= {0.0, 1.0}} for own in found]


def same_pure(ours: Found, peer: Found) -> str:
    """Compare the equilibria in pure strategies game by game."""
    for k, (one, other) in enumerate(zip(only_pure(ours), only_pure(peer), strict=True)):
        if one != other:
            raise DisagreementError(f"game {k}: {sorted(one)} and {sorted(other)}.")
    return f"the same {sum(map(len, only_pure(ours)))} equilibria in pure strategies in {len(ours)} games"


def none_missing(ours: Found, peer: Found) -> str:
    """Compare the pure ones, and look for each of the peer's equilibria among ours; the peer is known to miss some."""
    same_pure(ours, peer)
    for k, (one, other) in enumerate(zip(ours, peer, strict=True)):
        if not other <= one:
            raise DisagreementError(f"game {k}: the peer has {sorted(other - one)}, which ours lacks.")
        if len(one) % 2 == 0:
            raise DisagreementError(f"game {k}: ours are {len(one)}; without ties the number is odd.")
    return f"each of the peer's {sum(map(len, peer))} equilibria is among ours, whose number is odd in each game"


IMPORTS = "import coopgame.cli, coopgame.study, coopgame.results, coopgame.figures, coopgame.export"
PEER_FIGURE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from benchmarks.grid import grid_labels, shares
import matplotlib
matplotlib.use("pdf")
from matplotlib import pyplot
labels = grid_labels(int(sys.argv[3]))
pyplot.imshow(labels, origin="lower", extent=(0, 10, 0, 10))
pyplot.savefig(sys.argv[2])
print(json.dumps(shares(labels)))
"""


def command(points: int = 1000) -> Case:
    """Return the case of the whole command from a cold start, beside a script that draws the grid."""
    folder = tempfile.TemporaryDirectory()
    target, other = Path(folder.name) / "figure.pdf", Path(folder.name) / "peer.pdf"

    def run(*arguments: str) -> str:
        return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True).stdout

    def ours() -> dict[str, float]:
        run("-m", "coopgame.cli", "figure", str(HEADLINE), "-o", str(target))
        words = json.loads(target.with_suffix(".json").read_text(encoding="utf-8"))["alt_text"]
        return {name: float(share) / 100 for name, share in re.findall(r"(\w+) \(([\d.]+) per cent\)", words)}

    def peer() -> dict[str, float]:
        return dict(json.loads(run("-c", PEER_FIGURE, str(ROOT), str(other), str(points))))

    def import_share(*_: Any, _alive: Any = folder) -> dict[str, Any]:
        turns = [(timed(lambda: run("-c", IMPORTS))[0], timed(ours)[0]) for _ in range(5)]
        imports, whole = (min(turn[side] for turn in turns) for side in (0, 1))
        return {
            "share of imports in our command": f"{imports / whole:.0%} (fastest of 5, {imports:.2f} of {whole:.2f} s)"
        }

    return Case(
        "command",
        "the headline figure as a PDF, from the start of the process to its end",
        "coopgame figure headline.toml",
        f"a script with numpy and imshow, {points} × {points}",
        ours,
        peer,
        near_shares,
        import_share,
    )


def near_shares(ours: Mapping[str, float], peer: Mapping[str, float]) -> str:
    """Compare the shares of the regimes: ours as the figure says them, to 0.1 per cent, the peer's as counted."""
    for name in REGIMES:
        if name not in ours or abs(ours[name] - peer[name]) > 0.005:
            raise DisagreementError(f"{name}: {ours.get(name)} and {peer[name]}.")
    return "the shares of the four regimes differ by less than half a per cent of the box"


CASES: dict[str, Callable[[], Case]] = {"headline": headline, "pure": pure, "mixed": mixed, "command": command}
