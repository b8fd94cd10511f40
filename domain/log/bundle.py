"""What an auditor's bundle says of the log: entries, their values, and the tree."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol
from uuid import UUID

from pydantic_core import from_json

from domain.ledger.canonical import spell
from domain.ledger.entry import SEALED, STRUCK, digest, kept_digest, leaf
from domain.ledger.tile import WIDTH, Tile
from domain.ledger.tree import NodeReader, frontier_over
from domain.log.erasing import is_words
from domain.log.keys import KeyStore
from domain.log.mapper import header, salts_of
from domain.log.reading import Reading
from domain.log.store import Row

PAGE: Final = 2_000
# Whoever checks the rest needs these, whatever else is left out.
ALWAYS: Final = ("register-", "signing-", "loss-", "erasure-")
_STREAM, _TOPIC, _STATE = 1, 3, 16


class Scope:
    """Whose values a bundle discloses: all, or those of some contracts.

    What hangs on a contract says so in its first entry, so it is found on the way.
    """

    def __init__(self, contracts: Collection[UUID] | None) -> None:
        self._all = contracts is None
        self._contracts = frozenset(map(str, contracts or ()))
        self._streams = set(self._contracts)

    def discloses(self, row: Row, state: Mapping[str, Any]) -> bool:
        """Whether the values of this entry are told."""
        if state.get("contract_id") in self._contracts:
            self._streams.add(row[_STREAM])
        always = row[_TOPIC].startswith(ALWAYS)
        return self._all or always or row[_STREAM] in self._streams

    def withheld(self, row: Row, state: Mapping[str, Any]) -> Mapping[str, str]:
        """Why fields of this entry are not told.

        Of what everybody needs who checks the rest, words are only for who reads all.
        """
        if not self.discloses(row, state):
            return dict.fromkeys(state, "scope")
        if self._all or row[_STREAM] in self._streams:
            return {}
        name = row[_TOPIC].rpartition(".")[0]
        return {field: "scope" for field in state if is_words(name, field)}

    def holds(self, stream: str) -> bool:
        """Whether a thing is among those that are told; ask when all are through."""
        return self._all or stream in self._streams


class Withholding(Protocol):
    """Which fields of an entry are not told, and why."""

    def withheld(self, row: Row, state: Mapping[str, Any]) -> Mapping[str, str]:
        """By the name of each field; what is personal or erased is not among them."""
        ...


class Telling:
    """Tells entries one by one, as they are in the tree, with what may be told."""

    def __init__(self, reading: Reading, keys: KeyStore, scope: Withholding) -> None:
        self._reading = reading
        self._keys = keys
        self.scope = scope

    def rows(self, first: int, last: int) -> Iterator[Row]:
        """The rows from one position to another."""
        after = first - 1
        while after < last:
            for row in self._reading.rows(after, min(PAGE, last - after)):
                yield row
                after = row[0]

    def entry(self, row: Row) -> bytes:
        """An entry as it is in the tree, after its length: a tlog entry bundle's."""
        state = from_json(bytes(row[_STATE]))
        entry = leaf(header(self._reading.log_id, row), state, salts_of(row))
        return len(entry).to_bytes(2) + entry

    def disclosure(self, row: Row) -> bytes:
        """The line with the value and salt of each field, or why it is not told."""
        state = from_json(bytes(row[_STATE]))
        salts, bases = salts_of(row), self.scope.withheld(row, state)
        opened: dict[str, list[Any]] = {}
        withheld: dict[str, Any] = {}
        for name, value in state.items():
            if kept_digest(value) is not None:
                withheld[name] = self._kept(value)
            elif name not in bases:
                opened[name] = [salts.for_field(name).hex(), value]
            else:
                found = digest(salts.for_field(name), name, value)
                withheld[name] = {"basis": bases[name], "digest": found}
        said = {"position": row[0], "open": opened, "withheld": withheld}
        return spell(said) + b"\n"

    def _kept(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """A field that was struck out, or is kept under a person's key."""
        if value.keys() != SEALED:
            by = value[STRUCK]["by"]
            return {"basis": "erased", "digest": value[STRUCK]["digest"], "by": by}
        key = self._keys.find(UUID(value["subject"]))
        if key is None or key.destroyed_by is None:
            return {"basis": "personal", "digest": value["digest"]}
        return {
            "basis": "erased",
            "digest": value["digest"],
            "by": key.destroyed_by,
            "subject": value["subject"],
        }


def entry_file(position: int) -> str:
    """The file of a position: 256 entries each, at the address of their tile."""
    path = Tile(0, (position - 1) // WIDTH).path().removeprefix("0/")
    return f"entries/{path}"


def beside(span: range, own: Sequence[int]) -> Iterator[range]:
    """The complete subtrees of a tree that lie beside some leaves of it, in order.

    `own` are the indices of these leaves, sorted: a range, or any.
    """
    within = bisect_left(own, span.stop) - bisect_left(own, span.start)
    size = len(span)
    if within == size:
        return
    if not within and size & (size - 1) == 0:
        yield span
        return
    split = span.start + (1 << (size - 1).bit_length() - 1)
    yield from beside(range(span.start, split), own)
    yield from beside(range(split, span.stop), own)


def beside_lines(size: int, own: Sequence[int], node: NodeReader) -> Iterator[bytes]:
    """The lines that give the root of each."""
    for span in beside(range(size), own):
        root = frontier_over(span, node).root().hex()
        yield f"{span.start} {span.stop} {root}\n".encode()
