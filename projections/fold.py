"""Folds what the log tells into the rows of one noun, keeping every version."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from projections.changes import Changes, Over, closed, nothing_over
from projections.kinds import Row
from projections.model import (
    BORN,
    FROM,
    ID,
    IN_ERROR,
    SAYS,
    UNTIL,
    Effect,
    Held,
    Model,
    stream_of,
)
from projections.segments import LIFE, Cut, Span, bare, cut, dated, stamped
from projections.telling import Told

Stored = Callable[[str], Over]


class Move(NamedTuple):
    """An event, which thing it moves, on which days, and how."""

    told: Told
    thing: str
    span: Span
    effect: Effect


class NounFold:
    """The fold of one noun.

    `live` holds the rows of now of the things in hand, in order; `stored` reads what
    is known of one thing's days that are over. Few facts reach back behind the last
    border, so it is asked for only then.
    """

    def __init__(self, model: Model, stored: Stored) -> None:
        self.model = model
        self.live: dict[str, list[Row]] = {}
        self.changes = Changes()
        self._stored = stored
        self._carried = [BORN, IN_ERROR, *model.places(model.carried)]
        self._thing = None if model.thing is stream_of else model.thing

    def begin_anew(self) -> None:
        """Forgets what has been written; the rows of now stay in hand."""
        self.changes = Changes()

    def apply(self, told: Told) -> None:
        """Moves the rows of the event's thing on by one event."""
        effect = self.model.effects.get(told.kind, SAYS)
        thing = self._thing(told) if self._thing else told.stream
        live = self.live.get(thing)
        if live and len(live) == 1 and _goes_on(live[0], told, effect):
            self.live[thing] = [self._go_on(told, live[0], effect)]
            self.changes.dirty.add(thing)
        else:
            move = Move(told, thing, _span(effect, told), effect)
            self._lay(move, is_new=live is None)

    def _change(self, told: Told, effect: Effect, row: Row) -> Row:
        """The row on the days of the event; itself if that changes nothing."""
        values = _values(told, effect)
        if effect.sets is not None:
            values = {**values, **effect.sets(told, Held(self.model, row))}
        return self.model.put(row, values)

    def _go_on(self, told: Told, row: Row, effect: Effect) -> Row:
        """The common case: one open row, changed from a day on or not at all."""
        position, day = told.position, told.effective_on
        new = self._change(told, effect, row)
        if new is row or day == row[FROM]:
            self.changes.close(closed(row, position, None))
            start = row[FROM]
        else:
            self.changes.close(closed(row, position, day))
            start = day
        return (row[ID], start, None, position, told.version, *new[BORN:])

    def _lay(self, move: Move, *, is_new: bool) -> None:
        """Every other case: over all rows of a thing, those included that are over."""
        thing, span = move.thing, move.span
        over = nothing_over()
        if not is_new:
            over = self.changes.over(thing, self._stored(thing))
        live = self.live.get(thing, [])
        rows = sorted([*over.rows, *over.stumps, *live], key=_start)
        change = partial(self._change, move.told, move.effect)
        done = (cut(row, span, change) for row in rows)
        cuts = [one for one in done if one is not None]
        # Days before the first get rows by what is said of them, not by an event.
        filled: list[Row] = []
        said = _values(move.told, move.effect)
        if is_new or not self.model.fields.keys().isdisjoint(said):
            blank = change(self._blank(move, rows))
            filled = [dated(blank, *days) for days in bare(rows, span)]
        if not (cuts or filled or live):
            cuts = [Cut(rows[-1], None, [rows[-1]])]
        self._replace(move, over, cuts, filled)

    def _replace(
        self, move: Move, over: Over, cuts: list[Cut], filled: list[Row]
    ) -> None:
        """Writes what was made; each row of now carries the stream's version."""
        told, thing = move.told, move.thing
        live = self.live.get(thing, [])
        made = [*filled, *(row for done in cuts for row in done.made)]
        for done in cuts:
            self._close(told, done, over)
        gone = [done.row for done in cuts]
        for row in live:
            if not _among(row, gone):
                self._close(told, Cut(row, None, []), over)
                made.append(row)
        now = []
        for row in made:
            written = stamped(row, told.position, told.version)
            if row[UNTIL] is None or row[UNTIL] > told.recorded_on:
                now.append(written)
            else:
                self.changes.end(written)
        now.sort(key=_start)
        self.live[thing] = now
        self.changes.dirty.add(thing)

    def _close(self, told: Told, done: Cut, over: Over) -> None:
        """Files a row that was replaced, or fells the stump of one that was before."""
        row, position = done.row, told.position
        if _among(row, over.stumps):
            self.changes.fell(row, position)
            if done.kept is not None:
                rest = dated(row, row[FROM], done.kept)
                self.changes.end(stamped(rest, position, told.version))
            return
        if _among(row, over.rows):
            self.changes.unend(row)
        self.changes.close(closed(row, position, done.kept))

    def _blank(self, move: Move, rows: Sequence[Row]) -> Row:
        """A row of which nothing is known but what belongs to the thing itself."""
        cells: list[Any] = [None] * self.model.width
        cells[ID], cells[BORN], cells[IN_ERROR] = move.thing, move.told.position, 0
        for at, cell in self.model.at_first:
            cells[at] = cell
        start = move.span.start
        earlier = [row for row in rows if start and row[FROM] <= start]
        for nearest in earlier[-1:] or rows[:1]:
            for at in self._carried:
                cells[at] = nearest[at]
        return tuple(cells)


def _span(effect: Effect, told: Told) -> Span:
    if effect.days == "named":
        return Span(told.effective_on, told.effective_until)
    return LIFE if effect.days == "life" else Span(told.effective_on, None)


def _goes_on(row: Row, told: Told, effect: Effect) -> bool:
    """Whether an event changes only the end of a row that is open."""
    if row[UNTIL] is not None or effect.days == "life":
        return False
    is_open = told.effective_until is None or effect.days == "onwards"
    return is_open and told.effective_on >= row[FROM]


def _values(told: Told, effect: Effect) -> Mapping[str, Any]:
    """What the event says of the thing itself, but for what is personal."""
    if not effect.says:
        return {}
    said, personal = told.said, told.personal
    if personal:
        return {name: v for name, v in said.items() if name not in personal}
    return said


def _start(row: Row) -> Any:
    return row[FROM]


def _among(row: Row, rows: Iterable[Row]) -> bool:
    return any(row is other for other in rows)
