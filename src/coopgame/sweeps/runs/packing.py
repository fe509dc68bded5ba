"""A tile as the bytes of a file: a line of JSON with a checksum, then the numbers; reading it runs nothing."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from coopgame.sweeps.runs.work import Arrays, Tile
from coopgame.sweeps.task import CODES, MASKS, Array, Field

FORMAT: Final = "coopgame tile, version 1"
_LONGEST_HEAD: Final = 100_000
_DTYPE: Final = re.compile(r"\|b1|\|[iuS][0-9]{1,6}|<[iuf][248]")


def pack(arrays: Arrays, tile: Tile, study: str) -> bytes:
    """Return the file of a tile.

    Parameters
    ----------
    arrays
        Numbers, truth values or bytes by name.
    tile
        Which points they belong to.
    study
        The hash of what they are results of.
    """
    plain = {name: _plain(array) for name, array in sorted(arrays.items())}
    body = b"".join(array.tobytes() for array in plain.values())
    head = {
        "format": FORMAT,
        "study": study,
        "first": tile.first,
        "last": tile.last,
        "arrays": {name: [array.dtype.str, list(array.shape)] for name, array in plain.items()},
    }
    return _line({**head, "sha256": _checksum(head, body)}) + body


def _plain(array: Array) -> Array:
    little = array.dtype.newbyteorder("<")
    return np.ascontiguousarray(array, dtype=little)


def _line(head: Mapping[str, Any]) -> bytes:
    return json.dumps(head, sort_keys=True).encode("ascii") + b"\n"


def _checksum(head: Mapping[str, Any], body: bytes) -> str:
    return hashlib.sha256(_line(head) + body).hexdigest()


def unpack(content: bytes, tile: Tile, study: str, fields: Mapping[str, Field]) -> dict[str, Array] | None:
    """Return the arrays of a tile, None if the file is damaged or belongs to something else.

    Parameters
    ----------
    content
        The bytes of the file.
    tile, study, fields
        What it must contain.
    """
    line = content[:_LONGEST_HEAD].partition(b"\n")[0]
    body = memoryview(content)[len(line) + 1 :]
    try:
        head = json.loads(line.decode("ascii"))
        told = head.pop("sha256")
        sound = told == _checksum(head, bytes(body)) and head["format"] == FORMAT and head["study"] == study
        described = {str(name): (str(kind), tuple(map(int, shape))) for name, (kind, shape) in head["arrays"].items()}
        same_place = Tile(head["first"], head["last"]) == tile
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not sound or not same_place or not _fitting(described, tile, fields):
        return None
    return _arrays(described, body)


def _fitting(described: Mapping[str, tuple[str, tuple[int, ...]]], tile: Tile, fields: Mapping[str, Field]) -> bool:
    """Whether the arrays have the shapes of the fields; types of codes are those of the tile's own table."""
    for kind, shape in described.values():
        if _DTYPE.fullmatch(kind) is None or min(shape, default=0) < 0:
            return False
    if set(described) - {MASKS} != set(fields):
        return False
    return all(
        described[name][1] == (*field.shape_before, tile.last - tile.first)
        and (name == CODES or described[name][0] == np.dtype(field.dtype).newbyteorder("<").str)
        for name, field in fields.items()
    )


def _arrays(described: Mapping[str, tuple[str, tuple[int, ...]]], body: memoryview) -> dict[str, Array] | None:
    found, place = {}, 0
    for name, (kind, shape) in described.items():
        dtype = np.dtype(kind)
        size = dtype.itemsize * math.prod(shape)
        if place + size > len(body):
            return None
        found[name] = np.frombuffer(body[place : place + size], dtype=dtype).reshape(shape)
        place += size
    return found if place == len(body) else None
