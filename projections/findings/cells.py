"""Reads the cells that rules are told of, of the things that somebody may read."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select

from projections.view import View

C = TypeVar("C")


def read_cells(
    view: View, noun: str, kind: type[C], *where: ColumnElement[bool]
) -> list[C]:
    """The things of a noun that the caller may read and that are no mistake."""
    rows = view.pages.alive(noun, view.pin)
    cells: Any = kind
    wanted = select(*(rows.c[name] for name in cells._fields)).where(
        rows.c.in_error == 0,
        view.pages.readable(noun, view.pin, rows, view.reach),
        *where,
    )
    found = view.connection.execute(wanted, view.pin.params).fetchall()
    return [cells._make(row) for row in found]
