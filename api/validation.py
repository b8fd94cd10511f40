"""Reads a body into a command; says of each fault where it is and how to mend it."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.json_body import read_json
from api.refusals import Fault, Invalid, NotJsonMedia
from domain.occasion import Command

C = TypeVar("C", bound=Command)

# Of a value that may also be {"unknown": ...}: that it is no object is no news.
_NO_OBJECT = frozenset({"model_type", "model_attributes_type"})


def read_command(kind: type[C], media: str, body: bytes) -> C:
    """The command that a body is. Raises NotJsonMedia, NotJson or Invalid."""
    if not _is_json(media):
        raise NotJsonMedia("send the body with Content-Type: application/json")
    said = read_json(body)
    if not isinstance(said, dict):
        raise Invalid([Fault("", "send a JSON object; {} if there is nothing to say")])
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False)
        raise Invalid(faults_of(errors, said)) from None


def faults_of(errors: Sequence[ErrorDetails], said: Any) -> list[Fault]:
    """One fault a place, in the order of the places' first mention."""
    messages: dict[str, dict[str, None]] = {}
    for error in errors:
        found = messages.setdefault(_pointer(error, said), {})
        if error["type"] not in _NO_OBJECT or not found:
            found[_message(error)] = None
    return [Fault(pointer, "; or: ".join(found)) for pointer, found in messages.items()]


def _is_json(media: str) -> bool:
    kind, _, rest = media.partition(";")
    kind = kind.strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        return False
    charset = rest.replace('"', "").replace(" ", "").lower()
    return charset in {"", "charset=utf-8", "charset=utf8"}


def _pointer(error: ErrorDetails, said: Any) -> str:
    """Where an error is. What pydantic names that the body does not is a type."""
    parts: list[str] = []
    value = said
    *path, last = error["loc"] or ("",)
    for part in path:
        if (inner := _inner(value, part)) is not None:
            parts.append(str(part))
            value = inner[0]
    named = error["type"] in {"missing", "extra_forbidden"}
    if error["loc"] and (named or _inner(value, last) is not None):
        parts.append(str(last))
    escaped = (part.replace("~", "~0").replace("/", "~1") for part in parts)
    return "".join(f"/{part}" for part in escaped)


def _inner(value: Any, part: int | str) -> tuple[Any] | None:
    if isinstance(value, Mapping) and part in value:
        return (value[part],)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return (value[part],)
    return None


def _message(error: ErrorDetails) -> str:
    if error["type"] == "extra_forbidden":
        return "is no field of this; leave it out, or see /docs for its name"
    if error["type"] == "missing":
        return "is required"
    return error["msg"].removeprefix("Value error, ")
