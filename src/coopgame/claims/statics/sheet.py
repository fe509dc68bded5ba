"""A table with notes below it: as text, as HTML, and as LaTeX of booktabs."""

from __future__ import annotations

from dataclasses import dataclass

from coopgame.export.latex import tabular, text
from coopgame.notebook import paragraph
from coopgame.notebook import table as html_table

Cell = tuple[str, str]


@dataclass(frozen=True)
class Sheet:
    """Cells and notes, each as text and as LaTeX.

    Examples
    --------
    >>> print(Sheet("Signs", (plain("x"), plain("y")), ((plain("+"), plain("-")),), (plain("A note."),)).text())
    Signs
      x  y
      +  -
    A note.
    """

    title: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[Cell, ...] = ()

    def text(self) -> str:
        """Return the table as text, columns aligned."""
        lines = [[cell[0] for cell in row] for row in (self.head, *self.rows)]
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.head))]
        body = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines]
        return "\n".join([self.title, *(f"  {line}" for line in body), *(note for note, _ in self.notes)])

    def html(self) -> str:
        """Return the table as HTML."""
        rows = ([cell for cell, _ in row] for row in self.rows)
        notes = "".join(paragraph(note) for note, _ in self.notes)
        return html_table([cell for cell, _ in self.head], rows, caption=self.title) + notes

    def latex(self) -> str:
        """Return the table as LaTeX of booktabs, with the notes as a paragraph below."""
        rows = ([latex for _, latex in row] for row in self.rows)
        table = tabular("l" * len(self.head), [latex for _, latex in self.head], rows)
        return "\n\n".join(
            [table, *([r"\noindent " + " ".join(latex for _, latex in self.notes)] if self.notes else [])]
        )


def plain(words: str) -> Cell:
    r"""Return words as a cell.

    Examples
    --------
    >>> plain("R&D")
    ('R&D', 'R\\&D')
    """
    return words, text(words)
