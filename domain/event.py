"""The shape that every fact shares, and the envelope in which it is recorded."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from domain.values import Words

State = dict[str, Any]


class Claim(NamedTuple):
    """Something that one stream at a time may hold: (kind, value) is unique."""

    kind: str
    value: str


class Fact(BaseModel):
    """Something that happened. Never changed, never deleted.

    `fact_name` and `version` are what the log stores, so a class may be renamed or
    moved and old logs still read (`name` is left to people and organisations). Raise
    `version` when a field changes, and give `upgrade` the step from each older shape.
    Every field is one top-level field of the stored state, with a digest of its own;
    None means that it was not said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    fact_name: ClassVar[str]
    version: ClassVar[int] = 1

    reason: Words | None = None

    @classmethod
    def upgrade(cls, state: State, from_version: int) -> State:  # noqa: ARG003
        """The state of an older version in today's shape."""
        return state

    def personal(self, stream: UUID) -> Mapping[str, UUID]:  # noqa: ARG002
        """The personal fields of this fact, each with the subject of its key."""
        return {}

    def claims(self, stream: UUID) -> Iterable[Claim]:  # noqa: ARG002
        """What this fact takes, so that nobody else can hold it."""
        return ()

    def releases(self, stream: UUID) -> Iterable[Claim]:  # noqa: ARG002
        """What this fact gives up."""
        return ()


F = TypeVar("F", bound=Fact)


class Envelope(NamedTuple):
    """What the register knows about a recording besides the fact itself.

    `effective_on` (inclusive) to `effective_until` (exclusive, None = open) is when
    the fact was true; `recorded_at` and `position` are when the register knew.
    """

    position: int
    stream: UUID
    version: int
    recorded_at: datetime
    effective_on: date
    effective_until: date | None
    by: UUID
    on_behalf_of: UUID | None
    role: str
    auth: str
    confidence: str | None
    reason_code: str | None
    request: UUID
    source_document: UUID | None

    @property
    def people(self) -> frozenset[UUID]:
        """Whose work it is: who did it, and for whom."""
        return frozenset(who for who in (self.by, self.on_behalf_of) if who)


class Recorded(NamedTuple, Generic[F]):
    """A fact with its place in the log."""

    envelope: Envelope
    fact: F

    @property
    def position(self) -> int:
        """Where in the log, counted from 1 without gaps."""
        return self.envelope.position

    @property
    def stream(self) -> UUID:
        """Which thing it is about."""
        return self.envelope.stream


class Line(NamedTuple):
    """An entry of the log without what it says: cheap to read by the thousand."""

    envelope: Envelope
    fact_name: str

    @property
    def position(self) -> int:
        """Where in the log, counted from 1 without gaps."""
        return self.envelope.position

    @property
    def stream(self) -> UUID:
        """Which thing it is about."""
        return self.envelope.stream
