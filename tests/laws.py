"""What every suite of laws needs: the size of a run, and a way to prove that a law can fail."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

CAUGHT = (AssertionError, ValueError, LookupError, ArithmeticError)


def scaled(n: int) -> int:
    """Return how many cases to try instead of n."""
    return n * int(os.environ.get("COOPGAME_TEST_SCALE", "1"))


def law(n: int, *strategies: Any, **named: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a test of a law: a function of one drawn value per strategy, tried ``scaled(n)`` times."""

    def decorate(check: Callable[..., None]) -> Callable[..., None]:
        return settings(max_examples=scaled(n))(given(*strategies, **named)(check))

    return decorate


def assert_caught(check: Callable[..., None], *strategies: Any, n: int = 300) -> None:
    """Assert that a law fails on some drawn value; called with the code broken, it proves that the law can fail.

    Broken code may also stumble over itself before the law is compared.
    """

    @settings(
        max_examples=n,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(*strategies))
    def run(values: tuple[Any, ...]) -> None:
        check(*values)

    with pytest.raises(CAUGHT):
        run()
