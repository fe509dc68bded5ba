"""Verdicts on the statements of a study as text, as data, as LaTeX and as SMT-LIB."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from coopgame._version import __version__
from coopgame.claims import Verdict, proposition
from coopgame.claims.language.wording import relation_text
from coopgame.errors import StatementError
from coopgame.study.build import Study
from coopgame.study.statements import StudyStatement

Pairs = Sequence[tuple[StudyStatement, Verdict]]


def verdicts_in(study: Study, verdicts: Sequence[Verdict]) -> str:
    """Return the verdicts as text, each under the words of its statement.

    Examples
    --------
    >>> from coopgame.study import read_study
    >>> study = read_study("examples/statements.toml")
    >>> print(verdicts_in(study, study.decide()[:1]).splitlines()[0])
    statement.0: Without competition capture is never chosen.
    """
    return "\n\n".join(f"{_head(one)}\n{verdict!r}" for one, verdict in _pairs(study, verdicts))


def _pairs(study: Study, verdicts: Sequence[Verdict]) -> Pairs:
    return list(zip(study.statements, verdicts, strict=False))


def _head(one: StudyStatement) -> str:
    words = one.text or one.name
    return f"{one.place}: {words}" if words else f"{one.place}: {' '.join(one.claim.split())}"


def write_verdicts(study: Study, verdicts: Sequence[Verdict], target: Path) -> None:
    """Write the verdicts: JSON, LaTeX propositions or SMT-LIB text, by the ending of the name.

    The file is complete or not there.

    Raises
    ------
    OSError
        It cannot be written.
    """
    text = _WRITERS[target.suffix.lower()](study, _pairs(study, verdicts))
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _as_json(study: Study, pairs: Pairs) -> str:
    record = {
        "format": "coopgame verdicts, version 1",
        "coopgame": __version__,
        "study": study.file.name,
        "title": study.title,
        "concept": study.request.concept.name,
        "statements": [_record(one, verdict) for one, verdict in pairs],
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _record(one: StudyStatement, verdict: Verdict) -> dict[str, Any]:
    return {
        "place": one.place,
        "name": one.name,
        "text": one.text,
        "claim": one.claim,
        "statement": str(verdict.statement),
        "status": verdict.status,
        "condition": None if verdict.condition is None else relation_text(verdict.condition),
        "assumptions": [relation_text(condition) for condition in verdict.assumptions],
        "witness": _point(verdict.witness),
        "example": _point(verdict.example),
        "evidence": list(verdict.evidence),
        "method": verdict.method,
        "confirmed_by": list(verdict.confirmed_by),
        "reason": verdict.reason,
        "expect": one.expect,
    }


def _point(point: Mapping[Any, Any] | None) -> dict[str, str] | None:
    return None if point is None else {s.name: str(v) for s, v in sorted(point.items(), key=lambda item: item[0].name)}


def _as_latex(study: Study, pairs: Pairs) -> str:
    parts = [f"% {study.file.name}; coopgame.latex_preamble() has the lines of the preamble that this needs."]
    for one, verdict in pairs:
        parts.append(f"% {_head(one)}")
        if verdict.condition is None:
            parts.append(f"% undecided: {' '.join(verdict.reason.split())}")
        else:
            parts.append(proposition(verdict, name=one.name, words=one.text).to_latex())
    return "\n".join(parts) + "\n"


def _as_smtlib(study: Study, pairs: Pairs) -> str:
    parts = []
    for one, verdict in pairs:
        head = f"; {study.file.name}, {_head(one)}\n; {_ascii(str(verdict.statement))}\n; {_ascii(verdict.words)}"
        values = ", ".join(f"{s.name} = {v}" for s, v in one.fixed.items())
        head += f"\n; with {values}" if values else ""
        try:
            parts.append(f"{_ascii(head)}\n{verdict.smtlib()}")
        except StatementError as error:
            parts.append(f"{_ascii(head)}\n; {error}")
    return "\n(reset)\n".join(parts) + "\n"


def _ascii(words: str) -> str:
    """Return words in the characters that SMT-LIB text may have."""
    return words.encode("ascii", "backslashreplace").decode("ascii")


_WRITERS: Final[Mapping[str, Callable[[Study, Pairs], str]]] = MappingProxyType(
    {".json": _as_json, ".tex": _as_latex, ".smt2": _as_smtlib}
)
VERDICT_ENDINGS: Final = tuple(_WRITERS)
