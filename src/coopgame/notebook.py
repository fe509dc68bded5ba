"""Tables for notebooks: escaped, with a caption and with headers that say what they head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any


def table(head: Sequence[Any], rows: Iterable[Sequence[Any]], *, caption: str = "", named_rows: bool = True) -> str:
    """Return an HTML table.

    Parameters
    ----------
    head
        What each column contains; an empty entry heads the names of the rows.
    rows
        The cells, of which everything that HTML would read is escaped.
    caption
        What the table shows.
    named_rows
        Whether the first cell of a row names the row.

    Examples
    --------
    >>> print(table(["area"], [["R&D"], ["b < 2"]], caption="Names", named_rows=False)[:61] + "…")
    <table><caption>Names</caption><thead><tr><th scope="col">are…
    >>> print(table([], [["R&D", 4]]).partition("<tbody>")[2])
    <tr><th scope="row">R&amp;D</th><td>4</td></tr></tbody></table>
    """
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    heads = "".join(f'<th scope="col">{escape(str(entry))}</th>' if str(entry) else "<td></td>" for entry in head)
    body = "".join(f"<tr>{''.join(_cells(row, named=named_rows))}</tr>" for row in rows)
    return f"<table>{title}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _cells(row: Sequence[Any], *, named: bool) -> Iterable[str]:
    for n, entry in enumerate(row):
        words = escape(str(entry))
        yield f'<th scope="row">{words}</th>' if named and n == 0 else f"<td>{words}</td>"


def paragraph(words: str) -> str:
    """Return words as an HTML paragraph.

    Examples
    --------
    >>> paragraph("a < b")
    '<p>a &lt; b</p>'
    """
    return f"<p>{escape(words)}</p>"
