"""What a timing depends on: the machine and the versions."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("coopgame", "sympy", "python-flint", "numpy", "nashpy", "matplotlib", "shapely", "pydantic")


def facts(note: str = "") -> dict[str, object]:
    """Return the facts as plain data."""
    load = os.getloadavg() if hasattr(os, "getloadavg") else ()
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "processor": processor(),
        "cores": os.cpu_count(),
        "load_average": [round(value, 2) for value in load],
        "note": note,
        "versions": {name: version(name) for name in PACKAGES},
    }


def processor() -> str:
    """Return what the processor calls itself, as far as the system tells."""
    listing = Path("/proc/cpuinfo")
    if listing.is_file():
        for line in listing.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"
