"""Lays a patch over the days of a thing: split at the borders, the later one wins."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from projections.kinds import Row
from projections.model import FROM, KNOWN, UNTIL, VERSION


class Span(NamedTuple):
    """Days from `start` (None: from the first) until before `until` (None: open)."""

    start: str | None
    until: str | None


LIFE = Span(None, None)


class Cut(NamedTuple):
    """A row that a patch replaced, and what took its place.

    `kept` is the day before which the row goes on as it was, None if on none; `made`
    are the rows of its other days.
    """

    row: Row
    kept: str | None
    made: list[Row]


def cut(row: Row, span: Span, change: Callable[[Row], Row]) -> Cut | None:
    """What becomes of a row on the days of a span, None if it stays as it was."""
    if not meets(row, span):
        return None
    new = change(row)
    if new is row:
        return None
    start, until = row[FROM], row[UNTIL]
    kept = None
    if span.start is not None and start < span.start:
        kept = start = span.start
    if span.until is not None and (until is None or span.until < until):
        after = dated(row, span.until, until)
        return Cut(row, kept, [dated(new, start, span.until), after])
    return Cut(row, kept, [dated(new, start, until)])


def meets(row: Row, span: Span) -> bool:
    """Whether a row and a span have a day in common."""
    begins = span.until is None or row[FROM] < span.until
    return begins and not (
        row[UNTIL] is not None and span.start is not None and row[UNTIL] <= span.start
    )


def bare(rows: Sequence[Row], span: Span) -> Iterator[Span]:
    """The days of a span that no row covers, the rows being in order."""
    if span.start is None:
        return
    at: str = span.start
    for row in rows:
        if not meets(row, Span(at, span.until)):
            continue
        if at < row[FROM]:
            yield Span(at, row[FROM])
        if row[UNTIL] is None:
            return
        at = row[UNTIL]
    if span.until is None or at < span.until:
        yield Span(at, span.until)


def dated(row: Row, start: str | None, until: str | None) -> Row:
    """The row on other days."""
    return (row[0], start, until, *row[KNOWN:])


def stamped(row: Row, position: int, version: int) -> Row:
    """The row as written at a position."""
    return (*row[:KNOWN], position, version, *row[VERSION + 1 :])
