"""What one batch writes: events, claims and receipts, in one transaction."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from pydantic_core import from_json

from domain.errors import KeyReused, RuleBroken
from domain.event import Claim, Recorded
from domain.ledger.canonical import NotCanonical, spell
from domain.log.desk import WritingDesk
from domain.log.fields import keep_salts, strike
from domain.log.keys import KeyStore
from domain.log.mapper import FactMapper, moment, salts_of
from domain.log.store import INSERT, NO_LIMIT, SELECT, Row, Writing, page
from domain.log.submission import Outcome, Submission

Slot = tuple[str, str]
RECEIPTS_LAST = timedelta(hours=24)
_INSERT_RECEIPT = "INSERT INTO receipts VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class Accepted(NamedTuple):
    """A command that was decided, with its desk, its outcome and its rows."""

    submission: Submission
    desk: WritingDesk
    outcome: Outcome
    rows: list[Row]


class Acceptances:
    """What a batch has accepted, in order, and by the slots of their receipts."""

    def __init__(self) -> None:
        self.all: list[Accepted] = []
        self.twins: dict[Slot, Accepted] = {}

    def add(self, accepted: Accepted) -> None:
        """One more command was accepted."""
        self.all.append(accepted)
        if accepted.submission.receipt is not None:
            self.twins[slot(accepted.submission)] = accepted


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
    writing.executemany(INSERT, [row for one in accepted for row in one.rows])
    for one in accepted:
        _keep_claims(writing, one)
        _strike(writing, one)
    _keep_receipts(writing, accepted)


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


def recall(
    writing: Writing, twins: Mapping[Slot, Accepted], submission: Submission
) -> Outcome | None:
    """The outcome of the same request sent before, None for a new one.

    A twin in the same batch counts as before: it waited for the first. Raises
    KeyReused if the key comes back with another request.
    """
    receipt = submission.receipt
    if receipt is None:
        return None
    twin = twins.get(slot(submission))
    if twin is not None and twin.submission.receipt is not None:
        _refuse_other(twin.submission.receipt.fingerprint, receipt.fingerprint)
        return replace(twin.outcome, replayed=True, secret=None)
    sql = "SELECT fingerprint, status, stream, version, position FROM receipts"
    rows = writing.execute(f"{sql} WHERE caller = ? AND key = ?", slot(submission))
    if not rows:
        return None
    fingerprint, status, stream, version, position = rows[0]
    _refuse_other(bytes(fingerprint), receipt.fingerprint)
    return Outcome(UUID(stream), version, position, status, replayed=True)


def slot(submission: Submission) -> Slot:
    """Whose key it is, and which: what a receipt is found by."""
    key = submission.receipt.key if submission.receipt else ""
    return (str(submission.asker.account), key)


def _refuse_other(kept: bytes, given: bytes) -> None:
    if kept != given:
        detail = (
            "the same Idempotency-Key came with another method, path or body;"
            " use a new key for a new request"
        )
        raise KeyReused(detail)


def _keep_claims(writing: Writing, one: Accepted) -> None:
    for claim, stream in one.desk.claimed().items():
        writing.execute("DELETE FROM claims WHERE kind = ? AND value = ?", claim)
        if stream is not None:
            position = one.outcome.position
            sql = "INSERT INTO claims VALUES (?, ?, ?, ?)"
            writing.execute(sql, (*claim, str(stream), position))


def _keep_receipts(writing: Writing, accepted: list[Accepted]) -> None:
    rows = [
        (
            *slot(one.submission),
            one.submission.receipt.fingerprint,
            one.outcome.status,
            str(one.outcome.stream),
            one.outcome.version,
            one.outcome.position,
            moment(one.desk.now),
        )
        for one in accepted
        if one.submission.receipt
    ]
    if rows:
        _drop_old(writing, accepted[0].desk.now)
        writing.executemany(_INSERT_RECEIPT, rows)


def _drop_old(writing: Writing, now: datetime) -> None:
    oldest = moment(now - RECEIPTS_LAST)
    writing.execute("DELETE FROM receipts WHERE recorded_at < ?", (oldest,))


def _strike(writing: Writing, one: Accepted) -> None:
    for position, field in one.desk.strikes:
        row = writing.execute(f"{SELECT} WHERE position = ?", (position,))[0]
        state, salts = strike(
            from_json(bytes(row[16])), salts_of(row), field, one.outcome.position
        )
        writing.strike_out(position, keep_salts(salts), spell(state))
