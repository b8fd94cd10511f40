"""The register as one request sees it: one position, one day, one caller's reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from domain.errors import NotFound
from domain.rights import Reach
from projections.alive import Pin
from projections.kinds import Row
from projections.pages import Pages, Question
from projections.rendering import Json, render
from projections.tables import Schema
from projections.things import Things


class Page(NamedTuple):
    """A list as the API shows it; `next` is the cursor of the page that follows."""

    items: list[Json]
    total: int
    next: str | None
    position: int
    outside_scope: Mapping[str, Any]


@dataclass(frozen=True)
class View:
    """Everything read here is as known at `pin.position`, as true on its day.

    `things` and `pages` belong to the read side and outlive the view; the connection
    is in one transaction, whatever others write meanwhile.
    """

    connection: Connection
    schema: Schema
    pin: Pin
    reach: Reach
    things: Things
    pages: Pages

    @property
    def position(self) -> int:
        """The position read at: what the reply is cited by."""
        return self.pin.position

    def one(self, noun: str, named: str) -> Json:
        """One thing by id or reference.

        Raises NotFound for a thing there was not, or none that the caller may see.
        """
        return self.rendered(noun, [self.row(noun, named)])[0]

    def page(self, noun: str, asked: Question) -> Page:
        """A page of a list."""
        found = self.pages.page(self.connection, noun, self.pin, self.reach, asked)
        return Page(
            self.rendered(noun, found.rows),
            found.total,
            found.next.text() if found.next else None,
            self.position,
            found.outside,
        )

    def row(self, noun: str, named: str) -> Row:
        """The row of one thing. Raises NotFound as `one` does."""
        thing = self.things.find(self.connection, noun, named)
        rows = self.rows(noun, [thing]) if thing else []
        if not rows or not self._may_read(noun, rows[0][0]):
            detail = (
                f"there is no {noun} {named} here, as known at #{self.position} and as"
                f" true on {self.pin.effective_on}, or none that you may know of"
            )
            raise NotFound(detail)
        return rows[0]

    def rows(self, noun: str, ids: Sequence[str]) -> list[Row]:
        """The rows of things by their ids, readable or not."""
        return self.things.rows(self.connection, noun, self.pin, ids)

    def rendered(self, noun: str, rows: Sequence[Row]) -> list[Json]:
        """Rows as the API shows them, with the names of what they are linked to."""
        return render(self.schema.models[noun], rows, self.labels)

    def labels(self, noun: str, ids: Sequence[str]) -> Mapping[str, Json]:
        """What things are called."""
        return self.things.labels(self.connection, noun, self.pin, ids)

    def _may_read(self, noun: str, thing: str) -> bool:
        if self.reach.everything and "handling" not in self.schema.models[noun].columns:
            return noun not in ("account", "key") or self.reach.administers
        now = self.schema.nouns[noun].live
        readable = self.pages.readable(noun, self.pin, now, self.reach)
        wanted = select(now.c.id).where(now.c.id == thing, readable)
        return self.connection.execute(wanted).first() is not None
