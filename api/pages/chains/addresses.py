"""Addresses of the page with one thing asked otherwise, and all else as it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from api.pictures.asking import SEVERAL
from api.query import Query
from api.time_travel import Clocks

PAGE: Final = "/supply-chain"
# What is asked anew begins at its first page.
_PAGED: Final = "page"


class Addresses:
    """What the page is asked for, and the addresses that lead on from it."""

    def __init__(self, clocks: PageClocks, query: Query) -> None:
        self._clocks = clocks
        self.failing: Sequence[str] = query.filters.get(SEVERAL, ())
        leave = {"known_at", "effective_on", "then"}
        self.single: Mapping[str, str] = {
            name: said for name, said in query.single.items() if name not in leave
        }

    def to(self, path: str = PAGE, at: str = "", **changes: Any) -> str:
        """The page with some things asked otherwise; None asks for them no longer."""
        asked: dict[str, Any] = {SEVERAL: list(self.failing), **self.single}
        if changes:
            asked.pop(_PAGED, None)
        asked |= changes
        said = {name: value for name, value in asked.items() if value not in ("", [])}
        return self._clocks.href(path, **said) + at

    def failing_too(self, reference: str, at: str = "") -> str:
        """The page with an organisation failing as well; or no longer, if it does."""
        left = [one for one in self.failing if one != reference]
        too = left if reference in self.failing else [*left, reference]
        return self.to(at=at, fail=too, through=None)

    def on(self, day: date | None, as_known_then: bool) -> str:  # noqa: FBT001
        """The page on another day, as is known now or as it was known then."""
        said = {} if day is None else {TRUE_ON: day.isoformat()}
        known = {KNOWN_AT: day.isoformat()} if day and as_known_then else {}
        clocks = PageClocks({**known, **said}, Clocks())
        return Addresses(
            clocks, Query(self.single, {SEVERAL: tuple(self.failing)})
        ).to()

    def turned(self, page: int) -> str:
        """Another page of the table."""
        asked: dict[str, Any] = {_PAGED: page}
        return self.to(at="#facts", **asked)

    def kept(self, *without: str) -> list[tuple[str, str]]:
        """What a form of the page sends along beside its own boxes."""
        pairs = [(SEVERAL, one) for one in self.failing]
        pairs += [*self.single.items(), *self._clocks.asked.items()]
        return [pair for pair in pairs if pair[0] not in (*without, _PAGED)]
