"""What a page knows: the possible equilibria with their conditions in the axes and the sliders, as data."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

import sympy

from coopgame._version import __version__
from coopgame.conditions import FALSE, Formula, Range, Sign, any_of, atoms, decide, simplify
from coopgame.conditions.formulas import transform
from coopgame.equilibria import Conditional, Equilibrium, Reading, readings
from coopgame.errors import LimitError, ParameterError
from coopgame.explorer.book import Book, without
from coopgame.explorer.expressions import tree_of
from coopgame.explorer.joining import joining
from coopgame.explorer.sliders import Slider
from coopgame.explorer.study_text import study_head
from coopgame.explorer.subject import AxisLike, Subject
from coopgame.figures.palette import assign_colours

FORMAT: Final = "coopgame explorer, version 1"
#: How many comparisons a condition may have to be simplified before it is shown.
_SIMPLE: Final = 40
#: How many terms and which degree a polynomial may have whose sign is looked for.
_TERMS, _DEGREE = 14, 4
#: How many equilibria and comparisons a page can evaluate at once.
_MOST: Final = 20_000
_FLAT: Final = sympy.Symbol("(no second axis)", real=True)
Data = dict[str, Any]


def content_of(subject: Subject, sliders: tuple[Slider, ...]) -> Data:
    """Return the data of a page.

    Raises
    ------
    LimitError
        The model has more possible equilibria or longer conditions than a page can evaluate.
    ParameterError
        The rule for regimes uses a parameter that has no value.
    """
    return _Writer(subject, sliders).data()


class _Writer:
    """Solves the game in the axes and the sliders, and writes the answer down."""

    def __init__(self, subject: Subject, sliders: tuple[Slider, ...]) -> None:
        self.subject, self.sliders = subject, sliders
        upwards = _FLAT if subject.y is None else subject.y.symbol
        self.symbols = (subject.x.symbol, upwards, *(slider.symbol for slider in sliders))
        self.places = {symbol: n for n, symbol in enumerate(self.symbols)}
        every: tuple[AxisLike | Slider, ...] = (*subject.axes, *sliders)
        self.box = {moving.symbol: _range(moving) for moving in every}
        self.game = subject.solved_game(sliders)
        self.found: Conditional = subject.concept.conditional(self.game)
        self.every: tuple[Equilibrium, ...] = (*self.found.equilibria, *self.found.exceptional)

    def data(self) -> Data:
        """Return everything that the page knows."""
        subject = self.subject
        table = self._readings()
        raw = [subject.domain(self.sliders), *(reading.formula for _, reading in table)]
        if sum(1 for formula in raw for _ in atoms(formula)) > _MOST:
            raise LimitError("explore: the conditions of this model are too long for a page; fix more parameters.")
        formulas, ring = without(raw, self.symbols)
        domain, *rest = (self._lean(formula) for formula in formulas)
        kept = [(n, reading, formula) for (n, reading), formula in zip(table, rest, strict=True) if formula != FALSE]
        book = Book(ring, self.symbols)
        outcomes = [[reading.regime, n, book.formula(formula)] for n, reading, formula in kept]
        head, why = study_head(subject)
        written = {
            "domain": book.formula(domain),
            "outcomes": outcomes,
            "equilibria": [self._equilibrium(n, equilibrium) for n, equilibrium in enumerate(self.every)],
            "join": self._join(),
            "conditions": self._conditions(book, domain, [(reading.regime, formula) for _, reading, formula in kept]),
            "meanings": self._meanings(book),
        }
        linear = book.linear_in(self.symbols[:2])
        return {
            **self._words(),
            **written,
            "polynomials": book.polynomials,
            "atoms": book.atoms,
            "kernels": [tree_of(kernel, self.places) for kernel in book.kernels],
            "status": "exact" if linear else "numerical",
            "regimes": self._regimes(written["join"], [regime for regime, *_ in outcomes]),
            "study": head,
            "no_study": why,
        }

    def _readings(self) -> list[tuple[int, Reading]]:
        subject = self.subject
        fixed = subject.rest(self.sliders)
        table = [(n, r) for n, e in enumerate(self.every) for r in readings([e], subject.rule, fixed)]
        for _, reading in table:
            unknown = sorted(s.name for s in reading.condition.free_symbols if s not in self.places)
            if unknown:
                raise ParameterError(
                    f"The regime rule uses {unknown[0]}, which is neither an axis nor a slider nor has a value."
                )
        return table

    def _lean(self, formula: Formula) -> Formula:
        """Return a formula with every comparison decided whose sign is known over all values of the page."""
        return transform(formula, lambda sign: decide(sign, self.box) if _is_short(sign) else sign)

    def _equilibrium(self, n: int, equilibrium: Equilibrium) -> Data:
        links = (*self.found.links, *self.found.exceptional_links)
        return {
            "mixtures": [[[name, tree_of(p, self.places)] for name, p in own] for own in equilibrium.mixtures],
            "payoffs": [tree_of(u, self.places) for u in equilibrium.payoffs],
            "supports": self._supports(equilibrium) if links else None,
            "link": list(links[n]) if links else None,
        }

    def _supports(self, equilibrium: Equilibrium) -> list[list[int]]:
        pairs = zip(equilibrium.mixtures, self.game.strategies, strict=True)
        return [sorted(order.index(name) for name, _ in own) for own, order in pairs]

    def _join(self) -> Any:
        return joining(self.game.strategies, self.every, self.subject.rule) if self.found.links else None

    def _conditions(self, book: Book, domain: Formula, outcomes: Sequence[tuple[str, Formula]]) -> list[Any]:
        """Return for each regime where it is possible, given the side conditions, as short as it gets."""
        given = [part for part in getattr(domain, "parts", (domain,)) if isinstance(part, Sign)]
        found = []
        for regime in sorted({regime for regime, _ in outcomes}):
            whole = any_of(*(formula for name, formula in outcomes if name == regime))
            comparisons = list(atoms(whole))
            if len(comparisons) <= _SIMPLE and all(map(_is_short, comparisons)):
                whole = simplify(whole, self.box, given)
            found.append([regime, book.formula(whole)])
        return found

    def _meanings(self, book: Book) -> list[Any]:
        """Return for factors of payoff comparisons what a zero of them means."""
        formulas, _ = without([Sign.compare(one.polynomial, ">=") for one in self.found.indifferences], self.symbols)
        words: dict[int, list[str]] = {}
        for one, formula in zip(self.found.indifferences, formulas, strict=True):
            lean = self._lean(formula)
            for number in book.factors(lean.polynomial) if isinstance(lean, Sign) else ():
                words.setdefault(number, []).append(str(one))
        return [[number, list(dict.fromkeys(said))[:2]] for number, said in sorted(words.items())]

    def _regimes(self, join: Any, read: Sequence[str]) -> list[list[str]]:
        between = [] if join is None else join.get("order") or [row[2] for row in join["table"]]
        named = [regime for names in self.subject.words.names for regime in names]
        colours = assign_colours({*read, *between, *(name for name in named if name in read)})
        return [[name, colour] for name, colour in colours.items()]

    def _words(self) -> Data:
        subject, words = self.subject, self.subject.words
        meanings = subject.space.meanings
        fixed = sorted(subject.rest(self.sliders).items(), key=lambda item: item[0].name)
        return {
            "format": FORMAT,
            "software": f"coopgame {__version__}",
            "title": words.title,
            "reading": words.reading,
            "citation": words.citation,
            "concept": subject.concept.name,
            "players": list(subject.game.players),
            "names": [[list(key), name] for key, name in sorted(words.names.items())],
            "axes": [
                [a.symbol.name, str(a.lower), str(a.upper), a.meaning or meanings.get(a.symbol, "")]
                for a in subject.axes
            ],
            "sliders": [
                [s.symbol.name, str(s.lower), str(s.upper), str(s.step), str(s.value), meanings.get(s.symbol, "")]
                for s in self.sliders
            ],
            "fixed": [[symbol.name, str(value)] for symbol, value in fixed if symbol in subject.used],
        }


def _is_short(sign: Sign) -> bool:
    """Whether the sign of a polynomial over a box is found at once."""
    terms = sign.polynomial.terms
    return len(terms) <= _TERMS and all(sum(exponents) <= _DEGREE for exponents, _ in terms)


def _range(moving: AxisLike | Slider) -> Range:
    lower, upper = (Fraction(int(end.p), int(end.q)) for end in (moving.lower, moving.upper))
    return Range(lower, upper)
