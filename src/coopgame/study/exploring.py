"""From a study to a page for the browser."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopgame.study.messages import naming
from coopgame.study.reading import read_toml

if TYPE_CHECKING:
    from coopgame.explorer import Explorer
    from coopgame.study.build import Study


def explored(study: Study, path: str | Path, sliders: Iterable[Any] | None) -> Explorer:
    """Write the page of a study."""
    # What draws is loaded only when something is drawn.
    from coopgame.explorer import Subject, Words, explore, toml_text

    r, model = study.request, study.request.model
    words = Words(study.title, study.reading, model.citation or "", model.names)
    text = toml_text({key: value for key, value in read_toml(study.file).items() if key != "at"})
    with naming(study.file.name):
        subject = Subject(model.game, model.space, r.concept, r.rule, r.x, r.y, r.fixed, words, text)
        return explore(subject, path, sliders)
