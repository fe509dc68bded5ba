"""Questions as SMT-LIB 2.6 text."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import sympy

from coopgame.conditions import All, Formula, Polynomial, Range, Sign, atoms
from coopgame.deciders.questions import Question, bounds_of

#: Names that solvers know already, or that may be read as something else.
TAKEN = frozenset(
    word
    for line in (
        "and or not xor ite let forall exists true false abs div mod distinct to_real to_int is_int select store as",
        "par exp sin cos tan csc sec cot sqrt pi euler arcsin arccos arctan",
        "sinh cosh tanh asinh acosh atanh asin acos atan e",
    )
    for word in line.split()
)
RELATIONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "="}


def smtlib(question: Question) -> str:
    """Return a question as text that SMT solvers read: they answer "sat" for yes and "unsat" for no.

    Parameters
    ----------
    question
        Any question.

    Returns
    -------
    str
        SMT-LIB 2.6, with comments that say which symbol is which; it ends with ``(check-sat)``.

    Examples
    --------
    >>> from coopgame.conditions import formula_of
    >>> x = sympy.Symbol("x", real=True)
    >>> print(smtlib(Question(formula_of(2 * x > 1))).split("Real)")[1])
    <BLANKLINE>
    (assert (> (+ (* 2.0 |x|) (- 1.0)) 0.0))
    (check-sat)
    <BLANKLINE>
    """
    names = names_of(question)
    lines = [
        "; Is there a real point at which the assertions hold?  sat: yes; unsat: no.",
        "(set-info :smt-lib-version 2.6)",
        "(set-option :produce-models true)",
        f"(set-logic {logic_of(question)})",
    ]
    for v in question.free:
        lines += [f"; {_one_line(v)} {_words(question.box.get(v))}", f"(declare-const {names[v]} Real)"]
    own = bounds_of(question)
    bounds = own.parts if isinstance(own, All) else (own,)
    lines += [f"(assert {_formula(part, names)})" for part in bounds]
    body = _formula(question.formula, names)
    for block in reversed(question.prefix):
        if block.variables:
            bound = " ".join(f"({names[v]} Real)" for v in block.variables)
            body = f"({'forall' if block.every else 'exists'} ({bound}) {body})"
    return "\n".join([*lines, f"(assert {body})", "(check-sat)", ""])


def logic_of(question: Question) -> str:
    """Return the name of the logic of a question."""
    linear = all(sum(e) <= 1 for sign in atoms(question.formula) for e, _ in sign.polynomial.terms)
    return ("" if question.prefix else "QF_") + ("LRA" if linear else "NRA")


def names_of(question: Question) -> Mapping[sympy.Symbol, str]:
    """Return a quoted name for each variable, different ones for different variables."""
    found: dict[sympy.Symbol, str] = {}
    used: set[str] = set()
    for v in question.ring.generators:
        plain = "".join(c if c.isprintable() and c not in "|\\" else "_" for c in str(v)) or "_"
        if plain in TAKEN or plain[0] in "@." or not any(c.isalpha() or c == "_" for c in plain):
            plain = f"v_{plain}"
        name, k = plain, 1
        while name in used:
            name, k = f"{plain}_{k}", k + 1
        used.add(name)
        found[v] = f"|{name}|"
    return found


def _one_line(v: sympy.Symbol) -> str:
    return " ".join(str(v).split())


def _words(known: Range | None) -> str:
    if known is None or (known.lower is None and known.upper is None):
        return "is any real number"
    ends = []
    if known.lower is not None:
        ends.append(f"{'>' if known.open_lower else '>='} {known.lower}")
    if known.upper is not None:
        ends.append(f"{'<' if known.open_upper else '<='} {known.upper}")
    return "is " + " and ".join(ends)


def _formula(formula: Formula, names: Mapping[sympy.Symbol, str]) -> str:
    if isinstance(formula, Sign):
        left = _polynomial(formula.polynomial, names)
        if formula.relation == "!=":
            return f"(not (= {left} 0.0))"
        return f"({RELATIONS[formula.relation]} {left} 0.0)"
    parts = [_formula(part, names) for part in formula.parts]
    word, alone = ("and", "true") if isinstance(formula, All) else ("or", "false")
    return alone if not parts else parts[0] if len(parts) == 1 else f"({word} {' '.join(parts)})"


def _polynomial(polynomial: Polynomial, names: Mapping[sympy.Symbol, str]) -> str:
    terms = []
    for exponents, c in polynomial.terms:
        powers = [names[g] for g, e in zip(polynomial.ring.generators, exponents, strict=True) for _ in range(e)]
        factors = powers if c == 1 and powers else [_number(c), *powers]
        terms.append(factors[0] if len(factors) == 1 else f"(* {' '.join(factors)})")
    return terms[0] if len(terms) == 1 else f"(+ {' '.join(terms)})"


def _number(value: Fraction) -> str:
    size = f"{abs(value.numerator)}.0"
    if value.denominator != 1:
        size = f"(/ {size} {value.denominator}.0)"
    return f"(- {size})" if value < 0 else size
