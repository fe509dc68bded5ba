"""The directive ``study``: a study file, the figure it makes with its alternative text, and its caption.

The figure is drawn when the page is built, so a page cannot show a picture that its study does not produce.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import coopgame as cg

_FOLDER = "_build/figures"


class Study(SphinxDirective):
    """Show the study whose path, relative to the page, is the argument; content replaces the caption."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        _, path = self.env.relfn2path(self.arguments[0])
        source = Path(path)
        self.env.note_dependency(str(source))
        study = cg.read_study(source)
        plot = study.run().plot()
        folder = Path(self.env.srcdir) / _FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        picture = plot.save(folder / f"{source.stem}.png", sidecar=False)
        image = nodes.image(uri=f"/{_FOLDER}/{picture.name}", alt=plot.alt_text, width="26em")
        caption = nodes.caption("", "", *self._caption(plot.caption))
        listing = nodes.literal_block(source.read_text(encoding="utf-8"), source.read_text(encoding="utf-8"))
        listing["language"] = "toml"
        return [nodes.figure("", image, caption, align="center"), listing]

    def _caption(self, words: str) -> list[nodes.Node]:
        if not self.content:
            return [nodes.Text(words)]
        inline, _ = self.parse_inline(" ".join(self.content), lineno=self.lineno)
        return inline


def setup(app: Any) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("study", Study)
    return {"version": "1", "parallel_read_safe": True}
