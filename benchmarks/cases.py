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


def pure(games: int = 30, seed: int = 1) -> Case:
    """Return the case of equilibria in pure strategies of random 3×3 games of integers."""
    import nashpy

    rng = random.Random(seed)  # noqa: S311 - games, not secrets
    matrices = [[[[rng.randint(-9, 9) for _ in range(3)] for _ in range(3)] for _ in "AB"] for _ in range(games)]

    def ours() -> list[set[tuple[int, int]]]:
        found = []
        for a, b in matrices:
            solved = cg.solve(cg.Game.from_bimatrix(a, b), cg.PureNash())
            found.append({(int(e.profile[0]) - 1, int(e.profile[1]) - 1) for e in solved.equilibria})
        return found

    def peer() -> list[set[tuple[int, int]]]:
        found = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of an even number of equilibria
            for a, b in matrices:
                pairs = list(nashpy.Game(np.array(a), np.array(b)).support_enumeration())
                supports = [(np.flatnonzero(x > 1e-9), np.flatnonzero(y > 1e-9)) for x, y in pairs]
                found.append({(int(r[0]), int(c[0])) for r, c in supports if len(r) == len(c) == 1})
        return found

    return Case(
        "pure",
        f"equilibria in pure strategies of {games} random 3×3 games of integers",
        "coopgame, exact, pure strategies only",
        "nashpy, support enumeration, mixed ones too",
        ours,
        peer,
        same_profiles,
    )


def same_profiles(ours: list[set[tuple[int, int]]], peer: list[set[tuple[int, int]]]) -> str:
    """Compare the equilibria in pure strategies game by game."""
    for k, (one, other) in enumerate(zip(ours, peer, strict=True)):
        if one != other:
            raise DisagreementError(f"game {k}: {sorted(one)} and {sorted(other)}.")
    return f"the same {sum(map(len, ours))} equilibria in {len(ours)} games"


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

    def import_share(*_: Any) -> dict[str, Any]:
        assert folder.name  # the folder lives as long as this case
        imports = sorted(timed(lambda: run("-c", IMPORTS))[0] for _ in range(5))[2]
        whole = sorted(timed(ours)[0] for _ in range(5))[2]
        return {"share of imports in our command": f"{imports / whole:.0%} ({imports:.2f} of {whole:.2f} s)"}

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


CASES: dict[str, Callable[[], Case]] = {"headline": headline, "pure": pure, "command": command}
