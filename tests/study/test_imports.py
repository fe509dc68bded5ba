"""What importing costs, by structure: which libraries are loaded when."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"numpy", "sympy", "matplotlib", "shapely", "pydantic", "flint", "scipy", "tqdm", "nashpy", "click"}
STUDY = Path(__file__).parents[2] / "examples" / "headline.toml"


def loaded(code: str) -> set[str]:
    """Return the heavy libraries that a fresh interpreter has loaded after running ``code``."""
    script = f"import json, sys\n{code}\nprint(json.dumps(sorted({{m.partition('.')[0] for m in sys.modules}})))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return HEAVY & set(json.loads(done.stdout.splitlines()[-1]))


def test_the_package_alone_loads_nothing() -> None:
    assert loaded("import coopgame\ndir(coopgame)\ncoopgame.__version__") == set()


def test_errors_load_nothing() -> None:
    assert loaded("import coopgame\ncoopgame.InputError") == set()


@pytest.mark.thorough
def test_the_exact_layers_load_no_floating_point() -> None:
    assert loaded("import coopgame.regions") == {"sympy", "flint"}
    assert loaded("import coopgame.conditions, coopgame.equilibria, coopgame.models") == {"sympy", "flint"}


@pytest.mark.thorough
def test_reading_and_mapping_a_study_draws_nothing() -> None:
    code = f"import coopgame\nd = coopgame.read_study({str(STUDY)!r}).run()\nassert d.verify(points=5)\nd.to_latex()"
    assert loaded(code) == {"sympy", "flint", "pydantic"}


@pytest.mark.thorough
def test_drawing_loads_matplotlib() -> None:
    assert {"matplotlib", "shapely"} <= loaded("import coopgame\ncoopgame.figures")


def test_the_command_line_loads_nothing_for_its_help() -> None:
    assert loaded("import coopgame.cli") == {"click"}


@pytest.mark.thorough
def test_importing_everything_changes_no_settings() -> None:
    code = """
import warnings, decimal, logging, matplotlib, scipy.stats, sympy, numpy
def settings():
    return [dict(matplotlib.rcParams), list(warnings.filters), decimal.getcontext().prec, numpy.get_printoptions(),
            numpy.geterr(), sys.getrecursionlimit(), sys.get_int_max_str_digits(), logging.root.level,
            sympy.srepr(sympy.Symbol("x")), sys.displayhook, sys.excepthook,
            dict.__getitem__(matplotlib.rcParams, "backend")]
before = settings()
import coopgame
for name in coopgame.__all__:
    getattr(coopgame, name)
import coopgame.cli
assert settings() == before
"""
    loaded(code)


@pytest.mark.thorough
def test_every_public_name_can_be_had() -> None:
    loaded(
        "import coopgame\nassert all(hasattr(coopgame, n) for n in coopgame.__all__)\n"
        "assert dir(coopgame) == sorted(coopgame.__all__)\nassert not hasattr(coopgame, 'nonsense')"
    )
