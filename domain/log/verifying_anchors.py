"""Checks what others have signed of the heads of a log, as it lies in the store."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256

from domain.ledger.cosignature import read_witness
from domain.ledger.note import Note, read_note
from domain.ledger.timestamp import (
    BadTimestamp,
    NotTrusted,
    read_timestamp,
)
from domain.ledger.trust import Trust
from domain.log.standing import Standing, Vouched
from domain.log.store import Store
from domain.log.verdict import tampered

_LINES = "SELECT size, vkey, line FROM cosignatures ORDER BY size"
_REPLIES = "SELECT size, sha256, reply FROM timestamps ORDER BY size"
Signed = tuple[int, str, datetime]


def check_anchors(store: Store, notes: Mapping[int, Note], trust: Trust) -> Standing:
    """How far witnesses and authorities that are trusted vouch for the heads.

    What strangers have signed has to fit, too, and counts for nothing. Raises
    NotVerified for what is not of the head that it lies beside.
    """
    witnessed = list(_witnessed(store, notes, trust))
    stamped = list(_stamped(store, notes, trust))
    return Standing(_newest(witnessed), _newest(stamped))


def _witnessed(
    store: Store, notes: Mapping[int, Note], trust: Trust
) -> Iterator[Signed]:
    for size, vkey, said in store.query(_LINES):
        note = _head(notes, size, "cosignature")
        try:
            witness = read_witness(vkey)
            (line,) = read_note(f"\n\n{said}".encode()).signatures
        except (AttributeError, ValueError):
            raise tampered(size, "cosignature", "is no line of a witness") from None
        signed_at = witness.accepts(note.text, line.signature)
        if signed_at is None or line[:2] != (witness.name, witness.key_id):
            raise tampered(size, "cosignature", f"is not that of {witness.name}")
        if witness in trust.witnesses:
            yield size, witness.name, signed_at


def _stamped(store: Store, notes: Mapping[int, Note], trust: Trust) -> Iterator[Signed]:
    for size, digest, kept in store.query(_REPLIES):
        note = _head(notes, size, "timestamp")
        reply = bytes(kept)
        if sha256(reply).hexdigest() != digest:
            raise tampered(size, "timestamp", "is not the one that came")
        try:
            found = read_timestamp(reply, note.text, trust.certificates)
        except NotTrusted:
            continue
        except BadTimestamp as error:
            raise tampered(size, "timestamp", str(error)) from None
        yield size, found.by, found.stamped_at


def _head(notes: Mapping[int, Note], size: int, what: str) -> Note:
    if size not in notes:
        raise tampered(size, what, "is of a head that was never signed")
    return notes[size]


def _newest(found: list[Signed]) -> Vouched | None:
    if not found:
        return None
    size = max(size for size, _, _ in found)
    there = [(by, at) for one, by, at in found if one == size]
    names = dict.fromkeys(by for by, _ in there)
    return Vouched(size, tuple(names), max(at for _, at in there))
