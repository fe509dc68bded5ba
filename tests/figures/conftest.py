from __future__ import annotations

from functools import cache

import pytest

from coopgame.figures import DiagramPlot, draw

from . import fakes


@cache
def drawn(name: str) -> DiagramPlot:
    return draw(fakes.ALL[name]())


@pytest.fixture
def contracting() -> DiagramPlot:
    """The figure of contracting-out; shared like ``plot``."""
    return drawn("contracting")


@pytest.fixture(params=sorted(fakes.ALL))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def plot(name: str) -> DiagramPlot:
    """A drawn figure of each fake diagram; shared, so tests must not change it."""
    return drawn(name)
