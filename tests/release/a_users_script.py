"""A script as a user writes it, with every step from a game to files; it runs, and strict mypy has nothing to say."""

from __future__ import annotations

from pathlib import Path

import coopgame as cg
import coopgame_checker
from coopgame.claims import always, chosen, possible


def own_game() -> cg.Game:
    """Two districts may fund a clinic."""
    return cg.Game(
        players=["north", "south"],
        strategies=[["fund", "wait"], ["fund", "wait"]],
        payoffs={
            ("fund", "fund"): ("v + s - c", "v + s - c"),
            ("fund", "wait"): ("v - c", "v"),
            ("wait", "fund"): ("v", "v - c"),
            ("wait", "wait"): (0, 0),
        },
    )


def own_model(game: cg.Game) -> cg.Model:
    """Bounds, meanings, regimes and a baseline."""
    space = cg.ParameterSpace({"c": (0, 20), "s": (0, 20), "v": (0, 20)}, meanings={"c": "cost of funding"})
    rule = cg.ByStrategy("north", {"fund": "clinic", "wait": "none"})
    return cg.Model(game, space, rule=rule, baseline={"v": 3}, citation="own")


def solved(game: cg.Game) -> dict[str, str]:
    """Every equilibrium with its condition."""
    found: cg.EquilibriumSet = cg.solve(game, cg.PureNash())
    equilibria: tuple[cg.Equilibrium, ...] = found.equilibria
    return {str(e.profile): str(e.condition) for e in equilibria}


def mapped(model: cg.Model, folder: Path) -> list[Path]:
    """A map, its figure, its table and its certificate."""
    d: cg.PhaseDiagram = cg.phase_diagram(model, x=("c", 0, 6), y=("s", 0, 6), at={"v": "7/2"})
    region: cg.Region = d.regions[0]
    area: cg.Enclosure = region.area
    names: tuple[str, ...] = d.at(1, 2)
    report: cg.Report = d.verify(points=10)
    assert report.passed, (area, names)
    checked: coopgame_checker.Report = coopgame_checker.check(d.certificate())
    assert checked.passed
    with cg.figures.style(cg.figures.Preset("thesis", width_mm=120)):
        plot = d.plot(formulas=False)
    table = folder / "map.tex"
    table.write_text(d.to_latex(), encoding="utf-8")
    return [plot.save(folder / "map.pdf"), table]


def said() -> tuple[str, str]:
    """A decided sentence and a proposition."""
    model = cg.models.contracting_reduced().at({"eta": 1})
    statement: cg.Statement = always(~chosen(model, "capture"), given="p == 0")
    verdict: cg.Verdict = cg.decide(statement)
    condition = cg.decide(possible(model, "cooperation")).condition
    proposition: cg.Proposition = cg.proposition(model, name="Reduced form", solve_for=("p", "b"))
    return verdict.status, str(condition) + proposition.to_latex(proof=True)


def other_situations() -> list[cg.PhaseDiagram]:
    """Closures, commitment, repetition, comparison."""
    model = cg.models.contracting().with_closure(cg.models.proportional_competition())
    axes = {"x": ("kappa", 0, 1), "y": ("b", 0, 10)}
    leads = cg.phase_diagram(model, x=("kappa", 0, 1), y=("b", 0, 10))
    commits = cg.phase_diagram(model, x=("kappa", 0, 1), y=("b", 0, 10), concept=cg.Stackelberg("government"))
    comparison: cg.Comparison = cg.compare(leads, commits, labels=("leads", "commits"))
    assert len(axes) == len(comparison.labels)
    return [leads, commits]


def main(folder: Path) -> None:
    """Do all of it."""
    game = own_game()
    mapped(own_model(game), folder)
    solved(game)
    said()
    other_situations()
    nash: str = cg.write_nfg(game.at({"v": 3, "s": 1, "c": 1}))
    assert cg.read_nfg(nash).players == game.players
