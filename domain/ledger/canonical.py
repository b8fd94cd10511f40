"""Canonical JSON: one spelling for one value, so that bytes can be hashed.

The RFC 8785 form of a profile that needs no number rules: objects with ASCII keys,
arrays, strings, integers below 2^53, booleans and null. No floats: decimals are text.
"""

import json
import unicodedata
from typing import Any

LARGEST = 2**53

_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


class NotCanonical(ValueError):
    """A value that has no canonical form, and where it stands."""


def canonical(value: Any) -> bytes:
    """The canonical bytes of a value. Raises NotCanonical for what has none."""
    check(value, "")
    return _encode(value).encode()


def spell(value: Any) -> bytes:
    """The same bytes for a value already known to be canonical, without the checks."""
    return _encode(value).encode()


def check(value: Any, where: str) -> None:
    """Raises NotCanonical naming the place of the first value that has no form."""
    match value:
        case str():
            _check_text(value, where)
        case dict():
            for key, inner in value.items():
                _check_key(key, where)
                check(inner, f"{where}/{key}")
        case list():
            for index, inner in enumerate(value):
                check(inner, f"{where}/{index}")
        case int() if abs(value) >= LARGEST:
            raise NotCanonical(f"{where}: an integer has to be below 2^53")
        case int() | None:
            return
        case _:
            raise NotCanonical(f"{where}: {type(value).__name__} has no canonical form")


def _check_key(key: Any, where: str) -> None:
    if not (isinstance(key, str) and key.isascii()):
        raise NotCanonical(f"{where}/{key!r}: keys are ASCII text")


def _check_text(text: str, where: str) -> None:
    if text.isascii():
        if "\x00" in text:
            raise NotCanonical(f"{where}: text holds a NUL")
        return
    if "\x00" in text or not unicodedata.is_normalized("NFC", text):
        raise NotCanonical(f"{where}: text holds a NUL or is not NFC")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise NotCanonical(f"{where}: text holds half of a character")
