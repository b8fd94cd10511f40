"""Pages of a list: what is asked for, within what the caller may read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Subquery,
    and_,
    case,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)

from domain.errors import RuleBroken
from domain.facts.account import Scope
from domain.rights import Reach
from projections.alive import Alive, Pin
from projections.cursor import Cursor, question
from projections.filters import Filters, Order, matching, sort_key
from projections.flags import ON_APPETITES, Appetites, read_appetites
from projections.kinds import Row, money
from projections.listed import Listed
from projections.model import ID, Model
from projections.reach import covered_contracts, reached, reads_sources
from projections.tables import Schema
from projections.things import Things

Condition = ColumnElement[bool]
MOST = 200


@dataclass(frozen=True, slots=True)
class Within:
    """The part of the register that a question is about: somebody's own contracts.

    Unlike a reach it hides nothing: what it leaves out is counted.
    """

    manager: UUID | None = None
    scope: Scope = field(default_factory=Scope)


@dataclass(frozen=True, slots=True)
class Question:
    """What a list is asked for. `filters` are fields with the values they may have."""

    filters: Filters = field(default_factory=dict)
    q: str | None = None
    sort: str | None = None
    within: Within | None = None
    limit: int = 50
    cursor: Cursor | None = None
    # Put in where the question is answered: nobody asks for them.
    appetites: Appetites = field(default_factory=dict)

    @property
    def needs_appetites(self) -> bool:
        """Whether it asks for what depends on the appetites of the policy."""
        return not ON_APPETITES.isdisjoint(self.filters)

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MOST:
            detail = f"limit is 1 to {MOST}; the rest follows with the cursor"
            raise RuleBroken(detail, rule="list-question", pointer="/limit")


class Found(NamedTuple):
    """A page of rows, how many there are in all, and what the question left out."""

    rows: list[Row]
    total: int
    next: Cursor | None
    outside: Mapping[str, Any]


class Pages:
    """Lists of one schema. Every query is cut down to a reach."""

    def __init__(self, schema: Schema, things: Things) -> None:
        self._schema = schema
        self._things = things
        self._alive = Alive(schema)

    def alive(self, noun: str, pin: Pin) -> Subquery:
        """The rows of a noun that hold, to be run with the pin's params."""
        return self._alive.rows(noun, pin)

    def listed(self, noun: str, pin: Pin, rows: Subquery, reach: Reach) -> Listed:
        """The rows of a noun with what it takes to tell which are asked for."""
        organisations = self.alive("organisation", pin)
        sources = self.alive("row", pin) if reads_sources(reach) else None
        services = self._alive.rows("service", pin, called="services")
        model = self._schema.models[noun]
        notices = self._alive.rows("notice", pin, called="notices")
        return Listed(
            self._schema, model, rows, organisations, sources, services, notices
        )

    def appetites(self, connection: Connection, pin: Pin) -> Appetites:
        """The appetites of the policy that a pin sees."""
        model = self._schema.models["policy"]
        return read_appetites(connection, model, self.alive("policy", pin), pin)

    def readable(self, noun: str, pin: Pin, rows: Any, reach: Reach) -> Condition:
        """Which of the rows somebody may read: by the rights and readers of now."""
        model, now = self._schema.models[noun], self._schema.nouns[noun].live
        readable = reached(self._schema, model, rows, reach)
        # That of a source's row is told by what it became, as that stands now.
        if (
            noun == "row"
            or "handling" not in model.columns
            or not (pin.is_past or pin.looks_back)
        ):
            return readable
        # For whom everything is open only what is restricted can have been closed.
        all_but = reach.everything and not reach.acts_for
        hidden = select(now.c.id).where(
            now.c.effective_until.is_(None),
            now.c.handling == "restricted" if all_but else true(),
            # Of what hangs on nothing that could be in reach nothing says whether.
            case((reached(self._schema, model, now, reach), 1), else_=0) == 0,
        )
        return and_(readable, rows.c.id.not_in(hidden))

    def page(
        self,
        connection: Connection,
        noun: str,
        pin: Pin,
        reach: Reach,
        asked: Question,
    ) -> Found:
        """One page. Raises RuleBroken for a question that cannot be answered."""
        order = Order.read(asked.sort, self._schema.models[noun])
        if asked.needs_appetites:
            asked = replace(asked, appetites=self.appetites(connection, pin))
        matched = self._matched(noun, pin, reach, asked, order)
        key, figures = matched.c.sort_key, _figures(matched, asked.within)
        name = _named(noun, asked)
        wanted = (
            select(matched.c.id, key, *figures)
            .where(matched.c.inside == 1, _after(matched, order, asked.cursor, name))
            .order_by(
                key.is_(None),
                key.desc() if order.descending else key.asc(),
                matched.c.id,
            )
            .limit(asked.limit + 1)
        )
        found = [tuple(row) for row in connection.execute(wanted, pin.params)]
        ids = [row[0] for row in found[: asked.limit]]
        following = None
        if len(found) > asked.limit:
            thing, last, *_ = found[asked.limit - 1]
            following = Cursor(pin.position, pin.effective_on, name, (last, thing))
        counted = (
            found[:1]
            or connection.execute(
                select(literal(0), literal(0), *figures), pin.params
            ).all()
        )
        _, _, total, count, value = tuple(counted[0])
        outside = {"count": count, "value": money(int(value), "GBP", "unknown")}
        rows = {row[ID]: row for row in self._things.rows(connection, noun, pin, ids)}
        return Found([rows[thing] for thing in ids], total, following, outside)

    def _matched(
        self, noun: str, pin: Pin, reach: Reach, asked: Question, order: Order
    ) -> CTE:
        """What matches a question: looked for once, then counted and sorted."""
        model, rows = self._schema.models[noun], self.alive(noun, pin)
        pence = rows.c[f"{model.value}_pence"] if model.value else literal(0)
        matched = select(
            rows.c.id,
            sort_key(self._schema, model, rows, order).label("sort_key"),
            case((self.within(model, rows, asked.within), 1), else_=0).label("inside"),
            pence.label("pence"),
        ).where(
            matching(
                self.listed(noun, pin, rows, reach)._replace(appetites=asked.appetites),
                asked.filters,
                asked.q,
            ),
            self.readable(noun, pin, rows, reach),
        )
        return matched.cte("matched").prefix_with("MATERIALIZED")

    def within(self, model: Model, rows: Subquery, within: Within | None) -> Condition:
        """Which rows lie in the part that a question is about."""
        if within is None:
            return true()
        column = "id" if model.noun == "contract" else "contract_id"
        if column not in rows.c:
            return true()
        covered = covered_contracts(self._schema, within.scope, manager=within.manager)
        return rows.c[column].in_(covered)


def _named(noun: str, asked: Question) -> str:
    within = asked.within and repr(asked.within)
    return question(noun, asked.filters, asked.q, asked.sort, within)


def _figures(matched: CTE, within: Within | None) -> list[ColumnElement[Any]]:
    """How many there are inside and outside, and what those outside are worth."""
    inside, total = matched.c.inside == 1, select(func.count()).select_from(matched)
    if within is None:
        return [total.scalar_subquery(), literal(0), literal(0)]
    worth = select(func.coalesce(func.sum(matched.c.pence), 0))
    return [
        total.where(inside).scalar_subquery(),
        total.where(not_(inside)).scalar_subquery(),
        worth.where(not_(inside)).scalar_subquery(),
    ]


def _after(matched: CTE, order: Order, cursor: Cursor | None, name: str) -> Condition:
    """The rows behind the cursor's; those without a sort key come last."""
    if cursor is None:
        return true()
    cursor.refuse_other(name)
    value, thing = cursor.after
    key, later = matched.c.sort_key, matched.c.id > thing
    if value is None:
        return and_(key.is_(None), later)
    behind = key < value if order.descending else key > value
    return or_(behind, and_(key == value, later), key.is_(None))
