"""What the README promises besides its examples, which run as doctests."""

import re

import numpy as np
import pytest
from PIL import Image

import coopgame as cg
from coopgame import figures

from .pages import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURE = ROOT / "docs" / "images" / "headline.png"


def test_the_first_line_says_non_cooperative_strategic_games():
    assert "*non-cooperative* strategic games" in README.splitlines()[0]


def test_the_two_commands_stand_alone_on_a_line_each():
    section = README.split("## The two commands")[1].split("\n## ")[0].splitlines()
    assert "pip install uv && uv run coopgame figure examples/headline.toml -o headline.pdf" in section
    assert "pip install uv && uv run --extra test pytest" in section


def test_links_lead_to_files_that_exist():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(links) > 8
    missing = [link for link in links if "://" not in link and not (ROOT / link).exists()]
    assert not missing


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    study = cg.read_study(ROOT / "examples" / "headline.toml")
    diagram = study.run()
    with figures.style(figures.ELSEVIER_SINGLE):
        plot = diagram.plot()
    return plot.save(tmp_path_factory.mktemp("headline") / "headline.png", sidecar=False)


@pytest.mark.thorough
def test_the_headline_picture_says_what_its_study_produces(fresh):
    with Image.open(PICTURE) as committed, Image.open(fresh) as made:
        for key in ("Title", "Description", "Keywords", "Provenance"):
            assert committed.text[key] == made.text[key]


@pytest.mark.thorough
def test_the_headline_picture_shows_what_its_study_produces(fresh):
    def coarse(path):
        with Image.open(path) as picture:
            size = picture.size
            return size, np.asarray(picture.convert("RGB").resize((64, 64), Image.Resampling.BOX), dtype=float)

    (size, committed), (other, made) = coarse(PICTURE), coarse(fresh)
    assert size == other
    assert np.abs(committed - made).mean() < 1


def test_the_headline_picture_is_small():
    assert PICTURE.stat().st_size < 150_000
    assert not PICTURE.with_suffix(".json").exists()
