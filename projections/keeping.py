"""What was worked out of a whole register, kept and brought on from entry to entry."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

from projections.moves import Mark, mark_of
from projections.officers import OFFICERS
from projections.view import View


class Kept(Protocol):
    """Something worked out, which is never changed: others may be reading it."""

    @property
    def mark(self) -> Mark:
        """Where it stands."""
        ...

    def brought_on(self, view: View) -> Any:
        """It as it stands where a view stands, on the same day.

        None where it has to be worked out anew.
        """
        ...


T = TypeVar("T", bound=Kept)
Place = tuple[date, int | None]


class Keeper(Generic[T]):
    """The few that were asked for last.

    Those of what all officers read alike are brought on, one for each day as the
    register stands and one for each position of the past. Those of others are worked
    out anew after each entry: what they may read changes with what others write. One
    at a time is worked out, so that nobody does it twice.
    """

    def __init__(self, whole: Callable[[View], T], most: int = 4) -> None:
        self._whole, self._most = whole, most
        self._of_officers = OrderedDict[Place, T]()
        self._of_others = OrderedDict[Hashable, T]()
        self._lock = Lock()

    def of(self, view: View) -> T:
        """What a view comes to."""
        with self._lock:
            if view.reach is OFFICERS:
                return self._brought_on(view)
            key = (mark_of(view), view.pin.effective_on, view.reach)
            found = self._of_others.get(key)
            return self._keep(self._of_others, key, found or self._whole(view))

    def _brought_on(self, view: View) -> T:
        pin = view.pin
        place = pin.effective_on, pin.position if pin.is_past else None
        earlier = (
            known
            for (day, _), known in self._of_officers.items()
            if day == pin.effective_on and known.mark.position <= pin.position
        )
        latest = max(earlier, key=lambda one: one.mark.position, default=None)
        found: T | None = None if latest is None else latest.brought_on(view)
        return self._keep(self._of_officers, place, found or self._whole(view))

    def _keep(self, kept: OrderedDict[Any, T], key: Hashable, one: T) -> T:
        kept[key] = one
        kept.move_to_end(key)
        while len(kept) > self._most:
            kept.popitem(last=False)
        return one
