"""Every clock that runs, in the order of its days: asked for, counted, shown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from domain.errors import RuleBroken
from projections.clocks import of_changes, of_contracts, of_others, of_risks
from projections.clocks.kinds import KINDS
from projections.clocks.looking import Look
from projections.clocks.tally import Clock, ClockQuestion, Tally
from projections.cursor import Cursor, question
from projections.pages import Within
from projections.rendering import Json
from projections.view import View

SETTING = (
    of_contracts.set_clocks,
    of_changes.set_clocks,
    of_risks.set_clocks,
    of_others.set_issue_clocks,
    of_others.set_document_clocks,
    of_others.set_account_clocks,
    of_others.set_council_clocks,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which clocks are asked for, in what order, and which page of them."""

    which: ClockQuestion = field(default_factory=ClockQuestion)
    within: Within | None = None
    latest_first: bool = False
    limit: int = 50
    cursor: Cursor | None = None


class Clocks(NamedTuple):
    """A page of clocks; `not_known` is how many of each kind nobody could set."""

    items: list[Json]
    total: int
    next: str | None
    position: int
    outside_scope: Mapping[str, Any]
    not_known: Mapping[str, int]


def clocks(view: View, asked: Asked) -> Clocks:
    """A page of the clocks that are asked for.

    Raises RuleBroken for the cursor of another question.
    """
    found = running(view, asked)
    rest = _after(found.clocks, asked)
    page, more = rest[: asked.limit], len(rest) > asked.limit
    following = None
    if more:
        last = (page[-1].due, page[-1].key)
        pin = view.pin
        following = Cursor(pin.position, pin.effective_on, _named(asked), last).text()
    return Clocks(
        shown(view, page),
        len(found.clocks),
        following,
        view.position,
        {"count": found.outside, "value": None},
        dict(sorted(found.not_known.items())),
    )


def running(view: View, asked: Asked) -> Tally:
    """All clocks that are asked for, in order, and what could not be set."""
    look = Look(view, asked.which.contracts, asked.within)
    tally = Tally(asked.which, view.pin.effective_on.isoformat())
    for set_clocks in SETTING:
        set_clocks(look, tally)
    tally.clocks.sort(key=attrgetter("key"))
    tally.clocks.sort(key=attrgetter("due"), reverse=asked.latest_first)
    return tally


def shown(view: View, page: Sequence[Clock]) -> list[Json]:
    """Clocks as the API shows them, with the names of what they are about."""
    titles = _titles(view, page)
    owners = sorted({clock.owner for clock in page if clock.owner})
    names = view.labels("account", owners) if owners else {}
    today = view.pin.effective_on
    return [
        _told(clock, titles, today)
        | {"owner_name": names.get(clock.owner or "", {}).get("name")}
        for clock in page
    ]


def _told(clock: Clock, titles: Mapping[str, Json], today: date) -> Json:
    rule, subject = KINDS[clock.kind], clock.subject
    left = (date.fromisoformat(clock.due) - today).days
    return {
        "id": clock.key,
        "kind": clock.kind,
        "what": rule.asks,
        "detail": clock.detail,
        "subject": {"noun": subject.noun, **_named_so(subject.id, titles)},
        "contract": subject.contract and _named_so(subject.contract, titles),
        "due": clock.due,
        "days_left": left,
        "overdue": left < 0,
        "basis": rule.basis,
        "source": rule.source,
        "address": rule.address,
        "standing": rule.standing,
        "owner": clock.owner,
    }


def _named_so(thing: str, titles: Mapping[str, Json]) -> Json:
    known = titles.get(thing, {})
    title = known.get("title", known.get("name"))
    return {"id": thing, "reference": known.get("reference"), "title": title}


def _titles(view: View, page: Sequence[Clock]) -> Mapping[str, Json]:
    """What the things are called that clocks are about, and their contracts."""
    wanted = defaultdict[str, set[str]](set)
    for noun, thing in _things(page):
        wanted[noun].add(thing)
    labels = view.labels
    return {
        thing: known
        for noun, ids in wanted.items()
        for thing, known in labels(noun, sorted(ids)).items()
    }


def _things(page: Sequence[Clock]) -> Iterator[tuple[str, str]]:
    for clock in page:
        subject = clock.subject
        # A key has no name, and the register is no thing of its own.
        if subject.noun not in ("register", "key"):
            yield subject.noun, subject.id
        if subject.contract:
            yield "contract", subject.contract


def _after(found: Sequence[Clock], asked: Asked) -> Sequence[Clock]:
    """The clocks behind the cursor's."""
    cursor = asked.cursor
    if cursor is None:
        return found
    if cursor.question != _named(asked):
        raise RuleBroken(
            "this cursor belongs to another list, filter or order; ask the question"
            " that it came from, or leave it out",
            rule="cursor",
            pointer="/cursor",
        )
    due, key = cursor.after
    if asked.latest_first:
        return [c for c in found if c.due < due or (c.due == due and c.key > key)]
    return [c for c in found if (c.due, c.key) > (due, key)]


def _named(asked: Asked) -> str:
    which = asked.which
    sets = [sorted(s) for s in (which.contracts, which.owners, which.kinds)]
    days = (sorted(which.bases), which.first, which.last, which.overdue)
    within = asked.within and repr(asked.within)
    return question("clocks", *sets, *days, within, asked.latest_first)
