r"""Make every input of the paper from its study, and the paper itself where LaTeX is installed.

    python make.py             numbers, tables, propositions, figures, and paper.pdf
    python make.py --inputs    all of it but paper.pdf
    python make.py --check     change nothing; say which texts are not what the library finds now

No number is typed into ``paper.tex``: it uses the macros of ``generated/numbers.tex``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import sympy

import coopgame as cg
from coopgame.claims import always, chosen, moves, passes, sometimes

HERE = Path(__file__).parent
GENERATED = HERE / "generated"
REGIMES = ("cooperation", "capture", "restriction", "substitution")
THRESHOLDS = {"P^*": "delta*V + k_K", "B^*": "(1 - rho)*V + k_R", "D^*": "V - V_G + k_S"}
HEAD = "% Written by make.py; do not edit.\n"
#: What the text asks about: a name, the parameter, and what is added to it.
VARIANTS = (
    ("Baseline", "", 0),
    ("DearCapture", "k_K", 2),
    ("AbleGovernment", "V_G", 2),
    ("LooseReins", "rho", sympy.Rational(1, 5)),
)


def study() -> cg.Study:
    """Return the study after checking what the text takes for granted."""
    found = cg.read_study(HERE / "paper.toml")
    at = values(found)
    P, B, _ = thresholds(at)
    if at["eta"] != 1 or not (P > 0 and B > 0 and at["g"] > 0 and at["rho"] > 0):
        sys.exit("paper.toml: the text assumes eta = 1, g > 0, rho > 0, P* > 0 and B* > 0; change the text first.")
    return found


def values(found: cg.Study) -> dict[str, sympy.Rational]:
    """Return the value of every parameter that is no axis: the study's, else the model's baseline."""
    request = found.request
    return {symbol.name: value for symbol, value in {**request.model.baseline, **request.fixed}.items()}


def thresholds(at: Mapping[str, Any]) -> tuple[sympy.Rational, ...]:
    """Return P*, B* and D*."""
    V = at["V"]
    return at["delta"] * V + at["k_K"], (1 - at["rho"]) * V + at["k_R"], V - at["V_G"] + at["k_S"]


def draw(found: cg.Study, change: Mapping[str, Any], concept: Any = None) -> cg.PhaseDiagram:
    """Return the map of the study with some values changed."""
    request = found.request
    axes = {letter: (axis.symbol, axis.lower, axis.upper) for letter, axis in zip("xy", request.axes, strict=True)}
    at = {**values(found), **change}
    return cg.phase_diagram(request.model, **axes, at=at, concept=concept or request.concept)


def variants(found: cg.Study) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield a name, what is changed in words, and the changed value."""
    for name, parameter, step in VARIANTS:
        change = {parameter: values(found)[parameter] + step} if parameter else {}
        told = "".join(
            f"${sympy.latex(sympy.Symbol(symbol))} = {sympy.latex(value)}$" for symbol, value in change.items()
        )
        yield name, told or "as in Table~\\ref{tab:values}", change


# The words of the paper --------------------------------------------------------------------


def topology(p: Any, b: Any, d: Any) -> str:
    """Return what the theorem says of the map with these thresholds P*, B* and D*."""
    if d <= 0:
        return "substitution is everywhere"
    if d <= min(p, b):
        return "only cooperation and substitution have area"
    if d <= p:
        return "capture has no area"
    if d <= b:
        return "restriction has no area"
    if d < p + b:
        return "cooperation and substitution share a border, and capture and restriction do not touch"
    if d == p + b:
        return "all four regimes meet in one point"
    return "capture and restriction share a border, and cooperation and substitution do not touch"


def listed(parts: list[str]) -> str:
    """Return parts joined as in a sentence."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]])) or "none"


def numbers(found: cg.Study) -> str:
    """Return the macros for the numbers, and the words that depend on them, in the running text."""
    at, macros = values(found), {}
    for name, value in at.items():
        macros[f"value{plain(name)}"] = sympy.latex(value)
    for name, value in zip("PBD", thresholds(at), strict=True):
        macros[f"threshold{name}"] = sympy.latex(value)
    for name, _, change in variants(found):
        d = draw(found, change)
        macros |= {f"area{name}{regime.capitalize()}": number(d.area(regime)) for regime in REGIMES}
        macros[f"topology{name}"] = topology(*thresholds({**at, **change}))
        macros |= {f"change{name}": sympy.latex(value) for value in change.values()}
    points = draw(found, {}).points
    macros["junctions"] = listed([f"$({sympy.latex(p.x)}, {sympy.latex(p.y)})$" for p in points])
    x, y = found.request.axes
    macros["mapRange"] = f"[{x.lower}, {x.upper}] \\times [{y.lower}, {y.upper}]"
    macros["mapArea"] = sympy.latex((x.upper - x.lower) * (y.upper - y.lower))
    macros["noEquilibrium"] = number(draw(found, {}, cg.PureNash()).area())
    macros["coopgameVersion"] = cg.__version__
    return HEAD + "".join(f"\\newcommand{{\\{name}}}{{{value}}}\n" for name, value in macros.items())


def plain(name: str) -> str:
    """Return the name of a parameter in letters only, as TeX wants the names of macros."""
    return "".join(part.capitalize() if len(part) > 1 else part for part in name.split("_"))


def number(area: cg.Enclosure) -> str:
    """Return an area; the borders are straight, so it is a fraction."""
    assert area.lower == area.upper  # noqa: S101 - straight borders
    return sympy.latex(area.lower)


# The tables of the paper -------------------------------------------------------------------


def tabular(columns: str, head: list[str], rows: list[list[str]]) -> str:
    """Return a booktabs table."""
    body = "".join(f"  {' & '.join(row)} \\\\\n" for row in rows)
    rules = "  \\toprule\n  " + " & ".join(head) + " \\\\\n  \\midrule\n" + body + "  \\bottomrule\n"
    return f"{HEAD}\\begin{{tabular}}{{{columns}}}\n{rules}\\end{{tabular}}\n"


def table_of_strategies() -> str:
    """Return the model: one row for each strategy of the government."""
    entries = ("value", "removes_p", "removes_b", "cost", "rent", "gain")
    head = ["strategy", "value", "removes $p$", "removes $b$", "cost", "rent", "gain", "regime"]
    rows = [
        [row.name, *(f"${sympy.latex(getattr(row, entry))}$" for entry in entries), row.regime]
        for row in cg.models.CONTRACT_STRATEGIES
    ]
    return tabular("lccccccl", head, rows)


def table_of_values(found: cg.Study) -> str:
    """Return the parameters with their meanings and values."""
    model = found.request.model
    names = [symbol for symbol in model.game.parameters if symbol.name in values(found)]
    rows = [
        [f"${sympy.latex(s)}$", model.space.meanings[s.name], f"${sympy.latex(values(found)[s.name])}$"] for s in names
    ]
    return tabular("llc", ["", "meaning", "value"], rows)


def table_of_areas(found: cg.Study) -> str:
    """Return the areas of the regimes for each variant."""
    rows = []
    for _, told, change in variants(found):
        d = draw(found, change)
        rows.append([told, *(f"${number(d.area(regime))}$" for regime in REGIMES)])
    return tabular("lcccc", ["", *REGIMES], rows)


# The propositions of the paper -------------------------------------------------------------


def reduced() -> cg.Model:
    """Return the choice of the government against an organization that competes."""
    return cg.models.contracting_reduced().at({"eta": 1})


def theorem() -> str:
    """Return the reduced form with its proof: when each regime is possible."""
    found = cg.proposition(reduced(), name="Reduced form", solve_for=("p", "b"), thresholds=THRESHOLDS)
    if not found.verify(points=40).passed:
        sys.exit("The printed conditions of the reduced form do not agree with the game.")
    found = replace(found, clauses=tuple(clause for clause in found.clauses if clause.subject in REGIMES), notes=())
    return HEAD + found.to_latex(proof=True) + "\n"


def decided(statement: Any, expected: str, name: str, words: str) -> str:
    """Return a decided statement as a proposition; stop if the text around it would no longer be true."""
    verdict = cg.decide(statement)
    if verdict.status != expected:
        sys.exit(f"{name}: the text says that this is {expected}, but it is {verdict.status}.  Change the text.")
    # The same paper on every machine, whatever solvers are there to confirm.
    verdict = replace(verdict, confirmed_by=())
    named = THRESHOLDS if expected == "conditional" else None
    return HEAD + cg.proposition(verdict, name=name, words=words, thresholds=named).to_latex() + "\n"


def propositions() -> dict[str, str]:
    """Return the theorem and three statements, each decided for all parameters at once."""
    model = reduced()
    return {
        "theorem.tex": theorem(),
        "no-way-to-capture.tex": decided(
            ~sometimes(moves(model, "b", to="capture")),
            "proved",
            "Blame does not capture",
            "However much the burden rises, all else equal, no other regime becomes capture.",
        ),
        "directly-to-capture.tex": decided(
            passes(model, "p", "cooperation", "capture"),
            "conditional",
            "Competition captures",
            "As performance competition rises, cooperation turns directly into capture",
        ),
        "cooperation-survives.tex": decided(
            always(~chosen(model, "cooperation"), given="p > 0 or b > 0"),
            "refuted",
            "Cooperation survives",
            "Wherever there is some competition or some burden, cooperation is not chosen.",
        ),
    }


def statics() -> str:
    """Return how the government's payoff moves in each regime."""
    return HEAD + cg.comparative_statics(reduced(), parameters=["p", "b", "delta", "rho", "k_K"]).to_latex() + "\n"


# Files -------------------------------------------------------------------------------------


def texts(found: cg.Study) -> dict[str, str]:
    """Return every generated text by the name of its file."""
    return {
        "preamble.tex": HEAD + cg.latex_preamble() + "\n",
        "numbers.tex": numbers(found),
        "strategies.tex": table_of_strategies(),
        "values.tex": table_of_values(found),
        "areas.tex": table_of_areas(found),
        "statics.tex": statics(),
        **propositions(),
    }


def figures(found: cg.Study, folder: Path) -> list[Path]:
    """Draw the maps of the baseline and of dear capture into a folder."""
    changes = {name: change for name, _, change in variants(found)}
    maps = {"baseline.pdf": found.run(), "dear-capture.pdf": draw(found, changes["DearCapture"])}
    return [d.plot().save(folder / name, sidecar=False) for name, d in maps.items()]


def stale(found: cg.Study) -> list[str]:
    """Return the names of texts that are missing or are not what the library finds now."""
    return [
        name
        for name, text in texts(found).items()
        if not (GENERATED / name).is_file() or (GENERATED / name).read_text(encoding="utf-8") != text
    ]


def write_inputs(found: cg.Study) -> None:
    """Write every text and figure."""
    GENERATED.mkdir(exist_ok=True)
    for name, text in texts(found).items():
        (GENERATED / name).write_text(text, encoding="utf-8")
    figures(found, GENERATED)


def compile_paper() -> None:
    """Run LaTeX twice, for the references; say so where there is none."""
    program = shutil.which("pdflatex")
    if program is None:
        print("LaTeX is not installed: all inputs are in generated/, paper.pdf was not made.")
        return
    for _ in range(2):
        command = [program, "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, errors="replace", check=False)
        if done.returncode:
            sys.exit("\n".join(done.stdout.splitlines()[-30:]))
    print("paper.pdf")


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    if arguments not in ([], ["--inputs"], ["--check"]):
        sys.exit(__doc__)
    found = study()
    if arguments == ["--check"]:
        if old := stale(found):
            sys.exit(f"Stale: {', '.join(old)}.  Run python make.py.")
        return
    write_inputs(found)
    if not arguments:
        compile_paper()


if __name__ == "__main__":
    main(sys.argv[1:])
