"""A process of its own that asks z3 or cvc5: SMT-LIB text comes in, one line of JSON goes out.

It knows nothing of the rest of the library, so that it starts at once, and it is killed from outside when its time is
over, because the time-outs of solvers are soft.  Values of a model go out as strings of whole numbers.
"""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any

Model = dict[str, list[str]]


def limit(megabytes: int, seconds: int) -> None:
    """Limit the memory and the processor time of this process, where the system can."""
    with contextlib.suppress(ImportError):
        import resource

        for kind, most in ((resource.RLIMIT_AS, megabytes * 2**20), (resource.RLIMIT_CPU, seconds)):
            hard = resource.getrlimit(kind)[1]
            lower = most if hard == resource.RLIM_INFINITY else min(most, hard)
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(kind, (lower, lower))


def ask_z3(text: str, engine: str) -> dict[str, Any]:
    """Return what z3 says."""
    import z3

    logic = "NRA" if "(set-logic NRA)" in text else "LRA" if "(set-logic LRA)" in text else "QF_NRA"
    solver = {"default": z3.Solver, "simple": z3.SimpleSolver, "nlsat": lambda: z3.SolverFor(logic)}[engine]()
    solver.from_string(text)
    status = str(solver.check())
    if status != "sat":
        return {"status": status, "reason": solver.reason_unknown() if status == "unknown" else ""}
    values: Model = {}
    roots: Model = {}
    model = solver.model()
    for declared in model.decls():
        value = model[declared]
        if z3.is_rational_value(value):
            values[declared.name()] = [str(value.numerator_as_long()), str(value.denominator_as_long())]
        elif z3.is_algebraic_value(value):
            near = value.approx(20)
            roots[declared.name()] = [str(near.numerator_as_long()), str(near.denominator_as_long())]
    return {"status": status, "values": values, "roots": roots}


def ask_cvc5(text: str, engine: str) -> dict[str, Any]:
    """Return what cvc5 says."""
    import cvc5

    terms = cvc5.TermManager()
    solver = cvc5.Solver(terms)
    solver.setOption("produce-models", "true")
    if engine == "cov":
        solver.setOption("nl-cov", "true")
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "question")
    manager = parser.getSymbolManager()
    said = ""
    while not (command := parser.nextCommand()).isNull():
        said = str(command.invoke(solver, manager)).strip() or said
    if said != "sat":
        return {"status": said if said == "unsat" else "unknown", "reason": said}
    values: Model = {}
    roots: Model = {}
    for symbol in manager.getDeclaredTerms():
        value = solver.getValue(symbol)
        name = symbol.getSymbol()
        if value.isRealValue():
            exact = value.getRealValue()
            values[name] = [str(exact.numerator), str(exact.denominator)]
        elif value.isRealAlgebraicNumber():
            near = value.getRealAlgebraicNumberLowerBound().getRealValue()
            roots[name] = [str(near.numerator), str(near.denominator)]
    return {"status": said, "values": values, "roots": roots}


def main(arguments: list[str]) -> None:
    """Answer the question on standard input: package, engine, megabytes and seconds are the arguments."""
    package, engine, megabytes, seconds = arguments
    limit(int(megabytes), int(seconds))
    try:
        text = sys.stdin.read()
        found = (ask_z3 if package == "z3" else ask_cvc5)(text, engine)
    except MemoryError:
        found = {"status": "unknown", "reason": "out of memory"}
    except Exception as error:
        found = {"status": "unknown", "reason": " ".join(str(error).split())[:200]}
    print(json.dumps(found), flush=True)  # noqa: T201 - the answer goes out on standard output


if __name__ == "__main__":
    main(sys.argv[1:])
