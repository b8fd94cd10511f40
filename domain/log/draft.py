"""What one command has read and recorded: a draft on top of its batch."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from domain.aggregate import Aggregate
from domain.errors import AlreadyTaken, NotFound, Unavailable
from domain.event import Claim, Fact, Recorded
from domain.log.batch import Batch
from domain.log.blobs import Incoming
from domain.log.shelf import Shelf
from domain.log.states import Known, begun, moved

A = TypeVar("A", bound=Aggregate[Any])


class Draft:
    """One command's place in a batch: nothing counts until it is accepted whole."""

    def __init__(self, batch: Batch) -> None:
        self.recorded: list[Recorded[Any]] = []
        self.strikes: list[tuple[int, str]] = []
        self.kept: list[tuple[UUID, Incoming]] = []
        self.disposals: list[tuple[UUID, str]] = []
        self.on_shelf: list[Callable[[Shelf], None]] = []
        self._batch = batch
        self._states: dict[UUID, Known] = {}
        # As the batch has it; a command looks at the same few again and again.
        self._seen: dict[UUID, Known | None] = {}
        self._claims: dict[Claim, UUID | None] = {}

    @property
    def next_position(self) -> int:
        """The position of what is recorded next."""
        return self._batch.head + len(self.recorded) + 1

    def find(self, kind: type[A], named: str | UUID) -> UUID:
        """The stream of an id or a reference (R-1187). Raises NotFound."""
        if isinstance(named, UUID):
            return named
        prefix, _, number = named.partition("-")
        if prefix == kind.prefix and number.isdecimal() and len(number) < 16:  # noqa: PLR2004
            found = self._batch.locate(int(number))
            if found is not None:
                return found[0]
        try:
            return UUID(named)
        except ValueError:
            raise NotFound from None

    def read(self, kind: type[A], stream: UUID) -> A:
        """The state of a stream, with what this act has recorded. Raises NotFound."""
        known = self.known(stream)
        if known is None or not isinstance(known.state, kind):
            raise NotFound
        return known.state

    def known(self, stream: UUID) -> Known | None:
        """A stream with what this act has recorded, None if there is none."""
        found = self._states.get(stream)
        if found is not None:
            return found
        if stream not in self._seen:
            self._seen[stream] = self._batch.state(stream)
        return self._seen[stream]

    def add(self, kind: type[Any], recorded: Recorded[Any]) -> None:
        """Moves a stream on by one fact. TypeError for a fact of another noun."""
        known = self.known(recorded.stream)
        after = moved(known, recorded) if known else begun(recorded)
        if after is None or not isinstance(after.state, kind):
            message = f"{recorded.fact.fact_name} does not belong to a {kind.noun}"
            raise TypeError(message)
        self._states[recorded.stream] = after
        self.recorded.append(recorded)

    def claim(self, stream: UUID, fact: Fact) -> None:
        """Takes and gives up what a fact does. Raises AlreadyTaken."""
        for claim in fact.releases(stream):
            self._claims[claim] = None
        for claim in fact.claims(stream):
            held = self.holder(claim)
            if held is not None and held != stream:
                detail = f"{claim.kind} {claim.value} already belongs to {held}"
                raise AlreadyTaken(detail)
            self._claims[claim] = stream

    def holder(self, claim: Claim) -> UUID | None:
        """Which stream holds what is unique, with what was decided here."""
        if claim in self._claims:
            return self._claims[claim]
        return self._batch.holder(claim)

    def holding(self, kind: str, stored: Iterable[UUID]) -> set[UUID]:
        """Who holds something of a kind: `stored`, and what was decided since."""
        found = set(stored)
        for claim, who in {**self._batch.claims, **self._claims}.items():
            if claim.kind == kind:
                found.discard(UUID(claim.value)) if who is None else found.add(who)
        return found

    def strike(self, position: int, field: str) -> None:
        """Orders that a field of an old event be struck out with this transaction."""
        self.strikes.append((position, field))

    def keep(self, document: UUID, blob: Incoming) -> None:
        """Has a file kept for a document with this transaction."""
        self.kept.append((document, blob))

    def dispose_of(self, document: UUID, sha256: str) -> None:
        """Has a file kept no longer for a document, from this transaction on."""
        self.disposals.append((document, sha256))

    @property
    def shelf(self) -> Shelf:
        """The drafts as they stand. Raises Unavailable in a rehearsal."""
        if self._batch.shelf is None:
            raise Unavailable("a rehearsal keeps no drafts")
        return self._batch.shelf

    def shelve(self, change: Callable[[Shelf], None]) -> None:
        """Changes the shelf of drafts with this transaction."""
        self.on_shelf.append(change)

    def accept(self) -> None:
        """Puts what was decided into the batch: from here on it counts."""
        self._batch.states.update(self._states)
        self._batch.claims.update(self._claims)
        self._batch.head += len(self.recorded)
        for change in self.on_shelf:
            change(self.shelf)

    def version(self, stream: UUID) -> int:
        """The version of a stream with what was decided here."""
        known = self.known(stream)
        return known.version if known else 0

    def claimed(self) -> dict[Claim, UUID | None]:
        """What this command takes (a stream) or gives up (None)."""
        return self._claims
