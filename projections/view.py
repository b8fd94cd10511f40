"""The register as one request sees it: one position, one day, one caller's reach."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, case, select

from domain.errors import NotFound
from domain.rights import Reach
from projections.alive import Pin
from projections.kinds import Row
from projections.labels import Labels
from projections.log import Log
from projections.model import ID
from projections.pages import Pages, Question
from projections.reach import is_guarded
from projections.read_once import ReadOnce
from projections.rendering import Json, render
from projections.sharing import (
    as_shared,
    is_shared_with,
    parts_now,
    refuse_unshared,
    whole,
)
from projections.tables import Schema
from projections.things import Things
from projections.withholding import (
    is_below,
    refuse_order_by_money,
    without_money,
    without_report,
)


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
    log: Log
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
        if is_shared_with(self.reach):
            refuse_unshared(noun, asked)
        if hides := self._hides_money(noun):
            refuse_order_by_money(self.schema.models[noun], asked.sort)
        found = self.pages.page(self.connection, noun, self.pin, self.reach, asked)
        return Page(
            self.rendered(noun, found.rows),
            found.total,
            found.next.text() if found.next else None,
            self.position,
            without_money(found.outside) if hides else found.outside,
        )

    def row(self, noun: str, named: str) -> Row:
        """The row of one thing. Raises NotFound as `one` does."""
        thing = self.things.find(self.connection, noun, named)
        rows = self.rows(noun, [thing]) if thing else []
        if not (rows and self._may_read(noun, rows[0])):
            raise self.not_found(noun, named)
        return rows[0]

    def known(self, noun: str, named: str) -> str:
        """The id of a thing, in effect on the day or not.

        It has to be of the noun: under another's name a hidden thing could be told.
        Raises NotFound.
        """
        thing = self.things.find(self.connection, noun, named)
        if thing is None or self.nouns([thing]).get(thing) != noun:
            raise self.not_found(noun, named)
        if not self.readable(noun, {thing}):
            raise self.not_found(noun, named)
        return thing

    def nouns(self, ids: Iterable[str]) -> dict[str, str]:
        """Of which noun each thing is; what is no thing is left out."""
        things = self.schema.things
        wanted = select(things.c.id, things.c.noun).where(
            things.c.id.in_(sorted(ids)), things.c.born_at <= self.position
        )
        return {row.id: row.noun for row in self.connection.execute(wanted)}

    def readable(self, noun: str, ids: Iterable[str]) -> set[str]:
        """Those of the things that the caller may know of."""
        model, left = self.schema.models[noun], set(ids)
        if self.reach.everything and not is_guarded(model):
            return left
        plain = self.reach.everything and not (self.reach.parts or self.reach.acts_for)
        if plain and noun != "row" and "handling" in model.columns:
            me = str(self.reach.account)
            return left - self.things.hidden(self.connection, noun, me, sorted(left))
        # By the row of now; what is over altogether is judged by what it was.
        tables, found = self.schema.nouns[noun], set[str]()
        for rows in (tables.live, tables.ended):
            judged = self._judged(noun, rows, left)
            found.update(thing for thing, may in judged if may)
            left.difference_update(thing for thing, _ in judged)
        return found

    def _judged(
        self, noun: str, rows: Table, ids: Iterable[str]
    ) -> list[tuple[str, bool]]:
        may = self.pages.readable(noun, self.pin, rows, self.reach)
        wanted = select(rows.c.id, case((may, 1), else_=0)).where(
            rows.c.id.in_(sorted(ids)), rows.c.born_at <= self.position
        )
        return [(thing, bool(may)) for thing, may in self.connection.execute(wanted)]

    def rows(self, noun: str, ids: Sequence[str]) -> list[Row]:
        """The rows of things by their ids, readable or not."""
        return self._read.rows(noun, ids)

    @cached_property
    def _read(self) -> ReadOnce:
        return ReadOnce(self.connection, self.things, self.pin)

    def look_ahead(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Reads at once how everything is called that rows of some nouns link to."""
        self.labels.look_ahead(rows)

    def rendered(self, noun: str, rows: Sequence[Row]) -> list[Json]:
        """Rows as the API shows them, with the names of what they are linked to."""
        shown = render(self.schema.models[noun], rows, self.labels)
        if noun == "risk" and self.reach.acts_for:
            self._keep_issues(shown)
        if is_shared_with(self.reach):
            shown = self._as_shared(noun, shown)
        if noun == "import":
            shown = [without_report(thing, self.reach) for thing in shown]
        return without_money(shown) if self._hides_money(noun) else shown

    def _as_shared(self, noun: str, shown: Sequence[Json]) -> list[Json]:
        """Things of which only what is shared is shown, and others as they are."""
        ids = {thing["id"] for thing in shown}
        read_whole = replace(self, reach=whole(self.reach)).readable(noun, ids)
        some = ids - read_whole
        parts = parts_now(self.connection, self.schema, some) if noun == "risk" else {}
        model = self.schema.models[noun]
        return [
            as_shared(model, thing, self.reach, parts.get(thing["id"], ()))
            if thing["id"] in some
            else thing
            for thing in shown
        ]

    def _hides_money(self, noun: str) -> bool:
        """Whether sums of money are not for the caller: below contracts, for some."""
        return not self.reach.money and is_below(self.schema.models[noun])

    def _keep_issues(self, risks: Sequence[Json]) -> None:
        """Leaves out issues that are kept from who acts for a provider."""
        named = {risk["issue_id"] for risk in risks if risk["issue_id"]}
        hidden = named - self.readable("issue", named)
        for risk in risks:
            risk["issue_id"] = None if risk["issue_id"] in hidden else risk["issue_id"]

    def standing(
        self, noun: str, ids: Sequence[str]
    ) -> tuple[list[Row], list[Json], int]:
        """Things as they stand, and the last position that named what they link to."""
        labels = self.labels
        rows = self.rows(noun, ids)
        return rows, render(self.schema.models[noun], rows, labels), labels.newest

    @property
    def labels(self) -> Labels:
        """What things are called."""
        return Labels(self.schema, self._read)

    def _may_read(self, noun: str, row: Row) -> bool:
        """Whether the caller may know of a thing; mostly its row says so."""
        model, thing = self.schema.models[noun], row[ID]
        if self.reach.everything and not self.pin.is_past and not self.pin.looks_back:
            if not is_guarded(model):
                return True
            if self.reach.acts_for or "handling" not in model.columns:
                return thing in self.readable(noun, {thing})
            if noun != "row" and model.read(row, "handling") == "normal":
                return True
        return thing in self.readable(noun, {thing})

    def not_found(self, noun: str, named: str) -> NotFound:
        """What is said of a thing that there is not, or that is hidden."""
        detail = (
            f"there is no {noun} {named} here, as known at #{self.position} and as true"
            f" on {self.pin.effective_on}, or none that you may know of"
        )
        return NotFound(detail)
