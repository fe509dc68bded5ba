"""The page about the speed of exact maps, from the results that ``python -m benchmarks.exact`` stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median, quantiles
from typing import Any

HEAD = """<!-- Written by python -m benchmarks.exact --page from benchmarks/results/exact.json; do not edit. -->

# The speed of exact maps

A whole exact diagram (the map, the areas and the outlines of all regions) against

- a **grid**: the same conditions in floats at {points} × {points} points, in generated NumPy code in which every
  polynomial and comparison occurs once and a block of rows fits a processor's cache; *with regions*: its connected
  regions are found as well (SciPy),
- **QEPCAD B** ({qepcad}), asked the *same question*: from the conditions without quotients, minima and roots, which
  ours had to remove first, a formula for each regime. It answers one formula in a process; the time is that of all of
  them, in square brackets the median without their starts. Ours is then the whole diagram with the exact condition of
  each regime (this is not asked of random games),
- QEPCAD's *bare* decomposition (`full-cad`) of the same box for the curves that matter there. It is given these
  curves, which ours has to find first, and makes neither conditions nor regions nor areas nor outlines; it assumes the
  box, but projects the whole plane,
- **SymPy**, which solves inequalities in one unknown.

All times are processor time after import and one map to warm up. The time of a start of QEPCAD is that of a run with
nothing to do ({start:.0f} ms); what is left without it counts as at least 1 ms. A ratio is the time of the other over
ours: above 1 ours is faster. Given are the median and, in brackets, the quartiles over {repeats} turns (fewer for what
takes seconds), for random families over the turns of {seeds} games.

Reproduce with `python -m benchmarks.exact --seeds {seeds} --repeats {repeats} --seconds {seconds:g}` (took
{minutes:.0f} minutes), then `python -m benchmarks.exact --page`. Machine: {machine}. {python}; {versions}.
"""
ANSWERS = """## Answers

In the same run, answers were compared: at every point of the grid further than 1e-10 of the box from a border; at
points inside two-dimensional cells of QEPCAD, where our label was compared with the conditions evaluated there; and
the truth of one regime according to QEPCAD with ours. *Hit* counts our regions that contain a point of QEPCAD, *border
cells* the cells of the grid through which a border passes, *area* the largest error of an area on the grid as a share
of the box.
"""


def page(stored: dict[str, Any]) -> str:
    """Return the page for stored results."""
    problems = stored["problems"]
    return "\n".join(
        [
            head(stored),
            *(
                f"## {title}\n\n{table(TIMES, [row(name, own) for name, own in part])}"
                for title, part in parts(problems)
            ),
            ANSWERS,
            table(CHECKS, [checks(name, own) for _, part in parts(problems) for name, own in part]),
            verdict(problems),
            in_one_parameter(stored),
        ]
    )


def head(stored: dict[str, Any]) -> str:
    """Return what the page is about."""
    facts, settings = stored["facts"], stored["settings"]
    starts = [s for p in stored["problems"] for s in p["qepcad"].get("start", [])]
    versions = ", ".join(f"{name} {facts['versions'][name]}" for name in ("coopgame", "python-flint", "numpy", "sympy"))
    version = stored["qepcad"].partition("Version ")[2].partition(",")[0]
    return HEAD.format(
        qepcad=f"version {version}" if version else "not installed, so left out",
        start=1000 * median(starts) if starts else 0,
        minutes=stored["duration"] / 60,
        machine=f"{facts['cores']} cores, {facts['system']}, {facts['note']}",
        python=facts["python"],
        versions=versions,
        **settings,
    )


def parts(problems: list[dict[str, Any]]) -> list[tuple[str, list[tuple[str, list[dict[str, Any]]]]]]:
    """Return the tables: titles, and for each row its name and its problems."""
    titles: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for p in problems:
        random = p["family"].startswith("random")
        title = "Random games" if random else p["family"].capitalize()
        titles.setdefault(title, {}).setdefault(p["family"] if random else p["name"], []).append(p)
    return [(title, list(rows.items())) for title, rows in titles.items()]


def table(head_: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a Markdown table."""
    lines = [head_, ["---"] * len(head_), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def spread(values: Sequence[float]) -> str:
    """Return the median and the quartiles."""
    if not values:
        return "–"
    if len(values) == 1:
        return f"{values[0]:.2g}"
    low, _, high = quantiles(values, n=4, method="inclusive")
    return f"{median(values):.2g} ({low:.2g} … {high:.2g})"


def ratios(problems: Sequence[dict[str, Any]], other: str) -> list[float]:
    """Return the time of another over ours, turn by turn."""
    found = []
    for p in problems:
        ours, theirs = p["times"]["ours"], p["times"].get(other, [])
        if other == "bare":
            theirs = p["qepcad"].get("seconds", [])
        if other in ("seconds", "without starts"):
            ours, theirs = p["times"].get("conditions", []), p["qepcad"].get("asked", {}).get(other, [])
        found += [b / a for a, b in zip(ours, theirs, strict=False)]
    return found


TIMES = (
    "problem", "ours, ms", "map alone, ms", "grid / ours", "grid with regions / ours", "QEPCAD, same question / ours",
    "QEPCAD, bare / ours", "MB",
)  # fmt: skip


def row(name: str, own: Sequence[dict[str, Any]]) -> list[str]:
    """Return the times of one row."""
    late = sorted({p["qepcad"].get("error", "") for p in own} - {""})
    bare = spread(ratios(own, "bare")) if not late else "; ".join(late)
    silent = sorted({p["qepcad"].get("asked", {}).get("error", "") for p in own} - {""})
    net = ratios(own, "without starts")
    same = "; ".join(silent) if silent else spread(ratios(own, "seconds")) + (f" [{median(net):.2g}]" if net else "")
    milliseconds = [spread([1000 * t for p in own for t in p["times"][side]]) for side in ("ours", "map")]
    used = max((p["memory"]["most"] for p in own if "memory" in p), default=None)
    grid = [spread(ratios(own, side)) for side in ("grid", "grid with regions")]
    return [name, *milliseconds, *grid, same, bare, "–" if used is None else f"{used:.0f}"]


CHECKS = (
    "problem", "curves (degree)", "faces", "wrong points off / beside borders", "border cells", "area",
    "regions: grid, exact", "QEPCAD: labels that differ, hit", "truths that differ",
)  # fmt: skip


def checks(name: str, own: Sequence[dict[str, Any]]) -> list[str]:
    """Return how the answers compare in one row."""

    def total(part: str, key: str) -> int:
        return sum(p[part].get(key, 0) for p in own)

    size, grid = [p["size"] for p in own], [p["agreement"] for p in own]
    asked = [p["qepcad"] for p in own if "points" in p["qepcad"]]
    hit = f"{total('qepcad', 'regions hit')} of {total('agreement', 'regions')}"
    return [
        name,
        f"{max(s['curves that matter'] for s in size)} ({max(s['degree'] for s in size)})",
        str(max(s["faces"] for s in size)),
        f"{total('agreement', 'wrong off borders')} / {total('agreement', 'wrong beside borders')}",
        f"{100 * max(g['cells with a border'] for g in grid):.2g} %",
        f"{max(g['largest error of an area'] for g in grid):.1g}",
        f"{total('agreement', 'regions on the grid')}, {total('agreement', 'regions')}",
        f"{total('qepcad', 'labels that differ')} of {total('qepcad', 'points')}; {hit}" if asked else "–",
        f"{total('qepcad', 'truths that differ')} of {total('qepcad', 'truths')}" if asked else "–",
    ]


def verdict(problems: list[dict[str, Any]]) -> str:
    """Return which targets are missed."""
    late = [p for p in problems if median(p["times"]["ours"]) > p["target"]]
    slow = [p for p in problems if median(ratios([p], "grid")) < 1]
    regions = [p for p in problems if median(ratios([p], "grid with regions")) < 1]
    shipped = [p for p in problems if p["family"] == "shipped models" and ratios([p], "seconds")]
    behind = [[p for p in shipped if median(ratios([p], how)) < 1] for how in ("seconds", "without starts", "bare")]
    wrong = [p for p in problems if p["agreement"]["regions on the grid"] != p["agreement"]["regions"]]
    heavy = max((p["memory"]["most"] for p in problems if "memory" in p), default=0)
    items = [
        f"whole diagrams of games up to 4×3 within 1 s, of 8×6 within 3 s: missed by {listed(late)}",
        f"at least as fast as the grid on most of {len(problems)} problems: missed by {listed(slow)}; counting its "
        f"regions too, by {listed(regions)}",
        f"faster than QEPCAD on every shipped model: missed by {listed(behind[0])}; if its starts cost nothing, by "
        f"{listed(behind[1])}; its bare decomposition of the curves that ours has found is faster than the whole "
        f"diagram on {listed(behind[2])}",
        f"below 500 MB: at most {heavy:.0f} MB",
    ]
    text = f"The grid counts the regions wrongly on {len(wrong)} of {len(problems)} problems.\n\n## Targets\n\n"
    return text + "\n".join(f"- {item}" for item in items) + "\n"


def listed(problems: Sequence[dict[str, Any]]) -> str:
    """Return names, families with how many of their games."""
    if not problems:
        return "none"
    counts = Counter(p["family"] if p["family"].startswith("random") else p["name"] for p in problems)
    names = [f"{name} ({n})" if name.startswith("random") else name for name, n in counts.items()]
    return f"{len(problems)}: {', '.join(names)}"


def in_one_parameter(stored: dict[str, Any]) -> str:
    """Return what SymPy can do."""
    said = Counter(" ".join(p["sympy"].split()) for p in stored["problems"])
    words = "\n".join(f"- {count} problems: {text}" for text, count in said.items())
    rows = []
    for line in stored["lines"]:
        found = [b / a for a, b in zip(line["ours"], line["sympy"], strict=True)]
        answer = line["error"] or (f"{', '.join(line['differ'])} differ" if line["differ"] else "equal")
        rows.append([line["name"], line["line"], spread([1000 * t for t in line["ours"]]), spread(found), answer])
    text = f"## SymPy\n\nTo the first condition in both parameters `reduce_inequalities` says\n\n{words}\n\n"
    text += "Along one line it is `as_set` for the condition of each regime; compared is the length on which a regime "
    text += "is possible.\n\n"
    return text + table(("problem", "line", "ours, ms", "SymPy / ours", "answers"), rows)
