"""A run in a process of its own: ``python -m tests.sweeps.runs.script FOLDER WORKERS TILE [TROUBLE NOTES]``."""

from __future__ import annotations

import sys

from coopgame.sweeps.runs import Run, carry_out
from tests.sweeps.runs.fake import Fake, digest


def main() -> None:
    folder, workers, tile, *trouble = sys.argv[1:]
    work = Fake(trouble=trouble[0], notes=trouble[1]) if trouble else Fake()
    executor = int(workers) or None
    outcome = carry_out(work, Run(executor, None if folder == "-" else folder, tile=int(tile)))
    sys.stdout.write(f"{digest(outcome)}\n")


if __name__ == "__main__":
    main()
