"""The directives ``study`` and ``tree``: the figure of a study file, or the tree of a model, with words and caption.

Figures are drawn when the page is built, so a page cannot show a picture that its study or model does not produce.
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


class Drawing(SphinxDirective):
    """Draw the tree of the model whose name is the argument."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        plot = cg.draw_tree(getattr(cg.models, name)().game)
        folder = Path(self.env.srcdir) / _FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        picture = plot.save(folder / f"tree-{name}.png", sidecar=False)
        image = nodes.image(uri=f"/{_FOLDER}/{picture.name}", alt=plot.alt_text, width="26em")
        return [nodes.figure("", image, nodes.caption("", plot.caption), align="center")]


def setup(app: Any) -> dict[str, Any]:
    """Register the directives."""
    app.add_directive("study", Study)
    app.add_directive("tree", Drawing)
    return {"version": "1", "parallel_read_safe": True}
