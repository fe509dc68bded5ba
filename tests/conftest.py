from __future__ import annotations

import os
import random

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "coopgame",
    deadline=None,
    derandomize=False,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("coopgame")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name functions by their names: an address would differ from worker to worker."""
    return getattr(val, "__name__", None) if callable(val) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if int(os.environ.get("COOPGAME_TEST_SCALE", "1")) > 1:
        return
    skipped = {"long": "runs with COOPGAME_TEST_SCALE > 1"}
    if not os.environ.get("CI"):
        skipped["thorough"] = "runs where CI is set, or with COOPGAME_TEST_SCALE > 1"
    for item in items:
        for marker, reason in skipped.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> random.Random:
    """Fresh numbers in every run; the seed stands in the report of a failure and follows from ``-p randomly``'s."""
    # That a law can fail is shown once and for all, on the same numbers in every run.
    shows_failure = any(word in request.node.name for word in ("catch", "fail", "notice"))
    seed = 2020 if shows_failure else random.getrandbits(32)
    request.node.add_report_section("call", "seed", f"random.Random({seed})")
    return random.Random(seed)  # noqa: S311 - points of checks, not secrets
