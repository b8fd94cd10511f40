"""How far the log is vouched for by others than its operator, in plain words."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple


class Grade(StrEnum):
    """Who stands by a head."""

    UNANCHORED = "UNANCHORED"
    ANCHORED = "ANCHORED"
    WITNESSED = "WITNESSED"

    @property
    def words(self) -> str:
        """What that means to somebody who relies on it."""
        return _WORDS[self]


_WORDS = {
    Grade.UNANCHORED: (
        "Only the register's own key has signed this head. Whoever holds that key could"
        " have signed another history; an earlier head that somebody else noted down,"
        " the code on a printed report included, would show it."
    ),
    Grade.ANCHORED: (
        "A timestamping authority has stamped this head: nothing under it was written"
        " or changed since. It does not show whether there is a second history beside."
    ),
    Grade.WITNESSED: (
        "Somebody independent has seen that the log only ever grew, and has signed this"
        " head: nobody can be shown another history without the witness's help."
    ),
}


class Vouched(NamedTuple):
    """The newest head that others vouch for: its size, by whom, and their last time."""

    size: int
    by: tuple[str, ...]
    at: datetime


class Standing(NamedTuple):
    """How far witnesses and timestamping authorities vouch for a log, and how long ago.

    Before anybody else ever signed, one waits for it from when the log was `opened`.
    """

    witnessed: Vouched | None
    anchored: Vouched | None
    opened: datetime | None = None

    def grade(self, size: int) -> Grade:
        """What the first `size` entries are vouched for by."""
        if self.witnessed is not None and self.witnessed.size >= size:
            return Grade.WITNESSED
        if self.anchored is not None and self.anchored.size >= size:
            return Grade.ANCHORED
        return Grade.UNANCHORED

    def overdue(self, size: int, now: datetime, within: timedelta) -> bool:
        """Whether entries wait longer than they should for somebody else's signature.

        Only those that came after the newest head that is vouched for wait.
        """
        newest = max(
            (found for found in (self.witnessed, self.anchored) if found is not None),
            key=lambda found: found.at,
            default=None,
        )
        if newest is None:
            return self.opened is not None and now - self.opened > within
        return newest.size < size and now - newest.at > within

    def vouched(self) -> Iterator[str]:
        """A line each for the newest head that was witnessed, and that was stamped."""
        for what, found in (("witnessed", self.witnessed), ("stamped", self.anchored)):
            if found is not None:
                by, at = ", ".join(found.by), f"{found.at:%Y-%m-%d %H:%M:%S} UTC"
                yield f"the first {found.size} entries were {what} by {by} at {at}"
