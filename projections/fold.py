"""Folds recorded facts into the rows of one noun, keeping every version."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from domain.event import Envelope, Fact, Recorded
from projections.changes import Changes
from projections.intervals import fork
from projections.kinds import Row
from projections.london import london_day
from projections.model import (
    BORN,
    FROM,
    ID,
    IN_ERROR,
    KNOWN,
    SAYS,
    UNTIL,
    Effect,
    Held,
    Model,
    Patch,
)
from projections.segments import LIFE, Laid, Span, lay, stamped

NOTHING = Patch({}, {})
StoredEnded = Callable[[str], Iterable[Row]]


class NounFold:
    """The fold of one noun.

    `live` holds the rows of now of the things in hand, in order; `stored` reads the
    ended rows of one thing. Few facts reach back behind the last border, so these
    are asked for only then.
    """

    def __init__(self, model: Model, stored: StoredEnded) -> None:
        self.model = model
        self.live: dict[str, list[Row]] = {}
        self.changes = Changes()
        self._stored = stored
        self._carried = [BORN, IN_ERROR, *model.places(model.carried)]

    def apply(self, recorded: Recorded[Any], personal: Iterable[str] = ()) -> None:
        """Moves the rows of the fact's thing on, but for its personal fields."""
        envelope, fact = recorded
        effect = self.model.effects.get(type(fact), SAYS)
        thing = self.model.thing(recorded)
        said = self._said(fact, personal) if effect.says else NOTHING

        def change(row: Row) -> Row:
            patched = said.on(row)
            if effect.sets is None:
                return patched
            sets = effect.sets(recorded, Held(self.model, row))
            return self.model.patch(sets.items()).on(patched)

        # Days before the first get rows by what is said of them, not by an event.
        fills = bool(said.gaps) or thing not in self.live
        self._lay(thing, envelope, _span(effect, envelope), change, fills=fills)

    def begin_anew(self) -> None:
        """Forgets what has been written; the rows of now stay in hand."""
        self.changes = Changes()

    def _said(self, fact: Fact, personal: Iterable[str]) -> Patch:
        values = fact.__dict__.items()
        if personal:
            return self.model.patch((n, v) for n, v in values if n not in personal)
        return self.model.patch(values)

    def _lay(
        self,
        thing: str,
        envelope: Envelope,
        span: Span,
        change: Callable[[Row], Row],
        *,
        fills: bool,
    ) -> None:
        live = self.live.get(thing, [])
        if live and span.start is not None and _goes_on(live[-1], span.start):
            # The common case: the last row is open, and only it meets the span.
            laid = lay(live[-1:], span, change, None)
        else:
            laid = self._lay_back(thing, envelope, span, change, fills=fills)
        self._replace(thing, envelope, laid)

    def _lay_back(
        self,
        thing: str,
        envelope: Envelope,
        span: Span,
        change: Callable[[Row], Row],
        *,
        fills: bool,
    ) -> Laid:
        """Over all rows of a thing, those included that have ended."""
        ended: list[Row] = []
        if thing in self.live:
            ended = self.changes.over(thing, self._stored(thing))
        live = self.live.get(thing, [])
        rows = sorted(ended + live, key=_start)
        blank = self._blank(thing, envelope, rows, span) if fills else None
        laid = lay(rows, span, change, blank)
        if not (laid.made or live):
            laid = Laid(rows[-1:], rows[-1:])
        for row in ended:
            if _among(row, laid.gone):
                self.changes.unend(row)
        return laid

    def _replace(self, thing: str, envelope: Envelope, laid: Laid) -> None:
        """Writes what was made; every row of now carries the stream's version."""
        position, version = envelope.position, envelope.version
        today = london_day(envelope.recorded_at).isoformat()
        live = self.live.get(thing, [])
        kept = [row for row in live if not _among(row, laid.gone)]
        self.changes.past.extend(
            (*row, position, fork(row[KNOWN], position)) for row in (*laid.gone, *kept)
        )
        now = []
        for row in (*laid.made, *kept):
            if row[UNTIL] is None or row[UNTIL] > today:
                now.append(stamped(row, position, version))
            else:
                self.changes.end(stamped(row, position, version))
        now.sort(key=_start)
        self.live[thing] = now
        self.changes.dirty.add(thing)

    def _blank(
        self, thing: str, envelope: Envelope, rows: Sequence[Row], span: Span
    ) -> Row:
        """A row of which nothing is known but what belongs to the thing itself."""
        cells: list[Any] = [None] * self.model.width
        cells[ID], cells[BORN], cells[IN_ERROR] = thing, envelope.position, 0
        earlier = [row for row in rows if span.start and row[FROM] <= span.start]
        for nearest in earlier[-1:] or rows[:1]:
            for at in self._carried:
                cells[at] = nearest[at]
        return tuple(cells)


def _span(effect: Effect, envelope: Envelope) -> Span:
    if effect.days == "life":
        return LIFE
    start, until = envelope.effective_on, envelope.effective_until
    if effect.days == "onwards" or until is None:
        return Span(start.isoformat(), None)
    return Span(start.isoformat(), until.isoformat())


def _goes_on(row: Row, start: str) -> bool:
    return row[UNTIL] is None and start >= row[FROM]


def _start(row: Row) -> Any:
    return row[FROM]


def _among(row: Row, rows: Iterable[Row]) -> bool:
    return any(row is other for other in rows)
