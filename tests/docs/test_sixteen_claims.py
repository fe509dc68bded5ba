"""The page of the sixteen claims is made of what the library decides."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import coopgame as cg

from .pages import DOCS

pytestmark = pytest.mark.xdist_group("claims page")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The generator of the page, which lives beside the documentation."""
    monkeypatch.syspath_prepend(str(DOCS / "_ext"))
    yield import_module("claims_page")
    for name in ("claims_page", "claims_layout"):
        sys.modules.pop(name, None)


def claim(number: str) -> cg.claims.Claim:
    return next(c for c in cg.claims.thesis() if c.number == number)


def undecided(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave everything undecided, which is quick."""
    monkeypatch.setattr(made.cg, "decide", lambda statement, **_: cg.Verdict(statement, "undecided"))


@pytest.mark.thorough
def test_the_page_has_a_section_for_every_claim(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    undecided(made, monkeypatch)
    claims = cg.claims.thesis()
    text = made.page([made.told_of_claim(one) for one in claims])
    assert re.findall(r"^## Claim (\w+)$", text, re.MULTILINE) == [one.number for one in claims]
    assert {one.number.rstrip("abc") for one in claims} == {str(n) for n in range(1, 17)}
    for one in claims:
        assert text.count(made.escaped(one.text)) == 2
        assert made.escaped(one.source) in text
        assert one.repair is None or made.escaped(one.repair.text) in text
        assert all(made.escaped(variant.text.rstrip(":")) in text for variant in one.variants)


@pytest.mark.thorough
def test_no_formula_is_too_long_for_a_line(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    undecided(made, monkeypatch)
    for one in cg.claims.thesis():
        for statement in (one.statement, *([one.repair.statement] if one.repair else [])):
            formulas = [f for line in made.layout(statement.node) for f in re.findall(r"\$([^$]+)\$", line)]
            shown = [re.sub(r"\\(text|left|right)?\b|\\[a-z]+|[{}_^$]", "", formula) for formula in formulas]
            assert max(map(len, shown)) < 140, one.number
            assert max(map(len, made.layout(statement.node))) < len(statement.to_latex()) + 120


@pytest.mark.thorough
def test_the_page_says_what_the_library_decides(made: Any) -> None:
    text = made.page([made.told_of_claim(claim("6")), made.told_of_claim(claim("2"))])
    verdict = cg.decide(claim("6").statement)
    assert "| [6](#claim-6) |" in text
    assert f"**{verdict.status}**" in text
    assert all(f"${s.name} = " in text or f"{s.name}" not in {"V", "b", "p"} for s in verdict.witness)
    assert made.escaped(verdict.evidence[0]) in text
    assert r"**true exactly when** $B^{*} = 0$ or $D^{*} \leq 0$ or $P^{*} = 0$" in text
    assert r"**true exactly when** $b < B^{*}$, $b < D^{*} - P^{*}$ and $P^{*} > 0$" in text
    assert r"Here $P^{*} = V \delta + k_{K}$" in text


@pytest.mark.thorough
def test_another_verdict_makes_another_page(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made.page([made.told_of_claim(claim("4b"))])
    undecided(made, monkeypatch)
    after = made.page([made.told_of_claim(claim("4b"))])
    assert "**proved**" in before
    assert "**undecided**" in after


@pytest.mark.long
def test_what_was_decided_is_read_again_as_long_as_the_sources_are_the_same(
    made: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made.decided(["4b"], tmp_path)
    runs: list[Any] = []
    run = made.subprocess.run
    monkeypatch.setattr(made.subprocess, "run", lambda *a, **k: runs.append(a) or run(*a, **k))
    assert made.decided(["4b"], tmp_path) == first
    assert runs == []
    monkeypatch.setattr(made, "key", lambda: "other sources")
    assert made.decided(["4b"], tmp_path) == first
    assert len(runs) == 1


def test_the_key_depends_on_every_source(made: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("x = 1\n")
    monkeypatch.setattr(made.cg, "__file__", str(package / "__init__.py"))
    before = made.key()
    assert made.key() == before
    (package / "__init__.py").write_text("x = 2\n")
    assert made.key() != before


@pytest.mark.thorough
def test_a_claim_that_was_not_decided_in_time_is_tried_again_in_the_next_build(
    made: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undecided(made, monkeypatch)
    kept = tmp_path / made.key() / "4b.json"
    kept.parent.mkdir()
    kept.write_text(made.json.dumps(made.told_of_claim(claim("4b"))), encoding="utf-8")
    with pytest.raises(RuntimeError, match="Claim 4b is undecided"):
        made.decided(["4b"], tmp_path)
    assert not kept.exists()


@pytest.mark.thorough
def test_a_claim_that_cannot_be_decided_stops_the_build(made: Any, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="Claim 99 could not be decided"):
        made.decided(["99"], tmp_path)


@pytest.mark.usefixtures("made")
@pytest.mark.long
def test_the_page_builds(tmp_path: Path) -> None:
    application = pytest.importorskip("sphinx.application")
    pytest.importorskip("myst_parser")
    pytest.importorskip("furo")
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text(
        'extensions = ["mathml", "myst_parser", "thesis_claims"]\nhtml_math_renderer = "mathml"\n'
        'myst_enable_extensions = ["amsmath", "dollarmath"]\nexclude_patterns = ["_build"]\n'
    )
    (source / "index.md").write_text("# Claims\n\n```{thesis-claims} 6 4b\n```\n")
    places = (source, source, tmp_path / "html", tmp_path / "doctrees")
    application.Sphinx(*map(str, places), "html", warningiserror=True, status=None).build()
    html = (tmp_path / "html" / "index.html").read_text(encoding="utf-8")
    assert html.count("<math") > 20
    assert 'id="claim-6"' in html
    assert 'href="#claim-4b"' in html
    assert "Decided by" in html
