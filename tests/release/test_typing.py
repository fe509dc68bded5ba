"""The public names are typed for users: strict mypy reads a user's script against the package."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from . import a_users_script

SCRIPT = Path(a_users_script.__file__)
#: Calls that are wrong, with a part of what mypy says of each.
WRONG = {
    "cg.phase_diagram(cg.models.contracting(), z=('p', 0, 10))": 'Unexpected keyword argument "z"',
    "cg.solve(cg.models.contracting()).equilibriums": 'has no attribute "equilibriums"',
    "cg.no_such_name": 'Module has no attribute "no_such_name"',
    "number: int = cg.decide(cg.claims.fact('p > 0')).status": "Incompatible types in assignment",
}


def said_of(script: Path, cache: Path) -> str:
    """Return what strict mypy says, run where no configuration and no source of ours is found."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(cache), "--no-error-summary", str(script)]
    done = subprocess.run(command, cwd=script.parent, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


@pytest.fixture(scope="module")
def cache(request: pytest.FixtureRequest) -> Path:
    return request.config.cache.mkdir("mypy of a user")


def test_strict_mypy_has_nothing_to_say_of_a_users_script_and_names_its_mistakes(cache: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    text = SCRIPT.read_text(encoding="utf-8")
    script.write_text(text + "\n\n" + "\n".join(WRONG), encoding="utf-8")
    # Notes may point to where something is defined.
    said = [line for line in said_of(script, cache).splitlines() if Path(line.split(":")[0]).name == script.name]
    first = len(text.splitlines()) + 3
    assert [line for line in said if int(line.split(":")[1]) < first] == []
    for number, words in enumerate(WRONG.values(), start=first):
        assert any(line.split(":")[1] == str(number) and words in line for line in said), said


@pytest.mark.thorough
def test_the_script_runs(tmp_path: Path) -> None:
    a_users_script.main(tmp_path)
    assert (tmp_path / "map.pdf").is_file()
