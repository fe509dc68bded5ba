"""Licence, citation and changelog agree with the package."""

import re

import yaml

import coopgame as cg

from .pages import ROOT


def test_the_citation_names_this_version_and_the_thesis():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert (citation["version"], citation["license"]) == (cg.__version__, "MIT")
    (thesis,) = citation["references"]
    assert (thesis["type"], thesis["year"], thesis["authors"][0]["family-names"]) == ("thesis", 2020, "Yang")


def test_the_changelog_has_an_entry_for_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(cg.__version__)}\]", changelog, re.MULTILINE)


def test_the_licence_is_mit():
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
