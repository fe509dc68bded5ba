"""The text of the page of claims: every claim of the thesis with its verdict, decided when the page is built.

Each claim is decided in a process of its own.  What was decided is kept under ``docs/_build/claims`` by a hash of the
sources of the package, so that a second build reads it again and any change of the sources decides afresh.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import sympy
from claims_layout import escaped, layout

import coopgame as cg
from coopgame.claims.publishing.printed import latex_of
from coopgame.deciders import Limits

#: A page must not depend on how busy the machine is that builds it; confirmations, which are extra, get the usual time.
PATIENT = Limits(seconds=120)
#: The names that the theory page of the reduced form defines.
THRESHOLDS = {"P^*": "delta*V + k_K", "B^*": "(1 - rho)*V + k_R", "D^*": "V - V_G + k_S"}
#: What stands on the left of conditions: the axes of the map.
AXES = ("p", "b")
Told = Mapping[str, Any]


def told(words: str, statement: cg.Statement) -> Told:
    """Decide a statement and return everything that the page says of it, as text."""
    verdict = cg.decide(statement)
    if verdict.status == "undecided":
        verdict = cg.decide(statement, limits=PATIENT)
    condition, names = _condition(verdict)
    return {
        "words": words,
        "formula": layout(statement.node),
        "status": verdict.status,
        "condition": condition,
        "thresholds": names,
        "witness": _point(verdict.witness),
        "example": _point(verdict.example),
        "evidence": list(verdict.evidence),
        "assumptions": [f"${latex_of(a)}$" for a in verdict.assumptions],
        "method": verdict.method,
        "confirmed_by": list(verdict.confirmed_by),
        "reason": verdict.reason,
    }


def _condition(verdict: cg.Verdict) -> tuple[str, list[str]]:
    """Return the condition as running text, with thresholds where all their parameters occur."""
    if verdict.published is None:
        return "", []
    known = {s.name for a in verdict.assumptions for s in a.free_symbols}
    fit = {k: v for k, v in THRESHOLDS.items() if {s.name for s in sympy.sympify(v).free_symbols} <= known}
    wanted = [s for s in AXES if s in known]
    clause = cg.proposition(verdict, thresholds=fit, solve_for=wanted).clauses[0].condition
    return clause.to_latex(), [f"${latex_of(s)} = {latex_of(e)}$" for s, e in clause.thresholds.items()]


def _point(point: Mapping[sympy.Symbol, sympy.Rational] | None) -> list[str]:
    ordered = sorted((point or {}).items(), key=lambda item: str(item[0]))
    return [f"${latex_of(sympy.Eq(s, v, evaluate=False))}$" for s, v in ordered]


def told_of_claim(claim: cg.claims.Claim) -> Told:
    """Return everything that the page says of a claim."""
    own = dict(told(claim.text, claim.statement))
    own |= {"number": claim.number, "source": claim.source, "sentence": claim.sentence}
    own["variants"] = [told(variant.text, variant.statement) for variant in claim.variants]
    own["repair"] = told(claim.repair.text, claim.repair.statement) if claim.repair is not None else None
    return own


def key() -> str:
    """Return a hash of the sources of the package and of this page."""
    sources = [*Path(cg.__file__).parent.rglob("*.py"), *Path(__file__).parent.glob("*claims*.py")]
    digest = hashlib.sha256(sympy.__version__.encode())
    for path in sorted(sources):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def decided(numbers: Iterable[str], folder: Path) -> list[Told]:
    """Return what is said of some claims, decided or read again, as many at a time as there are processors."""
    place = folder / key()
    place.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(lambda number: _kept(number, place / f"{number}.json"), numbers))


def _kept(number: str, path: Path) -> Told:
    if not path.exists():
        run = subprocess.run(  # noqa: S603 - this very file
            [sys.executable, __file__, number], capture_output=True, check=False, text=True, encoding="utf-8"
        )
        if run.returncode != 0:
            raise RuntimeError(f"Claim {number} could not be decided: {run.stderr[-2000:]}")
        path.write_text(run.stdout, encoding="utf-8")
    found: Told = json.loads(path.read_text(encoding="utf-8"))
    for own in (found, *found["variants"], *([found["repair"]] if found["repair"] is not None else [])):
        if own["status"] == "undecided":
            path.unlink()
            raise RuntimeError(f"Claim {number} is undecided: {own['words']} {own['reason']}")
    return found


def page(claims: Sequence[Told]) -> str:
    """Return the text of the page: a table, and a section for each claim."""
    rows = [f"| [{c['number']}](#{_anchor(c)}) | {escaped(c['words'])} | {_summary(c)} |" for c in claims]
    table = ["| | claim | verdict |", "|---|---|---|", *rows]
    return "\n".join([*table, "", *(line for claim in claims for line in _section(claim))])


def _anchor(claim: Told) -> str:
    return f"claim-{claim['number']}"


def _verdict(own: Told) -> str:
    return f"**true exactly when** {own['condition']}" if own["condition"] else f"**{own['status']}**"


def _summary(claim: Told) -> str:
    """Return the verdict, and for a claim that is false as worded that of a true sentence near it."""
    near = "" if claim["repair"] is None else f"; near it: {_verdict(claim['repair'])}"
    return f"{_verdict(claim)}{near}"


def _section(claim: Told) -> Iterator[str]:
    yield from (f"({_anchor(claim)})=", f"## Claim {claim['number']}", "", f"> {escaped(claim['words'])}", "")
    yield from (f"From sentence {claim['sentence']} of the thesis: *{escaped(claim['source'])}*", "")
    yield from _told(claim)
    for variant in claim["variants"]:
        yield from (f"### Claim {claim['number']}, {escaped(variant['words'].rstrip(':'))}", "")
        yield from _told(variant)
    if claim["repair"] is not None:
        yield from (
            f"### A true sentence near claim {claim['number']}",
            "",
            f"> {escaped(claim['repair']['words'])}",
            "",
        )
        yield from _told(claim["repair"])


def _told(own: Told) -> Iterator[str]:
    yield from (f"Verdict: {_verdict(own)}.", "")
    if own["thresholds"]:
        yield from (f"Here {', '.join(own['thresholds'])}.", "")
    for word, point in (("It fails at", own["witness"]), ("It holds at", own["example"])):
        if point:
            yield from (f"{word} {', '.join(point)}.", "")
    if own["evidence"]:
        yield from ("There the games, solved with these numbers, say:", "")
        yield from (*(f"- {escaped(line)}" for line in own["evidence"]), "")
    yield from ("The statement:", "", *own["formula"], "")
    if own["assumptions"]:
        yield from (f"Over {', '.join(own['assumptions'])}.", "")
    others = f"; confirmed by {', '.join(own['confirmed_by'])}" if own["confirmed_by"] else ""
    yield from (f"Decided by {own['method']}{others}.", "") if own["method"] else ()
    if own["reason"]:
        yield from (escaped(own["reason"]), "")


if __name__ == "__main__":
    (_chosen,) = (c for c in cg.claims.thesis() if c.number == sys.argv[1])
    print(json.dumps(told_of_claim(_chosen), ensure_ascii=False, indent=1))
