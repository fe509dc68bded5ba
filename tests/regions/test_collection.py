"""The collector of cycles is paused while a map is made, and runs again afterwards as it did before."""

from __future__ import annotations

import gc

import pytest

from coopgame.regions.collection import uncollected


@uncollected()
def interrupted(seen: list[bool]) -> None:
    seen.append(gc.isenabled())
    raise KeyboardInterrupt


def test_it_runs_again_after_an_error() -> None:
    seen: list[bool] = [gc.isenabled()]
    with pytest.raises(KeyboardInterrupt):
        interrupted(seen)
    assert [*seen, gc.isenabled()] == [True, False, True]


def test_it_stays_off_where_it_was_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
