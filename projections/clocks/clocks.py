"""Every clock that runs, in the order of its days: asked for, counted, shown."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from domain.errors import RuleBroken
from projections.clocks.asked import ClockQuestion
from projections.clocks.kinds import KINDS
from projections.clocks.memory import RememberedClocks
from projections.clocks.standing import COUNCIL
from projections.clocks.tally import Cells, Clock, Unset
from projections.cursor import Cursor, question
from projections.pages import Within
from projections.part import Part
from projections.rendering import Json
from projections.view import View

PLACE = itemgetter(slice(0, 5))
DUE = itemgetter(0)


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


class Found(NamedTuple):
    """What is asked for, in order; what lies outside the part asked for is counted."""

    clocks: Sequence[Cells]
    unset: Sequence[Unset]
    outside: int


def clocks(view: View, asked: Asked, remembered: RememberedClocks) -> Clocks:
    """A page of the clocks that are asked for.

    Raises RuleBroken for the cursor of another question.
    """
    found = _found(view, asked, remembered)
    page = _page(found.clocks, asked)
    following = None
    if len(page) > asked.limit:
        page, pin = page[: asked.limit], view.pin
        last = (PLACE(page[-1]), "")
        following = Cursor(pin.position, pin.effective_on, _named(asked), last).text()
    return Clocks(
        shown(view, page),
        len(found.clocks),
        following,
        view.position,
        {"count": found.outside, "value": None},
        dict(sorted(Counter(one.kind for one in found.unset).items())),
    )


def running(view: View, asked: Asked, remembered: RememberedClocks) -> Sequence[Cells]:
    """All clocks that are asked for, in order."""
    found = _found(view, asked, remembered).clocks
    return list(_latest(found)) if asked.latest_first else found


def _found(view: View, asked: Asked, remembered: RememberedClocks) -> Found:
    which, today = asked.which, view.pin.effective_on.isoformat()
    kept = remembered.of(view, which.contracts)
    clocks, unset = which.clocks(kept.clocks, today), which.unset(kept.unset)
    if asked.within is None:
        return Found(clocks, unset, 0)
    part = Part.of(view, asked.within)
    of_things = [one for one in clocks if one[1] != COUNCIL]
    inside = [one for one in of_things if part.has(one[1], one[6])]
    unset = [one for one in unset if part.has(one.noun, one.contract)]
    return Found(inside, unset, len(of_things) - len(inside))


def _page(found: Sequence[Cells], asked: Asked) -> Sequence[Cells]:
    """The page that is asked for, and one more if there is one."""
    after = _after(asked)
    if not asked.latest_first:
        start = 0 if after is None else bisect_right(found, after, key=PLACE)
        return found[start : start + asked.limit + 1]
    page: list[Cells] = []
    for one in _latest(found, None if after is None else after[0]):
        if len(page) > asked.limit:
            break
        if after is None or one[0] < after[0] or one[1:5] > after[1:]:
            page.append(one)
    return page


def _latest(found: Sequence[Cells], due: str | None = None) -> Iterator[Cells]:
    """From a day backwards (None: from the last), the clocks of each in order."""
    end = len(found) if due is None else bisect_right(found, due, key=DUE)
    while end:
        start = bisect_left(found, found[end - 1][0], key=DUE)
        yield from found[start:end]
        end = start


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


def _after(asked: Asked) -> tuple[str, ...] | None:
    """The place of the last clock of the page before, None on the first page."""
    if asked.cursor is None:
        return None
    if asked.cursor.question != _named(asked):
        raise RuleBroken(
            "this cursor belongs to another list, filter or order; ask the question"
            " that it came from, or leave it out",
            rule="cursor",
            pointer="/cursor",
        )
    return tuple(asked.cursor.after[0])


def _named(asked: Asked) -> str:
    which = asked.which
    sets = [sorted(s) for s in (which.contracts, which.owners, which.kinds)]
    days = (sorted(which.bases), which.first, which.last, which.overdue)
    within = asked.within and repr(asked.within)
    return question("clocks", *sets, *days, within, asked.latest_first)
