"""Run the benchmarks, print a table and write the results as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.cases import CASES
from benchmarks.facts import facts
from benchmarks.runner import DisagreementError, Timing, compare


def table(timings: list[Timing]) -> str:
    """Return the timings as lines of text."""
    lines = []
    for t in timings:
        lines.append(f"{t.case}: {t.about}")
        for name, side in ((t.ours_is, t.ours), (t.peer_is, t.peer)):
            spread = f"{1000 * side.least:.1f} to {1000 * side.most:.1f}"
            lines.append(f"  {name:44} {1000 * side.median:9.1f} ms ({spread}); first call {1000 * side.first:.1f} ms")
        low, high = t.ratio_range
        lines.append(f"  ours / peer: {t.ratio:.3g} ({low:.3g} to {high:.3g}), {t.repeats} repeats")
        lines.append(f"  checked: {t.agreement}")
        lines += [f"  {key}: {value}" for key, value in t.further.items()]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Run what the arguments ask for; 1 if some answers differ, and then there is no ratio for that case."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--case", action="append", choices=sorted(CASES), help="run this case only; may be repeated")
    parser.add_argument("--repeats", type=int, default=9, help="timed repeats of each side, interleaved [default: 9]")
    parser.add_argument("--output", type=Path, help="write the results as JSON to this file")
    parser.add_argument("--note", default="", help="what to know of this machine, for example that it is shared")
    given = parser.parse_args(arguments)
    if given.repeats < 1:
        parser.error("--repeats: expected at least 1")
    timings, failed = [], False
    for name in given.case or sorted(CASES):
        try:
            timings.append(compare(CASES[name](), given.repeats))
        except DisagreementError as error:
            failed = True
            print(f"{name}: NO RATIO, the answers differ: {error}", file=sys.stderr)
    print(table(timings))
    if given.output is not None:
        record = {"facts": facts(given.note), "timings": [timing.record() for timing in timings]}
        given.output.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
