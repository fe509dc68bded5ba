"""Find a place for names that find no room inside their region: a neighbour with a leader, or a number."""

from __future__ import annotations

from math import log
from typing import Final

from coopgame.figures.place_beside import place_beside
from coopgame.figures.place_names import hearts, name_blocks, place_inside
from coopgame.figures.scene import Cell
from coopgame.figures.search import Search
from coopgame.figures.text import Block, Label

_KEY_SIZE: Final = 7.0
_MANY: Final = 9
_COMPACT: Final = 3.0
"""Width by height of the block that stands best beside its region."""


def called_out(search: Search, cell: Cell, size: float) -> Label | None:
    """Return the name of a region in a neighbour, with a leader; the fewest lines that find room."""
    blocks = [block for block in name_blocks(cell.name, size) if block.size in (size, 7.0)]
    # A compact block stands better beside its region than one long line or a tower of words.
    blocks.sort(key=lambda block: (-block.size, abs(log(block.width / block.height / _COMPACT))))
    anchors = hearts(cell.outline)
    # A leader into a region that is no neighbour is read with more effort than a plate on a small texture.
    for crossings in (1, _MANY) if cell.textured else (_MANY,):
        for block in blocks:
            label = place_beside(search, anchors, block, dotted=True, crossings=crossings)
            if label is not None:
                return label
        if cell.textured and crossings == 1:
            label = place_inside(search, cell, name_blocks(cell.name, size))
            if label is not None:
                return label
    return None


def numbered(search: Search, cell: Cell, key: str) -> Label | None:
    """Return the number of a region inside it, or beside it with a leader."""
    block = Block((key,), _KEY_SIZE, bold=True)
    return place_inside(search, cell, [block]) or place_beside(search, hearts(cell.outline), block, dotted=True)
