"""The register at the end of a year: as known then, beside as it is known now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from projections.alive import Pin
from projections.audit.entries import position_of
from projections.audit.population import pence_of
from projections.audit.question import (
    Asked,
    Columns,
    Found,
    Json,
    Question,
    Span,
    as_they_are,
)
from projections.audit.walking import walked
from projections.kinds import Row, money
from projections.london import london_day
from projections.model import BORN, ID, IN_ERROR
from projections.rendering import NOT_ASKED, fields
from projections.telling import Told, tell
from projections.versions import differing
from projections.view import View

# What is compared where nothing else is asked for, and what is added up of it.
NOUNS: Final = ("organisation", "contract", "seat", "change", "risk", "issue", "plan")
WORTH: Final = {"contract": "annual_value", "change": "value_delta"}
PAGE: Final = 2_000
COLUMNS: Final[Columns] = {
    "noun": "text",
    "reference": "text",
    "title": "text",
    "became": "text",
    "fields": "list",
    "events": "list",
    "position": "position",
    "id": "id",
}


class Since(NamedTuple):
    """A thing, and the entries on it since the end of the year."""

    noun: str
    id: str
    events: Sequence[Told]


def year_end(view: View, asked: Asked) -> Found:
    """A3: each thing that is known otherwise now for that day, and by which entries."""
    day = asked.on or date.min
    close = position_of(view, day)
    then, now = _pins(view, close, day)
    nouns = sorted(asked.nouns or NOUNS)
    since = _since(view, close, frozenset(nouns))
    rows = {
        noun: (_rows(view, noun, then, ids), _rows(view, noun, now, ids))
        for noun, ids in _by_noun(since).items()
    }
    compared = (_compared(view, one, rows[one.noun], day) for one in since)
    found = [row for row in compared if row is not None]
    summary = {
        "day": day.isoformat(),
        "then": [_totals(view, noun, then) for noun in nouns],
        "now": [_totals(view, noun, now) for noun in nouns],
    }
    span = Span(close + 1, view.position)
    examined = sum(1 for _ in walked(view, span))
    return Found(found, as_they_are, examined, summary, {"close": close}, span)


def _pins(view: View, close: int, day: date) -> tuple[Pin, Pin]:
    """The day as known at the end of it, and as known where the view is."""
    now = replace(view.pin, effective_on=day)
    known_on = london_day(view.log.recorded_at(close)) if close else day
    return replace(now, position=close, recorded_on=known_on), now


def _since(view: View, close: int, nouns: frozenset[str]) -> list[Since]:
    """The things that the caller may read of which there are entries since."""
    events = defaultdict[tuple[str, str], list[Told]](list)
    after = close
    while after < view.position:
        page = [*tell(view.log, after, min(PAGE, view.position - after))]
        for told in page:
            for model in view.schema.homes.get(told.kind, ()):
                if model.noun in nouns:
                    events[model.noun, model.thing(told)].append(told)
        after = page[-1].position
    ids = defaultdict[str, set[str]](set)
    for noun, thing in events:
        ids[noun].add(thing)
    may = {noun: view.readable(noun, some) for noun, some in ids.items()}
    return [Since(n, t, found) for (n, t), found in events.items() if t in may[n]]


def _by_noun(since: Iterable[Since]) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for one in since:
        found[one.noun].append(one.id)
    return found


def _rows(view: View, noun: str, pin: Pin, ids: Sequence[str]) -> Mapping[str, Row]:
    """The rows of things as a pin sees them, those entered in error left out."""
    found = view.things.rows(view.connection, noun, pin, ids)
    return {row[ID]: row for row in found if not row[IN_ERROR]}


def _compared(
    view: View,
    one: Since,
    rows: tuple[Mapping[str, Row], Mapping[str, Row]],
    day: date,
) -> Json | None:
    """A thing that is known otherwise now, None for one that is not."""
    old, new = (known.get(one.id) for known in rows)
    before, after = _said(view, one.noun, old), _said(view, one.noun, new)
    changed = differing(before, after)
    if not changed:
        return None
    row = new or old
    model = view.schema.models[one.noun]
    label = view.labels(one.noun, [one.id]).get(one.id, {})
    return {
        "noun": one.noun,
        "reference": None if row is None else f"{model.prefix}-{row[BORN]}",
        "title": label.get("title") or label.get("name"),
        "became": _became(old, new),
        "fields": [
            {"field": name, "then": before.get(name), "now": after.get(name)}
            for name in changed
        ],
        "events": [_event(told) for told in _explaining(one.events, day)],
        "position": one.events[-1].position,
        "id": one.id,
    }


def _became(old: Row | None, new: Row | None) -> str:
    if old is None:
        return "added"
    return "gone" if new is None else "changed"


def _explaining(events: Sequence[Told], day: date) -> Sequence[Told]:
    """Entries of what was true by that day; what holds for a whole life has no day."""
    told = [one for one in events if one.effective_on <= day.isoformat()]
    return told or events


def _event(told: Told) -> Json:
    return {
        "position": told.position,
        "fact": told.kind.fact_name,
        "recorded_on": told.recorded_on,
        "effective_on": told.effective_on,
        "by": told.by,
    }


def _said(view: View, noun: str, row: Row | None) -> Json:
    if row is None:
        return {}
    nothing: list[Any] = [None, NOT_ASKED, (), []]
    told = fields(view.schema.models[noun], row)
    return {name: value for name, value in told.items() if value not in nothing}


def _totals(view: View, noun: str, pin: Pin) -> Json:
    """How many things of a noun there were on the day, and their worth."""
    rows = view.pages.alive(noun, pin)
    may = view.pages.readable(noun, pin, rows, view.reach)
    wanted = rows.select().where(rows.c.in_error == 0, may)
    found = [tuple(r) for r in view.connection.execute(wanted, pin.params)]
    worth = WORTH.get(noun)
    model = view.schema.models[noun]
    pence = [pence_of(model.read(row, worth)) for row in found] if worth else []
    known = [one for one in pence if one is not None]
    return {
        "noun": noun,
        "count": len(found),
        "value": money(sum(known), "GBP", "unknown") if worth else None,
        "without_value": len(pence) - len(known),
    }


QUESTIONS: Final = (
    Question(
        "year-end",
        "list_audit_year_end",
        "A3",
        "The register on a day as known at its end, beside as known now: what differs.",
        ("on", "noun"),
        COLUMNS,
        year_end,
        {"day": "day", "then": "list", "now": "list"},
    ),
)
