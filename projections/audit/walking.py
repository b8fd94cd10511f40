"""Walking the log: entries of a span that the caller may know of, and what they say."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from domain.event import Line, Recorded
from projections.audit.question import Span
from projections.history import readable_streams
from projections.view import View

# So many entries are read at once.
PAGE: Final = 2_000


class Met(NamedTuple):
    """An entry that was met on the way, and the noun of its thing, if it is one."""

    line: Line
    noun: str | None

    @property
    def position(self) -> int:
        """Where in the log."""
        return self.line.position


def walked(view: View, span: Span) -> Iterator[Met]:
    """The entries of a span, in order, of those things that the caller may read.

    What belongs to no thing, such as the keys that sign, is told to who audits or
    administers the register as a whole.
    """
    whole = view.reach.audits or view.reach.administers
    after, last = span.first - 1, min(span.last, view.position)
    while after < last:
        page = view.log.lines(after, min(PAGE, last - after))
        streams = {str(line.stream) for line in page}
        things, nouns = view.nouns(streams), readable_streams(view, streams)
        for line in page:
            noun = nouns.get(line.stream)
            of_none = str(line.stream) not in things
            opening = line.fact_name == "register-opened"
            if noun is not None or (of_none and (whole or opening)):
                yield Met(line, noun)
        after = page[-1].position


def said(view: View, positions: Sequence[int]) -> list[Recorded[Any]]:
    """What entries say, in the order of their positions, which is that of the log."""
    found: list[Recorded[Any]] = []
    for run in _runs(positions):
        found += view.log.recorded(run.first - 1, run.size)
    return found


def all_of(view: View, stream: str) -> list[Recorded[Any]]:
    """All that was recorded of one thing, up to the position of the view."""
    return view.log.history(UUID(stream), view.position)


def _runs(positions: Sequence[int]) -> Iterator[Span]:
    """The stretches of neighbours among some positions in ascending order."""
    start = 0
    for at in range(1, len(positions) + 1):
        if at == len(positions) or positions[at] != positions[at - 1] + 1:
            yield Span(positions[start], positions[at - 1])
            start = at
