"""One clear sentence for the first thing that is wrong with a study."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError

from coopgame.errors import CoopgameError, StudyError, UnsupportedError, did_you_mean
from coopgame.expressions.messages import shown
from coopgame.study.fields import LIST, TABLE

_LONGEST: Final = 600


@contextmanager
def naming(file: str) -> Iterator[None]:
    """Let every error that coopgame raises inside the with-block name ``file``, on one line.

    Raises
    ------
    UnsupportedError
        The study asks for what cannot be answered exactly yet.
    StudyError
        Anything else that is wrong with the study.
    """
    try:
        yield
    except CoopgameError as error:
        kind = UnsupportedError if isinstance(error, UnsupportedError) else StudyError
        raise kind(on_one_line(f"{file}: {error}")) from error


def on_one_line(words: str) -> str:
    r"""Return words without anything that moves a terminal's cursor, and without the middle of what is very long.

    Examples
    --------
    >>> on_one_line("a\nb\x1b[2J")
    'a\\nb\\x1b[2J'
    """
    plain = "".join(c if c.isprintable() else repr(c)[1:-1] for c in words)
    half = (_LONGEST - 3) // 2
    return plain if len(plain) <= _LONGEST else f"{plain[:half]} … {plain[-half:]}"


def explain(error: ValidationError, schema: type[BaseModel]) -> str:
    """Return where a study is wrong, what was expected, and the nearest valid key.

    Parameters
    ----------
    error
        What pydantic found.
    schema
        The model that was validated.
    """
    problems = error.errors(include_url=False)
    first = next((p for p in problems if p["type"] == "extra_forbidden"), problems[0])
    place = ".".join(str(part) for part in first["loc"] if part not in (TABLE, LIST))
    if first["type"] == "extra_forbidden":
        *parents, key = first["loc"]
        return f"{place}: unknown key.{did_you_mean(str(key), _keys(schema, parents))}"
    if first["type"] == "missing":
        listed = _options(schema, first["loc"])
        return f"{place}: missing; {f'expected one of {listed}' if listed else 'the study needs it'}."
    if first["type"] == "literal_error":
        expected = str(first.get("ctx", {}).get("expected", ""))
        options = [option.strip("'") for option in expected.replace(" or ", ", ").split(", ")]
        return f"{place}: {shown(first['input'])} is not allowed.{did_you_mean(str(first['input']), options)}"
    if first["type"] == "value_error":  # our own, which quotes what was given
        return f"{place}: {_continued(str(first['msg']).removeprefix('Value error, '))}"
    if first["type"] in ("list_type", "tuple_type") and isinstance(first["input"], dict) and len(first["loc"]) == 1:
        return f"{place}: expected a list of tables; write [[{place}]], with two brackets, above each."
    if first["type"] == "bool_type":
        return f"{place}: expected true or false, without quotes; got {shown(first['input'])}."
    return f"{place}: {_continued(str(first['msg']))}; got {shown(first['input'])}."


def _continued(words: str) -> str:
    """Return a sentence as it goes on after a colon; the name or the number that it may begin with stays as it is."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _keys(schema: type[BaseModel], parents: Sequence[Any]) -> list[str]:
    """Return the keys of the table at ``parents``."""
    table = _table(schema, parents)
    return [f.alias or name for name, f in table.model_fields.items()] if _is_model(table) else []


def _options(schema: type[BaseModel], place: Sequence[Any]) -> str:
    """Return the values that a key may have, where the schema lists them."""
    table = _table(schema, place[:-1])
    field = table.model_fields.get(str(place[-1])) if _is_model(table) else None
    listed = field is not None and get_origin(field.annotation) is Literal
    return ", ".join(map(str, get_args(field.annotation))) if field is not None and listed else ""


def _table(schema: type[BaseModel], parents: Sequence[Any]) -> Any:
    """Return the model of the table at ``parents``, found by walking the annotations of the schema."""
    current: Any = schema
    for part in parents:
        if isinstance(part, int):
            continue
        fields = {(f.alias or name): f for name, f in current.model_fields.items()} if _is_model(current) else {}
        if part not in fields:
            continue
        current = _model_in(fields[part].annotation)
    return current


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _model_in(annotation: Any) -> Any:
    if _is_model(annotation):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part)) is not None), None)
