"""Opens an empty register: its tables, and position 1, which says whose it is."""

from datetime import datetime
from uuid import UUID

from domain.errors import RuleBroken
from domain.event import Envelope, Recorded
from domain.facts.register import RegisterOpened
from domain.log.mapper import FactMapper
from domain.log.store import INTO_EVENTS, Store

NOBODY = UUID(int=0)


class NoRegister(RuntimeError):
    """There is a store and no register in it."""


def open_log(store: Store) -> UUID:
    """The id of the log: the stream of position 1. Raises NoRegister."""
    rows = store.query("SELECT stream FROM events WHERE position = 1")
    if not rows:
        message = "no register here yet; make one with `counterfoil init`"
        raise NoRegister(message)
    return UUID(rows[0][0])


def record_opening(
    store: Store, mapper: FactMapper, log_id: UUID, fact: RegisterOpened, now: datetime
) -> None:
    """Writes position 1. Raises RuleBroken if the store holds a register already."""
    envelope = Envelope(
        position=1,
        stream=log_id,
        version=1,
        recorded_at=now,
        effective_on=fact.opened_on,
        effective_until=None,
        by=NOBODY,
        on_behalf_of=None,
        role="system",
        auth="cli",
        confidence=None,
        reason_code=fact.fact_name,
        request=log_id,
        source_document=None,
    )
    with store.writing() as writing:
        if writing.execute("SELECT 1 FROM events WHERE position = 1"):
            detail = "there is a register here already; choose another place for a new"
            raise RuleBroken(detail, rule="one-register")
        writing.insert(INTO_EVENTS, [mapper.row(Recorded(envelope, fact))])
