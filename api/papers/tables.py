"""Tables of papers from plain values, and words without underscores."""

from collections.abc import Sequence
from typing import Any

from api.papers.blocks import Column, Table
from api.papers.words import plain


def table(
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[Any]],
    empty: str,
) -> Table:
    """A table from plain values."""
    heads = tuple(Column(head, width) for head, width in columns)
    return Table(name, heads, rows, empty)


def coded(value: Any) -> Any:
    """A word of an enumeration without its underscores."""
    return plain(value) if isinstance(value, str) else value
