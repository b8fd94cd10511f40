"""The shelf of drafts: what people have begun to say, beside the log and private.

A draft is no entry: nothing of it is recorded until it is submitted, and it is gone in
the transaction that records what it asks for.
"""

from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from domain.log.mapper import moment
from domain.log.store import Row, Store, Writing

# So long a draft is kept after it was last saved, and so many an account has.
KEPT: Final = timedelta(days=30)
MOST: Final = 50
_COLUMNS = "id, account, version, path, body, created_at, saved_at"
_OWN = f"SELECT {_COLUMNS} FROM drafts WHERE account = ? AND saved_at >= ?"  # noqa: S608 - our own column names


class ShelvedDraft(NamedTuple):
    """A command that somebody may send one day: where to, and its body as JSON.

    `version` counts how often it was saved.
    """

    id: UUID
    account: UUID
    version: int
    path: str
    body: str
    created_at: str
    saved_at: str


class Shelf:
    """The drafts as one transaction of the writer sees and changes them."""

    def __init__(self, writing: Writing, now: datetime) -> None:
        self._writing = writing
        self._oldest = moment(now - KEPT)

    def find(self, account: UUID, named: UUID) -> ShelvedDraft | None:
        """One of somebody's own drafts, None if there is none (any more)."""
        sql = f"{_OWN} AND id = ?"
        rows = self._writing.execute(sql, (str(account), self._oldest, str(named)))
        return _draft(rows[0]) if rows else None

    def count(self, account: UUID) -> int:
        """How many drafts somebody has."""
        sql = "SELECT count(*) FROM drafts WHERE account = ? AND saved_at >= ?"
        rows = self._writing.execute(sql, (str(account), self._oldest))
        return int(rows[0][0])

    def put(self, draft: ShelvedDraft) -> None:
        """Keeps a draft in the place of what it was; those out of date go."""
        self.remove(draft.id)
        self._writing.execute("DELETE FROM drafts WHERE saved_at < ?", (self._oldest,))
        row = (str(draft.id), str(draft.account), *draft[2:])
        self._writing.insert(f"INSERT INTO drafts ({_COLUMNS})", [row])

    def remove(self, draft: UUID) -> None:
        """Lets go of one draft."""
        self._writing.execute("DELETE FROM drafts WHERE id = ?", (str(draft),))

    def clear(self, account: UUID) -> None:
        """Lets go of all that somebody has begun."""
        self._writing.execute("DELETE FROM drafts WHERE account = ?", (str(account),))


def drafts_of(store: Store, account: UUID, now: datetime) -> list[ShelvedDraft]:
    """All drafts of somebody, the last saved first."""
    sql = f"{_OWN} ORDER BY saved_at DESC, id"
    rows = store.query(sql, (str(account), moment(now - KEPT)))
    return [_draft(row) for row in rows]


def _draft(row: Row) -> ShelvedDraft:
    return ShelvedDraft(UUID(row[0]), UUID(row[1]), *row[2:])
