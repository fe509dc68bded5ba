r"""Words in TeX: what needs a backslash gets one, and signs that a font of eight bits lacks become mathematics."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_ESCAPED: Final[Mapping[str, str]] = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "#": r"\#",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "$": r"\$",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "\N{MINUS SIGN}": "$-$",
    "→": r"$\to$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "≠": r"$\neq$",
    "×": r"$\times$",
    "±": r"$\pm$",
    "–": "--",
    "—": "---",
    "’": "'",
    "…": r"\dots{}",
}
_GREEK: Final = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu"),
    *("xi", "omicron", "pi", "rho", "varsigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
)
_LETTERS: Final = {chr(0x3B1 + n): rf"$\{name}$" for n, name in enumerate(_GREEK)}


FIT: Final = r"\providecommand\cgfit[2]{\setbox0=\hbox{#2}\ifdim\wd0>#1\relax\resizebox{#1}{!}{\copy0}\else\copy0\fi}"
"""Set a text in a width: as it is where it fits, else smaller."""


def tex(line: str, *, math: bool) -> str:
    r"""Return a line of text for TeX; with mathematics, what stands between dollar signs stays as it is.

    Examples
    --------
    >>> print(tex("Share of R&D, $p$", math=True), tex("50 % → more", math=False))
    Share of R\&D, $p$ 50 \% $\to$ more
    """
    if not math or line.replace(r"\$", "").count("$") < 2:
        return _escaped(line.replace(r"\$", "$") if math else line)
    pieces = re.split(r"(?<!\\)\$", line)
    return "".join(f"${piece}$" if n % 2 else _escaped(piece.replace(r"\$", "$")) for n, piece in enumerate(pieces))


def _escaped(words: str) -> str:
    known = {**_ESCAPED, **_LETTERS}
    return "".join(known.get(character, character) for character in words)


def comment(words: str) -> str:
    """Return words as lines that TeX skips.

    Examples
    --------
    >>> comment("a map")
    '% a map'
    """
    return "\n".join(f"% {line}" for line in words.splitlines() or [""])


def document(picture: str, size: tuple[float, float], title: str, subject: str) -> str:
    """Return a document whose only page is a picture, exactly as wide as it.

    Parameters
    ----------
    picture
        A ``tikzpicture``.
    size
        Width and height of the page in big points.
    title, subject
        What the file says of itself.
    """
    width, height = (f"{length:.4f}bp" for length in size)
    return "\n".join(
        [
            r"\documentclass{article}",
            r"\usepackage[utf8]{inputenc}",
            r"% Any font will do: a text that is wider than its place is made smaller.",
            r"\IfFileExists{lmodern.sty}{\usepackage[T1]{fontenc}\usepackage{lmodern}}{}",
            r"\usepackage{tikz}",
            rf"\usepackage[paperwidth={width}, paperheight={height}, margin=0pt, nohead, nofoot]{{geometry}}",
            r"\ifdefined\pdfinfo",
            r"  \pdfinfoomitdate=1 \pdftrailerid{}\pdfsuppressptexinfo=-1",
            rf"  \pdfinfo{{/Title ({_in_pdf(title)}) /Subject ({_in_pdf(subject)}) /Creator (coopgame)}}",
            r"\fi",
            r"\pagestyle{empty}",
            r"\setlength{\topskip}{0pt}\setlength{\parindent}{0pt}\setlength{\parskip}{0pt}",
            r"\begin{document}%",
            r"\vbox to 0pt{\hbox{%",
            picture.rstrip("\n") + "%",
            r"}\vss}",
            r"\end{document}",
            "",
        ]
    )


def _in_pdf(words: str) -> str:
    """Return words without what would end a string of PDF or mean something to TeX."""
    plain = words.replace("→", "to").replace("≤", "<=").replace("≥", ">=").replace("\N{MINUS SIGN}", "-")
    kept = (c if c.isascii() and c not in "\\{}#%&_^~$()" else " " if c == "_" else "" for c in plain)
    return "".join(kept)
