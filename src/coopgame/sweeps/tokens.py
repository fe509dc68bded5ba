"""Which equilibria hold at a point as a text, and from such texts to regimes.

A text is ``-`` outside the space, else ``+`` and one word for each equilibrium: the numbers of its two corners, joined
by ``.``, and the numbers of the conditions of the rule that hold, each after a ``:``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coopgame.equilibria import Equilibrium, Rule
from coopgame.equilibria.joined import joined_regimes
from coopgame.errors import ModelError
from coopgame.sweeps.placeholders import Said, Supports
from coopgame.sweeps.sampling import distinct
from coopgame.sweeps.task import Array

OUTSIDE = b"-"
#: An equilibrium by its corners, or with the number of a condition that it meets.
Token = tuple[int, ...]
_MIXER = np.uint64(0x9E3779B97F4A7C15)


def texts_of(tokens: Sequence[tuple[Token, Array]], inside: Array) -> tuple[Array, Array]:
    """Return for each point the number of a text, and the texts; each token comes with the places where it holds."""
    ordered = sorted(tokens, key=lambda pair: pair[0])
    bits = np.zeros((len(ordered) + 1, len(inside)), dtype=np.uint8)
    bits[0] = inside
    for row, (_, places) in zip(bits[1:], ordered, strict=True):
        row[places] = 1
    code, first = _numbered(np.packbits(bits, axis=0))
    names = [token for token, _ in ordered]
    made = [_text([t for t, yes in zip(names, bits[1:, p], strict=True) if yes], bool(bits[0, p])) for p in first]
    return code, np.array(made, dtype=np.bytes_)


def _numbered(packed: Array) -> tuple[Array, Array]:
    """Return for each column of bytes the number of its value, and for each value a column that has it."""
    width, size = packed.shape
    words = np.zeros((-(-width // 8) * 8, size), dtype=np.uint8)
    words[:width] = packed
    keys = np.ascontiguousarray(words.T).view(np.uint64)
    mixed = keys[:, 0].copy()
    for k in range(1, keys.shape[1]):
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIXER + keys[:, k]
    _, first, code = np.unique(mixed, return_index=True, return_inverse=True)
    # Different values may be mixed into one number, though that hardly happens.
    same = all((keys[first, k][code] == keys[:, k]).all() for k in range(keys.shape[1]))
    return (code, first) if same else distinct(packed)


def _text(tokens: Sequence[Token], inside: bool) -> bytes:
    if not inside:
        return OUTSIDE
    words: dict[Token, str] = {}
    for left, right, *condition in tokens:
        words.setdefault((left, right), f"{left}.{right}")
        words[left, right] += "".join(f":{k}" for k in condition)
    return " ".join(["+", *words.values()]).encode("ascii")


def parsed(text: bytes) -> dict[tuple[int, int], list[int]] | None:
    """Return the equilibria of a text with the conditions that each meets, None outside.

    Examples
    --------
    >>> parsed(b"+ 0.3 12.7:0:1"), parsed(b"-")
    ({(0, 3): [], (12, 7): [0, 1]}, None)
    """
    if text == OUTSIDE:
        return None
    found = {}
    for word in text.decode("ascii").split()[1:]:
        corners, *conditions = word.split(":")
        left, right = corners.split(".")
        found[int(left), int(right)] = [int(k) for k in conditions]
    return found


@dataclass(frozen=True)
class TokenReader:
    """Reads texts; it stays where the sweep was started, for it knows the regime rule.

    Attributes
    ----------
    strategies, rule
        Of the game, and how equilibria are read.
    supports
        Of the corners of the row and of the column player, by number.
    said
        What the rule says; None where it does not know what to say.
    """

    strategies: tuple[tuple[str, ...], ...]
    rule: Rule
    supports: tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]
    said: Mapping[Supports, Said | None]

    def texts(self, masks: Array) -> Array:
        """Return for each text of tokens one with the number of equilibria and the set of regimes."""
        return np.array([self._read(bytes(mask)) for mask in masks], dtype=np.bytes_)

    def _read(self, mask: bytes) -> bytes:
        found = parsed(mask)
        if found is None:
            return json.dumps([0, None]).encode("ascii")
        links, holding, equilibria = list(found), {}, []
        for place, (link, conditions) in enumerate(found.items()):
            said = self._of(link)
            equilibria.append(said.equilibrium)
            holding[place] = [*said.always, *(said.sometimes[k] for k in conditions)]
        names = {name for own in holding.values() for name in own}
        names |= self._between(equilibria, links, {k: own for k, own in holding.items() if own})
        return json.dumps([len(found), sorted(names)]).encode("ascii")

    def _of(self, link: tuple[int, int]) -> Said:
        supports = self.supports[0][link[0]], self.supports[1][link[1]]
        said = self.said[supports]
        if said is None:
            shown = "/".join("+".join(own[k] for k in s) for own, s in zip(self.strategies, supports, strict=True))
            raise ModelError(f"The regime rule has no answer for the equilibrium {shown}, which exists at some points.")
        return said

    def _between(
        self, equilibria: Sequence[Equilibrium], links: Sequence[tuple[int, int]], holding: Mapping[int, list[str]]
    ) -> frozenset[str]:
        """Return the regimes of what lies between equilibria that share a mixture."""
        alone = all(len({link[side] for link in links}) == len(links) for side in (0, 1))
        return frozenset() if alone else joined_regimes(self.strategies, equilibria, links, holding, self.rule)
