"""One clear sentence for the first thing that is wrong with a study."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from coopgame.errors import did_you_mean


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
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        *parents, key = first["loc"]
        return f"{place}: unknown key.{did_you_mean(str(key), _keys(schema, parents))}"
    if first["type"] == "missing":
        return f"{place}: missing; the study needs it."
    if first["type"] == "literal_error":
        expected = str(first.get("ctx", {}).get("expected", ""))
        options = [option.strip("'") for option in expected.replace(" or ", ", ").split(", ")]
        return f"{place}: {_shown(first['input'])} is not allowed.{did_you_mean(str(first['input']), options)}"
    words = str(first["msg"]).removeprefix("Value error, ")
    return f"{place}: {words[:1].lower()}{words[1:]}; got {_shown(first['input'])}."


def _shown(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= 60 else words[:57] + "…"


def _keys(schema: type[BaseModel], parents: Sequence[Any]) -> list[str]:
    """Return the keys of the table at ``parents``, found by walking the annotations of the schema."""
    current: Any = schema
    for part in parents:
        if isinstance(part, int):
            continue
        fields = {(f.alias or name): f for name, f in current.model_fields.items()} if _is_model(current) else {}
        if part not in fields:
            continue
        current = _model_in(fields[part].annotation)
    return [f.alias or name for name, f in current.model_fields.items()] if _is_model(current) else []


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _model_in(annotation: Any) -> Any:
    if _is_model(annotation):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part)) is not None), None)
