"""From the data of a study file to a model, axes and an output."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from coopgame.claims import Verdict
from coopgame.deciders import Limits as QuestionLimits
from coopgame.equilibria import EquilibriumSet, solve
from coopgame.errors import StudyError
from coopgame.notebook import table
from coopgame.progress import track
from coopgame.regions import Limits
from coopgame.results import PhaseDiagram, Request, draw_map, prepare
from coopgame.robustness import Case, CaseTable
from coopgame.robustness.classifying import USUAL
from coopgame.study.cases import StudyCase, case_of, check_names, reports_on
from coopgame.study.messages import explain, naming
from coopgame.study.models import model_of
from coopgame.study.reading import read_toml
from coopgame.study.schema import Output, StudyFile
from coopgame.study.statements import Asked, StudyStatement, asked
from coopgame.study.sweeps import AskedSweep, asked_sweep
from coopgame.study.targets import confined
from coopgame.study.timing import timed

if TYPE_CHECKING:
    from coopgame.explorer import Explorer
    from coopgame.sweeps import Run, Sweep


@dataclass(frozen=True)
class Study:
    """A checked request for a map, with its title and its output, read from a file.

    Attributes
    ----------
    file
        Where it was read from.
    title, reading
        What it is called, and which reading of the theory it uses.
    request
        The model with its closures, the axes, the values and the concept.
    output
        Width and file of the figure; the file lies inside the folder of the study.
    limits
        What the map may cost, and whether a certified one will do instead.
    cases
        The empirical cases, in the order of the file.
    asked
        The statements as they are written; :attr:`statements` are about the model.
    swept
        Where the model is swept numerically; None if the study does not say.

    Examples
    --------
    >>> study = read_study("examples/headline.toml")
    >>> study.title, study.output_path().name
    ('Deconstruction of cooperation', 'headline.pdf')
    """

    file: Path
    title: str
    reading: str
    request: Request
    output: Output
    limits: Limits = field(default_factory=Limits)
    asked: tuple[Asked, ...] = ()
    swept: AskedSweep | None = None
    cases: tuple[StudyCase, ...] = ()

    def _repr_html_(self) -> str:
        axes = [axis for axis in (self.request.x, self.request.y) if axis is not None]
        rows = [("concept", self.request.concept.name)]
        rows += [(str(axis.symbol), f"{axis.lower} to {axis.upper}") for axis in axes]
        rows += [(str(s), str(v)) for s, v in sorted(self.request.fixed.items(), key=lambda item: item[0].name)]
        return table(("part", "value"), rows, caption=f"Study: {self.title}")

    @cached_property
    def statements(self) -> tuple[StudyStatement, ...]:
        """The statements of the study about its model, in the order of the file.

        Raises
        ------
        StudyError
            A statement names a regime, a parameter, a player or a strategy that the model does not have.
        """
        with naming(self.file.name):
            return tuple(one.about(self.request) for one in self.asked)

    def decide(self, limits: QuestionLimits | None = None) -> tuple[Verdict, ...]:
        """Return the verdict of each statement of the study, in the order of the file.

        Parameters
        ----------
        limits
            How long and with how much memory a solver may work on one question.

        Raises
        ------
        StudyError
            The study has no statements, or one is wrong: it names something unknown, or what it takes for granted
            contradicts itself.

        Examples
        --------
        >>> study = read_study("examples/statements.toml")
        >>> [verdict.status for verdict in study.decide()][:2]
        ['proved', 'proved']
        """
        if not self.asked:
            raise StudyError(f"{self.file.name}: there is no [[statement]] to decide.")
        # Reading them names the file in its own errors.
        statements = self.statements
        with naming(self.file.name):
            return tuple(one.decide(limits) for one in track(statements, "deciding statements"))

    def run(self) -> PhaseDiagram:
        """Return the phase diagram of the study.

        Raises
        ------
        LimitError
            The exact map would cost more than the limits allow.
        """
        with naming(self.file.name):
            return replace(draw_map(self.request, self.limits), title=self.title, reading=self.reading)

    def sweep(self, run: Run | None = None) -> Sweep:
        """Return the regimes of the model at the points of ``[sweep]``, numerically.

        Parameters
        ----------
        run
            Who computes, in what pieces, within what memory, and what is kept; by default as the study says.

        Raises
        ------
        StudyError
            The study has no ``[sweep]``, or it does not fit the model.
        LimitError, RunError
            As for :func:`coopgame.sweep`.

        Examples
        --------
        >>> read_study("examples/sweep.toml").sweep().shape
        (200, 200, 5)
        """
        from coopgame.study.sweeping import carried_out

        return carried_out(self, run)

    def classify(self, limits: QuestionLimits = USUAL) -> CaseTable:
        """Return which regimes each case of the study makes possible, and which certain.

        Parameters
        ----------
        limits
            What one exact question may cost.

        Raises
        ------
        StudyError
            The study has no cases, or one contradicts the side conditions.

        Examples
        --------
        >>> read_study("examples/cases.toml").classify()["Elderly care"].certain
        ('capture',)
        """
        if not self.cases:
            raise StudyError(f"{self.file.name}: there is no [[case]] to classify.")
        with naming(self.file.name):
            return reports_on(tuple(track(self.cases, "classifying cases")), self.request, limits)

    def drawn(self, diagram: PhaseDiagram) -> tuple[Case, ...]:
        """Return the cases that figures of the study show.

        Raises
        ------
        StudyError
            One of them lies outside the map, or contradicts it.
        """
        with naming(self.file.name):
            return tuple(one.check_on(diagram) for one in self.cases if one.draw)

    def explore(self, path: str | Path, sliders: Iterable[Any] | None = None) -> Explorer:
        """Write a page for the browser that redraws the map of the study as sliders move.

        Parameters
        ----------
        path
            Where to write; the name ends in ``.html``.
        sliders
            As for :meth:`coopgame.PhaseDiagram.explore`.

        Raises
        ------
        StudyError, FigureError, DiagramError, ParameterError, LimitError
            As for :meth:`coopgame.PhaseDiagram.explore`; the message names the study.

        Examples
        --------
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     page = read_study("examples/headline.toml").explore(Path(folder) / "headline.html")
        >>> page.sliders, page.status
        (('delta', 'rho', 'eta'), 'exact')
        """
        from coopgame.study.exploring import explored

        return explored(self, path, sliders)

    def solve(self) -> EquilibriumSet:
        """Return every possible equilibrium with its condition, all parameters symbolic."""
        with naming(self.file.name):
            return solve(self.request.model, self.request.concept)

    def output_path(self) -> Path:
        """Return where the figure goes unless the user says otherwise: as the study says, else a PDF of its name here.

        Raises
        ------
        StudyError
            The study names a path outside its own folder.
        """
        if self.output.file is None:
            return Path(self.file.with_suffix(".pdf").name)
        return confined(self.output.file, self.file.parent)


def read_study(path: str | Path) -> Study:
    """Read a study file, check all of it, and compute nothing.

    Parameters
    ----------
    path
        A TOML file; see the page on study files for its keys.

    Raises
    ------
    StudyError
        The file cannot be read or says something wrong; the message names the file and the key.

    Examples
    --------
    >>> study = read_study("examples/headline.toml")
    >>> study.run().area("cooperation").lower
    12
    """
    file = Path(path)
    data = read_toml(file)
    with naming(file.name):
        try:
            content = StudyFile.model_validate(data)
        except ValidationError as error:
            raise StudyError(explain(error, StudyFile)) from None
        return _study(content, file)


def _study(content: StudyFile, file: Path) -> Study:
    model, concept = timed(content.timing, model_of(content))
    x, y = content.axes.x, content.axes.y
    request = prepare(
        model,
        (x.parameter, x.lower, x.upper),
        None if y is None else (y.parameter, y.lower, y.upper),
        at=content.at,
        concept=concept,
    )
    limits = Limits(**content.limits.model_dump(exclude_none=True))
    statements = tuple(asked(section, i, content.at) for i, section in enumerate(content.statement))
    cases = tuple(case_of(section, i, content.at, request) for i, section in enumerate(content.case))
    check_names(cases)
    swept = None if content.sweep is None else asked_sweep(content.sweep, request, content.at)
    study = Study(file, content.title, content.reading, request, content.output, limits, statements, swept, cases)
    study.output_path()
    return study
