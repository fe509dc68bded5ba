"""Every model of the literature has on its page what was published, what the library finds, and a picture."""

import re

import pytest

from .pages import DOCS, blocks

MODELS = DOCS / "models"
#: Models of this library, which nobody has published before.
OWN = {"index", "contracting", "contracting_private"}
PAGES = [page for page in sorted(MODELS.glob("*.md")) if page.stem not in OWN]


def lacking(text):
    """What a page does not have."""
    published, _, derived = text.partition("**Re-derived.**")
    said = published.partition("**Published.**")[2]
    return [
        what
        for what, there in {
            "a published statement": said.strip(),
            "its citation": re.search(r"\{cite:[pt]\}`\w+", text),
            "an answer of the library": ">>> " in derived,
            "a picture": re.search(r"^```\{(study|tree)\}", text, re.M),
        }.items()
        if not there
    ]


def test_there_are_pages():
    assert {"st_plane", "hood", "hart_shleifer_vishny", "besley_ghatak"} <= {page.stem for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_of_the_literature_has_statement_citation_answer_and_picture(page):
    assert lacking(page.read_text(encoding="utf-8")) == []
    assert any("cg.solve" in block or "cg.phase_diagram" in block for block in blocks(page, "python"))


@pytest.mark.parametrize(
    ("missing", "what"),
    [
        (r"\*\*Published\.\*\*", "a published statement"),
        (r"\{cite", "its citation"),
        (r">>> ", "an answer of the library"),
        (r"```\{", "a picture"),
    ],
)
def test_what_is_lacking_is_noticed(missing, what):
    text = (MODELS / "besley_ghatak.md").read_text(encoding="utf-8")
    assert what in lacking(re.sub(missing, "", text))
