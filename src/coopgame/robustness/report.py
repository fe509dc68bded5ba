"""What is known of the regimes of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import starmap

import sympy

from coopgame.errors import ParameterError, did_you_mean
from coopgame.export.latex import math, tabular, text
from coopgame.notebook import table
from coopgame.robustness.case import Case, shown
from coopgame.robustness.exactly import Point

#: The name under which it is asked whether there are points without an equilibrium.
NONE = ""


@dataclass(frozen=True)
class Occurrence:
    """What is known of one regime in a case.

    Attributes
    ----------
    regime
        The regime; the empty string stands for "no equilibrium".
    possible
        Whether it is possible at some point of the case; None where that is not known.
    certain
        Whether it is possible at every point; None where that is not known.
    example, counterexample
        A point at which it is possible, and one at which it is not, in small fractions; None where there is none.
    exact
        Whether both answers are proved.
    method
        What found them.

    Examples
    --------
    >>> import coopgame as cg
    >>> report = cg.classify(cg.models.contracting(), cg.Case("A", {"p": (2, 4), "b": 1}))
    >>> report.occurrences[0].regime, report.occurrences[0].possible, report.occurrences[0].certain
    ('capture', True, False)
    """

    regime: str
    possible: bool | None
    certain: bool | None
    example: Point | None
    counterexample: Point | None
    exact: bool
    method: str


@dataclass(frozen=True, repr=False)
class CaseReport:
    """The regimes of a case: which are possible at some of its points, and which at all.

    Attributes
    ----------
    case
        The case.
    fixed
        The values of all other parameters: those of the case and the baseline.
    ranges
        The intervals of the parameters that are not fixed.
    occurrences
        What is known of each regime.
    points
        How many points were looked at where the exact side did not decide; 0: none.
    reason
        Why it did not; empty where everything is exact.
    """

    case: Case
    fixed: Mapping[sympy.Symbol, sympy.Rational]
    ranges: Mapping[sympy.Symbol, sympy.Interval]
    occurrences: tuple[Occurrence, ...]
    points: int = 0
    reason: str = ""

    @property
    def possible(self) -> tuple[str, ...]:
        """The regimes that some values of the case make possible, sorted; each has an example."""
        return tuple(o.regime for o in self.occurrences if o.possible and o.regime != NONE)

    @property
    def certain(self) -> tuple[str, ...]:
        """The regimes that are possible whatever the values of the case are, sorted; others may be possible besides."""
        return tuple(o.regime for o in self.occurrences if o.certain and o.regime != NONE)

    @property
    def only(self) -> tuple[str, ...] | None:
        """The set of regimes that is the same at every point of the case; None where it changes, or is not known.

        One regime alone: it is the only one at every point.
        """
        if any(o.possible is None or o.certain is None or o.possible is not o.certain for o in self.occurrences):
            return None
        return self.possible

    @property
    def undecided(self) -> tuple[str, ...]:
        """The regimes of which it is not known whether they are possible somewhere, or everywhere."""
        return tuple(o.regime for o in self.occurrences if o.possible is None or o.certain is None)

    @property
    def without_equilibrium(self) -> bool | None:
        """Whether there is no equilibrium at some point of the case; None where that is not known."""
        return next((o.possible for o in self.occurrences if o.regime == NONE), False)

    @property
    def status(self) -> str:
        """Whether all answers are proved.

        ``"exact"``: they are; ``"numerical"``: some rest on points that were looked at; ``"undecided"``: some are
        missing.
        """
        if self.undecided:
            return "undecided"
        return "exact" if all(o.exact for o in self.occurrences) else "numerical"

    def witness(self, regime: str) -> Point | None:
        """Return values of the parameters that are not fixed at which a regime is possible; None if it nowhere is.

        Raises
        ------
        ParameterError
            The model has no such regime.
        """
        return self._of(regime).example

    def counterexample(self, regime: str) -> Point | None:
        """Return values at which a regime is not possible; None where it is certain.

        Raises
        ------
        ParameterError
            The model has no such regime.
        """
        return self._of(regime).counterexample

    def _of(self, regime: str) -> Occurrence:
        known = [o.regime for o in self.occurrences if o.regime != NONE]
        found = next((o for o in self.occurrences if o.regime == regime), None)
        if found is None:
            raise ParameterError(f"{regime!r} is not a regime of the model.{did_you_mean(str(regime), known)}")
        return found

    @property
    def sentence(self) -> str:
        """The result in one sentence."""
        name, hedge = self.case.name, "" if self.status == "exact" else " as far as is known"
        if self.only is not None:
            regimes = _joined(self.only, "and") or "no equilibrium"
            verb = "is" if len(self.only) == 1 else "are" if self.only else "there is"
            end = "the only regime" if len(self.only) == 1 else "the regimes" if self.only else ""
            words = f"{regimes} {verb} {end}" if self.only else f"{verb} {regimes}"
            return f"{name}: {words} whatever the values are{hedge}."
        rest = [r for r in self.possible if r not in self.certain]
        parts = [f"{_joined(self.certain, 'and')} possible whatever the values are"] if self.certain else []
        parts += [f"{_joined(rest, 'or')} possible for some values"] if rest else []
        parts += ["no equilibrium for some values"] if self.without_equilibrium else []
        parts += [f"not decided: {_joined([r or 'no equilibrium' for r in self.undecided], 'and')}"] * bool(
            self.undecided
        )
        return f"{name}: {'; '.join(parts)}{hedge}."

    def __repr__(self) -> str:
        lines = [f"CaseReport: {self.sentence}", f"  {self.case.words}; {self.status}"]
        shown = ((o.regime or "no equilibrium", o.example) for o in self.occurrences if o.example is not None)
        lines += [f"  {regime}: possible at {_at(example)}" for regime, example in shown]
        lines += [f"  {self.reason}"] if self.reason else []
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(line.strip())}</p>" for line in repr(self).splitlines())

    def to_latex(self) -> str:
        """Return a booktabs table with one row for this case."""
        return CaseTable((self,)).to_latex()


@dataclass(frozen=True, repr=False)
class CaseTable:
    """Several cases and their regimes, in the order given.

    Attributes
    ----------
    reports
        One for each case.

    Examples
    --------
    >>> import coopgame as cg
    >>> cases = [cg.Case("A", {"p": 1, "b": (0, 3)}), cg.Case("B", {"p": (1, 4), "b": 6})]
    >>> cg.classify_all(cg.models.contracting(), cases)
    CaseTable
      A: cooperation is the only regime whatever the values are.
      B: restriction is the only regime whatever the values are.
    """

    reports: tuple[CaseReport, ...]

    def __iter__(self) -> Iterator[CaseReport]:
        return iter(self.reports)

    def __len__(self) -> int:
        return len(self.reports)

    def __getitem__(self, name: str) -> CaseReport:
        """Return the report on a case by its name.

        Raises
        ------
        ParameterError
            There is no such case.
        """
        found = next((report for report in self.reports if report.case.name == name), None)
        if found is None:
            names = [report.case.name for report in self.reports]
            raise ParameterError(f"There is no case {name!r}.{did_you_mean(str(name), names)}")
        return found

    def to_latex(self) -> str:
        """Return a booktabs table: case, values, possible and certain regimes, and whether this is exact."""
        rows = [
            (
                text(r.case.name),
                ", ".join([*starmap(_latex, r.case.parameters.items()), *(f"{math(s)} free" for s in r.case.free)])
                or "baseline",
                text(", ".join(r.possible)) or "none",
                text(", ".join(r.certain)) or "none",
                r.status,
            )
            for r in self.reports
        ]
        head = ["case", "values", "possible for some values", "possible for all values", "status"]
        return tabular("lllll", head, rows)

    def __repr__(self) -> str:
        return "\n".join(["CaseTable", *(f"  {report.sentence}" for report in self.reports)])

    def _repr_html_(self) -> str:
        head = ("case", "values", "possible for some", "for all", "status")
        rows = (
            (r.case.name, r.case.words, ", ".join(r.possible), ", ".join(r.certain), r.status) for r in self.reports
        )
        return table(head, rows, caption="Cases")


def _joined(names: tuple[str, ...] | list[str], word: str) -> str:
    *first, last = names or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def _at(point: Point) -> str:
    return ", ".join(f"{s} = {v}" for s, v in point.items()) or "the values given"


def _latex(symbol: sympy.Symbol, value: sympy.Rational | sympy.Interval) -> str:
    if not isinstance(value, sympy.Interval):
        return f"${math(symbol)[1:-1]} = {math(value)[1:-1]}$"
    return f"${math(symbol)[1:-1]} \\in {shown_latex(value)}$"


def shown_latex(interval: sympy.Interval) -> str:
    r"""Return an interval as a formula.

    Examples
    --------
    >>> shown_latex(sympy.Interval(0, sympy.oo))
    '[0, \\infty)'
    """
    words = shown(sympy.Interval(0, 1, interval.left_open, interval.right_open))
    start, end = math(interval.start)[1:-1], math(interval.end)[1:-1]
    right = ")" if interval.end.is_infinite else words[-1]
    return f"{words[0]}{start}, {end}{right}"
