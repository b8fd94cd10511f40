"""Whom somebody trusts, as a file: keys of logs and of witnesses, and certificates.

One public key a line (name+id+key), certificates of timestamping authorities as PEM;
lines that begin with # say what they like.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cryptography.x509 import Certificate, load_pem_x509_certificate

from domain.ledger.cosignature import WITNESS, Witness, read_witness
from domain.ledger.note import BadNote, Verifier, decoded, read_vkey

_PEM: Final = re.compile(
    r"^-----BEGIN CERTIFICATE-----$.*?^-----END CERTIFICATE-----$",
    re.DOTALL | re.MULTILINE,
)


class Trust(NamedTuple):
    """Public keys of logs and of witnesses, and certificates of authorities."""

    keys: tuple[Verifier, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    certificates: tuple[Certificate, ...] = ()


NOBODY: Final = Trust()


def read_trust(text: str) -> Trust:
    """Whom a file names. Raises BadNote for a line that is none of these."""
    keys, witnesses = list[Verifier](), list[Witness]()
    for line in _lines(_PEM.sub("", text)):
        if _kind(line) == WITNESS:
            witnesses.append(read_witness(line))
        else:
            keys.append(read_vkey(line))
    return Trust(tuple(keys), tuple(witnesses), tuple(_certificates(text)))


def _lines(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text.splitlines())
    return (line for line in lines if line and not line.startswith("#"))


def _certificates(text: str) -> Iterator[Certificate]:
    for block in _PEM.findall(text):
        try:
            yield load_pem_x509_certificate(block.encode())
        except ValueError as error:
            raise BadNote(f"a certificate cannot be read: {error}") from None


def _kind(line: str) -> bytes:
    """What kind of key a line has: its first byte."""
    try:
        return decoded(line.split("+", 2)[-1])[:1]
    except BadNote:
        return b""
