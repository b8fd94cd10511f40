"""Tells a whole register line by line, in the order of its log."""

from collections.abc import Iterator

from pydantic_core import from_json

from domain.facts.document import DocumentDisposed, DocumentFiled
from domain.facts.erasure import ErasureCarriedOut
from domain.ledger.tree import Frontier, leaf_hash
from domain.log.blobs import read_parts, used_files
from domain.log.exported import (
    End,
    Told,
    Unrestorable,
    event_line,
    first_line,
    last_line,
    part_line,
)
from domain.log.exported_anchors import head_lines
from domain.log.mapper import leaf_of
from domain.log.reading import Reading
from domain.log.store import COLUMNS, Row, Store

PAGE = 2_000
_STATE = COLUMNS.index("state")


class Exporting:
    """The lines of one export; `told` says how far it has come.

    It goes on until nothing more is recorded, so that whatever ordered a value to be
    struck out is among the lines if the value was met struck out. Salts are told, so
    that every leaf can be made again; names only as they are sealed.
    """

    def __init__(self, reading: Reading, store: Store) -> None:
        self._reading = reading
        self._store = store
        self._filed: dict[str, str] = {}
        self.files = 0
        self._frontier = Frontier()
        self._begun_at = reading.head()

    @property
    def told(self) -> Told:
        """What has been told so far."""
        return Told(self._frontier.size, self._frontier.root())

    def lines(self) -> Iterator[bytes]:
        """Every line, without its end.

        Raises Unrestorable if something was struck out meanwhile: what was told of it
        before would keep it.
        """
        yield first_line(self._reading.log_id)
        while rows := self._reading.rows(self._frontier.size, PAGE):
            leaves = [leaf_hash(leaf_of(self._reading.log_id, row)) for row in rows]
            self._frontier, _ = self._frontier.extend(leaves)
            for row in rows:
                self._note_file(row)
                yield event_line(row)
        yield from self._parts()
        heads = list(head_lines(self._store, self.told.size))
        yield from heads
        self._refuse_left_over()
        size, root = self.told
        yield last_line(End(size, root.hex(), self.files, len(heads)))

    def _note_file(self, row: Row) -> None:
        """Which documents have a file that is kept."""
        document, name = row[1], row[3].rpartition(".")[0]
        if name == DocumentFiled.fact_name:
            self._filed[document] = from_json(bytes(row[_STATE]))["sha256"]
        elif name == DocumentDisposed.fact_name:
            self._filed.pop(document, None)

    def _parts(self) -> Iterator[bytes]:
        """The files of the documents that were told. One that is lost is left out."""
        for digest in used_files(self._store, self._filed):
            self.files += 1
            for number, part in enumerate(read_parts(self._store, digest)):
                yield part_line(digest, number, part)

    def _refuse_left_over(self) -> None:
        for gone in self._reading.of_kind(DocumentDisposed):
            if gone.position > self._begun_at:
                detail = (
                    f"#{gone.position} disposed of a file while this was being"
                    " exported, which may be in it; export again"
                )
                raise Unrestorable(detail)
        for recorded in self._reading.of_kind(ErasureCarriedOut):
            if recorded.position > self._begun_at and recorded.fact.position:
                detail = (
                    f"#{recorded.position} struck something out while this was being"
                    " exported, which may be in the file; export again"
                )
                raise Unrestorable(detail)
