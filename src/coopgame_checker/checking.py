"""The check of a certificate, step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .areas import check_areas
from .certificate import certificate, parsed
from .critical import check_critical
from .geometry import Geometry
from .labels import check_labels
from .parts import Certificate
from .regions import check_regions
from .report import Rejected, Report, Step
from .stacks import check_stacks
from .walls import check_walls

STEPS: tuple[tuple[str, Callable[[Geometry], str]], ...] = (
    ("labels from payoffs", check_labels),
    ("critical values", check_critical),
    ("stacks", check_stacks),
    ("adjacency", check_walls),
    ("regions", check_regions),
    ("areas", check_areas),
)
# A branch that is none, or that turns within its column, has no area that could be enclosed.
SUPPORTS = {"areas": ("critical values", "stacks", "regions")}
# Whatever a malformed certificate makes of the arithmetic is a verdict on the certificate.
STUMBLES = (ArithmeticError, LookupError, ValueError, TypeError, RecursionError, MemoryError)


def check(source: str | bytes | dict[str, Any]) -> Report:
    """Prove what a certificate claims, from its payoffs alone.

    Parameters
    ----------
    source
        The certificate: JSON as text or bytes, or the data themselves.

    Returns
    -------
    Report
        One step for each part of the proof, with the first thing that is wrong in it.  A certificate that is not well
        formed fails the first step; nothing is raised.

    Examples
    --------
    >>> print(check("{}"))
    FAILED  format: certificate: 'format' is missing
    """
    data: list[Certificate] = []

    def read() -> str:
        found = certificate(parsed(source))
        data.append(found)
        return f"{len(found.curves)} curves, {len(found.columns)} columns, {len(found.regions)} regions"

    first = _step("format", read)
    if not first.passed:
        return Report((first,))
    geometry = Geometry(data[0])
    printed = data[0].game.concept.kind == "conditions"
    steps = [first]
    for step, run in STEPS:
        name = "labels from conditions" if printed and step == "labels from payoffs" else step
        weak = [step.name for step in steps if not step.passed and step.name in SUPPORTS.get(name, ())]
        if weak:
            steps.append(Step(name, False, f"not tried, as it rests on: {', '.join(weak)}"))
        else:
            steps.append(_step(name, run, geometry))
    return Report(tuple(steps))


def _step(name: str, run: Callable[..., str], *given: Geometry) -> Step:
    try:
        return Step(name, True, run(*given))
    except Rejected as reason:
        return Step(name, False, str(reason))
    except STUMBLES as error:
        return Step(name, False, f"could not be carried out ({type(error).__name__}: {str(error)[:200]})")
