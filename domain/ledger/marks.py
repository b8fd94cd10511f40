"""Marks: a few bytes a column and a field of an entry, to name what was changed.

A leaf's hash tells that an entry is not as it was sealed; its marks tell where. They
prove nothing by themselves. That of a header is a checksum, that of a field the begin
of its salted digest, which stays when the field is struck out or its subject forgotten.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from zlib import crc32

from domain.ledger.entry import HEADER

EACH: Final = 4
_HEADERS: Final = len(HEADER) * EACH


def marks_of(header: Mapping[str, Any], digests: Sequence[str]) -> bytes:
    """The marks of an entry: of its headers in their order, then of its fields."""
    headers = b"".join([_mark(header[name]) for name in HEADER])
    return headers + bytes.fromhex("".join([d[: 2 * EACH] for d in digests]))


def differing(
    marks: bytes, header: Mapping[str, Any], fields: Mapping[str, str]
) -> Iterator[str]:
    """The names of what is not as it was marked; `fields` has the digest of each.

    A field that is gone has no name any more: it is told as "state".
    """
    for place, name in enumerate(HEADER):
        told = marks[place * EACH : (place + 1) * EACH]
        if _mark(header[name]) != told:
            yield name
    kept = {marks[at : at + EACH].hex() for at in range(_HEADERS, len(marks), EACH)}
    found = {name: digest[: 2 * EACH] for name, digest in fields.items()}
    yield from (f"state/{n}" for n, mark in found.items() if mark not in kept)
    if kept - set(found.values()) and kept >= set(found.values()):
        yield "state"


def _mark(value: Any) -> bytes:
    """The checksum of a header: nothing, a number or text, which are never alike."""
    if isinstance(value, str):
        return crc32(b"'" + value.encode()).to_bytes(EACH)
    return crc32(b"" if value is None else b"%d" % value).to_bytes(EACH)
