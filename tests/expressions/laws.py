"""The laws that reading expressions keeps, the tripwire that watches for execution, and the texts to try them on."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from types import CodeType

import sympy
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from coopgame.errors import ExpressionError
from coopgame.expressions import parse_condition, parse_expression, to_text

SCALE = int(os.environ.get("COOPGAME_TEST_SCALE", "1"))
SECONDS = 5.0  # of processor time for one text; the slowest known takes about 1.5

READERS = (parse_expression, parse_condition)


def examples(count: int) -> settings:
    return settings(
        max_examples=count * SCALE,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


class TripwireError(BaseException):
    """Reading a text executed something; not an Exception, so that nothing swallows it."""


_EFFECTS = ("os.", "subprocess.", "socket.", "shutil.", "ctypes.", "urllib.", "builtins.input", "builtins.breakpoint")
_HARMLESS = ("os.listdir", "os.scandir", "os.walk", "os.fwalk")
_armed: list[bool] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if not _armed:
        return
    if event.startswith(_EFFECTS) and event not in _HARMLESS:
        raise TripwireError(event)
    code = arguments[0] if arguments else None
    # The modules that SymPy imports late are executed as well, but their code comes from files.
    if (
        event == "exec"
        and isinstance(code, CodeType)
        and code.co_filename.startswith("<")
        and "frozen" not in code.co_filename
    ):
        raise TripwireError(f"executed {code.co_filename}")
    if event == "open" and not str(code).endswith((".py", ".pyc")) and not isinstance(code, int):
        raise TripwireError(f"opened {code}")
    if event == "import" and str(code) in {"os.canary", "canary", "pickle"}:
        raise TripwireError(f"imported {code}")


sys.addaudithook(_watch)


@contextmanager
def tripwire() -> Iterator[None]:
    _armed.append(True)
    try:
        yield
    finally:
        _armed.pop()


def never_escapes(text: object) -> bool:
    """A text is read or refused with the one error, nothing is executed, and it does not take long.

    Returns whether it was read.
    """
    accepted = False
    for read in READERS:
        message = ""
        started = time.process_time()
        with tripwire():
            try:
                result = read(text, where="study.toml, key 'payoff'")
            except ExpressionError as error:
                message = str(error)
            else:
                accepted = True
                kind = sympy.Expr if read is parse_expression else sympy.logic.boolalg.Boolean
                assert isinstance(result, kind)
                assert not result.has(sympy.Float, sympy.zoo, sympy.nan, sympy.oo, sympy.I)
                assert all(type(free) is sympy.Symbol and free.is_real for free in result.free_symbols)
        assert time.process_time() - started < SECONDS
        assert not message or (message.isprintable() and message.startswith("study.toml, key 'payoff'"))
    return accepted


def reads_back(text: str) -> None:
    """What is read can be written, and reads back to an equal object."""
    for read in READERS:
        try:
            first = read(text)
        except ExpressionError:
            continue
        written = to_text(first)
        if len(written) < 500:
            assert read(written) == first
        # SymPy writes Euler's number as E, which is the name of a parameter here.
        if read is parse_expression and len(str(first)) < 500 and not first.has(sympy.E):
            assert read(str(first)) == first


def is_refused(text: str) -> bool:
    for read in READERS:
        try:
            read(text)
        except ExpressionError:
            continue
        return False
    return True


NAMES = st.sampled_from(["x", "y", "beta", "pi", "S", "E", "I", "lambda_", "kappa_2"])
NUMBERS = st.sampled_from(["0", "1", "2", "3", "10", "0.1", "0.25", ".5", "7.", "1e-3", "2.5e2", "64"])
_RELATIONS = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, st.sampled_from(["+", "-", "*", "/", " + ", " * "]), inner).map("".join)
    return st.one_of(
        two,
        two.map("({})".format),
        st.tuples(inner, st.sampled_from(["2", "3", "0.5", "(1/3)", "-1", "x"])).map("({0[0]})**{0[1]}".format),
        inner.map("-{}".format),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map("{0[0]}({0[1]}, {0[2]})".format),
        st.tuples(st.sampled_from(["sqrt", "exp", "log"]), inner).map("{0[0]}({0[1]})".format),
    )


FORMULAS = st.recursive(NAMES | NUMBERS, _larger, max_leaves=12)
_COMPARISONS = st.tuples(FORMULAS, _RELATIONS, FORMULAS).map(" ".join)
CONDITIONS = st.recursive(
    _COMPARISONS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" and ", " or "]), inner).map("({0[0]}){0[1]}({0[2]})".format),
        inner.map("not ({})".format),
    ),
    max_leaves=4,
)

HOSTILE = [
    "__import__('os').system('canary')",
    "().__class__.__bases__[0].__subclasses__()",
    "open('canary', 'w')",
    "eval", "exec('1')", "lambda: 0", "x.__class__", "[x for x in y]", "{x}", "f'{x}'", "(x := 1)", "1j", "0x10", "1_0",
    "9**9**9**9", "exp(" * 5, "(" * 50, "é", "\U0001d431",
    "\x00", "\ud800", "#", "\\", "'", '"', ";", "@", "//", "%", "!", "=", ",",
    "**", "if", "else", "is", "in", "not", "and", "or", "None", "True", "nan", "oo",
    "zoo", "e999", "*x", "k=1", "1is 2",
    "0x1for x in y", "Symbol('x')", "Integer(1)", "sympify", "\n", "\t", " ", "٣", "…", "ⅷ",
]  # fmt: skip
FRAGMENTS = [*HOSTILE, *"xyEI0123456789.+-*/(),<>=", "min(", "max(", "sqrt(", "log(", "exp(", ")", "1e60", "x**64"]


@st.composite
def mutants(draw: st.DrawFn) -> str:
    """A formula or a condition with pieces removed, doubled or replaced by hostile ones."""
    text = draw(FORMULAS | CONDITIONS)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        stop = min(len(text), start + draw(st.integers(0, 5)))
        piece = draw(st.sampled_from(FRAGMENTS) | st.just(text[start:stop] * 2) | st.just(""))
        text = text[:start] + piece + text[stop:]
    return text


@st.composite
def valued(draw: st.DrawFn, depth: int = 3) -> tuple[str, Fraction]:
    """A formula and its value at x = 2/3, y = -5/4, computed with fractions and without SymPy."""
    leaves = [("x", Fraction(2, 3)), ("y", Fraction(-5, 4)), ("3", Fraction(3)), ("0.1", Fraction(1, 10))]
    if not depth or draw(st.booleans()):
        return draw(st.sampled_from(leaves))
    (a, u), (b, v) = draw(valued(depth - 1)), draw(valued(depth - 1))
    choices = [
        (f"({a})+{b}", u + v), (f"({a})-({b})", u - v), (f"({a})*({b})", u * v), (f"({a})**2", u**2), (f"-({a})", -u),
        (f"min({a}, {b})", min(u, v)), (f"max({a}, {b})", max(u, v)), (f"sqrt(({a})**2)", abs(u)),
    ]  # fmt: skip
    return draw(st.sampled_from([*choices, (f"({a})/({b})", u / v)] if v else choices))
