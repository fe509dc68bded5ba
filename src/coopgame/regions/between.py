"""What lies between regions: border arcs, the points where three or more meet, and thin sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coopgame.regions.borders.assemble import Assembly, Side
from coopgame.regions.borders.geometry import Geometry
from coopgame.regions.borders.runs import Run, runs_of
from coopgame.regions.cells.complex import Vertex
from coopgame.regions.decomposition import ExactArc, ExactSliver, Step
from coopgame.regions.plane import Junction

Chain = list[Step]
Key = tuple[object, ...]


def chains(runs: Sequence[Run], numbers: Iterable[int], keys: Mapping[int, Key], directed: bool) -> list[Chain]:
    """Join runs with equal keys end to end, wherever exactly two of them meet.

    Directed runs are walked with the smaller region on the left, and are joined only if that goes on at the vertex.
    """
    forward = {n: (runs[n].left or 0) <= (runs[n].right or 0) for n in numbers}
    meeting: dict[tuple[Vertex, Key], list[tuple[int, bool]]] = defaultdict(list)
    for n, along in forward.items():
        start, end = _ends(runs[n], along)
        meeting[start, keys[n]].append((n, False))
        meeting[end, keys[n]].append((n, True))

    def onward(n: int, at_end: bool) -> tuple[int, bool] | None:
        """Return the run that goes on beyond an end of run n, and which of its ends lies there."""
        place = _ends(runs[n], forward[n])[at_end], keys[n]
        others = [entry for entry in meeting[place] if entry != (n, at_end)]
        if len(others) != 1 or (directed and others[0][1] == at_end):
            return None
        return others[0]

    left, found = dict.fromkeys(forward), []
    loose = [(n, side) for side in (False, True) for n in forward if onward(n, side) is None]
    for n, side in [*loose, *((n, False) for n in forward)]:
        if n not in left:
            continue
        chain: Chain = []
        step: tuple[int, bool] | None = (n, side)
        while step is not None and step[0] in left:
            del left[step[0]]
            # A run that is entered at its end is walked backwards.
            chain.append((step[0], forward[step[0]] != step[1]))
            step = onward(step[0], not step[1])
        if directed and side:
            chain = [(m, not way) for m, way in reversed(chain)]
        found.append(chain)
    return found


def _ends(run: Run, forward: bool) -> tuple[Vertex, Vertex]:
    return (run.start, run.end) if forward else (run.end, run.start)


def arcs(assembly: Assembly, geometry: Geometry) -> tuple[ExactArc, ...]:
    """Return the maximal border arcs between regions inside the parameter space, curve by curve."""
    inside = {p: assembly.regimes[faces[0]] is not None for p, faces in assembly.members.items()}
    runs = geometry.runs
    borders = [
        n
        for n, run in enumerate(runs)
        if run.left is not None and run.right is not None and inside[run.left] and inside[run.right]
    ]
    keys = {n: (runs[n].curve, *sorted((runs[n].left or 0, runs[n].right or 0))) for n in borders}
    found = []
    for chain in chains(runs, borders, keys, directed=True):
        n, forward = chain[0]
        sides = (runs[n].left or 0, runs[n].right or 0)
        left, right = sides if forward else sides[::-1]
        holding = _holding(assembly, runs[n].sides[0]) or frozenset()
        found.append(ExactArc(runs[n].curve or 0, left, right, holding, tuple(chain), geometry))
    return tuple(sorted(found, key=lambda arc: (arc.curve, min(arc.ends), arc.left, arc.right)))


def _holding(assembly: Assembly, side: Side) -> frozenset[int] | None:
    i, k = side.place
    return assembly.branch_holdings[i][k] if side.kind == "branch" else assembly.labeller.interval(i, k)


def junctions(assembly: Assembly, geometry: Geometry) -> tuple[Junction, ...]:
    """Return the points where three or more regions of the parameter space meet, from left to right."""
    found = []
    for vertex in sorted({v for run in geometry.runs for v in (run.start, run.end)}):
        faces = [f for f in assembly.cells.faces_around(vertex) if assembly.regimes[f] is not None]
        patches = tuple(sorted({assembly.patch_of[f] for f in faces}))
        if len(patches) >= 3:
            regimes = assembly.labeller.regimes(assembly.on_vertex(vertex)) or frozenset()
            at = (geometry.abscissa(vertex), assembly.cells.exact_ordinate(vertex))
            found.append(Junction(at, regimes, patches))
    return tuple(found)


def slivers(assembly: Assembly) -> tuple[ExactSliver, ...]:
    """Return the maximal pieces of curves, and the points off them, that have regimes no adjacent region has."""
    thin: dict[tuple[object, ...], tuple[frozenset[str], frozenset[str]]] = {}
    sides = []
    for side, extra, regimes in _thin_sides(assembly):
        sides.append(side)
        thin[side.kind, *side.place] = (extra, regimes)
    # Regions beside a thin side do not matter, what it carries does: pieces that carry the same are joined.
    numbers = {value: n for n, value in enumerate(dict.fromkeys(thin.values()))}
    marked = [_marked(side, numbers[thin[side.kind, *side.place]]) for side in sides]
    geometry = Geometry(assembly.cells, runs_of(marked, assembly.cells))
    keys = {n: (_curve(run), run.left) for n, run in enumerate(geometry.runs)}
    values = list(numbers)
    lines = []
    for chain in chains(geometry.runs, range(len(geometry.runs)), keys, directed=False):
        extra, regimes = values[geometry.runs[chain[0][0]].left or 0]
        lines.append(ExactSliver(extra, regimes, None, tuple(chain), geometry))
    return (*lines, *_thin_points(assembly, lines, geometry))


def _curve(run: Run) -> object:
    return run.curve if run.curve is not None else run.kind


def _marked(side: Side, number: int) -> Side:
    return Side(side.kind, side.place, side.start, side.end, number, number, side.leaving, side.arriving)


def _thin_sides(assembly: Assembly) -> Iterator[tuple[Side, frozenset[str], frozenset[str]]]:
    for side, faces in assembly.lower():
        if side.kind == "branch":
            holding = assembly.branch_holdings[side.place[0]][side.place[1]]
        elif side.kind == "wall":
            holding = assembly.labeller.interval(*side.place)
        else:
            holding = assembly.labeller.edge(side.place[0], side.kind == "top")
        regimes = assembly.labeller.regimes(holding)
        extra = _extra(assembly, regimes, faces)
        if extra and regimes:
            yield side, extra, regimes


def _extra(assembly: Assembly, regimes: frozenset[str] | None, faces: Iterable[int]) -> frozenset[str]:
    if not regimes:
        return frozenset()
    return regimes.difference(*(assembly.regimes[face] or frozenset() for face in faces))


def _thin_points(assembly: Assembly, lines: Sequence[ExactSliver], geometry: Geometry) -> Iterator[ExactSliver]:
    on_lines: dict[Vertex, list[frozenset[str]]] = defaultdict(list)
    for line in lines:
        for n, _ in line.steps:
            for side in geometry.runs[n].sides:
                for vertex in (side.start, side.end):
                    on_lines[vertex].append(line.extra)
    for vertex in _own_labels(assembly):
        regimes = assembly.labeller.regimes(assembly.on_vertex(vertex))
        extra = _extra(assembly, regimes, assembly.cells.faces_around(vertex))
        # A thin line that shows as much already shows the point too.
        if extra and regimes and not any(extra <= shown for shown in on_lines[vertex]):
            yield ExactSliver(extra, regimes, vertex, (), geometry)


def _own_labels(assembly: Assembly) -> Iterator[Vertex]:
    """Yield the points of walls whose signs differ from those of every branch that ends there."""
    for w, wall in enumerate(assembly.cells.walls):
        for t, point in enumerate(wall.points):
            if len(point.curves) + len(wall.vertical) > 1 or (point.curves and not point.left and not point.right):
                yield (w, t)
