"""The register between two positions: what came, what changed and what went, by thing.

Things come in the order of their first event in between. Fields are compared as they
are on one day, as known at the one position and at the other.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from domain.event import Recorded
from projections.cursor import Cursor, question
from projections.history import PAGE, SCANNED, readable_nouns, told
from projections.kinds import Row
from projections.labels import NAMES
from projections.london import london_day
from projections.model import BORN, ID, IN_ERROR
from projections.pages import MOST
from projections.rendering import NOT_ASKED, Json, fields
from projections.versions import differing
from projections.view import View
from projections.withholding import without_report


@dataclass(frozen=True, slots=True)
class DiffQuestion:
    """What happened after a position, to which nouns, on which contracts; all if none.

    `after` is the position up to which things have been shown already.
    """

    since: int
    nouns: frozenset[str] = frozenset()
    contracts: frozenset[str] = frozenset()
    limit: int = 50
    after: int | None = None

    @property
    def name(self) -> str:
        """By what a cursor knows it."""
        return question("diff", self.since, sorted(self.nouns), sorted(self.contracts))


class Moved(NamedTuple):
    """A thing that something happened to, and its events in between."""

    noun: str
    id: str
    events: list[Recorded[Any]]


class Diff(NamedTuple):
    """Some things to which something happened, and where to go on."""

    items: list[Json]
    next: str | None
    since: int
    position: int


def diff(view: View, asked: DiffQuestion) -> Diff:
    """What happened between a position and that of the view, thing by thing."""
    found, last = _moved(view, asked)
    following = None
    if last < view.position:
        pin = view.pin
        cursor = Cursor(pin.position, pin.effective_on, asked.name, (last, ""))
        following = cursor.text()
    return Diff(_shown(view, asked, found), following, asked.since, view.position)


def _moved(view: View, asked: DiffQuestion) -> tuple[list[Moved], int]:
    """The next things that are asked for, and up to where the log was looked through.

    A thing belongs where its first event is; one of an earlier page is not told twice.
    """
    found: list[Moved] = []
    known = set[UUID]()
    last = asked.since if asked.after is None else asked.after
    start = last
    while last < view.position and last - start < SCANNED:
        page = view.log.recorded(last, min(PAGE, view.position - last))
        nouns = readable_nouns(view, page)
        for recorded in page:
            if len(found) == asked.limit:
                return found, last
            last = recorded.position
            stream = recorded.stream
            if stream in known or stream not in nouns:
                continue
            known.add(stream)
            if not asked.nouns or nouns[stream] in asked.nouns:
                found += _first(view, asked, nouns[stream], recorded)
    return found, last


def _first(
    view: View, asked: DiffQuestion, noun: str, recorded: Recorded[Any]
) -> Iterator[Moved]:
    """The thing of an event that is its first in between, if it is asked for."""
    whole = view.log.history(recorded.stream, view.position)
    events = [one for one in whole if one.position > asked.since]
    thing = str(recorded.stream)
    if events[0].position == recorded.position and _is_on(view, asked, noun, thing):
        yield Moved(noun, thing, events)


def _is_on(view: View, asked: DiffQuestion, noun: str, thing: str) -> bool:
    """Whether a thing is one of the contracts that are asked for, or hangs on one."""
    if not asked.contracts or thing in asked.contracts:
        return not asked.contracts or noun == "contract"
    model = view.schema.models[noun]
    if "contract_id" not in model.columns:
        return False
    rows = [*view.rows(noun, [thing]), *_before(view, asked, noun, [thing]).values()]
    return any(model.read(row, "contract_id") in asked.contracts for row in rows)


def _before(
    view: View, asked: DiffQuestion, noun: str, ids: Sequence[str]
) -> Mapping[str, Row]:
    """The rows of things as they were known before, on the day of the view."""
    if not asked.since:
        return {}
    day = london_day(view.log.recorded_at(asked.since))
    then = replace(view.pin, position=asked.since, recorded_on=day)
    rows = view.things.rows(view.connection, noun, then, ids)
    return {row[ID]: row for row in rows}


def _shown(view: View, asked: DiffQuestion, found: Sequence[Moved]) -> list[Json]:
    by_noun = defaultdict[str, list[str]](list)
    for moved in found:
        by_noun[moved.noun].append(moved.id)
    before = {n: _before(view, asked, n, ids) for n, ids in by_noun.items()}
    after = {
        n: {row[ID]: row for row in view.rows(n, ids)} for n, ids in by_noun.items()
    }
    labels = {n: _labels(view, n, ids) for n, ids in by_noun.items()}
    return [
        {
            "noun": moved.noun,
            "id": moved.id,
            "title": _called(labels[moved.noun].get(moved.id, {})),
            **_compared(
                view,
                moved,
                before[moved.noun].get(moved.id),
                after[moved.noun].get(moved.id),
            ),
            "event_count": len(moved.events),
            "events": told(view, moved.events[:MOST]),
        }
        for moved in found
    ]


def _labels(view: View, noun: str, ids: Sequence[str]) -> Mapping[str, Json]:
    """How things are called, if things of the noun are called anything."""
    model = view.schema.models[noun]
    has_name = model.named or NAMES.get(noun, "title") in model.columns
    return view.labels(noun, ids) if has_name else {}


def _called(label: Json) -> str | None:
    """How the thing is called; one that holds no more on the day has no name."""
    names = (label.get(name) for name in ("title", "name", "file_name"))
    return next((name for name in names if name is not None), None)


def _compared(view: View, moved: Moved, old: Row | None, new: Row | None) -> Json:
    """What became of a thing, and each field that is other than it was."""
    model = view.schema.models[moved.noun]
    before, after = _said(view, moved.noun, old), _said(view, moved.noun, new)
    row = new or old
    return {
        "reference": None if row is None else f"{model.prefix}-{row[BORN]}",
        "became": _became(moved, old, new),
        "fields": [
            {"field": name, "before": before.get(name), "after": after.get(name)}
            for name in differing(before, after)
        ],
    }


def _became(moved: Moved, old: Row | None, new: Row | None) -> str:
    """Whether it came, changed, went (holds no more, or was in error), or came back."""
    is_gone = new is None or bool(new[IN_ERROR])
    if is_gone:
        return "gone"
    if moved.events[0].envelope.version == 1:
        return "created"
    return "restored" if old is not None and old[IN_ERROR] else "changed"


def _said(view: View, noun: str, row: Row | None) -> Json:
    """The fields of which something is said, as far as the caller reads them."""
    if row is None:
        return {}
    told_of = fields(view.schema.models[noun], row)
    if noun == "import":
        told_of = without_report(told_of, view.reach)
    nothing: list[Any] = [None, NOT_ASKED, (), []]
    return {name: value for name, value in told_of.items() if value not in nothing}
