"""The part of a tape that is needed for some nodes, in a good order, with few registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coopgame.batch.tracing import Tape


class Step(NamedTuple):
    """One operation.

    Attributes
    ----------
    kind
        The kind of the node, or ``output``: nothing is computed, but a node that was asked for is ready.
    target
        The register that it is written to; of an output, that in which the node is.
    sources
        Registers; of a difference: player, line and two replies; of an output: its position among those asked for.
    """

    kind: str
    target: int
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Schedule:
    """Steps on numbered registers."""

    steps: tuple[Step, ...]
    registers: int


def needed(tape: Tape, wanted: Sequence[int]) -> list[int]:
    """Return all nodes that some nodes need, in an order in which they can be computed."""
    # Nodes are noted after what they need.
    found, stack = set(wanted), list(wanted)
    while stack:
        further = set(_inputs(tape, stack.pop())) - found
        found |= further
        stack += further
    return sorted(found)


def schedule(tape: Tape, wanted: Sequence[int]) -> Schedule:
    """Return the steps that compute the nodes ``wanted``, each followed by its output."""
    order = _order(tape, wanted)
    last = _uses(tape, order)
    steps: list[Step] = []
    free: list[int] = []
    place: dict[int, int] = {}
    registers = 0
    for k, (node, output) in enumerate(order):
        kind, arguments = tape.nodes[node]
        if output is not None:
            steps.append(Step("output", place[node], (output,)))
        else:
            sources = arguments if kind == "difference" else tuple(place[n] for n in arguments)
            free += [place[n] for n in dict.fromkeys(_inputs(tape, node)) if last[n] == k]
            place[node] = free.pop() if free else registers
            registers = max(registers, place[node] + 1)
            steps.append(Step(kind, place[node], sources))
        if last[node] == k:
            free.append(place[node])
    return Schedule(tuple(steps), registers)


def _inputs(tape: Tape, node: int) -> tuple[int, ...]:
    kind, arguments = tape.nodes[node]
    return () if kind == "difference" else arguments


def _order(tape: Tape, wanted: Sequence[int]) -> list[tuple[int, int | None]]:
    """Return nodes as late as possible before what needs them, and outputs as soon as they are ready."""
    done: set[int] = set()
    order: list[tuple[int, int | None]] = []
    for position, root in enumerate(wanted):
        stack = [root]
        while stack:
            node = stack[-1]
            missing = [n for n in _inputs(tape, node) if n not in done]
            if node not in done and not missing:
                done.add(node)
                order.append((node, None))
            if node in done:
                stack.pop()
            else:
                stack += reversed(missing)
        order.append((root, position))
    return order


def _uses(tape: Tape, order: Sequence[tuple[int, int | None]]) -> dict[int, int]:
    """Return for each node the last position at which it is read."""
    found: dict[int, int] = {}
    for k, (node, output) in enumerate(order):
        found[node] = k
        if output is None:
            found |= dict.fromkeys(_inputs(tape, node), k)
    return found
