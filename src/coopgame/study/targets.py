"""Where a study may write."""

from __future__ import annotations

from pathlib import Path

from coopgame.errors import StudyError
from coopgame.expressions.messages import shown
from coopgame.study.fields import FIGURE_ENDINGS

#: What -o may name; a study itself names no .tex, which could be the source of a paper.
DRAWN_ENDINGS = (*FIGURE_ENDINGS, ".tex")


def check_target(target: Path, endings: tuple[str, ...] = DRAWN_ENDINGS) -> None:
    """Refuse, before anything is computed, a file that could not be written in the end.

    Parameters
    ----------
    target
        Where to write.
    endings
        The endings that the name may have.

    Raises
    ------
    StudyError
        The ending is unknown or the folder does not exist.
    """
    if target.suffix.lower() not in endings:
        raise StudyError(f"{target.name}: expected a name that ends in {', '.join(endings)}.")
    if not target.parent.is_dir():
        raise StudyError(f"{target.name}: the folder {str(target.parent)!r} does not exist.")


def confined(name: str, folder: Path) -> Path:
    """Return a path named in a study, which must stay inside the folder of the study.

    Raises
    ------
    StudyError
        The path leads elsewhere.
    """
    base = folder.resolve()
    target = (base / name).resolve()
    if Path(name).is_absolute() or not target.is_relative_to(base) or target == base:
        raise StudyError(
            f"output.file: {shown(name)} leads out of the folder of the study; give a name inside it, or use -o."
        )
    return target
