"""Every example gives a figure, and the figure is the one that its comments promise."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from coopgame import PhaseDiagram, figures, read_study
from coopgame.study.schema import StudyFile
from tests.study.conftest import Command

FOLDER = Path(__file__).parents[2] / "examples"
EXAMPLES = sorted(FOLDER.glob("*.toml"))

#: Areas by hand, from the theorem of the theory page and the thresholds in the comment of each file.
AREAS: dict[str, dict[tuple[str, ...], str]] = {
    "headline": {("cooperation",): "12", ("capture",): "40", ("restriction",): "28", ("substitution",): "20"},
    "quadrants": {("cooperation",): "12", ("capture",): "28", ("restriction",): "18", ("substitution",): "42"},
    "no-capture": {("cooperation",): "8", ("capture",): "0", ("restriction",): "24", ("substitution",): "68"},
    "no-restriction": {("cooperation",): "6", ("capture",): "3.5", ("restriction",): "0", ("substitution",): "90.5"},
    "direct-substitution": {("cooperation",): "11.5", ("restriction",): "12", ("substitution",): "55.5"},
    "substitution-everywhere": {("substitution",): "100", ("cooperation",): "0"},
    "own-game": {("licence",): "4.5", ("supervision",): "3.75", ("confrontation",): "3.75", ("trust",): "0"},
    "simultaneous": {("cooperation", "substitution"): "12", ("restriction", "substitution"): "28"},
    "hood": {("deadlock",): "16", ("blame shift",): "36", ("credit slippage",): "4", (): "4"},
    "st-plane": {("(C,C)",): "1", ("(D,D)",): "1", ("(C,C)", "(D,D)"): "1", ("(C,D)", "(D,C)"): "1"},
    "inspection": {(): "4", ("tolerated violation",): "4"},
}
#: Studies beyond polynomials.
CERTIFIED = {"attention"}
#: What has no area, or no room for its equation, is said, and nothing else may be left out.
SAID = re.compile(r".+: possible only (on a line|at a point), so it has no region of its own|boundary .+ in the key")
#: What a bar shows while it runs, and the blanks that wipe it out.
PROGRESS = re.compile(r"[a-z ]+: +\d+%|\s*$")


@cache
def diagram(name: str) -> PhaseDiagram:
    return read_study(FOLDER / f"{name}.toml").run()


#: Tests of one example share its map, so they run in one process.
every_example = pytest.mark.parametrize(
    "path", [pytest.param(p, id=p.stem, marks=pytest.mark.xdist_group(f"example {p.stem}")) for p in EXAMPLES]
)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 8
    assert set(AREAS) <= {path.stem for path in EXAMPLES}


@pytest.mark.thorough
@every_example
def test_an_example_yields_a_figure(path: Path, folder: Path, command: Command) -> None:
    outcome = command("figure", path, "-o", "figure.pdf")
    assert outcome.code == 0, outcome.err
    said = [line.removeprefix("note: ") for line in outcome.err.splitlines() if not PROGRESS.match(line)]
    assert all(SAID.fullmatch(line) for line in said), outcome.err
    written = (folder / "here" / "figure.pdf").read_bytes()
    assert written.startswith(b"%PDF-")
    assert len(written) < 100_000


@pytest.mark.thorough
@every_example
def test_every_region_carries_its_name(path: Path) -> None:
    study, found = read_study(path), diagram(path.stem)
    with figures.style(getattr(figures, study.output.width.upper().replace("-", "_"))):
        plot = found.plot()
    thin = [line for line in plot.unplaced if SAID.fullmatch(line)]
    assert list(plot.unplaced) == thin
    drawn = re.sub(r"\W", "", " ".join(" ".join(text.get_text().split()) for text in plot.ax.texts)).casefold()
    for region in found.regions:
        assert re.sub(r"\W", "", region.name).casefold() in drawn


@pytest.mark.thorough
@every_example
def test_an_example_is_verified_and_complete(path: Path) -> None:
    found = diagram(path.stem)
    report = found.verify(points=60)
    assert report.passed, report
    if path.stem in CERTIFIED:
        assert found.status == "certified"
        assert 0 < found.unresolved < found.canvas.box.area / 1000
    else:
        assert (found.status, found.unresolved) == ("exact", 0)
    assert found.title
    assert found.provenance["title"] == found.title


@pytest.mark.parametrize("name", sorted(AREAS))
def test_the_areas_are_those_computed_by_hand(name: str) -> None:
    found = diagram(name)
    for regimes, area in AREAS[name].items():
        own = found.area(*regimes)
        assert own.exact
        assert own.lower * 4 == round(float(area) * 4), (regimes, own)


def test_what_the_comments_promise() -> None:
    def sides(name: str) -> set[frozenset[tuple[str, ...]]]:
        return {frozenset(b.between) for b in diagram(name).boundaries}

    direct = frozenset({("cooperation",), ("substitution",)})
    assert direct in sides("direct-substitution")
    assert direct not in sides("headline")
    assert frozenset({("capture",), ("restriction",)}) in sides("headline")
    (four,) = diagram("quadrants").points
    assert set(four.regimes) == {"cooperation", "capture", "restriction", "substitution"}
    assert ("capture",) in {thin.regimes for thin in diagram("no-capture").thin}


def test_every_table_of_the_schema_occurs_in_some_example_or_test() -> None:
    tables = {name for path in EXAMPLES for name in read_names(path)}
    untried = set(StudyFile.model_fields) - tables
    assert untried <= {"names", "closures", "where"}, "an example for every table but these three, which tests try"


def read_names(path: Path) -> list[str]:
    import tomllib

    return list(tomllib.loads(path.read_text(encoding="utf-8")))
