"""What papers are made of. Each form (PDF, Word, Excel) writes the same blocks.

Cells and sentences hold values as the API shows them; `words` says them.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

Json = dict[str, Any]


class Heading(NamedTuple):
    """A heading: level 1 is a part of the paper, 2 a section of it."""

    text: str
    level: int = 1


class Text(NamedTuple):
    """A paragraph."""

    text: str


class Listing(NamedTuple):
    """Several sentences, each with a mark before it."""

    items: Sequence[str]


class Column(NamedTuple):
    """A column: its head, and its width in parts of the whole."""

    head: str
    width: int = 1


class Table(NamedTuple):
    """Rows under a row of heads. `empty` is said where there is no row."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    empty: str


class Drawing(NamedTuple):
    """A picture of what a table beside it says, too.

    `kind` is how it is drawn, `alt` what it shows, in words, for who does not see it.
    """

    kind: str
    alt: str
    data: Json


Block: TypeAlias = Heading | Text | Listing | Table | Drawing


def facts(name: str, said: Sequence[tuple[str, Any]]) -> Table:
    """A table of what is known of one thing: a row a fact."""
    return Table(name, (Column("What", 2), Column("As known", 5)), said, "Nothing.")
