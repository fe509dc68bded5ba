"""Operations for Numba that have no branches, which would keep loops from becoming vectors."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from coopgame.batch.arrays import EXPONENT, HIGHEST, TOP

Build = Callable[..., Any]


@lru_cache(maxsize=1)
def operations() -> dict[str, Any]:
    """Return what generated code calls, by name."""
    from llvmlite import ir
    from numba import types

    word, double = ir.IntType(64), ir.DoubleType()

    def bits(u: Any, x: Any, mask: int) -> Any:
        return u.and_(u.bitcast(x, word), ir.Constant(word, mask))

    def scale(u: Any, x: Any) -> Any:
        return u.bitcast(u.sub(ir.Constant(word, int(TOP)), bits(u, x, int(EXPONENT))), double)

    def beyond(u: Any, x: Any) -> Any:
        size = u.bitcast(bits(u, x, (1 << 63) - 1), double)
        return u.zext(u.fcmp_unordered(">", size, ir.Constant(double, HIGHEST)), word)

    def spoilt(u: Any, x: Any, flag: Any) -> Any:
        sound = u.icmp_signed("==", flag, ir.Constant(word, 0))
        return u.select(sound, x, ir.Constant(double, float("nan")))

    return {
        "beyond": _of_one(types.int64, beyond),
        "spoilt": _mixed(types.float64, spoilt),
        "less": _of_two(types.float64, lambda u, x, y: u.select(u.fcmp_ordered("<", x, y), x, y)),
        "more": _of_two(types.float64, lambda u, x, y: u.select(u.fcmp_ordered(">", x, y), x, y)),
        "size": _of_one(types.float64, lambda u, x: u.bitcast(bits(u, x, (1 << 63) - 1), double)),
        "scale": _of_one(types.float64, scale),
        "above": _of_three(types.int64, lambda u, x, y, z: u.shl(u.zext(u.fcmp_ordered(">", x, y), word), z)),
    }


def _code(build: Build) -> Build:
    return lambda context, builder, signature, values: build(builder, *values)  # noqa: ARG005 - Numba calls it so


# Numba reads the number of arguments from the signature.
def _of_one(result: Any, build: Build) -> Any:
    from numba.extending import intrinsic

    return intrinsic(lambda typing, a: (result(a), _code(build)))  # noqa: ARG005


def _of_two(result: Any, build: Build) -> Any:
    from numba.extending import intrinsic

    return intrinsic(lambda typing, a, b: (result(a, b), _code(build)))  # noqa: ARG005


def _of_three(result: Any, build: Build) -> Any:
    from numba import types
    from numba.extending import intrinsic

    return intrinsic(lambda typing, a, b, c: (result(a, b, types.int64), _code(build)))  # noqa: ARG005


def _mixed(result: Any, build: Build) -> Any:
    from numba import types
    from numba.extending import intrinsic

    return intrinsic(lambda typing, a, b: (result(a, types.int64), _code(build)))  # noqa: ARG005
