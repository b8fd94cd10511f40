"""What has to hold of a log whatever was done to its writers, read from its tables."""

from collections.abc import Iterable
from uuid import UUID

from domain.ledger.tree import Frontier, leaf_hash, root_at
from domain.log.mapper import leaf_of
from domain.log.sealing import reader
from domain.log.store import NO_LIMIT, Store, Writing, page
from domain.log.submission import Outcome

_NODE = "SELECT hash FROM ledger WHERE level = ? AND nth = ?"
_SIZE = "SELECT count(*), coalesce(max(nth) + 1, 0) FROM ledger WHERE level = 0"


class Broken(AssertionError):
    """Something that has to hold, whatever was done to the writers, does not."""


def require(holds: object, otherwise: str) -> None:
    """Raises Broken unless it holds; `assert` would fall silent under `python -O`."""
    if not holds:
        raise Broken(otherwise)


def require_gapless(writing: Writing) -> int:
    """The head, if the positions are 1, 2, 3 ... and no leaf is above it."""
    sql = "SELECT count(*), coalesce(max(position), 0), min(position) FROM events"
    ((events, head, first),) = writing.execute(sql)
    said = f"{events} events from {first} to {head}"
    require((events, first) == (head, 1), said)
    ((leaves, sealed_to),) = writing.execute(_SIZE)
    said = f"{leaves} leaves, sealed to {sealed_to} of {head}"
    require(leaves == sealed_to <= head, said)
    return int(head)


def require_standing(writing: Writing, outcomes: Iterable[Outcome]) -> None:
    """Each acknowledged command stands where its caller was told."""
    sql = "SELECT stream, version FROM events WHERE position = ?"
    for outcome in outcomes:
        found = writing.execute(sql, (outcome.position,))
        told = [(str(outcome.stream), outcome.version)]
        require([tuple(row) for row in found] == told, f"{outcome} is not in the log")


def require_sealed(store: Store, log_id: UUID) -> bytes:
    """The root of the ledger, if it ends at the head and follows from the events."""
    rows = store.query(*page(0, NO_LIMIT))
    ((leaves, sealed_to),) = store.query(_SIZE)
    head = len(rows)
    require(leaves == sealed_to == head, f"{leaves} leaves for {head} events")
    node = reader(lambda level, nth: store.query(_NODE, (level, nth)))
    stored = root_at(head, node)
    made, _ = Frontier().extend([leaf_hash(leaf_of(log_id, row)) for row in rows])
    require(made.root() == stored, "the root does not follow from the events")
    return stored
