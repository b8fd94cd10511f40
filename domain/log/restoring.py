"""Puts an exported register into an empty place: all of it, or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final
from uuid import UUID

from eventsourcing.persistence import JSONTranscoder
from pydantic_core import from_json

from domain.event import Recorded
from domain.facts.erasure import ErasureCarriedOut
from domain.facts.register import RegisterOpened
from domain.ledger.entry import STRUCK
from domain.ledger.tree import Frontier
from domain.log.claims import Held, follow_claims, insert_claims
from domain.log.exported import (
    End,
    Told,
    Unrestorable,
    read_end,
    read_event,
    read_header,
)
from domain.log.exported_anchors import HEAD, RestoredAnchors
from domain.log.fields import Sealer
from domain.log.key_file import KeyFile
from domain.log.keys import KeyStore
from domain.log.mapper import FactMapper, marked_leaf
from domain.log.restoring_files import RestoredFiles
from domain.log.sealing import Sealable, append_leaves
from domain.log.store import INTO_EVENTS, Row, Store, Writing

BATCH = 2_000
TAKEN: Final = (
    "there is a register here already: a restore takes an empty place. Name another,"
    " or move this one away"
)
# How a line begins that is a part of a file, and one that is no event.
PART: Final = b'{"file":'
AFTER: Final = (PART, HEAD, b'{"events":')
_STATE = 16
_STRUCK = f'"{STRUCK}"'.encode()
# A field of an event: its position and its name.
Target = tuple[int, str]


def restore(
    store: Store, keys: KeyStore, lines: Iterable[bytes], kept: KeyFile | None = None
) -> Told:
    """Fills an empty store from the lines of an export, and the key store with `kept`.

    What comes of it is the same log: ids, positions, leaves and root. Raises
    Unrestorable for a store that is not empty and for a file that is not as it was
    made; then nothing is written.
    """
    found = iter(lines)
    log_id = read_header(next(found, b""))
    mapper = FactMapper(JSONTranscoder(), Sealer(log_id, keys), bytes)
    with store.writing() as writing:
        if writing.execute("SELECT 1 FROM events LIMIT 1"):
            raise Unrestorable(TAKEN)
        restoring = _Restoring(writing, mapper, log_id)
        restoring.take_all(found)
        if kept is not None:
            _put_back(keys, kept)
    return restoring.told


def _put_back(keys: KeyStore, kept: KeyFile) -> None:
    try:
        keys.put_back(kept)
    except ValueError as error:
        raise Unrestorable(f"{error}; name another place for them") from None


class _Restoring:
    """What has been read so far, and what it has come to."""

    def __init__(self, writing: Writing, mapper: FactMapper, log_id: UUID) -> None:
        self.files = RestoredFiles(writing)
        self.heads = RestoredAnchors(writing)
        self._writing = writing
        self._mapper = mapper
        self._log_id = log_id
        self._frontier = Frontier()
        self._last: Row | None = None
        self._versions: dict[str, int] = {}
        self._claims: Held = {}
        self._struck: dict[Target, int] = {}
        self._ordered: dict[Target, int] = {}

    @property
    def told(self) -> Told:
        """How many events were taken, and the root over them."""
        return Told(self._frontier.size, self._frontier.root())

    def take_all(self, lines: Iterator[bytes]) -> None:
        """Takes every event, and checks what the last line says of the whole."""
        rows = _Rows(lines)
        while some := list(islice(rows, BATCH)):
            leaves = [self._take(row) for row in some]
            self._write(some, leaves)
        line = self._take_heads(self._take_files(rows.rest(), lines), lines)
        if line is not None and next(lines, None) is not None:
            raise Unrestorable("something comes after the line that ends the file")
        _refuse_other_end(None if line is None else read_end(line), self)
        self._refuse_unordered()
        insert_claims(self._writing, self._claims)

    def _take_files(self, first: bytes | None, lines: Iterator[bytes]) -> bytes | None:
        """Takes the files that come after the events; the line behind them."""
        line = first
        while line is not None and line.startswith(PART):
            self.files.take(line)
            line = next(lines, None)
        self.files.finish()
        return line

    def _take_heads(self, first: bytes | None, lines: Iterator[bytes]) -> bytes | None:
        """Takes the heads that others have signed; the line behind them."""
        line = first
        while line is not None and line.startswith(HEAD):
            self.heads.take(line, self.told.size)
            line = next(lines, None)
        return line

    def _take(self, row: Row) -> Sealable:
        """Follows one event; what the ledger is to hold of it."""
        self._refuse_out_of_order(row)
        try:
            recorded = self._mapper.recorded(row)
            leaf, marks = marked_leaf(self._log_id, row)
        except (LookupError, ValueError, TypeError, AttributeError) as error:
            detail = (
                f"#{row[0]}, {row[3]}: this release cannot read it"
                f" ({type(error).__name__}); restore with the release that wrote it, or"
                " a newer one"
            )
            raise Unrestorable(detail) from None
        follow_claims(self._claims, recorded)
        self._note_erased(recorded, row)
        self.files.note(recorded)
        self._versions[row[1]], self._last = row[2], row
        return row[0], leaf, marks

    def _write(self, rows: Sequence[Row], leaves: Sequence[Sealable]) -> None:
        self._writing.insert(INTO_EVENTS, rows)
        self._frontier = append_leaves(self._writing, self._frontier, leaves)

    def _refuse_out_of_order(self, row: Row) -> None:
        """What checks of single events cannot show: how they follow one another."""
        position, stream, version, topic, moment = row[:5]
        opening = topic.rpartition(".")[0] == RegisterOpened.fact_name
        if (position == 1) != opening or (opening and stream != str(self._log_id)):
            raise Unrestorable(
                f"#{position}, stream: the log {self._log_id} is opened at #1 and only"
                " there"
            )
        if version != self._versions.get(stream, 0) + 1:
            known = self._versions.get(stream, 0)
            raise Unrestorable(f"#{position}, version: {version} follows {known}")
        if self._last is not None and moment < self._last[4]:
            raise Unrestorable(
                f"#{position}, recorded_at: {moment} is before that of #{position - 1}"
            )

    def _note_erased(self, recorded: Recorded[Any], row: Row) -> None:
        fact = recorded.fact
        if isinstance(fact, ErasureCarriedOut) and fact.position and fact.field:
            self._ordered[fact.position, str(fact.field)] = recorded.position
        if _STRUCK not in row[_STATE]:
            return
        for name, value in from_json(row[_STATE]).items():
            if isinstance(value, dict) and value.keys() == {STRUCK}:
                self._struck[recorded.position, name] = value[STRUCK]["by"]

    def _refuse_unordered(self) -> None:
        """What was struck out was ordered to be, and the other way round."""
        for target in sorted(self._struck.keys() | self._ordered.keys()):
            struck, ordered = self._struck.get(target), self._ordered.get(target)
            if struck == ordered:
                continue
            position, name = target
            if struck is None:
                reason = f"is in the clear, and #{ordered} had it struck out"
            else:
                reason = f"is struck out by #{struck}, which ordered no such thing"
            raise Unrestorable(f"#{position}, {name}: {reason}")


class _Rows(Iterator[Row]):
    """The events of a file in order, up to the first line that is none."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._read = 0
        self._over: list[bytes | None] = []

    def __next__(self) -> Row:
        """The next event. Raises StopIteration, for good, at what is none."""
        if self._over:
            raise StopIteration
        line = next(self._lines, None)
        if line is None or line.startswith(AFTER):
            self._over.append(line)
            raise StopIteration
        self._read += 1
        return read_event(line, self._read)

    def rest(self) -> bytes | None:
        """The line that was no event's, None if there was no more."""
        return self._over[0]


def _refuse_other_end(end: End | None, restoring: _Restoring) -> None:
    told, files = restoring.told, restoring.files.count
    if end is None:
        raise Unrestorable(
            f"the file breaks off after #{told.size}: its last line is missing. Take a"
            " whole copy"
        )
    if end.events != told.size:
        raise Unrestorable(
            f"the last line says {end.events} events, and the file holds {told.size}"
        )
    if end.root != told.root.hex():
        raise Unrestorable(
            f"the root over all events is {told.root.hex()}, and the last line says"
            f" {end.root}: an event was changed together with its checks"
        )
    if end.files != files:
        raise Unrestorable(
            f"the last line says {end.files} files of documents, and the file holds"
            f" {files}. Take a whole copy"
        )
    if end.heads != restoring.heads.count:
        raise Unrestorable(
            f"the last line says {end.heads} heads that others have signed, and the"
            f" file holds {restoring.heads.count}. Take a whole copy"
        )
