"""The documentation as a whole: four parts, names that exist, an example of everything, links that lead somewhere."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import coopgame as cg

from .pages import DOCS, ROOT, blocks, named, pages, table
from .test_reference import listed

PAGES = pages()
MADE_BY_THE_BUILD = ("../gallery/", "gallery/", "../notebooks/", "notebooks/")
THEORY = DOCS / "theory"
#: Pages that show what has no example of its own, because nobody makes it by hand.
BY_EXAMPLE = [DOCS / "reference" / "results.md", DOCS / "reference" / "mistakes.md"]


def test_the_first_page_leads_to_the_four_parts() -> None:
    text = (DOCS / "index.md").read_text(encoding="utf-8")
    assert [row[0] for row in table(DOCS / "index.md", "part")] == ["Tutorial", "Guides", "Theory", "Reference"]
    for page in ("tutorial.md", "howto/index.md", "theory/index.md", "reference/index.rst"):
        assert f"[]({page})" in text
        assert (DOCS / page).is_file()


def shown() -> str:
    """Return every executed example of the pages that show results and errors, and the words around them."""
    return "\n".join(page.read_text(encoding="utf-8") for page in BY_EXAMPLE)


def has_example(value: Any) -> bool:
    return bool(re.search(r"Examples\n--------\n(.*\n)*>>> ", inspect.getdoc(value) or ""))


@pytest.mark.parametrize(("module", "name"), sorted(listed()), ids=lambda part: part)
def test_every_name_of_the_reference_has_an_executed_example(module: str, name: str) -> None:
    """In its own entry, or named on a page of examples and used there."""
    if not has_example(getattr(importlib.import_module(module), name)):
        assert re.search(rf"\b{name}\b", shown()), (
            f"{name} has no example; add one to its docstring or to {named(BY_EXAMPLE[0])}"
        )


def test_an_example_that_is_missing_is_noticed() -> None:
    assert not has_example(test_every_name_of_the_reference_has_an_executed_example)
    assert not re.search(r"\bNoSuchResult\b", shown())
    assert sum(len(blocks(page, "python")) for page in BY_EXAMPLE) > 20


def missing(text: str) -> list[str]:
    """Return the dotted names that start with the package, as pages write them, and do not exist."""
    found = []
    for dotted in sorted(set(re.findall(r"(?<![\w.])(?:cg|coopgame)((?:\.[A-Za-z_]\w*)+)", text))):
        value: Any = cg
        for part in dotted.strip(".").split("."):
            if not hasattr(value, part):
                found.append(dotted)
                break
            value = getattr(value, part)
            if not inspect.ismodule(value):
                break
    return found


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_names_on_the_page_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    wrong = [r"errors\.", r"cg\.phase_digram", r"cg\.equilibriums"]  # inside tracebacks and examples of mistakes
    importlib.import_module("coopgame.study")
    importlib.import_module("coopgame.deciders")
    assert [name for name in missing(text) if not any(re.search(one, f"cg{name}") for one in wrong)] == []


def test_a_name_that_does_not_exist_is_noticed() -> None:
    assert missing("cg.solve and cg.models.hood and cg.solv and `cg.models.hod()`") == [".models.hod", ".solv"]


def test_the_notation_lists_every_numbered_equation_of_the_theory() -> None:
    labels = {
        label for page in THEORY.glob("*.md") for label in re.findall(r"^\$\$ \((.+)\)$", page.read_text("utf-8"), re.M)
    }
    rows = table(THEORY / "notation.md", "equation")
    assert {match for row in rows for match in re.findall(r"\{eq\}`([\w-]+)`", row[0])} == labels
    for row in rows:
        (label,) = re.findall(r"\{eq\}`([\w-]+)`", row[0])
        (page,) = re.findall(r"\[\]\((.+)\)", row[2])
        assert f"$$ ({label})" in (THEORY / page).read_text(encoding="utf-8")


def addresses(text: str) -> list[str]:
    return re.findall(r"https?://[^\s)>\]}\"'`|]+", text)


def wrong_addresses(text: str) -> list[str]:
    """Return addresses that cannot be right; whether the rest answer is not asked, since the build has no network."""
    found = []
    for address in addresses(text):
        parts = urlsplit(address)
        plain = re.fullmatch(r"[\w~%./+()-]*", parts.path) and re.fullmatch(r"[\w.-]+\.[a-z]{2,}", parts.netloc)
        if parts.scheme != "https" or not plain:
            found.append(address)
    return found


def test_external_links_are_well_formed() -> None:
    texts = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", DOCS / "references.bib"]
    found = {named(path): wrong_addresses(path.read_text(encoding="utf-8")) for path in texts}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert sum(len(addresses(path.read_text(encoding="utf-8"))) for path in texts) > 5
    assert wrong_addresses("http://example.org and https://nowhere and https://a.org/b%20c") == [
        "http://example.org",
        "https://nowhere",
    ]


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=named)
def test_relative_links_lead_to_files(page: Path) -> None:
    """Sphinx checks anchors and references of the documentation; this also reads the pages that it does not build."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for link in re.findall(r"\]\(([^)\s#]+)(?:#[\w-]*)?\)", text):
        if "://" not in link and not link.startswith(MADE_BY_THE_BUILD):
            assert (page.parent / link).exists(), link
