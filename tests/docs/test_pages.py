"""Every example on every page runs, and pages keep to what a reader can use."""

import doctest
import re
import shutil

import pytest

import coopgame as cg

from .pages import DOCS, ROOT, blocks, named, pages

PAGES = pages()
WITH_EXAMPLES = [p for p in PAGES if ">>>" in p.read_text(encoding="utf-8") and p.name != "README.md"]
STUDIES = [(p, k) for p in PAGES for k in range(len(blocks(p, "toml")))]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the examples in it, in which a reader types what a page says."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.thorough
@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=named)
@pytest.mark.usefixtures("desk")
def test_examples_of_the_page_give_what_it_says(page):
    flags = doctest.NORMALIZE_WHITESPACE | doctest.REPORT_UDIFF
    failed, tried = doctest.testfile(str(page), module_relative=False, optionflags=flags, encoding="utf-8")
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_python_blocks_are_examples_that_run(page):
    assert all(">>>" in block for block in blocks(page, "python"))


@pytest.mark.parametrize(("page", "number"), STUDIES, ids=lambda value: getattr(value, "stem", value))
def test_studies_on_pages_run(page, number, desk):
    study = desk / "study.toml"
    study.write_text(blocks(page, "toml")[number], encoding="utf-8")
    assert cg.read_study(study).run().verify(points=20)


@pytest.mark.thorough
@pytest.mark.parametrize("study", sorted((DOCS / "studies").glob("*.toml")), ids=named)
def test_studies_of_the_documentation_run(study):
    assert cg.read_study(study).run().verify(points=20)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_pages_name_no_folder_of_a_particular_machine(page):
    assert not re.search(r"(?<![\w.])/(?:work|tmp|root|home|opt|Users)/", page.read_text(encoding="utf-8"))
