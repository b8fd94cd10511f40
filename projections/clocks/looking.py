"""Columns of the rows that a caller may read, for clocks to be set by."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, case, literal, or_, select, true

from projections.pages import Within
from projections.view import View

Json = dict[str, Any]
NO_GAPS: Json = {}


class Look(NamedTuple):
    """Where clocks are looked for: a view, some contracts alone, somebody's own part.

    No contracts: all of them; no owners: everybody's.
    """

    view: View
    contracts: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    within: Within | None = None

    def rows(
        self,
        noun: str,
        names: Sequence[str],
        but: Sequence[str] = (),
        owned_by: Sequence[str] = (),
    ) -> Sequence[Any]:
        """For each thing: its id, if it lies inside, why values are missing, columns.

        Things in one of the states `but` are left out, and those entered in error;
        where owners are asked for, those that none of the columns `owned_by` names.
        """
        view = self.view
        model, rows = view.schema.models[noun], view.pages.alive(noun, view.pin)
        inside: ColumnElement[Any] = literal(1)
        if self.within is not None:
            lies = view.pages.within(model, rows, self.within)
            inside = case((lies, 1), else_=0)
        columns = [rows.c[name] for name in names]
        wanted = select(rows.c.id, inside, rows.c.gaps, *columns).where(
            rows.c.in_error == 0,
            rows.c.status.not_in(but) if but else true(),
            self._of_contracts(rows),
            self._of_owners(rows, owned_by),
            view.pages.readable(noun, view.pin, rows, view.reach),
        )
        return view.connection.execute(wanted, view.pin.params).all()

    def _of_contracts(self, rows: Any) -> ColumnElement[bool]:
        if not self.contracts:
            return true()
        columns = rows.c
        column = columns.contract_id if "contract_id" in columns else columns.id
        among: ColumnElement[bool] = column.in_(sorted(self.contracts))
        return among

    def _of_owners(self, rows: Any, columns: Sequence[str]) -> ColumnElement[bool]:
        if not (self.owners and columns):
            return true()
        return or_(
            *(rows.c[name].contains(one) for one in self.owners for name in columns)
        )


def gaps_of(cell: str | None) -> Json:
    """Why values of a row are missing, by field."""
    return orjson.loads(cell) if cell else NO_GAPS


def read(cell: str | None) -> Any:
    """A list or an object as it lies in a column."""
    return orjson.loads(cell) if cell else None
