"""Brings a timestamping authority's reply into the order that DER asks for.

OpenSSL writes the certificates of a reply in the order in which it has them, where DER
(X.690, 11.6) wants a SET sorted; the reader of these replies refuses such. No
signature is over the certificates, so sorting them changes nothing that is signed.
"""

from collections.abc import Iterator
from typing import Final

# The elements to go through to the certificates, by their tags: TimeStampResp
# (RFC 3161, 2.4.2), its token, the token's content, and in it SignedData (RFC 5652).
_WAY: Final = ((0x30, 0), (0x30, 1), (0xA0, 1), (0x30, 0))
_CERTIFICATES: Final = 0xA0
_LONG: Final = 0x80


def in_order(reply: bytes) -> bytes:
    """The reply, its certificates sorted. ValueError for what has no form."""
    inside = range(len(reply))
    for tag, nth in _WAY:
        found = list(_elements(reply, inside))
        if nth >= len(found) or reply[found[nth][0]] != tag:
            return reply  # a refusal has no token; the reader tells what it is
        inside = range(found[nth][1], found[nth][2])
    for start, content, stop in _elements(reply, inside):
        if reply[start] == _CERTIFICATES:
            parts = _elements(reply, range(content, stop))
            certificates = sorted(reply[begin:end] for begin, _, end in parts)
            return reply[:content] + b"".join(certificates) + reply[stop:]
    return reply


def _elements(data: bytes, inside: range) -> Iterator[tuple[int, int, int]]:
    """Where each element begins, its content begins, and both end."""
    at = inside.start
    while at < inside.stop:
        content, length = _length(data, at + 1, inside.stop)
        if content + length > inside.stop:
            raise ValueError("an element breaks off")
        yield at, content, content + length
        at = content + length


def _length(data: bytes, at: int, stop: int) -> tuple[int, int]:
    """Where the content begins after a length, and that length."""
    if at >= stop:
        raise ValueError("an element breaks off")
    first = data[at]
    if first < _LONG:
        return at + 1, first
    after = at + 1 + first - _LONG
    if after > stop or first == _LONG:
        raise ValueError("an element has no length")
    return after, int.from_bytes(data[at + 1 : after])
