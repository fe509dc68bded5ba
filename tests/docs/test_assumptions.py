"""What the page on the six assumptions says of the values of leading and of committing."""

from __future__ import annotations

from typing import Any

import pytest
import sympy

import coopgame as cg

AXES: dict[str, Any] = {"x": ("p", 0, 10), "y": ("b", 0, 10)}


def leads() -> cg.PhaseDiagram:
    return cg.phase_diagram(cg.models.contracting(), **AXES)


def corners(region: cg.ComparedRegion) -> list[dict[Any, Any]]:
    symbols = sympy.symbols("p b", real=True)
    return [dict(zip(symbols, point, strict=True)) for point in region.polygon().exterior]


@pytest.mark.parametrize(
    "concept", [cg.SubgamePerfect(order=("organization", "government")), cg.Stackelberg("government")]
)
def test_the_government_gains_by_following_or_committing_wherever_the_maps_differ(concept: Any) -> None:
    """Values are linear and regions polygons, so the corners tell."""
    found = cg.compare(leads(), cg.phase_diagram(cg.models.contracting(), **AXES, concept=concept))
    for region in found.regions:
        value = region.value("government")
        assert value.is_number or value.as_poly().total_degree() == 1
        values = [value.subs(corner) for corner in corners(region)]
        assert max(values) <= 0
        assert min(values) < 0 or region.agree


def test_moving_first_is_worth_nothing_against_simultaneous_play() -> None:
    found = cg.compare(leads(), cg.phase_diagram(cg.models.contracting(), **AXES, concept=cg.Nash()))
    assert {region.value("government") for region in found.regions} == {0}
    assert found.difference.lower == 40
