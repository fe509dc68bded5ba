"""The page about the speed of batches, from the results that ``python -m benchmarks.batch`` stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

HEAD = """<!-- Written by python -m benchmarks.batch --page from benchmarks/results/batch.json; do not edit. -->

# The speed of batches

All equilibria of many two-player games, strategies written out, against

- **nashpy** {nashpy}: support enumeration and vertex enumeration, including the construction of its games,
- **QuantEcon** {quantecon}: its function `support_enumeration` for games constructed before, and its compiled core in a
  compiled loop over arrays,
- **Gambit** {pygambit}: `enummixed_solve` in floating point, for games constructed before.

The games are the same: payoffs of a normal distribution, and games with an *exit row*, which pays the row player 0 and
the column player the same in each column, so that almost all are degenerate. Ours are batches of {games:,} games;
peers get the first of them, up to {peer:,}. Sides are timed in turns in one process and one thread; times are processor
time, after a first call that is given apart since it compiles. A *ratio* is the time of the other over ours: above 1
ours is faster. Given are the median over {turns} turns and its 95 % bootstrap interval.

Reproduce with `{command}` (took {minutes:.0f} minutes), then `python -m benchmarks.batch --page`. Machine: {machine}.
{python}; {versions}.
"""
ANSWERS = """## Answers

In the same run the answers for the first {judged} games of each kind were judged by the exact solver: *right* if they
are the extreme equilibria of the game, *missing* if one is missing, *further* if something else is reported, *twice* if
one is listed twice. On games with an exit row there are components of equilibria; their ends are what is asked for.
"""
TIMES = ("games", "side", "µs per game", "first call, s", "peer / ours, NumPy", "peer / ours, Numba")


def page(stored: dict[str, Any]) -> str:
    """Return the page for stored results."""
    measured = stored["measured"]
    normal, degenerate = ([m for m in measured if m["kind"] == kind] for kind in ("normal", "exit"))
    return "\n".join(
        [
            head(stored),
            "## Games without ties\n",
            table(TIMES, [row for m in normal for row in times(m)]),
            "## Games with an exit row\n\n*Told*: the ties were given; otherwise they were found in the numbers.\n",
            table(TIMES, [row for m in degenerate for row in times(m)]),
            "## Masks and margins\n\nWhich pairs of supports are equilibria, and how far the nearest border is.\n",
            table(("games", "NumPy, µs", "Numba, µs", "NumPy / Numba"), [bare(m) for m in normal]),
            ANSWERS.format(judged=stored["settings"]["judged"]),
            table(("games", "side", "right", "missing", "further", "twice"), [r for m in measured for r in answers(m)]),
            growth(stored),
            slower(stored),
        ]
    )


def head(stored: dict[str, Any]) -> str:
    """Return what the page is about."""
    facts, settings = stored["facts"], stored["settings"]
    versions = facts["versions"] | stored["versions"]
    named = {n: versions.get(n) or "(not installed, so left out)" for n in ("nashpy", "quantecon", "pygambit")}
    return HEAD.format(
        **named,
        games=settings["games"],
        peer=settings["peer"],
        turns=settings["turns"],
        command=stored["command"],
        minutes=stored["duration"] / 60,
        machine=f"{facts['cores']} cores ({facts['processor']}), {facts['system']}, {facts['note']}",
        python=facts["python"],
        versions=", ".join(f"{n} {versions[n]}" for n in ("coopgame", "numpy", "numba") if versions.get(n)),
    )


def table(head_: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, with an empty line after it."""
    lines = ["| " + " | ".join(row) + " |" for row in (head_, ["---"] * len(head_), *rows)]
    return "\n".join(lines) + "\n"


def shown(value: float) -> str:
    """Return a number with three digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def named(measured: dict[str, Any]) -> str:
    """Return the shape of the games."""
    return "×".join(map(str, measured["shape"]))


def times(measured: dict[str, Any]) -> list[list[str]]:
    """Return the rows of one shape."""
    rows = []
    for name, own in measured["times"].items():
        if name.startswith("masks"):
            continue
        row = [named(measured), name, shown(1e6 * sorted(own)[len(own) // 2]), f"{measured['first'][name]:.2g}"]
        told = ", told" if measured["kind"] == "exit" else ""
        for base in ("ours, numpy", "ours, numba"):
            ratio = measured["ratios"].get(base + told, {}).get(name)
            row.append("" if ratio is None or name.startswith("ours") else between(ratio))
        rows.append(row)
    return rows


def between(ratio: dict[str, Any]) -> str:
    """Return a median ratio and its interval."""
    low, high = ratio["interval"]
    return f"{shown(ratio['median'])} ({shown(low)} … {shown(high)})"


def bare(measured: dict[str, Any]) -> list[str]:
    """Return the row of masks and margins of one shape."""
    own = {b: measured["times"].get(f"masks, {b}") for b in ("numpy", "numba")}
    cells = [shown(1e6 * sorted(t)[len(t) // 2]) if t else "" for t in own.values()]
    ratio = measured["ratios"].get("masks, numba", {}).get("masks, numpy")
    return [named(measured), *cells, "" if ratio is None else between(ratio)]


def answers(measured: dict[str, Any]) -> list[list[str]]:
    """Return what the answers of each side for one shape are."""
    kind = named(measured) + (", exit row" if measured["kind"] == "exit" else "")
    words = ("right", "missing", "further", "twice")
    return [[kind, name, *(str(own[w]) for w in words)] for name, own in measured["answers"].items()]


def growth(stored: dict[str, Any]) -> str:
    """Return how time and memory grow."""
    scaling = stored["scaling"]
    sizes = [p["games"] for p in next(iter(scaling.values()))]
    rows = [[f"{n:,}", *(shown(own[k]["microseconds"]) for own in scaling.values())] for k, n in enumerate(sizes)]
    many = [[str(w["workers"]), shown(w["seconds"]), shown(stored["workers"][0]["seconds"] / w["seconds"])]
            for w in stored["workers"]]  # fmt: skip
    held = [[f"{m['games']:,}", *(shown(m[k]) for k in ("payoffs", "solve", "strategies"))] for m in stored["memory"]]
    return "\n".join(
        [
            "## Growth\n\nMicroseconds per game by the number of games, NumPy, strategies written out:\n",
            table(("games", *scaling), rows),
            f"{held[-1][0]} games of 4×4 on worker processes, in eight parts that are drawn there, by the clock:\n",
            table(("workers", "seconds", "speed-up"), many),
            "Memory in MB that 4×4 games take at most beside their payoffs:\n",
            table(("games", "payoffs", "masks and margins", "with mixtures"), held),
        ]
    )


def slower(stored: dict[str, Any]) -> str:
    """Return where a peer is faster, from the numbers, and what costs time that the tables do not show."""
    lines = []
    for own in stored["measured"]:
        for base in ("ours, numpy", "ours, numba"):
            for name, ratio in own["ratios"].get(base, {}).items():
                if not name.startswith(("ours", "masks")) and ratio["interval"][0] < 1:
                    lines.append(f"- {named(own)}: {name} takes {between(ratio)} times as long as {base}.")
    single = {shape: own[0]["microseconds"] for shape, own in stored["scaling"].items()}
    fastest = {
        named(m): min((1e6 * min(t), n) for n, t in m["times"].items() if not n.startswith(("ours", "masks")))
        for m in stored["measured"]
        if m["kind"] == "normal"
    }
    for shape, (least, name) in fastest.items():
        if single[shape] > least:
            lines.append(f"- One {shape} game alone: {shown(single[shape])} µs; {name} takes {shown(least)} µs.")
    numba = [m["first"]["ours, numba"] for m in stored["measured"] if "ours, numba" in m["first"]]
    if numba:
        lines.append(f"- Numba's first call for a shape takes up to {max(numba):.0f} s, in every process anew.")
    lines.append("- Games larger than 4×4 are refused; all peers take them.")
    lines.append("- A game in which rounding leaves a sign open is solved in fractions, which takes milliseconds.")
    return "## Where we are slower\n\n" + "\n".join(lines) + "\n"
