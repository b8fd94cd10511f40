"""A list as a page shows it: what narrows it down as plain links, a table, files."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from api.pages.clocks import PageClocks
from projections.view import View


class Choice(NamedTuple):
    """A way to narrow a list down, its page, and whether that is the one shown."""

    text: str
    address: str
    is_here: bool


class Entry(NamedTuple):
    """A row: the record it is of and its page, what is said of it, where that leads."""

    reference: str | None
    record: str | None
    title: str
    cells: Sequence[str]
    address: str | None = None


class Listing(NamedTuple):
    """A page of a list. `choices` are groups of links by what they choose.

    `files` are the same as files, by their form; `following` is the next page.
    """

    name: str
    heading: str
    order: str
    what: str
    columns: Sequence[str]
    rows: Sequence[Entry]
    files: Mapping[str, str]
    following: str | None = None
    choices: Mapping[str, Sequence[Choice]] = {}
    notes: Sequence[str] = ()


class Narrowing:
    """What a list is asked for, and the addresses of the same asked otherwise."""

    def __init__(
        self, clocks: PageClocks, path: str, asked: Mapping[str, Sequence[str]]
    ) -> None:
        self._clocks, self._path = clocks, path
        self.asked = {name: [*said] for name, said in asked.items() if any(said)}

    def to(self, **changes: str | None) -> str:
        """The page with some things asked otherwise; None asks for them no longer."""
        return self._clocks.href(self._path, **self._changed(changes))

    def choice(self, text: str, **changes: str | None) -> Choice:
        """A link to that page."""
        is_here = self._changed(changes) == self.asked
        return Choice(text, self.to(**changes), is_here)

    def files(self, view: View, path: str, **more: Any) -> dict[str, str]:
        """The same as files: its address in the API, by form."""
        asked = {**self.asked, **more}
        forms = {"CSV": "csv", "Excel": "xlsx"}
        return {
            word: self._clocks.data(view, f"{path}.{form}", **asked)
            for word, form in forms.items()
        }

    def _changed(self, changes: Mapping[str, str | None]) -> dict[str, list[str]]:
        kept = {name: said for name, said in self.asked.items() if name not in changes}
        return kept | {n: [said] for n, said in changes.items() if said is not None}
