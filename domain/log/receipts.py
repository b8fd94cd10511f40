"""Receipts: what came of a request, for whoever sends it once more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from domain.errors import KeyReused
from domain.log.mapper import moment
from domain.log.store import Row, Writing
from domain.log.submission import Outcome, Receipt, Submission

Slot = tuple[str, str]
LAST = timedelta(hours=24)
# How often the old ones are dropped.
SWEEP = timedelta(minutes=1)
_FOUND = "SELECT caller, key, fingerprint, status, stream, version, position"


class Receipts:
    """The receipts of the requests in one batch: those kept, and those of the batch.

    A twin in the same batch counts as sent before: it waited for the first.
    """

    def __init__(self, writing: Writing, submissions: Sequence[Submission]) -> None:
        self._kept = _kept(writing, submissions)
        self._fresh: dict[Slot, tuple[bytes, Outcome]] = {}

    def recall(self, submission: Submission) -> Outcome | None:
        """The outcome of the same request sent before, None for a new one.

        Raises KeyReused if the key comes back with another request.
        """
        if submission.receipt is None:
            return None
        place = slot(submission, submission.receipt)
        found = self._fresh.get(place) or self._kept.get(place)
        if found is None:
            return None
        fingerprint, outcome = found
        if fingerprint != submission.receipt.fingerprint:
            detail = (
                "the same Idempotency-Key came with another method, path or body;"
                " use a new key for a new request"
            )
            raise KeyReused(detail)
        return replace(outcome, replayed=True, secret=None)

    def add(self, submission: Submission, outcome: Outcome) -> None:
        """One more command was accepted."""
        if submission.receipt is not None:
            place = slot(submission, submission.receipt)
            self._fresh[place] = (submission.receipt.fingerprint, outcome)

    def rows(self, now: datetime) -> list[Row]:
        """The rows of all that were added."""
        return [
            (
                *place,
                fingerprint,
                outcome.status,
                str(outcome.stream),
                outcome.version,
                outcome.position,
                moment(now),
            )
            for place, (fingerprint, outcome) in self._fresh.items()
        ]


class ReceiptBook:
    """Keeps the receipts of one writer's batches, and drops those out of date."""

    def __init__(self) -> None:
        self._swept = datetime.min.replace(tzinfo=UTC)

    def keep(self, writing: Writing, receipts: Receipts, now: datetime) -> None:
        """Keeps the receipts of a batch, in its transaction."""
        rows = receipts.rows(now)
        if not rows:
            return
        if now - self._swept >= SWEEP:
            oldest = moment(now - LAST)
            writing.execute("DELETE FROM receipts WHERE recorded_at < ?", (oldest,))
            self._swept = now
        writing.insert("INSERT INTO receipts", rows)


def slot(submission: Submission, receipt: Receipt) -> Slot:
    """Whose key it is, and which: what a receipt is found by."""
    return (str(submission.asker.account), receipt.key)


def _kept(
    writing: Writing, submissions: Sequence[Submission]
) -> Mapping[Slot, tuple[bytes, Outcome]]:
    slots = {slot(one, one.receipt) for one in submissions if one.receipt is not None}
    if not slots:
        return {}
    marks = ", ".join(["(?, ?)"] * len(slots))
    sql = f"{_FOUND} FROM receipts WHERE (caller, key) IN (VALUES {marks})"
    found = writing.execute(sql, [part for place in sorted(slots) for part in place])
    return {
        (caller, key): (
            bytes(fingerprint),
            Outcome(UUID(stream), version, position, status),
        )
        for caller, key, fingerprint, status, stream, version, position in found
    }
