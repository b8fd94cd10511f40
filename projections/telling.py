"""What the log tells the read tables: JSON and text, as both of them keep it.

Facts are made into objects only where that adds something: where a value has to be
opened, or lifted from an older shape. The log has checked all of it before, and a
million events are read in half the time.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol, runtime_checkable

import orjson

from domain.event import Fact, Recorded
from domain.facts import FACTS
from domain.ledger.entry import STRUCK
from domain.values import Erased
from projections.log import Log
from projections.london import LAST_HOUR, london_day

# Facts that hold something of a person: most do not, and asking each takes time.
HOLDING = frozenset(kind for kind in FACTS if kind.personal is not Fact.personal)
CURRENT: Mapping[str, type[Fact]] = {f"{k.fact_name}.{k.version}": k for k in FACTS}
# Words of a state that says something in the log's own way: what is personal is
# sealed, what was struck out left its digest, and a why lies apart.
STRUCK_OUT, SEALED, APART = f'"{STRUCK}"'.encode(), b'"ciphertext"', b'"not_applicable"'
LAST = str(LAST_HOUR)
NOBODY: Mapping[str, str] = {}


class Told(NamedTuple):
    """One event, with what its fact says as JSON.

    `recorded_on` is a date in London; `personal` are the fields that belong to
    somebody, each with whose they are.
    """

    kind: type[Fact]
    position: int
    stream: str
    version: int
    recorded_on: str
    effective_on: str
    effective_until: str | None
    by: str
    role: str
    said: Mapping[str, Any]
    personal: Mapping[str, str] = NOBODY


@runtime_checkable
class Rows(Protocol):
    """A log that gives its rows as they are stored."""

    def told(self, after: int, limit: int) -> list[tuple[Any, ...]]:
        """Rows after a position, in order.

        Position, stream, version, topic, when it was recorded, effective on and until,
        by whom, in which role, and the state.
        """
        ...


def tell(log: Log, after: int, limit: int) -> list[Told]:
    """What was recorded after a position, in order."""
    if not isinstance(log, Rows):
        return [told(recorded) for recorded in log.recorded(after, limit)]
    return [_told_by(log, row) for row in log.told(after, limit)]


def told(recorded: Recorded[Any]) -> Told:
    """What a recorded fact says."""
    envelope, fact = recorded
    said = fact.model_dump(mode="json", exclude_none=True)
    for name in said:
        if isinstance(value := getattr(fact, name), Erased):
            said[name] = value
    whose = fact.personal(envelope.stream) if type(fact) in HOLDING else {}
    return Told(
        type(fact),
        envelope.position,
        str(envelope.stream),
        envelope.version,
        london_day(envelope.recorded_at).isoformat(),
        envelope.effective_on.isoformat(),
        envelope.effective_until.isoformat() if envelope.effective_until else None,
        str(envelope.by),
        envelope.role,
        said,
        {name: str(subject) for name, subject in whose.items()},
    )


def _told_by(log: Log, row: tuple[Any, ...]) -> Told:
    position, stream, version, topic, at, start, until, by, role, state = row
    kind = CURRENT.get(topic)
    if kind is None or STRUCK_OUT in state or SEALED in state or APART in state:
        return told(log.recorded(position - 1, 1)[0])
    day = at[:10] if at[11:13] != LAST else _day_of(at)
    said = orjson.loads(state)
    parts = kind, position, stream, version, day, start, until, by, role, said, NOBODY
    # A million times: not by way of a constructor that is written in Python.
    return tuple.__new__(Told, parts)


def _day_of(moment: str) -> str:
    return london_day(datetime.fromisoformat(moment)).isoformat()
