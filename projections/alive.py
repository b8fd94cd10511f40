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
    bindparam,
    select,
    union_all,
)

from projections.intervals import path
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
        return {
            "position": self.position,
            "day": self.effective_on.isoformat(),
            "before": nodes.before,
            "after": nodes.after,
        }


class Alive:
    """Statements over the rows that hold, made once for each noun and each case."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._made: dict[tuple[str, bool, bool], Subquery] = {}

    def rows(self, noun: str, pin: Pin) -> Subquery:
        """The rows of a noun as a pin sees them; to be run with the pin's params."""
        case = (noun, pin.is_past, pin.looks_back)
        if case not in self._made:
            self._made[case] = _rows(self._schema.nouns[noun], *case[1:])
        return self._made[case]


def _rows(tables: Tables, is_past: bool, looks_back: bool) -> Subquery:  # noqa: FBT001
    columns = [column.name for column in tables.live.c]
    known = [tables.live, *([tables.ended] if looks_back else [])]
    arms = [_arm(table, columns) for table in known]
    if is_past:
        arms = [arm.where(_written(arm)) for arm in arms]
        past = tables.past
        position: BindParameter[int] = bindparam("position")
        replaced_after = past.c.known_to > position, _at(past, "before")
        written_before = past.c.known_from <= position, _at(past, "after")
        arms.append(_arm(past, columns).where(*replaced_after))
        arms.append(_arm(past, columns).where(*written_before))
    return (union_all(*arms) if len(arms) > 1 else arms[0]).subquery("alive")


def _arm(table: Table, columns: list[str]) -> Select[Any]:
    day: BindParameter[str] = bindparam("day")
    open_or_later = table.c.effective_until.is_(None) | (table.c.effective_until > day)
    return select(*(table.c[name] for name in columns)).where(
        table.c.effective_from <= day, open_or_later
    )


def _written(arm: Select[Any]) -> ColumnElement[bool]:
    table = arm.get_final_froms()[0]
    return table.c.known_from <= bindparam("position")


def _at(past: Table, nodes: str) -> ColumnElement[bool]:
    return past.c.fork.in_(bindparam(nodes, expanding=True))
