"""Comparative statics on paper: a table of signs, and below it what the equilibria are and when a sign holds."""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from coopgame.claims.propositions.setting import Setting
from coopgame.claims.propositions.subjects import Subject, named, profile
from coopgame.claims.publishing.printed import latex_of
from coopgame.claims.statics.sheet import Cell, Sheet, plain
from coopgame.claims.statics.slopes import KINK
from coopgame.claims.statics.statics_rows import Slope, StaticsRow

#: Signs in tables, as text and as LaTeX.
_SHOWN = {"+": ("+", "$+$"), "0": ("0", "$0$"), "-": ("-", "$-$"), KINK: ("kink", "kink")}


def sheet_of(concept: str, setting: Setting, parameters: Sequence[sympy.Symbol], rows: Sequence[StaticsRow]) -> Sheet:
    """Return the table with its notes: equilibria are numbered, entries with several signs have a letter."""
    numbers = _numbers(rows)
    head = (plain(""), plain(""), *((s.name, f"${latex_of(s)}$") for s in parameters))
    body, notes = [], list[Cell]()
    for row in rows:
        number = numbers[id(row.equilibrium)]
        cells = []
        for slope in row.slopes:
            mark = _letter(len(notes)) if slope.sign is None else ""
            cells.append(_cell(slope, mark))
            if mark:
                notes.append(_note(slope, mark))
        body.append((plain(f"({number})"), named(row.words), *cells))
    legend = [_legend(numbers[id(row.equilibrium)], row) for row in _first(rows)]
    space = (setting.sentence(), setting.latex())
    return Sheet(f"Comparative statics: {concept}", head, tuple(body), (space, *legend, *notes))


def _first(rows: Sequence[StaticsRow]) -> list[StaticsRow]:
    """Return the first row of each equilibrium."""
    seen = dict[int, StaticsRow]()
    for row in rows:
        seen.setdefault(id(row.equilibrium), row)
    return list(seen.values())


def _numbers(rows: Sequence[StaticsRow]) -> dict[int, int]:
    return {id(row.equilibrium): n for n, row in enumerate(_first(rows), start=1)}


def _legend(number: int, row: StaticsRow) -> Cell:
    (words, latex), regimes = profile(row.equilibrium), ""
    if row.regimes:
        regimes = f", {' and '.join(row.regimes)}"
    ends: Subject = (str(row.exists), row.exists.to_latex())
    where = [" everywhere." if end == "always" else f" exists if and only if {end}." for end in ends]
    return f"({number}) {words}{regimes}{where[0]}", f"({number}) {latex}{named(regimes)[1]}{where[1]}"


def _cell(slope: Slope, mark: str) -> Cell:
    shown = [_SHOWN[sign] for sign in slope.published] or [("?", "?")]
    words, latex = "/".join(w for w, _ in shown), "/".join(t for _, t in shown)
    return (f"{words} [{mark}]", f"{latex}\\,$^{{{mark}}}$") if mark else (words, latex)


def _note(slope: Slope, mark: str) -> Cell:
    words = "; ".join(f"{_SHOWN[sign][0]} iff {own}" for sign, own in slope.published.items())
    latex = "; ".join(f"{_SHOWN[sign][1]} if and only if {own.to_latex()}" for sign, own in slope.published.items())
    open_end = plain(f" {slope.reason}" if slope.reason else "")
    return f"[{mark}] {words}.{open_end[0]}", f"$^{{{mark}}}$ {latex}.{open_end[1]}"


def _letter(n: int) -> str:
    """Return the mark of a note: a, b, …, z, aa, ab and so on."""
    first, rest = divmod(n, 26)
    return (_letter(first - 1) if first else "") + chr(ord("a") + rest)
