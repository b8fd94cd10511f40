"""The clocks that were found last, as long as the register stands still.

To find all of them takes a look at every contract and risk; the next page, the file and
the calendar ask for the same. What was found is forgotten with the next entry of the
log, so that nothing is told anew that was struck out.
"""

from collections.abc import Hashable
from threading import Lock
from uuid import UUID

from projections.clocks.tally import Tally
from projections.view import View

MOST = 4


class Memory:
    """A few tallies of one register at one head. What is in it is never changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._head: tuple[UUID, int] | None = None
        self._found: dict[Hashable, Tally] = {}

    def recall(self, view: View, asked: Hashable) -> Tally | None:
        """What was found for the same caller and question, if it still holds."""
        with self._lock:
            if self._head != _head(view):
                return None
            return self._found.get((view.pin, view.reach, asked))

    def keep(self, view: View, asked: Hashable, tally: Tally) -> None:
        """Keeps what was found, in the place of what was found first."""
        with self._lock:
            if self._head != (head := _head(view)):
                self._head = head
                self._found.clear()
            while len(self._found) >= MOST:
                del self._found[next(iter(self._found))]
            self._found[view.pin, view.reach, asked] = tally


def _head(view: View) -> tuple[UUID, int]:
    return view.log.log_id, view.pin.tracked
