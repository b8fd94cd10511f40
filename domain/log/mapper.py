"""Turns recorded facts into rows of the log and back."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

from eventsourcing.persistence import Mapper, StoredEvent, Transcoder
from pydantic_core import from_json
from typing_extensions import override

from domain.event import Envelope, Fact, Line, Recorded
from domain.facts import FACTS
from domain.ledger.canonical import canonical, spell
from domain.ledger.entry import (
    HEADER,
    SALT_BYTES,
    SEALED,
    STRUCK,
    Salts,
    digests,
    leaf,
    leaf_over,
)
from domain.ledger.marks import marks_of
from domain.ledger.tree import leaf_hash
from domain.log.fields import Sealer, join_whys, keep_salts, split_whys
from domain.log.store import COLUMNS, Row, StoredFact
from domain.values import Erased

KINDS: dict[str, type[Fact]] = {kind.fact_name: kind for kind in FACTS}

# A state without any of these surely needs no second look when it is read.
_UNUSUAL = re.compile(rb'"(?:ciphertext|struck_out|not_applicable)"')

_cached_uuid = lru_cache(maxsize=65_536)(UUID)


@lru_cache(maxsize=1024)
def moment(when: datetime) -> str:
    """A moment as the log writes it: UTC, microseconds, always 27 characters."""
    return f"{when.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


class FactMapper(Mapper[UUID]):
    """Stores each fact under `name.version`, so that reading needs no class path."""

    def __init__(
        self, transcoder: Transcoder, sealer: Sealer, salt: Callable[[int], bytes]
    ) -> None:
        super().__init__(transcoder)
        self._sealer = sealer
        self._salt = salt

    @override
    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        return StoredFact.of(self.row(domain_event))

    @override
    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        return self.recorded(cast("StoredFact", stored_event).row)

    def row(self, recorded: Recorded[Any]) -> Row:
        """The row of COLUMNS that keeps a recorded fact."""
        envelope, fact = recorded
        salts = Salts.of(self._salt(SALT_BYTES))
        return (
            envelope.position,
            str(envelope.stream),
            envelope.version,
            f"{fact.fact_name}.{fact.version}",
            moment(envelope.recorded_at),
            envelope.effective_on.isoformat(),
            envelope.effective_until and envelope.effective_until.isoformat(),
            str(envelope.by),
            envelope.on_behalf_of and str(envelope.on_behalf_of),
            envelope.role,
            envelope.auth,
            envelope.confidence,
            envelope.reason_code,
            str(envelope.request),
            envelope.source_document and str(envelope.source_document),
            keep_salts(salts),
            canonical(self._state(envelope, fact)),
        )

    def recorded(self, row: Row) -> Recorded[Any]:
        """The recorded fact that a row of COLUMNS keeps, in today's shape."""
        return Recorded(_envelope(row), self._fact(row[3], row[0], row[16]))

    def _state(self, envelope: Envelope, fact: Fact) -> dict[str, Any]:
        state = split_whys(fact.model_dump(mode="json", exclude_none=True))
        for name, subject in fact.personal(envelope.stream).items():
            if name in state:
                state[name] = self._sealer.seal(
                    envelope.position, name, state[name], subject
                )
        return state

    def _fact(self, topic: str, position: int, state: bytes) -> Fact:
        kind, version = _kind_of(topic)
        if version == kind.version and not _UNUSUAL.search(state):
            return kind.model_validate_json(state)
        plain, erased = self._plain(position, from_json(state))
        if version != kind.version:
            plain = kind.upgrade(plain, version)
        fact = kind.model_validate_json(spell(plain))
        if not erased:
            return fact
        # Erased words stand as what is left of them.
        return fact.model_copy(update={n: e for n, e in erased.items() if n in plain})

    def _plain(
        self, position: int, state: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Erased]]:
        """The state with personal fields opened, and apart what has been erased."""
        plain: dict[str, Any] = {}
        erased: dict[str, Erased] = {}
        for name, value in state.items():
            found = self._open(position, name, value)
            if isinstance(found, Erased):
                erased[name] = found
            plain[name] = found
        return join_whys(plain), erased

    def _open(self, position: int, name: str, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        if value.keys() == {STRUCK}:
            return Erased.by(value[STRUCK]["by"])
        if value.keys() != SEALED:
            return value
        found = self._sealer.open(position, name, value)
        return found if isinstance(found, Erased) else from_json(found)


def line(row: Row) -> Line:
    """The entry that a row of COLUMNS keeps, whatever it says: state may be absent."""
    return Line(_envelope(row), row[3].rpartition(".")[0])


def _envelope(row: Row) -> Envelope:
    return Envelope(
        row[0],
        _cached_uuid(row[1]),
        row[2],
        datetime.fromisoformat(row[4]),
        date.fromisoformat(row[5]),
        date.fromisoformat(row[6]) if row[6] else None,
        _cached_uuid(row[7]),
        _cached_uuid(row[8]) if row[8] else None,
        row[9],
        row[10],
        row[11],
        row[12],
        UUID(row[13]),
        UUID(row[14]) if row[14] else None,
    )


@lru_cache(maxsize=1024)
def _kind_of(topic: str) -> tuple[type[Fact], int]:
    """The class and the version that a topic names."""
    name, _, version = topic.rpartition(".")
    return KINDS[name], int(version)


def header(log_id: UUID, row: Row) -> dict[str, Any]:
    """The header of a row's leaf."""
    named: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
    named["log"] = str(log_id)
    return {name: named[name] for name in HEADER}


def salts_of(row: Row) -> Salts:
    """The salts that a row keeps."""
    kept = bytes(row[15])
    if len(kept) == SALT_BYTES:
        return Salts.of(kept)
    fields = {n: bytes.fromhex(salt) for n, salt in from_json(kept).items()}
    return Salts(None, fields)


def marked_leaf(log_id: UUID, row: Row) -> tuple[bytes, bytes]:
    """The hash of a row's leaf, and the marks that name what is changed later."""
    named = header(log_id, row)
    found = digests(from_json(bytes(row[16])), salts_of(row))
    return leaf_hash(leaf_over(named, found)), marks_of(named, found)


def leaf_of(log_id: UUID, row: Row) -> bytes:
    """The ledger's entry for a row: what the tree commits to."""
    return leaf(header(log_id, row), from_json(bytes(row[16])), salts_of(row))
