"""What the built package contains, and which versions of its dependencies it says it works with."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import ROOT

from . import installed

#: Pinned because newer ones warn when the oldest versions use them; the package itself asks for none of them.
OF_THEIR_TIME = {"pyparsing"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def bounds() -> Iterator[tuple[str, str]]:
    """Yield every requirement of the package and of its tests, with its lower bound."""
    extras = PROJECT["optional-dependencies"]
    for requirement in [*PROJECT["dependencies"], *(r for name in extras if name != "docs" for r in extras[name])]:
        match = re.fullmatch(r"([\w-]+)(?:\[\w+\])?(?:>=([\d.]+))?", requirement)
        assert match, requirement
        if not match[1].startswith("types-"):  # stubs are taken as they come
            yield match[1], match[2]


def padded(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in version.split(".")]
    return (*numbers, *[0] * (4 - len(numbers)))


def test_the_oldest_versions_that_are_tried_are_the_bounds() -> None:
    lines = installed.OLDEST.read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert set(pinned) >= OF_THEIR_TIME
    pinned = {name: version for name, version in pinned.items() if name not in OF_THEIR_TIME}
    wanted = dict(bounds())
    assert all(wanted.values())
    assert {name: padded(version) for name, version in pinned.items()} == {n: padded(v) for n, v in wanted.items()}
    assert list(pinned) == sorted(pinned)


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    pytest.importorskip("hatchling", reason="hatchling, of the extra 'test', is not installed")
    folder = tmp_path_factory.mktemp("dist")
    archive, wheel = sorted(installed.built(folder, "wheel", "sdist"), key=lambda path: path.suffix)
    return archive, wheel


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as file:
        return set(file.namelist())


def test_the_wheel_contains_both_packages_with_their_types_and_nothing_else(distributions: tuple[Path, Path]) -> None:
    found = names(distributions[1])
    package = {n for n in found if ".dist-info/" not in n}
    kinds = (".py", ".js", ".css", ".html")
    files = (path for path in (ROOT / "src").rglob("*") if path.suffix in kinds)
    sources = {str(path.relative_to(ROOT / "src").as_posix()) for path in files}
    assert package == sources | {"coopgame/py.typed", "coopgame_checker/py.typed"}
    assert any(n.endswith("licenses/LICENSE") for n in found)


@pytest.mark.thorough
def test_the_source_distribution_contains_what_its_tests_and_pages_need(
    distributions: tuple[Path, Path], tmp_path: Path
) -> None:
    tree = installed.unpacked(distributions[0], tmp_path)
    for name in (
        "pyproject.toml",
        "README.md",
        "CONTRIBUTING.md",
        "examples/paper/make.py",
        "docs/index.md",
        ".ci/run",
    ):
        assert (tree / name).is_file(), name
    assert not list(tree.rglob("*.pdf"))


@pytest.mark.thorough
def test_the_package_works_from_its_wheel(distributions: tuple[Path, Path], tmp_path: Path) -> None:
    """Without the working copy: unzipped elsewhere, and preferred to whatever else is installed."""
    site = tmp_path / "site"
    with zipfile.ZipFile(distributions[1]) as file:
        file.extractall(site)
    tree = installed.unpacked(distributions[0], tmp_path / "tree")
    program = (
        "import coopgame as cg, coopgame_checker, sys; from pathlib import Path\n"
        "assert all(str(Path(m.__file__)).startswith(sys.argv[1]) for m in (cg, coopgame_checker))\n"
        "d = cg.read_study('examples/headline.toml').run()\n"
        "print(d.area('cooperation'), d.verify(points=5).passed, d.plot().save('map.pdf').name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, str(site)],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.stdout) == ("", "12 True map.pdf\n")


@pytest.mark.long
def test_tests_pass_from_the_wheel_in_a_fresh_environment() -> None:
    """``python -m tests.release.installed``; environments without a registry cannot make one."""
    done = subprocess.run([sys.executable, "-m", "tests.release.installed"], cwd=ROOT, check=False)
    assert done.returncode == 0
