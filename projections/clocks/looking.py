"""Columns of the rows that a caller may read, for clocks to be set by."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import ColumnElement, select, true

from projections.reach import APART, is_guarded
from projections.view import View

Json = dict[str, Any]
NO_GAPS: Json = {}
# How many ids one statement names.
FEW = 500


@dataclass(frozen=True, slots=True)
class Look:
    """Where clocks are looked for: a view, and which of the things in it.

    `contracts`: what hangs on these alone; empty: on any. `only` are things by noun,
    None: all. `own` are those that not all officers read alike.
    """

    view: View
    contracts: frozenset[str] = frozenset()
    only: Mapping[str, Collection[str]] | None = None
    own: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole register that is looked at, or all that moved."""
        return not (self.contracts or self.own)

    def rows(
        self,
        noun: str,
        names: Sequence[str],
        but: Sequence[str] = (),
        among: Collection[str] | None = None,
    ) -> Sequence[Any]:
        """For each thing: its id, why values are missing, columns.

        Things in one of the states `but` are left out, and those entered in error.
        `among` names the things, if they are others than those that are looked at; of
        many it is not said, and all are given.
        """
        if among is None and self.only is not None:
            among = self.only.get(noun, ())
        if among is not None and not among:
            return ()
        view = self.view
        if self.own and not is_guarded(view.schema.models[noun]):
            return ()
        rows = view.pages.alive(noun, view.pin)
        wanted = select(rows.c.id, rows.c.gaps, *(rows.c[name] for name in names))
        wanted = wanted.where(
            rows.c.in_error == 0,
            rows.c.status.not_in(but) if but else true(),
            true() if among is None else one_of(rows.c.id, among),
            self._of_contracts(rows),
            self._of_own(noun, rows),
            view.pages.readable(noun, view.pin, rows, view.reach),
        )
        return view.connection.execute(wanted, view.pin.params).all()

    def _of_contracts(self, rows: Any) -> ColumnElement[bool]:
        if not self.contracts:
            return true()
        columns = rows.c
        column = columns.contract_id if "contract_id" in columns else columns.id
        on_these: ColumnElement[bool] = column.in_(sorted(self.contracts))
        return on_these

    def _of_own(self, noun: str, rows: Any) -> ColumnElement[bool]:
        if not self.own or noun in APART:
            return true()
        is_own: ColumnElement[bool] = rows.c.handling == "restricted"
        return is_own


def one_of(column: ColumnElement[Any], ids: Collection[str]) -> ColumnElement[bool]:
    """Whether a column is one of some ids; of many it is left open."""
    among: ColumnElement[bool] = column.in_(sorted(ids))
    return among if len(ids) <= FEW else true()


def gaps_of(cell: str | None) -> Json:
    """Why values of a row are missing, by field."""
    return orjson.loads(cell) if cell else NO_GAPS


def read(cell: str | None) -> Any:
    """A list or an object as it lies in a column."""
    return orjson.loads(cell) if cell else None
