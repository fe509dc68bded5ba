"""From the data of a study file to a model, axes and an output."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from coopgame.claims import Verdict
from coopgame.deciders import Limits as QuestionLimits
from coopgame.equilibria import EquilibriumSet, solve
from coopgame.errors import StudyError
from coopgame.expressions.messages import shown
from coopgame.notebook import table
from coopgame.progress import track
from coopgame.regions import Limits
from coopgame.results import PhaseDiagram, Request, draw_map, prepare
from coopgame.study.fields import FIGURE_ENDINGS
from coopgame.study.messages import explain, naming
from coopgame.study.models import model_of
from coopgame.study.reading import read_toml
from coopgame.study.schema import Output, StudyFile
from coopgame.study.statements import Asked, StudyStatement, asked
from coopgame.study.timing import timed


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
    asked
        The statements as they are written; :attr:`statements` are about the model.

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


def check_target(target: Path, endings: tuple[str, ...] = FIGURE_ENDINGS) -> None:
    """Refuse, before anything is computed, a file that could not be written in the end.

    Parameters
    ----------
    target
        Where to write.
    endings
        The endings that the name may have.

    Raises
    ------
    StudyError
        The ending is unknown or the folder does not exist.
    """
    if target.suffix.lower() not in endings:
        raise StudyError(f"{target.name}: expected a name that ends in {', '.join(endings)}.")
    if not target.parent.is_dir():
        raise StudyError(f"{target.name}: the folder {str(target.parent)!r} does not exist.")


def confined(name: str, folder: Path) -> Path:
    """Return a path named in a study, which must stay inside the folder of the study.

    Raises
    ------
    StudyError
        The path leads elsewhere.
    """
    base = folder.resolve()
    target = (base / name).resolve()
    if Path(name).is_absolute() or not target.is_relative_to(base) or target == base:
        raise StudyError(
            f"output.file: {shown(name)} leads out of the folder of the study; give a name inside it, or use -o."
        )
    return target


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
    study = Study(file, content.title, content.reading, request, content.output, limits, statements)
    study.output_path()
    return study
