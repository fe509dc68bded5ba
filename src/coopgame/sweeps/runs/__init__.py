"""How work on many tiles is carried out: executors, files of tiles, resuming."""

from coopgame.sweeps.runs.carrying import Written, carry_out, write_tiles
from coopgame.sweeps.runs.clusters import connected
from coopgame.sweeps.runs.folder import Manifest
from coopgame.sweeps.runs.merging import merged, stored
from coopgame.sweeps.runs.outcome import Outcome
from coopgame.sweeps.runs.run import BY_PAYOFFS, CONDITIONS, Run
from coopgame.sweeps.runs.sizes import check_memory
from coopgame.sweeps.runs.work import Failure, Tile, Work
from coopgame.sweeps.runs.writing import write_whole

__all__ = [
    "BY_PAYOFFS",
    "CONDITIONS",
    "Failure",
    "Manifest",
    "Outcome",
    "Run",
    "Tile",
    "Work",
    "Written",
    "carry_out",
    "check_memory",
    "connected",
    "merged",
    "stored",
    "write_tiles",
    "write_whole",
]
