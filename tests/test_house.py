"""The rules of the house: small files and functions, no floating point where answers are exact, documented names."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import types
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sympy

import coopgame as cg

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "coopgame"
FILES = sorted(SOURCE.rglob("*.py"))
#: Files of exact rooms that may name floating point, with the reason.
CLOCKS = {SOURCE / "deciders" / "limits.py": "seconds of a clock"}
ROOMS = ("deciders", "regions", "conditions", "bimatrix")
EXACT = sorted(path for room in ROOMS for path in (SOURCE / room).rglob("*.py") if path not in CLOCKS)
LINES, FUNCTION_LINES, PARAMETERS = 300, 40, 6

#: Functions that may take more parameters, with the reason.
MANY_PARAMETERS = {
    "models/model.py:Model.__init__": "the names of the public interface",
    "results/mapping.py:phase_diagram": "the names of the public interface",
    "sweeps/refining.py:refine": "the names of the public interface",
}
#: Public names whose docstring may do without an example, with the reason.
NO_EXAMPLE = {
    "__version__": "a string",
    "ByProfile": "the models, such as hood, show it",
    "JoinStrategies": "what every model without a rule does",
}
#: Results, which nobody makes by hand: the function that makes them shows them.
MADE_BY = dict.fromkeys(("Axis", "Boundary", "Polygon", "Region", "SpecialPoint", "ThinSet"), "phase_diagram") | {
    "PhaseDiagram": "phase_diagram",
    "Component": "solve",
    "EquilibriumSet": "solve",
    "Comparison": "compare",
    "Along": "along",
    "Facets": "facets",
    "Surfaces": "surfaces",
    "Transition": "transition",
    "Proposition": "proposition",
    "PublishedCondition": "proposition",
    "ComparativeStatics": "comparative_statics",
    "RegimeStatics": "regime_statics",
    "ComparedRegion": "compare",
    "BestResponses": "best_responses",
    "Correspondence": "correspondence",
    "LevelMap": "payoff_map",
    "CaseReport": "classify",
    "Consistency": "consistent",
    "RegimeSensitivity": "regime_sensitivity",
    "RegimeShares": "regime_shares",
    "Refined": "refine",
    "Sweep": "sweep",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def place(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def functions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, Function]]:
    for node in ast.iter_child_nodes(tree):
        inner = prefix
        if isinstance(node, Function | ast.ClassDef):
            inner = f"{prefix}{node.name}."
        if isinstance(node, Function):
            yield inner[:-1], node
        yield from functions(node, inner)


def length(node: Function) -> int:
    """Lines without decorators and docstring."""
    first = node.body[0]
    text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if text else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def parameters(node: Function) -> int:
    given = node.args
    names = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([n for n in names if n not in {"self", "cls"}]) + sum(a is not None for a in (given.vararg, given.kwarg))


def too_long(tree: ast.AST) -> list[str]:
    return [f"{name}: {length(node)} lines" for name, node in functions(tree) if length(node) > FUNCTION_LINES]


def crowded(tree: ast.AST) -> list[str]:
    return [name for name, node in functions(tree) if parameters(node) > PARAMETERS]


def floating(tree: ast.AST) -> list[str]:
    """Float literals, and names through which floating point comes in."""
    names = {"float", "complex", "round", "numpy", "np", "scipy", "mpmath", "decimal", "statistics", "random"}
    attributes = {"evalf", "n", "N", "sqrt", "inf", "nan", "pi", "Float", "RealField", "arb", "is_close", "isclose"}
    found = []
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append(f"{line}: {node.value}")
        elif isinstance(node, ast.Name) and node.id in names:
            found.append(f"{line}: {node.id}")
        elif isinstance(node, ast.Attribute) and node.attr in attributes:
            found.append(f"{line}: .{node.attr}")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            found += [f"{line}: import {m}" for m in modules if m.partition(".")[0] in names]
    return found


def from_the_top(tree: ast.AST) -> list[str]:
    """Imports of the top-level package for anything but a room or a file of the house."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [f"import {a.name}" for a in node.names if a.name == "coopgame"]
        elif isinstance(node, ast.ImportFrom) and (node.module == "coopgame" or node.level):
            for alias in node.names:
                module = SOURCE / alias.name
                if node.level or not (module.is_dir() or module.with_suffix(".py").is_file()):
                    found.append(f"from coopgame import {alias.name}")
    return found


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=place)
def test_files_and_functions_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < LINES
    tree = parsed(path)
    assert too_long(tree) == []
    assert [name for name in crowded(tree) if f"{place(path)}:{name}" not in MANY_PARAMETERS] == []


def test_every_exception_to_the_rules_is_needed() -> None:
    needed = {f"{place(path)}:{name}" for path in FILES for name in crowded(parsed(path))}
    assert needed == set(MANY_PARAMETERS)
    undocumented = {name for name in (*NO_EXAMPLE, *MADE_BY) if not has_example(getattr(cg, name))}
    assert undocumented == {*NO_EXAMPLE, *MADE_BY}
    assert all(floating(parsed(path)) for path in CLOCKS)


@pytest.mark.parametrize("path", EXACT, ids=place)
def test_no_floating_point_where_answers_are_exact(path: Path) -> None:
    assert floating(parsed(path)) == []


@pytest.mark.parametrize("path", FILES, ids=place)
def test_nothing_imports_names_from_the_top_level_package(path: Path) -> None:
    if path != SOURCE / "__init__.py":
        assert from_the_top(parsed(path)) == []


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (too_long, "def f():\n" + "    x = 1\n" * FUNCTION_LINES),
        (crowded, "class A:\n    def f(self, a, b, c, *, d, e, f, g): ..."),
        (crowded, "def f(a, b, c, d, e, *f, **g): ..."),
        (floating, "x = 0.5"),
        (floating, "x = float(y)"),
        (floating, "x = y.evalf()"),
        (floating, "x = math.sqrt(y)"),
        (floating, "import numpy as np"),
        (floating, "from numpy.linalg import det"),
        (from_the_top, "import coopgame"),
        (from_the_top, "def f():\n    from coopgame import solve"),
        (from_the_top, "from . import x"),
    ],
)
def test_the_rules_can_fail(check: Callable[[ast.AST], list[str]], text: str) -> None:
    assert check(ast.parse(text)) != []


def test_the_rules_let_pass_what_is_allowed() -> None:
    tree = ast.parse('def f(self, a, b):\n    """' + "x\n" * 60 + '"""\n    return Fraction(a) / b')
    assert too_long(tree) + crowded(tree) + floating(tree) == []
    assert from_the_top(ast.parse("from coopgame import models\nfrom coopgame.errors import GameError")) == []


def parts_of(value: Any) -> list[Any]:
    """What an object is made of."""
    if isinstance(value, sympy.Basic):
        return list(value.atoms(sympy.Number))
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name) for field in dataclasses.fields(value)]
    return list(getattr(value, "__dict__", {}).values())


def floats_in(value: Any) -> list[Any]:
    """Every float that can be reached from ``value``."""
    found, pending, seen = [], [value], set[int]()
    kept = []  # what is looked at stays alive, so no two objects share an identity
    while pending:
        part = pending.pop()
        if id(part) in seen or isinstance(part, str | int | Fraction | type | types.ModuleType):
            continue
        seen.add(id(part))
        kept.append(part)
        if isinstance(part, float | complex | sympy.Float):
            found.append(part)
        elif not isinstance(part, sympy.Number):
            pending += parts_of(part)
    return found


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.toml")), ids=lambda path: path.stem)
def test_no_float_can_be_reached_from_a_map(path: Path) -> None:
    """Catches what the syntax does not show, such as a division of two integers."""
    diagram = cg.read_study(path).run()
    assert floats_in(diagram) == []
    assert floats_in(dataclasses.replace(diagram, points=(1, {"a": [0.5, sympy.Float(2) * sympy.pi]})))


@pytest.mark.parametrize("name", cg.__all__)
def test_public_names_are_documented_with_an_example(name: str) -> None:
    value = getattr(cg, name)
    assert inspect.getdoc(value)
    error = isinstance(value, type) and issubclass(value, Exception)
    if name not in NO_EXAMPLE and not error and not isinstance(value, types.ModuleType):
        assert has_example(getattr(cg, MADE_BY.get(name, name)))


def has_example(value: object) -> bool:
    return bool(re.search(r"Examples\n--------\n(.*\n)*>>> ", inspect.getdoc(value) or ""))


#: Notes to oneself, and paths of one machine; spelt apart so that this file does not contain them.
FORBIDDEN = re.compile(
    r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b"
    r"|(?<![\w.}])/(?:ho" + r"me|Us" + r"ers|ro" + r"ot|wo" + r"rk)/\w"
)
SHIPPED = ["src", "tests", "examples", "docs", "benchmarks", ".ci"]
TEXTS = {".py", ".toml", ".md", ".rst", ".json", ".cff", ".sh", ".yml", ".yaml", ".txt", ".bib"}
BUILT = {"__pycache__", "_build", "gallery", "notebooks", "generated"}


def texts() -> list[Path]:
    found = [path for folder in SHIPPED for path in (ROOT / folder).rglob("*")] + list(ROOT.glob("*"))
    return [p for p in found if p.is_file() and p.suffix in TEXTS and not BUILT & set(p.relative_to(ROOT).parts)]


def test_nothing_is_left_undone_and_nothing_names_a_machine() -> None:
    assert len(texts()) > 100
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in texts()
        for match in FORBIDDEN.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
    for words in ("# TO" + "DO: later", "/ho" + "me/someone/x", 'open("/Us' + 'ers/me")', "a FIX" + "ME"):
        assert FORBIDDEN.search(words)
    for words in ("https://example.org/ho" + "me/x", "mastodon", "todos"):
        assert not FORBIDDEN.search(words)
