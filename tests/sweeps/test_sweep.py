"""What a sweep contains, and what it refuses."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy

import coopgame as cg
from coopgame.errors import DiagramError, InputError, LimitError, ParameterError
from coopgame.sweeps import trees
from coopgame.sweeps.axes import evenly

MODEL = cg.models.contracting()
EVERYTHING = cg.Run(keep=("regimes", "count", "margin", "margins", "payoffs", "probabilities"))
STAG = cg.Game.from_bimatrix([["v", 0], ["s", "s"]], [["v", "s"], [0, "s"]], strategies=[["stag", "hare"]] * 2)
STAG_MODEL = cg.Model(STAG, cg.ParameterSpace({"v": (0, 9), "s": (0, 9)}, where=["v + s <= 12"]))


def closed(**axes: Any) -> Callable[[], Any]:
    return lambda: cg.sweep(MODEL, axes)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (closed(p=[], b=[1]), DiagramError, "axis p: there are no values"),
        (closed(p=[1, 2, 1], b=[1]), DiagramError, "axis p: 1 is given twice"),
        (closed(p=np.array([1.0, np.nan]), b=[1]), ParameterError, "axis p: nan is not a finite number"),
        (closed(p=np.array([1.0, np.inf]), b=[1]), ParameterError, "axis p: inf is not a finite number"),
        (closed(p=[1, float("nan")], b=[1]), InputError, "axis p"),
        (closed(p=[-1, 2], b=[1]), ParameterError, "axis p: -1 is outside its bounds [0, ∞)"),
        (closed(p=(0, 10, 1), b=[1]), DiagramError, "count 1 in (lower, upper, count)"),
        (closed(p=(0, 10, 2.5), b=[1]), DiagramError, "count 2.5 in (lower, upper, count)"),
        (closed(p=3, b=[1]), DiagramError, "axis p: expected a list of values"),
        (
            closed(p=(0, 10), b=[1]),
            DiagramError,
            "axis p: (0, 10) has no count; expected (lower, upper, count), or a list",
        ),
        (closed(p=[0.3, 0.1, 0.3], b=[1]), DiagramError, "axis p: 0.3 is given twice"),
        (closed(p=np.zeros((2, 2)), b=[1]), DiagramError, "expected numbers in one dimension"),
        (closed(p=np.array(["1"]), b=[1]), DiagramError, "expected numbers in one dimension"),
        (closed(p=[1]), ParameterError, "b has no value"),
        (closed(p=[1], b=[1], W=[1]), ParameterError, "W is not a parameter here"),
        (closed(), DiagramError, "axes: there are none"),
        (lambda: cg.sweep(MODEL, [1, 2]), DiagramError, "axes: expected {parameter: values}"),  # type: ignore[arg-type]
        (lambda: cg.sweep(MODEL, {"p": [1], MODEL.symbols["p"]: [2], "b": [1]}), DiagramError, "p is given twice"),
        (lambda: cg.sweep(MODEL, {"p": [1], "b": [1]}, at={"p": 2}), ParameterError, "p is an axis"),
        (
            lambda: cg.sweep(MODEL, {"p": [1], "b": [1]}, run=cg.Run(keep=("regime",))),
            DiagramError,
            "keep: 'regime' is not known. Did you mean 'regimes'?",
        ),
        (
            lambda: cg.sweep(MODEL, {"p": (0, 10, 20_000), "b": (0, 10, 20_000)}, run=cg.Run(memory="1 GB")),
            LimitError,
            "points would fit",
        ),
        (lambda: cg.sweep(MODEL, {"p": [1], "b": [1]}).payoffs, DiagramError, "payoffs was not kept"),
        (lambda: cg.sweep(MODEL, {"p": [1, 2], "b": [1]}).at(p=3, b=1), DiagramError, "the nearest value is 2"),
        (lambda: cg.sweep(MODEL, {"p": [0.3, 1], "b": [1]}).at(p=0.4, b=1), DiagramError, "the nearest value is 0.3."),
        (lambda: cg.sweep(MODEL, {"p": [1, 2], "b": [1]}).at(p=1), DiagramError, "at: b has no value"),
        (lambda: cg.sweep(MODEL, {"p": [1, 2], "b": [1]}).select({"q": 1}), DiagramError, "q is not an axis"),
        (lambda: cg.sweep(MODEL, {"p": [1], "b": [1]}).select({"p": 1, "b": 1}), DiagramError, "no axis would be left"),
        (
            lambda: cg.sweep(MODEL, {"p": [1, 2], "b": [1]}).select(3),
            DiagramError,
            "select: expected values by parameter",
        ),
        (lambda: cg.sweep(MODEL, {"p": [1], "b": [1]}, run=3), DiagramError, "run: expected a Run"),  # type: ignore[arg-type]
        (lambda: cg.sweep(MODEL, {"p": [1], "b": [1]}).save(None), InputError, "expected the name of a file, got None"),
        (
            lambda: cg.sweep(MODEL, {"p": [1], "b": [1]}).save("x.csv"),
            InputError,
            "'x.csv': expected a name that ends in .npz",
        ),
        (lambda: cg.Sweep.load(None), InputError, "expected the name of a file, got None"),
    ],
)
def test_wrong_requests_get_one_clear_error(call: Callable[[], Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error) as raised:
        call()
    assert words in str(raised.value)


def test_values_between_exact_ends_are_rounded_once() -> None:
    values = evenly("1/10", "7/10", 61, where="p")
    assert values.tolist() == [float(Fraction(10 + k, 100)) for k in range(61)]
    swept = cg.sweep(MODEL, {"p": ("0.1", "0.7", 61), "b": [1]})
    assert swept.axes[0].values.tolist() == values.tolist()
    assert not swept.axes[0].values.flags.writeable


@pytest.mark.parametrize("concept", [cg.Nash(), cg.PureNash(), cg.Stackelberg("row"), cg.UtilitarianBest()], ids=repr)
def test_contents_are_those_of_games_solved_at_the_points(concept: cg.Concept) -> None:
    values = {"v": [Fraction(k, 7) for k in range(3, 60, 9)], "s": [Fraction(k, 5) for k in range(2, 40, 7)]}
    found = cg.sweep(STAG_MODEL, values, concept=concept, run=EVERYTHING)
    for place in np.ndindex(found.shape):
        v, s = (axis[k] for axis, k in zip(values.values(), place, strict=True))
        if v + s > 12:
            assert found.regimes[place] is None
            assert np.isnan(found.margin[place])
            continue
        if found.near[place]:
            continue
        game = STAG.at({"v": v, "s": s})
        true = cg.solve(game, concept).equilibria
        assert found.count[place] == len(true)
        told = {
            (tuple(np.round(found.probabilities[(k, slice(None), *place)], 9)), tuple(np.round(row, 9)))
            for k, row in enumerate(found.payoffs[(slice(None), slice(None), *place)])
            if not np.isnan(row).any()
        }
        exact = {
            (
                tuple(round(float(e.mixture(p).get(s, 0)), 9) for p, s in found.weights),
                tuple(round(float(u), 9) for u in e.payoffs),
            )
            for e in true
        }
        assert told == exact


def test_equilibria_that_hang_together_are_joined() -> None:
    game = cg.Game.from_bimatrix([[0, 0]], [[0, "t"]], strategies=[["act"], ["wait", "leave"]])
    found = cg.sweep(game, {"t": [-1, 0, 1]}, concept=cg.Nash())
    assert found.regimes.tolist() == [("act/wait",), ("act/leave", "act/wait", "act/wait+leave"), ("act/leave",)]
    assert found.near.tolist() == [False, True, False]


def test_flipped_signs_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    axes = {"p": (0, 10, 7), "b": (0, 10, 7)}
    exact = cg.phase_diagram(MODEL, ("p", 0, 10), ("b", 0, 10))

    def agrees() -> bool:
        found = cg.sweep(MODEL, axes)
        points = [tuple(sympy.Rational(10 * k, 6) for k in place) for place in np.ndindex(found.shape)]
        return [exact.at(*point) for point in points] == list(found.regimes.ravel())

    assert agrees()
    plain = trees.Signs.of
    monkeypatch.setattr(trees.Signs, "of", lambda size, values, bounds: plain(size, [-v for v in values], bounds))
    assert not agrees()


def test_where_payoffs_are_not_defined_there_is_nothing() -> None:
    game = cg.Game.from_bimatrix([["sqrt(x)", "1/(x - 1)"]], [[1, "log(x + 2)"]])
    found = cg.sweep(game, {"x": [-3, -1, 0, 1, 2]})
    assert [s is None for s in found.regimes] == [True, True, False, True, False]


def test_everything_is_frozen_and_pickles() -> None:
    found = cg.sweep(MODEL, {"p": (0, 10, 5), "b": (0, 10, 4)}, run=EVERYTHING)
    assert all(not array.flags.writeable for array in found.arrays.values())
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    assert again.digest == found.digest
    assert (again.regimes == found.regimes).all()
    assert found.status == "numerical"
    assert found.complete
    assert "20.00%" in repr(found)
    assert "<table>" in found._repr_html_()
    assert {"software", "game", "space", "concept", "rule", "axes", "parameters", "study"} <= set(found.provenance)


def test_slices_are_sweeps_of_the_other_axes() -> None:
    axes = {"p": (0, 10, 5), "b": (0, 10, 4), "V": [8, 10]}
    found = cg.sweep(MODEL, axes, run=EVERYTHING)
    part = found.select({"V": 8})
    alone = cg.sweep(MODEL, {"p": axes["p"], "b": axes["b"]}, at={"V": 8}, run=EVERYTHING)
    assert (part.regimes == alone.regimes).all()
    assert np.allclose(part.payoffs, alone.payoffs, equal_nan=True)
    assert part.at(p=5, b=0) == found.at(p=5, b=0, V=8)
    assert "V = 8" in part.provenance["parameters"]


@pytest.mark.parametrize("kind", ["grid", "design"])
def test_files_come_back_the_same(kind: str, tmp_path: Path) -> None:
    places: Any = (
        {"p": (0, 10, 9), "b": [0.1, 4, 7]} if kind == "grid" else cg.design({"p": (0, 9), "b": (0, 9)}, 50, rng=1)
    )
    found = cg.sweep(MODEL, places, run=EVERYTHING)
    first, second = found.save(tmp_path / "one.npz"), found.save(tmp_path / "two.npz")
    assert first.read_bytes() == second.read_bytes()
    again = cg.Sweep.load(first)
    assert again.digest == found.digest
    assert again.sets == found.sets
    assert again.provenance == found.provenance
    assert {p.name for p in tmp_path.iterdir()} == {"one.npz", "two.npz"}


def test_files_that_are_damaged_or_execute_code_are_refused(tmp_path: Path) -> None:
    found = cg.sweep(MODEL, {"p": (0, 10, 9), "b": [0.1, 4, 7]})
    path = found.save(tmp_path / "sweep.npz")
    whole = path.read_bytes()
    (tmp_path / "short.npz").write_bytes(whole[: len(whole) // 2])
    with np.load(path) as archive:
        arrays = dict(archive)
    np.savez(tmp_path / "changed.npz", **{**arrays, "codes": arrays["codes"][::-1]})
    np.savez(tmp_path / "objects.npz", **{**arrays, "codes": np.array([print], dtype=object)})
    np.savez(tmp_path / "lacking.npz", codes=arrays["codes"])
    (tmp_path / "text.npz").write_text("sweep")
    for name in ("short", "changed", "objects", "lacking", "text", "absent"):
        with pytest.raises(InputError):
            cg.Sweep.load(tmp_path / f"{name}.npz")
    assert cg.Sweep.load(path).digest == found.digest


def test_numbers_in_a_file_do_not_decide_how_much_memory_is_taken(tmp_path: Path) -> None:
    found = cg.sweep(MODEL, {"p": (0, 10, 9), "b": [0.1, 4, 7]})
    path = found.save(tmp_path / "sweep.npz")
    with pytest.raises(LimitError, match=r"takes .* kB, but memory is limited to 500 B"):
        cg.Sweep.load(path, memory=500)
    with np.load(path) as archive:
        arrays = dict(archive)
    about = arrays["about"].tobytes().replace(b'"count":9', b'"count":999999999999')
    np.savez(tmp_path / "large.npz", **{**arrays, "about": np.frombuffer(about, dtype=np.uint8)})
    with pytest.raises(InputError, match="the axes do not fit the arrays"):
        cg.Sweep.load(tmp_path / "large.npz")


@pytest.mark.parametrize(
    ("lower", "upper", "count"), [("0", "3/10", 4), ("-1/3", "2/7", 1001), ("1/10", "1e50", 50), ("-1e-50", "0.1", 77)]
)
def test_values_at_equal_distances_are_rounded_once(lower: str, upper: str, count: int) -> None:
    low, high = Fraction(lower), Fraction(upper)
    exact = [low + k * (high - low) / (count - 1) for k in range(count)]
    assert evenly(lower, upper, count, where="p").tolist() == [float(value) for value in exact]


def test_axes_and_designs_beyond_memory_are_refused_before_they_are_made() -> None:
    with pytest.raises(LimitError, match="axis p: 1000000000000 values are more than an axis may have"):
        cg.sweep(MODEL, {"p": (0, 10, 10**12), "b": [1]})
    with pytest.raises(LimitError, match="134217728 points would fit"):
        cg.design({"p": (0, 1), "b": (0, 1)}, 10**12)
    with pytest.raises(LimitError, match="take fewer parameters"):
        cg.design({f"p{k}": (0, 1) for k in range(30_000)}, 2)


@pytest.mark.thorough
def test_labelled_arrays_come_back_the_same(tmp_path: Path) -> None:
    xarray = pytest.importorskip("xarray")
    pytest.importorskip("h5py")
    found = cg.sweep(MODEL, {"p": (0, 10, 9), "b": [1, 4, 7]}, run=EVERYTHING)
    labelled = found.to_xarray()
    assert labelled["codes"].dims == ("p", "b")
    assert labelled["payoffs"].dims == ("outcome", "player", "p", "b")
    assert labelled.attrs["digest"] == found.digest
    chosen = labelled["codes"].sel(p=5, b=1).item()
    assert labelled["set"].values[chosen] == "capture"
    with xarray.open_dataset(found.to_netcdf(tmp_path / "sweep.nc")) as read:
        assert read.equals(labelled)
        assert read.attrs == labelled.attrs
    pytest.importorskip("zarr")
    with xarray.open_zarr(found.to_zarr(tmp_path / "sweep.zarr"), consolidated=False) as read:
        assert read.equals(labelled)
    with pytest.raises(InputError, match="is there already"):
        found.to_zarr(tmp_path / "sweep.zarr")
    with pytest.raises(InputError, match="there is no folder"):
        found.to_netcdf(tmp_path / "no" / "sweep.nc")
