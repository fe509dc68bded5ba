"""The command line: verbs on a study file, and what puts parts of sweeps together or checks the proof of a map.

Exit codes: 0 done, 1 the study is wrong (one clear message), 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from coopgame._version import __version__
from coopgame.cli.messages import STUDY, clear_messages, fail
from coopgame.cli.sweeping import merge, sweep


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="coopgame")
def cli() -> None:
    """Exact equilibria and phase diagrams of non-cooperative strategic games, from study files."""


@cli.command()
@STUDY
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write: PDF, SVG, PNG or TeX by its ending.  [default: as the study says, else its name with .pdf]",
)
@click.option("--verify", is_flag=True, help="Re-check the map independently before drawing it.")
@click.option("--table", is_flag=True, help="Print the LaTeX tables of conditions and borders instead of a summary.")
@click.option(
    "--certificate",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write a certificate of the map, to be re-checked with check-certificate.",
)
def figure(study: Path, output: Path | None, verify: bool, table: bool, certificate: Path | None) -> None:
    """Draw the phase diagram of STUDY."""
    with clear_messages():
        from coopgame.study import check_target, read_study

        found = read_study(study)
        target = output if output is not None else found.output_path()
        check_target(target)
        if certificate is not None:
            check_target(certificate, (".json",))
        diagram = found.run()
        if verify:
            report = diagram.verify()
            click.echo(repr(report), err=True)
            if not report.passed:
                raise SystemExit(1)
        if certificate is not None:
            certificate.write_text(diagram.certificate(), encoding="utf-8")
        from coopgame import figures

        with figures.style(getattr(figures, found.output.width.upper().replace("-", "_"))):
            plot = diagram.plot(cases=found.drawn(diagram))
        plot.save(target)
        for line in (*(f"not placed: {text}" for text in plot.unplaced), *(f"note: {text}" for text in plot.notes)):
            click.echo(line, err=True)
        click.echo(diagram.to_latex() if table else repr(diagram))
        click.echo(f"wrote {target}", err=table)


@cli.command()
@STUDY
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the page; ends in .html.  [default: the name of the study with .html, here]",
)
@click.option(
    "-s",
    "--slider",
    "sliders",
    multiple=True,
    metavar="NAME[:LOWER:UPPER]",
    help="A parameter that the reader can move; may be repeated.  [default: all with finite bounds]",
)
def explore(study: Path, output: Path | None, sliders: tuple[str, ...]) -> None:
    """Write a page for the browser that redraws the map of STUDY as sliders move."""
    with clear_messages():
        from coopgame.study import check_target, read_study

        found = read_study(study)
        target = output if output is not None else Path(study.with_suffix(".html").name)
        check_target(target, (".html",))
        page = found.explore(target, [_slider(entry) for entry in sliders] or None)
        named = ", ".join(page.sliders) or "none"
        click.echo(f"{target}: {page.status}, {page.size} bytes, sliders: {named}")


def _slider(entry: str) -> Any:
    from coopgame.errors import StudyError

    parts = tuple(entry.split(":"))
    if len(parts) not in (1, 3):
        raise StudyError(f"-s {entry}: expected NAME or NAME:LOWER:UPPER, such as V:5:15.")
    return parts if len(parts) == 3 else entry


@cli.command()
@STUDY
@click.option("--table", is_flag=True, help="Print a LaTeX table instead of plain text.")
def solve(study: Path, table: bool) -> None:
    """Print every possible equilibrium of STUDY with the condition on its parameters."""
    with clear_messages():
        from coopgame.export import equilibrium_table
        from coopgame.study import read_study

        found = read_study(study).solve()
        click.echo(equilibrium_table(found) if table else repr(found))


@cli.command()
@STUDY
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the verdicts: as data (.json), as LaTeX propositions (.tex) or as SMT-LIB text (.smt2).",
)
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True, max=1e6), help="Time for one question.  [default: 20]"
)
def decide(study: Path, outputs: tuple[Path, ...], seconds: float | None) -> None:
    """Decide the statements of STUDY, exactly."""
    with clear_messages():
        from coopgame.deciders import Limits
        from coopgame.study import VERDICT_ENDINGS, check_target, read_study, verdicts_in, write_verdicts

        for target in outputs:
            check_target(target, VERDICT_ENDINGS)
        found = read_study(study)
        verdicts = found.decide(Limits() if seconds is None else Limits(seconds=seconds))
        click.echo(verdicts_in(found, verdicts))
        for target in outputs:
            write_verdicts(found, verdicts, target)
            click.echo(f"wrote {target}", err=True)
        _advise(verdicts)
        unmet = [words for one, v in zip(found.statements, verdicts, strict=True) if (words := one.unmet(v))]
        if unmet:
            fail(f"{study.name}: {' '.join(unmet)}")


def _advise(verdicts: Iterable[Any]) -> None:
    """Say once what to install if a statement was not decided for want of it."""
    from coopgame.deciders.processes import INSTALL, installed

    if not installed() and any(verdict.status == "undecided" for verdict in verdicts):
        click.echo(f"z3 and cvc5 are not installed; with them more statements can be decided: {INSTALL}", err=True)


@cli.command()
@STUDY
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the reports: as data (.json) or as a LaTeX table (.tex).",
)
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True, max=1e6), help="Time for one question.  [default: 10]"
)
def cases(study: Path, output: Path | None, seconds: float | None) -> None:
    """Say which regimes each case of STUDY makes possible, and which certain."""
    with clear_messages():
        from coopgame.deciders import Limits
        from coopgame.study import CASE_ENDINGS, check_target, read_study, write_cases

        if output is not None:
            check_target(output, CASE_ENDINGS)
        found = read_study(study)
        table = found.classify() if seconds is None else found.classify(Limits(seconds=seconds))
        click.echo("\n\n".join(map(repr, table)))
        if output is not None:
            write_cases(table, output)
            click.echo(f"wrote {output}", err=True)


@cli.command()
@STUDY
def check(study: Path) -> None:
    """Read and validate STUDY, statements included; compute no map and decide nothing."""
    with clear_messages():
        from coopgame.study import read_study

        found = read_study(study)
        request = found.request
        axes = " × ".join(f"{a.symbol} in [{a.lower}, {a.upper}]" for a in (request.x, request.y) if a is not None)
        several = f"; statements: {len(found.statements)}" if found.statements else ""
        several += f"; cases: {len(found.cases)}" if found.cases else ""
        swept = "" if found.swept is None else f"; {found.swept.describe()}"
        click.echo(f"{study.name}: ok; {request.concept.name}; {axes}{several}{swept}")


@cli.command("check-certificate")
@click.argument("certificate", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check_certificate(certificate: Path) -> None:
    """Re-prove the diagram that CERTIFICATE describes, with a checker that shares no code with the rest."""
    with clear_messages():
        import coopgame_checker

        report = coopgame_checker.check(certificate.read_bytes().decode("utf-8", "replace"))
        for step in report.steps:
            click.echo(f"{'passed' if step.passed else 'FAILED'}  {step.name}: {step.detail}")
        if not report.passed:
            raise SystemExit(1)


cli.add_command(sweep)
cli.add_command(merge)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    try:
        cli.main(args=None if arguments is None else list(arguments), prog_name="coopgame", standalone_mode=False)
    except click.exceptions.Exit as stop:
        raise SystemExit(stop.exit_code) from None
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except (click.Abort, KeyboardInterrupt):
        click.echo("coopgame: interrupted; nothing was left half-written.", err=True)
        raise SystemExit(130) from None
