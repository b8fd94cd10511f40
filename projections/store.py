"""What the two read databases offer to the rest of the read side."""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection

from projections.tables import Schema
from projections.writing import Writing


class Store(Protocol):
    """One generation of the read tables, in a database of its own."""

    schema: Schema

    def current(self) -> "Store":
        """Itself: where there is one generation only, it is the one to read."""
        ...

    def create(self) -> None:
        """Makes the tables that are not there."""

    def reading(self) -> AbstractContextManager[Connection]:
        """One transaction that sees one state of the tables, whatever goes on."""
        ...

    def writing(self) -> AbstractContextManager[Writing]:
        """One transaction of the one process at a time that writes; commits at its end.

        Raises Unavailable if the others do not let go in time.
        """
        ...

    def scrub(self) -> None:
        """Sees to it that what was deleted is in no page of the database any more."""

    def building(self) -> AbstractContextManager[Writing]:
        """One transaction that fills an empty store; its indexes are made at the end.

        Whatever breaks it off may leave anything behind.
        """
        ...

    def close(self) -> None:
        """Lets go of all connections."""


class Shelf(Protocol):
    """Where the store lies that is to be read. A store by itself is one, too."""

    def current(self) -> Store:
        """The store to read, and to bring up to the log."""
        ...
