"""Configuration of the documentation; build it with ``python -m sphinx -W -b html docs docs/_build/html``."""

import sys
from pathlib import Path

import coopgame

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "coopgame"
author = "The coopgame developers"
copyright = "2026, The coopgame developers"
release = version = coopgame.__version__

extensions = [
    "mathml",
    "myst_parser",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx_gallery.gen_gallery",
    "sphinxcontrib.bibtex",
    "study_figure",
    "thesis_claims",
]
exclude_patterns = ["_build", "gallery_src", "notebooks_src", "gallery/*.py.md5", "notebooks/*.py.md5"]
templates_path = ["_templates"]

html_theme = "furo"
html_math_renderer = "mathml"
html_title = "coopgame"
html_static_path = ["_static"]
html_css_files = ["pages.css"]

myst_enable_extensions = ["amsmath", "dollarmath", "deflist"]
myst_heading_anchors = 3
suppress_warnings = ["config.cache"]

autodoc_typehints = "none"
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False

bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year"

sphinx_gallery_conf = {
    "examples_dirs": ["gallery_src", "notebooks_src"],
    "gallery_dirs": ["gallery", "notebooks"],
    "within_subsection_order": "FileNameSortKey",
    "image_scrapers": ("plot_scraper",),
    "ignore_repr_types": "DiagramPlot|EquilibriumPlot|Axes",
    "download_all_examples": False,
    "show_memory": False,
    "show_signature": False,
}
