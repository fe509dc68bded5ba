"""The directive ``thesis-claims``: the claims of the thesis with their verdicts, decided when the page is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claims_page import decided, page
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import coopgame as cg

_FOLDER = "_build/claims"


class ThesisClaims(SphinxDirective):
    """Show every claim, or those whose numbers are the arguments."""

    optional_arguments = 40

    def run(self) -> list[nodes.Node]:
        numbers = self.arguments or [claim.number for claim in cg.claims.thesis()]
        for path in Path(cg.__file__).parent.rglob("*.py"):
            self.env.note_dependency(str(path))
        found = decided(numbers, Path(self.env.srcdir) / _FOLDER)
        return self.parse_text_to_nodes(page(found), allow_section_headings=True)


def setup(app: Any) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("thesis-claims", ThesisClaims)
    return {"version": "1", "parallel_read_safe": True}
