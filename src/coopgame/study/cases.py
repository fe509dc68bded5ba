"""The cases of a study: what field work says of the parameters, checked against its model."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from coopgame._version import __version__
from coopgame.deciders import Limits
from coopgame.errors import CoopgameError, StudyError, UnsupportedError
from coopgame.results import PhaseDiagram, Request
from coopgame.robustness import Case, CaseReport, CaseTable, classify
from coopgame.robustness.case import shown
from coopgame.robustness.setting import setting_of
from coopgame.study.schema import CaseSection


@dataclass(frozen=True)
class StudyCase:
    """A case of a study.

    Attributes
    ----------
    place
        Where it stands in the file, such as ``case.0``.
    case
        The case as it is written.
    whole
        The same with the values of the study for what it leaves out.
    draw
        Whether figures show it.

    Examples
    --------
    >>> from coopgame.study import read_study
    >>> read_study("examples/cases.toml").cases[0].case
    Case('Night shelter': p in [1, 5/2], b in [2, 5])
    """

    place: str
    case: Case
    whole: Case
    draw: bool

    def report(self, request: Request, limits: Limits) -> CaseReport:
        """Return the report on the case in the model of the study."""
        try:
            found = classify(request.model, self.whole, concept=request.concept, rule=request.rule, limits=limits)
        except UnsupportedError as error:
            raise UnsupportedError(f"{self.place}: {error}") from error
        except CoopgameError as error:
            raise StudyError(f"{self.place}: {error}") from error
        return replace(found, case=self.case)

    def check_on(self, diagram: PhaseDiagram) -> Case:
        """Return the case if it can be drawn on the map of the study.

        Raises
        ------
        StudyError
            It lies outside the map, or contradicts a value that the map fixes.
        """
        try:
            self.case.on(diagram)
        except CoopgameError as error:
            raise StudyError(f"{self.place}: {error}  With draw = false it is not drawn.") from error
        return self.case


def case_of(section: CaseSection, number: int, at: Mapping[str, Any], request: Request) -> StudyCase:
    """Return a case of a study file, checked against its model.

    Raises
    ------
    StudyError
        It names a parameter that the model does not have, leaves its bounds, or leaves one without a value.
    """
    place = f"case.{number}"
    values = dict(section.values)
    try:
        case = Case(section.name, values, free=section.free, note=section.note, citation=section.citation)
        rest = {name: value for name, value in at.items() if name not in values and name not in section.free}
        whole = Case(section.name, {**rest, **values}, free=section.free)
        setting_of(request.model, whole, request.concept, request.rule)
    except CoopgameError as error:
        raise StudyError(f"{place}: {error}") from error
    return StudyCase(place, case, whole, section.draw)


def reports_on(cases: Sequence[StudyCase], request: Request, limits: Limits) -> CaseTable:
    """Return the reports on the cases of a study.

    Raises
    ------
    StudyError
        Two cases have one name, or a case contradicts the side conditions.
    """
    return CaseTable(tuple(case.report(request, limits) for case in cases))


def check_names(cases: Sequence[StudyCase]) -> None:
    """Raise StudyError if two cases have one name."""
    names = [one.case.name for one in cases]
    for one in cases:
        if names.count(one.case.name) > 1:
            raise StudyError(f"{one.place}.name: two cases are called {one.case.name!r}; give each its own name.")


def write_cases(table: CaseTable, target: Path) -> None:
    """Write the reports: JSON or a LaTeX table, by the ending of the name.

    The file is complete or not there.

    Raises
    ------
    OSError
        It cannot be written.
    """
    written = _WRITERS[target.suffix.lower()](table)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        unfinished.write_text(written + "\n", encoding="utf-8")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _as_json(table: CaseTable) -> str:
    record = {
        "format": "coopgame cases, version 1",
        "coopgame": __version__,
        "cases": [_record(report) for report in table],
    }
    return json.dumps(record, ensure_ascii=False, indent=2)


def _record(report: CaseReport) -> dict[str, Any]:
    return {
        "name": report.case.name,
        "note": report.case.note,
        "citation": report.case.citation,
        "values": {s.name: shown(v) for s, v in report.case.parameters.items()},
        "free": [s.name for s in report.case.free],
        "possible": list(report.possible),
        "certain": list(report.certain),
        "without_equilibrium": report.without_equilibrium,
        "status": report.status,
        "reason": report.reason,
        "sentence": report.sentence,
        "regimes": [
            {"regime": o.regime, "example": _point(o.example), "counterexample": _point(o.counterexample)}
            for o in report.occurrences
        ],
    }


def _point(point: Mapping[Any, Any] | None) -> Mapping[str, str] | None:
    return None if point is None else {s.name: str(v) for s, v in point.items()}


_WRITERS: Final[Mapping[str, Callable[[CaseTable], str]]] = MappingProxyType(
    {".json": _as_json, ".tex": CaseTable.to_latex}
)
CASE_ENDINGS: Final = tuple(_WRITERS)
