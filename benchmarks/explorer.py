"""How fast a page of the explorer answers a slider, measured inside a real browser: ``python -m benchmarks.explorer``.

Keys move each slider of the contracting model up and down; ``work`` is the time from the start of the redrawing to its
end, ``answer`` that from the event to the end of the redrawing, the wait for the next frame included.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

import coopgame as cg

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SLIDERS = [
    "delta",
    "rho",
    "eta",
    ("V", 5, 15),
    ("V_G", 0, 5),
    ("k_K", 0, 5),
    ("k_R", 0, 5),
    ("k_S", 0, 5),
]


def measured(page: Path) -> list[dict[str, float]]:
    """Return the times of every answer."""
    from playwright.sync_api import sync_playwright

    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        view = browser.new_page(viewport={"width": 1280, "height": 900})
        view.goto(page.resolve().as_uri())
        for n in range(len(SLIDERS)):
            view.focus(f"#slider-{n}")
            for key in ["ArrowRight"] * 12 + ["ArrowLeft"] * 24:
                view.keyboard.press(key)
                view.wait_for_timeout(20)
        times: list[dict[str, float]] = view.evaluate("explorer.state.timings")
        browser.close()
    return times


def main() -> None:
    """Print a line for the contracting model with each concept."""
    model = cg.models.contracting()
    for name, concept in (("government leads", None), ("Nash equilibria", cg.Nash())):
        diagram = cg.phase_diagram(model, x=("p", 0, 10), y=("b", 0, 10), concept=concept)
        with tempfile.TemporaryDirectory() as folder:
            page = diagram.explore(Path(folder) / "page.html", SLIDERS)
            # The first picture and the opening of the page are no answers to a slider.
            times = measured(page.path)[2:]
        found: dict[str, object] = {"model": name, "bytes": page.size, "answers": len(times)}
        for what in ("work", "answer"):
            own = [one[what] for one in times]
            found[what] = {"median": round(median(own), 1), "worst": round(max(own), 1)}
        json.dump(found, sys.stdout)
        print()


if __name__ == "__main__":
    main()
