"""The table of keys on the page about study files is the schema."""

import re
from typing import get_args

from pydantic import BaseModel

from coopgame.study.schema import StudyFile

from .pages import DOCS, table

PAGE = DOCS / "howto" / "study_files.md"


def sections(model):
    """Yield every section that a study can contain."""
    yield model
    for field in model.model_fields.values():
        for inner in parts(field.annotation):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                yield from sections(inner)


def parts(annotation):
    yield annotation
    for inner in get_args(annotation):
        yield from parts(inner)


def test_every_key_of_a_study_is_in_the_table_and_no_other():
    known = {field.alias or name for section in sections(StudyFile) for name, field in section.model_fields.items()}
    written = {
        name
        for row in table(PAGE, "key")
        for code in re.findall(r"`([^`]+)`", row[0])
        for name in re.findall(r"[a-z_]+", code.replace("NAME", ""))
    }
    assert written == known


def test_every_choice_of_a_study_is_in_the_table():
    choices = {
        value
        for section in sections(StudyFile)
        for field in section.model_fields.values()
        for part in parts(field.annotation)
        for value in get_args(part)
        if isinstance(value, str)
    }
    text = " ".join(" ".join(row) for row in table(PAGE, "key"))
    assert [value for value in sorted(choices) if f'"{value}"' not in text] == []
