"""Reads a body into a command; says of each fault where it is and how to mend it."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.json_body import read_json
from api.locating import Located, likeliest, locate
from api.refusals import Fault, Invalid, NotJsonMedia
from domain.occasion import Command

C = TypeVar("C", bound=Command)

# Of a value that may also be {"unknown": ...}: that it is no object is no news.
_NO_OBJECT = frozenset({"model_type", "model_attributes_type"})
# What pydantic says in the words of Python, said in those of JSON.
_WORDS = {
    "dict_type": "send an object",
    "extra_forbidden": "is no field of this; leave it out, or see /docs for its name",
    "list_type": "send a list",
    "missing": "is required",
    "model_attributes_type": "send an object",
    "model_type": "send an object",
    "tuple_type": "send a list",
}


def read_command(kind: type[C], media: str, body: bytes) -> C:
    """The command that a body is. Raises NotJsonMedia, NotJson or Invalid."""
    if not _is_json(media):
        raise NotJsonMedia("send the body with Content-Type: application/json")
    said = read_json(body)
    if not isinstance(said, dict):
        raise Invalid([Fault("", "send a JSON object; {} if there is nothing to say")])
    return fit(kind, said)


def fit(kind: type[C], said: dict[str, Any]) -> C:
    """The command that a JSON object is. Raises Invalid."""
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False)
        raise Invalid(faults_of(errors, said)) from None


def faults_of(errors: Sequence[ErrorDetails], said: Any) -> list[Fault]:
    """One fault a place, in the order of the places' first mention."""
    messages: dict[str, dict[str, None]] = {}
    for error in likeliest([locate(error, said) for error in errors]):
        found = messages.setdefault(error.pointer, {})
        if error.kind not in _NO_OBJECT or not found:
            found[_message(error)] = None
    return [Fault(pointer, "; or: ".join(found)) for pointer, found in messages.items()]


def _is_json(media: str) -> bool:
    kind, _, rest = media.partition(";")
    kind = kind.strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        return False
    charset = rest.replace('"', "").replace(" ", "").lower()
    return charset in {"", "charset=utf-8", "charset=utf8"}


def _message(error: Located) -> str:
    return _WORDS.get(error.kind) or error.message.removeprefix("Value error, ")
