r"""The CIEDE2000 colour difference of two sRGB colours.

.. math:: \Delta E_{00} = \sqrt{\Big(\tfrac{\Delta L'}{S_L}\Big)^2 + \Big(\tfrac{\Delta C'}{S_C}\Big)^2
          + \Big(\tfrac{\Delta H'}{S_H}\Big)^2 + R_T \tfrac{\Delta C'}{S_C} \tfrac{\Delta H'}{S_H}}

in CIELAB with the D65 white of sRGB, so that white is the neutral point of a screen and of the printed page.
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from typing import Final

_WHITE: Final = (0.95047, 1.0, 1.08883)
_FROM_LINEAR: Final = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)


def _linear(hexadecimal: str) -> tuple[float, float, float]:
    """Return the three channels of ``#RRGGBB`` with the transfer curve of sRGB undone."""
    channels = (int(hexadecimal[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def lab(hexadecimal: str) -> tuple[float, float, float]:
    """Return lightness and the two opponent coordinates of a colour.

    Examples
    --------
    >>> [abs(round(value)) for value in lab("#FFFFFF")]
    [100, 0, 0]
    """
    rgb = _linear(hexadecimal)
    ratios = [
        sum(a * c for a, c in zip(row, rgb, strict=True)) / w for row, w in zip(_FROM_LINEAR, _WHITE, strict=True)
    ]
    fx, fy, fz = (r ** (1 / 3) if r > (6 / 29) ** 3 else r * (29 / 6) ** 2 / 3 + 4 / 29 for r in ratios)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def luminance(hexadecimal: str) -> float:
    """Return the relative luminance of a colour, 0 for black and 1 for white."""
    return sum(a * c for a, c in zip(_FROM_LINEAR[1], _linear(hexadecimal), strict=True))


def contrast(one: str, other: str) -> float:
    """Return the WCAG contrast ratio of two colours, from 1 to 21.

    Examples
    --------
    >>> round(contrast("#000000", "#FFFFFF"), 2)
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _mean_hue(hue1: float, hue2: float, chroma_product: float) -> float:
    """Return the mean of two hues on the circle; the plain sum when either colour is neutral."""
    if chroma_product == 0:
        return hue1 + hue2
    total = hue1 + hue2
    if abs(hue1 - hue2) <= 180:
        return total / 2
    return (total + 360) / 2 if total < 360 else (total - 360) / 2


def _hue_step(hue1: float, hue2: float, chroma_product: float) -> float:
    """Return the signed step from one hue to another along the shorter way."""
    if chroma_product == 0:
        return 0.0
    return (hue2 - hue1 + 180) % 360 - 180 if abs(hue2 - hue1) != 180 else hue2 - hue1


def ciede2000(one: str, other: str) -> float:
    """Return the CIEDE2000 difference of two colours.

    Parameters
    ----------
    one, other
        Colours as ``#RRGGBB``.

    Returns
    -------
    float
        0 for equal colours; about 1 is just noticeable, 10 is plainly different.

    Examples
    --------
    >>> ciede2000("#EC9467", "#EC9467")
    0.0
    >>> round(ciede2000("#FCF4D2", "#B0D8F2"), 1)
    27.7
    """
    (l1, a1, b1), (l2, a2, b2) = lab(one), lab(other)
    mean7 = ((hypot(a1, b1) + hypot(a2, b2)) / 2) ** 7
    stretch = 1 + 0.5 * (1 - sqrt(mean7 / (mean7 + 25**7)))
    c1, c2 = hypot(a1 * stretch, b1), hypot(a2 * stretch, b2)
    h1, h2 = degrees(atan2(b1, a1 * stretch)) % 360, degrees(atan2(b2, a2 * stretch)) % 360
    step = 2 * sqrt(c1 * c2) * sin(radians(_hue_step(h1, h2, c1 * c2)) / 2)
    lightness, chroma, hue = (l1 + l2) / 2, (c1 + c2) / 2, _mean_hue(h1, h2, c1 * c2)
    weight = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    in_lightness = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2))
    in_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    in_hue = step / (1 + 0.015 * chroma * weight)
    turn = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    return sqrt(max(in_lightness**2 + in_chroma**2 + in_hue**2 + turn * in_chroma * in_hue, 0.0))
