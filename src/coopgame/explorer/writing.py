"""The page as one file: the template with its style, its script and its data, nothing from elsewhere.

The data are JSON in which ``<``, ``>`` and ``&`` are escaped, so no name can end the element that holds them; the
script reads names from there and writes them as text only.  The policy of the page allows the one script and the one
style by their hashes and no request at all.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from coopgame.figures.style import (
    AXES_WIDTH,
    BORDER_WIDTH,
    CROSS_WIDTH,
    DASHES,
    GREY,
    INK,
    LEADER_WIDTH,
    LEGEND_SIZE,
    NAME_SIZES,
    OUTSIDE,
    PAPER,
    POINT_RADIUS,
    POINT_RIM,
    POINT_SIZE,
    SEAM_WIDTH,
    THIN_WIDTH,
    TICK_SIZE,
    TITLE_SIZE,
)
from coopgame.figures.textures import CROSS_PITCH, PITCH, STRIPE

#: The scripts in the order in which they build on each other.
SCRIPTS: Final = (
    "rational.js",
    "logic.js",
    "expressions.js",
    "lines.js",
    "regions.js",
    "numerical.js",
    "mathml.js",
    "labels.js",
    "drawing.js",
    "legend.js",
    "panels.js",
    "state.js",
    "main.js",
)


def look() -> dict[str, Any]:
    """Return colours and weights of printed figures, for the page."""
    return {
        "ink": INK,
        "grey": GREY,
        "outside": OUTSIDE,
        "paper": PAPER,
        "border": BORDER_WIDTH,
        "axes": AXES_WIDTH,
        "seam": SEAM_WIDTH,
        "cross": CROSS_WIDTH,
        "thin": THIN_WIDTH,
        "leader": LEADER_WIDTH,
        "dashes": list(DASHES),
        "radius": POINT_RADIUS,
        "rim": POINT_RIM,
        "sizes": {
            "name": list(NAME_SIZES),
            "title": TITLE_SIZE,
            "tick": TICK_SIZE,
            "legend": LEGEND_SIZE,
            "point": POINT_SIZE,
        },
        "pitch": PITCH,
        "stripe": STRIPE,
        "cross_pitch": CROSS_PITCH,
    }


def escaped_json(data: Any) -> str:
    r"""Return data as JSON that cannot end the element in which it stands.

    Examples
    --------
    >>> escaped_json({"title": "</script>"})
    '{"title":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def page_of(content: Mapping[str, Any]) -> str:
    """Return the page."""
    folder = files("coopgame.explorer") / "page"

    def read(name: str) -> str:
        return (folder / name).read_text(encoding="utf-8")

    script = '"use strict";\n(() => {\n' + "".join(read(name) for name in SCRIPTS) + "})();\n"
    sheet = read("page.css")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(sheet)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    words = {
        "POLICY": policy,
        "TITLE": html.escape(str(content["title"]) or "Phase diagram"),
        "SHEET": sheet,
        "DATA": escaped_json({**content, "look": look()}),
        "SCRIPT": script,
    }
    pieces = read("page.html").split("@@")
    return "".join(words[piece] if n % 2 else piece for n, piece in enumerate(pieces))


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
