"""The rows that were known at a position and in effect on a day, of one noun."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Subquery,
    Table,
    and_,
    bindparam,
    or_,
    select,
    union_all,
)

from projections.intervals import path
from projections.model import PAST
from projections.tables import Schema, Tables


@dataclass(frozen=True, slots=True)
class Pin:
    """The two clocks of a request, fixed for every query in it.

    `tracked` is how far the tables have come, at least to `position`; `recorded_on`
    is the date in London on which the position was recorded.
    """

    position: int
    effective_on: date
    tracked: int
    recorded_on: date

    @property
    def is_past(self) -> bool:
        """Whether the tables have moved on since the position."""
        return self.position < self.tracked

    @property
    def looks_back(self) -> bool:
        """Whether rows matter that were over when they were written.

        These ended on the day of a position at or before the pinned one, so from
        that one's day on none of them is in effect.
        """
        return self.effective_on < self.recorded_on

    @property
    def params(self) -> dict[str, Any]:
        """What the statements of `Alive` are told."""
        nodes = path(self.position, self.tracked)
        days = path(self.effective_on.toordinal(), LAST_DAY)
        return {
            "position": self.position,
            "day": self.effective_on.isoformat(),
            "before": nodes.before,
            "after": nodes.after,
            "days_before": days.before,
            "days_after": days.after,
        }


class Alive:
    """Statements over the rows that hold, made once for each noun and each case."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._made: dict[tuple[str, bool, bool, str], Subquery] = {}

    def rows(self, noun: str, pin: Pin, called: str = "alive") -> Subquery:
        """The rows of a noun as a pin sees them; to be run with the pin's params.

        Two of them that are compared in one statement are called differently.
        """
        case = (noun, pin.is_past, pin.looks_back, called)
        if case not in self._made:
            self._made[case] = _rows(self._schema.nouns[noun], *case[1:])
        return self._made[case]


def _rows(
    tables: Tables,
    is_past: bool,  # noqa: FBT001
    looks_back: bool,  # noqa: FBT001
    called: str,
) -> Subquery:
    position: BindParameter[int] = bindparam("position")
    past = tables.past
    arms = [_arm(tables.live)]
    if looks_back:
        arms.append(_arm(tables.ended))
    if is_past:
        arms = [arm.where(_written(arm) <= position) for arm in arms]
        in_both = past.c.known_to > position, past.c.known_from <= position
        arms += [
            _arm(past).where(in_both[0], _at(past.c.fork, "before")),
            _arm(past).where(in_both[1], _at(past.c.fork, "after")),
        ]
    if looks_back:
        arms += _stumps(tables, is_past)
    return (union_all(*arms) if len(arms) > 1 else arms[0]).subquery(called)


def _arm(table: Table) -> Select[Any]:
    day: BindParameter[str] = bindparam("day")
    open_or_later = table.c.effective_until.is_(None) | (table.c.effective_until > day)
    columns = [column for column in table.c if column.name not in ADDED]
    return select(*columns).where(table.c.effective_from <= day, open_or_later)


def _stumps(tables: Tables, is_past: bool) -> list[Select[Any]]:  # noqa: FBT001
    """What is left of rows that were cut short, as rows."""
    day: BindParameter[str] = bindparam("day")
    position: BindParameter[int] = bindparam("position")
    past = tables.past
    standing: ColumnElement[bool] = past.c.cut_to.is_(None)
    if is_past:
        later = or_(standing, past.c.cut_to > position)
        standing = and_(past.c.known_to <= position, later)
    left = select(*stump_columns(tables)).where(standing)
    return [
        left.where(past.c.cut_on > day, _at(past.c.day_fork, "days_before")),
        left.where(past.c.effective_from <= day, _at(past.c.day_fork, "days_after")),
    ]


def stump_columns(tables: Tables) -> list[ColumnElement[Any]]:
    """The columns of what is left of a row: until when, and from which position on."""
    past = tables.past
    put = {"effective_until": past.c.cut_on, "known_from": past.c.known_to}
    return [put.get(c.name, past.c[c.name]).label(c.name) for c in tables.live.c]


def _written(arm: Select[Any]) -> ColumnElement[Any]:
    return arm.selected_columns.known_from


def _at(node: ColumnElement[Any], nodes: str) -> ColumnElement[bool]:
    return node.in_(bindparam(nodes, expanding=True))


LAST_DAY = date.max.toordinal()
ADDED = frozenset(name for name, _ in PAST)
