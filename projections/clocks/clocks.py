"""Every clock that runs, in the order of its days: asked for, counted, shown."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import nlargest, nsmallest
from operator import itemgetter
from typing import Any, NamedTuple

from domain.errors import RuleBroken
from projections.clocks import of_changes, of_contracts, of_others, of_risks
from projections.clocks.kinds import KINDS
from projections.clocks.looking import Look
from projections.clocks.memory import Memory
from projections.clocks.tally import Cells, Clock, ClockQuestion, Tally
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
FOUND = Memory()


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
    found = _found(view, asked)
    page = _first(_after(found.clocks, asked), asked)
    following = None
    if len(page) > asked.limit:
        page, pin = page[: asked.limit], view.pin
        last = (page[-1][:5], "")
        following = Cursor(pin.position, pin.effective_on, _named(asked), last).text()
    return Clocks(
        shown(view, page),
        len(found.clocks),
        following,
        view.position,
        {"count": found.outside, "value": None},
        dict(sorted(found.not_known.items())),
    )


def running(view: View, asked: Asked) -> list[Cells]:
    """All clocks that are asked for, in order."""
    found = _found(view, asked)
    ordered = sorted(found.clocks)
    if asked.latest_first:
        ordered.sort(key=itemgetter(0), reverse=True)
    return ordered


def _found(view: View, asked: Asked) -> Tally:
    """All clocks that are asked for, in no order."""
    which = asked.which
    known = FOUND.recall(view, (which, asked.within))
    if known is not None:
        return known
    look = Look(view, which.contracts, which.owners, asked.within)
    tally = Tally(which, view.pin.effective_on.isoformat())
    for set_clocks in SETTING:
        set_clocks(look, tally)
    FOUND.keep(view, (which, asked.within), tally)
    return tally


def _first(found: Sequence[Cells], asked: Asked) -> list[Cells]:
    """The first of them, and one more if there is one: the others need no order."""
    if asked.latest_first:
        latest = nlargest(asked.limit + 1, found, key=itemgetter(0))
        least = latest[-1][0] if latest else ""
        among = sorted(one for one in found if one[0] >= least)
        among.sort(key=itemgetter(0), reverse=True)
        return among[: asked.limit + 1]
    return nsmallest(asked.limit + 1, found)


def shown(view: View, cells: Sequence[Cells]) -> list[Json]:
    """Clocks as the API shows them, with the names of what they are about."""
    page = [Clock(*each) for each in cells]
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
    rule = KINDS[clock.kind]
    left = (date.fromisoformat(clock.due) - today).days
    return {
        "id": clock.key,
        "kind": clock.kind,
        "what": rule.asks,
        "detail": clock.detail,
        "subject": {"noun": clock.noun, **_named_so(clock.id, titles)},
        "contract": clock.contract and _named_so(clock.contract, titles),
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
        # A key has no name, and the register is no thing of its own.
        if clock.noun not in ("register", "key"):
            yield clock.noun, clock.id
        if clock.contract:
            yield "contract", clock.contract


def _after(found: Sequence[Cells], asked: Asked) -> Sequence[Cells]:
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
    last = tuple(cursor.after[0])
    if not asked.latest_first:
        return [one for one in found if one[:5] > last]
    due, rest = last[0], last[1:]
    return [one for one in found if one[0] < due or (one[0] == due and one[1:5] > rest)]


def _named(asked: Asked) -> str:
    which = asked.which
    sets = [sorted(s) for s in (which.contracts, which.owners, which.kinds)]
    days = (sorted(which.bases), which.first, which.last, which.overdue)
    within = asked.within and repr(asked.within)
    return question("clocks", *sets, *days, within, asked.latest_first)
