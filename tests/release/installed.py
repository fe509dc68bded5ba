"""Install the wheel into a fresh environment and run tests against it: ``python -m tests.release.installed [PATH …]``.

    --oldest    with the oldest versions of the dependencies, those of ``oldest.txt``; needs Python 3.11
    --all       all tests instead of a part that takes some minutes
    PATH        these tests, such as ``tests/core``

The tests run in the unpacked source distribution without its ``src``, so nothing can come from a working copy.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
OLDEST = Path(__file__).with_name("oldest.txt")
#: What is tried of an installed package unless all is asked for: every layer, and what only a package can get wrong.
PART = (
    "tests/bimatrix",
    "tests/checker/test_certificates_of_maps.py",
    "tests/claims/test_published.py",
    "tests/core",
    "tests/deciders/test_theorem.py",
    "tests/docs/test_command_line.py",
    "tests/docs/test_theorem.py",
    "tests/export",
    "tests/expressions",
    "tests/figures/test_files.py",
    "tests/figures/test_palette.py",
    "tests/interchange",
    "tests/nash",
    "tests/release",
    "tests/study",
    "tests/timing",
    "tests/trees",
    "README.md",
)
#: Tests that read the source tree, which an installed package does not have.
OF_THE_SOURCE = (
    "tests/test_house.py",
    "tests/bimatrix/test_limits.py",
    "tests/docs/test_decomposition.py",
    "tests/release/test_package.py",
)


def built(folder: Path, *targets: str) -> list[Path]:
    """Build distributions of the working copy with the build backend that is installed."""
    arguments = [part for target in targets for part in ("-t", target)]
    command = [sys.executable, "-m", "hatchling", "build", *arguments, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return sorted(folder.iterdir())


def unpacked(archive: Path, folder: Path) -> Path:
    """Unpack a source distribution and take its package away."""
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    (tree,) = folder.iterdir()
    shutil.rmtree(tree / "src")
    return tree


def environment(folder: Path, wheel: Path, constraints: Iterable[Path]) -> Path:
    """Make an environment with the wheel and what its tests need; return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    limits = [part for path in constraints for part in ("-c", str(path))]
    subprocess.run([python, "-m", "pip", "install", "-q", *limits, f"{wheel}[test]"], check=True)
    return python


def tests_of(python: Path, tree: Path, paths: Iterable[str]) -> int:
    """Run tests in a tree, against the package that is installed."""
    where = "import coopgame, sys; sys.exit(not coopgame.__file__.startswith(sys.prefix))"
    subprocess.run([python, "-c", where], cwd=tree, check=True)
    ignored = [f"--ignore={path}" for path in OF_THE_SOURCE]
    # A release is worth the tests that take seconds each.
    own = {**os.environ, "CI": "1"}
    return subprocess.run([python, "-m", "pytest", "-q", *ignored, *paths], cwd=tree, check=False, env=own).returncode


def main(arguments: list[str]) -> int:
    """Do what the arguments say."""
    paths = [one for one in arguments if not one.startswith("--")]
    if set(arguments) - {"--oldest", "--all", *paths}:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        archive, wheel = sorted(built(folder / "dist", "wheel", "sdist"), key=lambda path: path.suffix)
        tree = unpacked(archive, folder / "tree")
        python = environment(folder / "venv", wheel, [OLDEST] if "--oldest" in arguments else [])
        return tests_of(python, tree, ["tests", "README.md"] if "--all" in arguments else paths or PART)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
