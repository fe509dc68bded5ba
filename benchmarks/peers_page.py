"""The page about answers and times of other libraries, from the results that ``peers.py`` stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from peers_games import EXAMPLE, FAMILIES, OURS

HEAD = """<!-- Written by benchmarks/peers.py --page from benchmarks/results/peers.json; do not edit. -->

# Answers and times of other libraries

Every answer to a two-player game is judged in exact arithmetic against the set of all equilibria, which is found by an
algorithm that is not among those compared (enumeration of supports in fractions). Compared are:

{names}

*Wrong* counts the games for which a solver raised an exception, returned a profile that is no equilibrium, or returned
nothing from a whole connected component of the equilibrium set. *Incomplete* counts those of which it returned
something from each component but not all extreme equilibria. Weights may differ by {near} from exact ones; equilibria
that are not extreme are accepted. nashpy and QuantEcon say that their enumerations are meant for nondegenerate games:
the families *ties* and *exit row* show what happens otherwise, and *regular* counts the games in which every
equilibrium is isolated and plays all best replies.

Reproduce with `python benchmarks/peers.py --games {games} --timed {timed} --seed {seed}` (took {seconds} s), then
`python benchmarks/peers.py --page`. Machine: {machine}, on which other programs ran: trust ratios, not absolute times.
Python {python}; {versions}.
No zero in these tables proves that an error is impossible: 0 of {games} means a rate below {bound} % with 95 %
confidence.
"""


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def by_family(stored: dict[str, Any], part: str, cell: Callable[[dict[str, Any]], str]) -> str:
    """Return one table for each family: a row for each solver, a column for each size."""
    found = []
    for family, words in FAMILIES.items():
        rows: dict[str, list[str]] = {}
        head = ["solver"]
        for entry in (e for e in stored[part] if e["family"] == family):
            rows.setdefault(entry["solver"], [entry["solver"]]).append(cell(entry))
            size = f"{entry['size'][0]}×{entry['size'][1]}"
            title = f"{size} ({entry['regular']} regular)" if "regular" in entry else size
            head += [title] if title not in head else []
        found.append(f"**{family.capitalize()}**: {words}.\n\n{table(head, list(rows.values()))}")
    return "\n".join(found)


def flaws(entry: dict[str, Any]) -> str:
    """Return what is wrong with the answers of one cell, in one table cell."""
    incomplete = entry["incomplete"]
    return f"{entry['wrong']} wrong, {incomplete} incomplete" if entry["wrong"] or incomplete else "0"


def speed(entry: dict[str, Any]) -> str:
    """Return the time of one cell and its ratio to ours."""
    ratio = entry["ratio"]
    own = "" if entry["solver"] == OURS else f" ({ratio['median']:g}; {ratio['low']:g} … {ratio['high']:g})"
    return f"{entry['microseconds']:g}{own}"


def failures(stored: dict[str, Any]) -> str:
    """Return, for each solver, the first wrong answer to a regular game, else to any game."""
    found: dict[str, Any] = {}
    for entry in (e for e in stored["answers"] if "first" in e):
        known = found.get(entry["solver"])
        if known is None or (entry["first"]["regular"] and not known["regular"]):
            found[entry["solver"]] = entry["first"]
    lines = []
    for name, first in found.items():
        kind = "regular game" if first["regular"] else "game with ties"
        text = f"- {name}: {kind} A = {first['A']}, B = {first['B']}; {first['returned']} returned"
        text += f"; {first['error']}" if first["error"] else ""
        text += f"; no equilibrium: {first['false'][0]}" if first["false"] else ""
        for pair in first["missing"]:
            text += "; missing: " + " and ".join(f"({', '.join(side)})" for side in pair)
        lines.append(text + ".")
    return "\n".join(lines) + "\n"


def page(stored: dict[str, Any]) -> str:
    """Return the page for stored results."""
    names = "\n".join(f"- {s['name']} ({s['arithmetic']})" for s in stored["solvers"])
    versions = ", ".join(f"{p} {v}" for p, v in stored["versions"].items())
    bound = f"{300 / stored['games']:.2g}"
    keys = ("games", "timed", "seed", "seconds", "machine", "python")
    head = HEAD.format(names=names, versions=versions, bound=bound, near="1e-9", **{k: stored[k] for k in keys})
    example = [[e["solver"], e["returned"], "wrong" if e["wrong"] else "right"] for e in stored["example"]]
    first = [[name, f"{seconds:g}"] for name, seconds in stored["first_call"].items()]
    parts = [
        head,
        f"## Answers\n\nOf {stored['games']} games for each family and size.\n",
        by_family(stored, "answers", flaws),
        f"A = {EXAMPLE[0]}, B = {EXAMPLE[1]} is regular and has one equilibrium, (2/3, 0, 1/3, 0) and (0, 2/3, 1/3):\n",
        table(["solver", "equilibria returned", "answer"], example),
        "The first wrong answer of each solver, to check by hand:\n",
        failures(stored),
        "## Times\n\nMicroseconds for one game (median of "
        f"{stored['timed']}, each the best of three, construction of the game included), and in brackets the ratio to "
        f"{OURS} on the same game: median; first and last tenth. Ratios below 1: the other is faster.\n",
        by_family(stored, "times", speed),
        "The first call in a process, in seconds, with imports and compilation; it is left out above.\n",
        table(["solver", "seconds"], first),
    ]
    return "\n".join(parts)
