"""Round trips and hostile texts; each law is also tried on code that was broken on purpose."""

import itertools

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from coopgame.games import Game
from coopgame.interchange import nfg, nfg_grammar, nfg_tokens, read_nfg

from .laws import (
    PIECES,
    TITLES,
    examples,
    first_player_runs_fastest,
    games,
    mutants,
    outcome_form,
    read_or_refused,
    reads_back,
)

UNEQUAL = Game.from_bimatrix([[1, 2], ["1/3", 4], [5, 6]], [[7, 8], [9, 10], [11, 12]])


@pytest.mark.thorough
@examples(300)
@given(games(), TITLES)
def test_what_is_written_reads_back(game, title):
    reads_back(game, title)


@pytest.mark.thorough
@examples(120)
@given(games())
def test_the_outcome_form_reads_the_same(game):
    assert read_nfg(outcome_form(game)) == game


@examples(400)
@given(mutants())
def test_mutated_texts_are_read_or_refused(text):
    read_or_refused(text)


@examples(300)
@given(st.lists(st.sampled_from(PIECES), max_size=15).map(lambda found: "NFG 1 R " + " ".join(found)))
def test_any_string_of_pieces_is_read_or_refused(text):
    read_or_refused(text)


def test_mutants_include_good_texts():
    assert read_or_refused('NFG 1 R "t" { "A" "B" } { 2 1 } 1 2 3 4')


def _last_player_fastest(*factors):
    """The product whose first factor runs fastest: the wrong order when it is given the players reversed."""
    return (row[::-1] for row in itertools.product(*reversed(factors)))


class _Itertools:
    product = staticmethod(_last_player_fastest)


def test_the_wrong_order_is_noticed_in_reading(monkeypatch):
    first_player_runs_fastest()
    monkeypatch.setattr(nfg_grammar, "itertools", _Itertools)
    with pytest.raises(AssertionError):
        first_player_runs_fastest()
    with pytest.raises(AssertionError):
        reads_back(UNEQUAL)
    with pytest.raises(AssertionError):
        assert read_nfg(outcome_form(UNEQUAL)) == UNEQUAL


def test_the_wrong_order_is_noticed_in_writing(monkeypatch):
    monkeypatch.setattr(nfg, "itertools", _Itertools)
    with pytest.raises(AssertionError):
        reads_back(UNEQUAL)


def test_numbers_through_floats_are_noticed(monkeypatch):
    reads_back(UNEQUAL)
    broken = lambda token: sympy.Rational(float(sympy.Rational(token)))  # noqa: E731
    monkeypatch.setattr(nfg_grammar, "exact_number", broken)
    with pytest.raises(AssertionError):
        reads_back(UNEQUAL)


def test_lost_escapes_are_noticed(monkeypatch):
    monkeypatch.setattr(nfg, "_title", str)
    with pytest.raises(ValueError, match="expected"):
        reads_back(UNEQUAL, 'a "b"')


def test_another_error_than_the_one_is_noticed(monkeypatch):
    text = 'NFG 1 R "" { "A" } { 1 } x'
    assert not read_or_refused(text)
    monkeypatch.setattr(nfg_grammar, "_NUMBER", nfg_grammar.re.compile(".*"))
    monkeypatch.setattr(nfg_grammar, "exact_number", sympy.Rational)
    with pytest.raises(TypeError):
        read_or_refused(text)


def test_unprintable_messages_are_noticed(monkeypatch):
    monkeypatch.setattr(nfg_tokens, "shown", str)
    with pytest.raises(AssertionError):
        read_or_refused('NFG 1 R "" { "A" } { 1 } \x00')
