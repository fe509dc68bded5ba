"""Exit codes and files of the command line, as its page says."""

import shutil

import pytest

from coopgame.cli import main

from .pages import ROOT


@pytest.fixture
def desk(tmp_path, monkeypatch):
    shutil.copy(ROOT / "examples" / "headline.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def code(*arguments):
    try:
        main(arguments)
    except SystemExit as stop:
        return stop.code or 0
    return 0


@pytest.mark.thorough
def test_done_is_0(desk):
    assert code("figure", "headline.toml", "--verify") == 0
    assert (desk / "headline.pdf").read_bytes().startswith(b"%PDF")
    assert code("check", "headline.toml") == 0
    assert code("solve", "headline.toml", "--table") == 0


def test_a_wrong_study_is_1_with_one_message_that_names_the_mistake(desk, capsys):
    (desk / "wrong.toml").write_text("[model]\nuse = 'contracting'\n[axis]\n", encoding="utf-8")
    assert code("check", "wrong.toml") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "wrong.toml" in said.err
    assert "axis" in said.err
    assert "Traceback" not in said.err


@pytest.mark.usefixtures("desk")
def test_wrong_usage_is_2():
    assert code("figure", "missing.toml") == 2
    assert code("figure", "headline.toml", "--colour") == 2


def test_a_study_cannot_write_outside_its_folder(desk):
    text = (desk / "headline.toml").read_text(encoding="utf-8")
    (desk / "away.toml").write_text(text + '\n[output]\nfile = "../away.pdf"\n', encoding="utf-8")
    assert code("figure", "away.toml") == 1
    assert not (desk.parent / "away.pdf").exists()
