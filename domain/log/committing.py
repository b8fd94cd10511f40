"""What one batch writes: events and claims, in one transaction."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from pydantic_core import from_json

from domain.errors import RuleBroken
from domain.event import Claim, Recorded
from domain.ledger.canonical import NotCanonical, spell
from domain.log.blobs import keep
from domain.log.desk import WritingDesk
from domain.log.fields import keep_salts, strike
from domain.log.keys import KeyStore
from domain.log.mapper import FactMapper, salts_of
from domain.log.store import INTO_EVENTS, NO_LIMIT, SELECT, Row, Writing, page
from domain.log.submission import Outcome


class Accepted(NamedTuple):
    """A command that was decided: its desk, its outcome and its rows."""

    desk: WritingDesk
    outcome: Outcome
    rows: list[Row]


def rows_of(desk: WritingDesk, mapper: FactMapper, keys: KeyStore) -> list[Row]:
    """The rows of what a command recorded. New keys reach the disk before them.

    Raises RuleBroken for a value that has no canonical form: it is refused alone,
    before its neighbours could fail with it.
    """
    keys.ensure(
        {
            subject
            for found in desk.recorded
            for subject in found.fact.personal(found.stream).values()
        }
    )
    try:
        return [mapper.row(found) for found in desk.recorded]
    except NotCanonical as error:
        detail = f"{error}. Leave it out, or write it in another way"
        raise RuleBroken(detail, rule="not-canonical") from error


def commit(writing: Writing, accepted: list[Accepted]) -> None:
    """Writes everything that a batch accepted."""
    writing.insert(INTO_EVENTS, [row for one in accepted for row in one.rows])
    for one in accepted:
        _keep_claims(writing, one)
        _strike(writing, one)
        for document, blob in one.desk.kept:
            keep(writing, document, blob)
        for document, digest in one.desk.disposals:
            writing.dispose_of(digest, str(document))


def holder_in(writing: Writing) -> Callable[[Claim], UUID | None]:
    """Who holds a claim, as the transaction sees it."""

    def holder(claim: Claim) -> UUID | None:
        sql = "SELECT stream FROM claims WHERE kind = ? AND value = ?"
        rows = writing.execute(sql, claim)
        return UUID(rows[0][0]) if rows else None

    return holder


def tail(writing: Writing, head: int, mapper: FactMapper) -> Iterator[Recorded[Any]]:
    """What was recorded after a position, as the transaction sees it."""
    for row in writing.execute(*page(head, NO_LIMIT)):
        yield mapper.recorded(row)


def _keep_claims(writing: Writing, one: Accepted) -> None:
    for claim, stream in one.desk.claimed().items():
        writing.execute("DELETE FROM claims WHERE kind = ? AND value = ?", claim)
        if stream is not None:
            position = one.outcome.position
            sql = "INSERT INTO claims VALUES (?, ?, ?, ?)"
            writing.execute(sql, (*claim, str(stream), position))


def _strike(writing: Writing, one: Accepted) -> None:
    for position, field in one.desk.strikes:
        row = writing.execute(f"{SELECT} WHERE position = ?", (position,))[0]
        state, salts = strike(
            from_json(bytes(row[16])), salts_of(row), field, one.outcome.position
        )
        writing.strike_out(position, keep_salts(salts), spell(state))
