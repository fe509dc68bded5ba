"""Worker processes, each with a pipe of its own: one that ends takes only its own tile with it, and is replaced."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final

from coopgame.errors import RunError
from coopgame.sweeps.runs.crews import Done, reason_of
from coopgame.sweeps.runs.work import Tile, Work

READY: Final = "ready"
#: Workers that end before they are ready, one after the other, until it is clear that none will ever be.
HOPELESS: Final = 3


class Worker:
    """A process and this side of its pipe."""

    def __init__(self, work: Work) -> None:
        # A fresh interpreter: copies of a process with threads, as numpy's, may hang.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=serve, args=(theirs, work), daemon=True)
        self.process.start()
        # With a second owner of its end the pipe would not notice when the process is gone.
        theirs.close()
        self.tile: Tile | None = None
        self.ready = False
        self.torn = False

    def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


class Processes:
    """A number of worker processes that are started when needed."""

    def __init__(self, work: Work, count: int) -> None:
        self._work, self._count = work, count
        self._workers: list[Worker] = []
        self._hopeless = 0

    def room(self) -> bool:
        """Whether a worker is idle, or one more may be started."""
        return len(self._workers) < self._count or any(worker.tile is None for worker in self._workers)

    def submit(self, tile: Tile) -> None:
        """Give a tile to an idle worker, or to a new one."""
        worker = next((w for w in self._workers if w.tile is None), None)
        if worker is None:
            worker = Worker(self._work)
            self._workers.append(worker)
        worker.tile = tile
        if worker.ready:
            self._send(worker)

    def busy(self) -> bool:
        """Whether any tile is with a worker."""
        return any(worker.tile is not None for worker in self._workers)

    def collect(self, seconds: float | None = None) -> Sequence[Done]:
        """Wait for at least one tile, or for some time, and return those that are finished."""
        found: list[Done] = []
        while not found and self.busy():
            ready = wait([worker.pipe for worker in self._workers if not worker.torn], seconds)
            if not ready and seconds is not None:
                break
            for worker in [w for w in self._workers if w.pipe in ready]:
                found += self._heard(worker)
        return found

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def pids(self) -> list[int]:
        """Return the numbers of the processes."""
        return [worker.process.pid for worker in self._workers if worker.process.pid is not None]

    def _heard(self, worker: Worker) -> list[Done]:
        # Ctrl-C in the middle of a message leaves the rest of it in the pipe, which makes no sense to a later reader.
        worker.torn = True
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            return self._lost(worker)
        worker.torn = False
        if said == READY:
            self._hopeless, worker.ready = 0, True
            if worker.tile is not None:
                self._send(worker)
            return []
        tile, worker.tile = worker.tile, None
        arrays, reason = said
        return [] if tile is None else [Done(tile, arrays, reason)]

    def _send(self, worker: Worker) -> None:
        try:
            worker.pipe.send(worker.tile)
        except OSError:
            # It ended while it was idle; its pipe says so when it is next listened to.
            return

    def _lost(self, worker: Worker) -> list[Done]:
        """Return the tile of a worker that ended, which is to blame unless the worker never got as far as that."""
        worker.process.join()
        code, tile, ready = worker.process.exitcode, worker.tile, worker.ready
        self._workers.remove(worker)
        worker.end()
        self._hopeless = 0 if ready else self._hopeless + 1
        if self._hopeless >= HOPELESS:
            self.close()
            raise RunError(
                f"Worker processes end before they begin ({_ending(code)}). In a script the call must stand under "
                "\"if __name__ == '__main__':\", because workers read the script again."
            )
        if tile is None:
            return []
        return [Done(tile, reason=f"its worker process ended ({_ending(code)})", died=True)]


def _ending(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def serve(pipe: Connection, work: Work) -> None:
    """Compute tiles until the other side is gone, which also ends workers whose parent was killed."""
    # Ctrl-C reaches every process of a terminal; the parent decides what happens to its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pipe.send(READY)
        while True:
            pipe.send(_answer(work, pipe.recv()))
    except (EOFError, OSError):
        os._exit(0)


def _answer(work: Work, tile: Tile) -> tuple[Any, str]:
    try:
        return work.evaluate(*tile), ""
    except Exception as error:
        return None, reason_of(error)
