"""dask.distributed as an executor, at an address or on this machine alone."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any, Final

from coopgame.errors import MissingPackageError, RunError

INSTALL: Final = 'pip install "coopgame[cluster]"'
SECONDS: Final = 30


@contextmanager
def connected(address: str, *, workers: int | None = None) -> Iterator[Executor]:
    """Be connected with a scheduler of dask inside the with-block.

    Parameters
    ----------
    address
        Where the scheduler is, such as ``tcp://127.0.0.1:8786``; ``"local"`` starts one for this block, which only
        processes of this machine can reach: whoever reaches a scheduler can run code on its workers.
    workers
        How many workers ``"local"`` has; by default as dask decides.

    Yields
    ------
    concurrent.futures.Executor
        For ``Run(executor=…)``.

    Raises
    ------
    MissingPackageError
        dask.distributed is not installed.
    RunError
        Nobody answers at the address.
    """
    if importlib.util.find_spec("distributed") is None:
        raise MissingPackageError(f"dask.distributed is not installed: {INSTALL}")
    distributed: Any = importlib.import_module("distributed")
    try:
        if address == "local":
            cluster = distributed.LocalCluster(
                host="127.0.0.1", dashboard_address=None, n_workers=workers, threads_per_worker=1
            )
        else:
            cluster = address
        client = distributed.Client(cluster, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise RunError(f"No scheduler of dask answers at {address!r}: {str(error) or type(error).__name__}.") from error
    try:
        yield client.get_executor()
    finally:
        client.close()
        if address == "local":
            cluster.close()
