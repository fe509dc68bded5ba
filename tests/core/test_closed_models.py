"""The contracting model with all closures, under every technology and in three planes: exact, and proved."""

from __future__ import annotations

import pytest

from benchmarks.exact.problems import OUTPUTS, PLANES, Problem, shipped

CLOSED = {p.name: p for p in shipped() if p.name.partition(",")[0] in OUTPUTS}


def test_every_technology_is_mapped_in_every_plane() -> None:
    assert {(p.name.partition(",")[0], p.x[0], p.y[0]) for p in CLOSED.values()} == {
        (output, x[0], y[0]) for output in OUTPUTS for x, y in PLANES
    }


@pytest.mark.thorough
@pytest.mark.parametrize("problem", CLOSED.values(), ids=list(CLOSED))
def test_map_is_exact_and_proved(problem: Problem) -> None:
    diagram = problem.draw()
    assert (diagram.status, diagram.unresolved) == ("exact", 0)
    report = diagram.verify(points=30)
    assert report.passed, report
    assert any(check.name.startswith("certificate") for check in report.checks)
