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


class Laid(NamedTuple):
    """The rows that a patch replaced, and what took their place."""

    gone: list[Row]
    made: list[Row]


def lay(
    rows: Sequence[Row], span: Span, change: Callable[[Row], Row], blank: Row | None
) -> Laid:
    """Changes the rows of a thing on the days of a span.

    `rows` are all that meet the span, in order. A row that the change leaves as it
    was stays. Days that no row covers get a row of their own, `blank` changed; none
    if there is no blank.
    """
    laid = Laid([], [])
    for row in rows:
        if meets(row, span) and (new := change(row)) != row:
            laid.gone.append(row)
            laid.made.extend(_pieces(row, new, span))
    if blank is not None:
        laid.made.extend(dated(change(blank), *bare) for bare in _bare(rows, span))
    return laid


def meets(row: Row, span: Span) -> bool:
    """Whether a row and a span have a day in common."""
    begins = span.until is None or row[FROM] < span.until
    return begins and not (
        row[UNTIL] is not None and span.start is not None and row[UNTIL] <= span.start
    )


def dated(row: Row, start: str, until: str | None) -> Row:
    """The row on other days."""
    return (row[0], start, until, *row[KNOWN:])


def stamped(row: Row, position: int, version: int) -> Row:
    """The row as written at a position."""
    return (*row[:KNOWN], position, version, *row[VERSION + 1 :])


def _pieces(row: Row, new: Row, span: Span) -> Iterator[Row]:
    start, until = row[FROM], row[UNTIL]
    if span.start is not None and start < span.start:
        yield dated(row, start, span.start)
        start = span.start
    if span.until is not None and (until is None or span.until < until):
        yield dated(new, start, span.until)
        yield dated(row, span.until, until)
    else:
        yield dated(new, start, until)


def _bare(rows: Sequence[Row], span: Span) -> Iterator[tuple[str, str | None]]:
    if span.start is None:
        return
    at: str = span.start
    for row in rows:
        if not meets(row, Span(at, span.until)):
            continue
        if at < row[FROM]:
            yield at, row[FROM]
        if row[UNTIL] is None:
            return
        at = row[UNTIL]
    if span.until is None or at < span.until:
        yield at, span.until
