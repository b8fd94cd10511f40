"""What waits on somebody, is due soon, wants a look, or is not known yet: ten lines."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from api.call import Call
from api.pages import due, look_at
from api.pages.clocks import PageClocks
from api.pages.due import soon
from api.pages.frame import may, roles_of
from api.pages.records import record_page
from api.papers.words import day
from projections.clocks.asked import ClockQuestion
from projections.clocks.clocks import Asked, clocks
from projections.findings.asking import FindingQuestion, by_rule, every_finding
from projections.pages import Question
from projections.view import View

Json = dict[str, Any]
# How many lines each part has: ten in all.
WAITING, DUE, LOOK_AT, NOT_KNOWN = 3, 3, 2, 2
# What a change waits for, in the words of who has to do it.
_WANTED: Final[Mapping[str, str]] = {
    "assessment": "waits for you to say what it would mean",
    "decision": "waits for your decision",
    "signature": "waits to be signed",
    "implementation": "waits to be carried out",
    "reflection": "waits for the four documents to be updated",
}


class Line(NamedTuple):
    """One thing, and where it leads; `late` says by how much, if it is."""

    text: str
    address: str
    more: str = ""
    late: str = ""


class Part(NamedTuple):
    """A part of the page; `rest` leads to the whole list where it is longer."""

    title: str
    lines: Sequence[Line]
    rest: Line | None = None


class Looking(NamedTuple):
    """Somebody who looks at the page: `through` cuts the view as a right would."""

    call: Call
    view: View
    clocks: PageClocks
    through: Callable[[str], View]

    @property
    def me(self) -> str:
        """The account of who looks."""
        return str(self.call.principal().account)

    @property
    def runs_all(self) -> bool:
        """Whether it is about the whole register, and not what is one's own."""
        return "contract_manager" not in roles_of(self.call)

    def may(self, right: str) -> bool:
        """Whether an operation of the API is open to who looks."""
        return may(self.call, right)

    def page(self, path: str, **query: Any) -> str:
        """The address of a page, on the same day."""
        return self.clocks.href(path, **query)

    def record(self, reference: str | None, otherwise: str) -> str:
        """The page of one record, for who may read what was recorded of it."""
        return record_page(self.call, self.clocks, reference) or otherwise


def parts_of(looking: Looking) -> list[Part]:
    """The parts of the page that have anything to say."""
    found = (_waiting(looking), _due(looking), _look_at(looking), _not_known(looking))
    return [part for part in found if part is not None and part.lines]


def _waiting(looking: Looking) -> Part | None:
    """Changes that an officer holds, the longest first."""
    if not looking.may("get_clocks"):
        return None
    asked = Question({"held_by": (looking.me,)}, sort="held_since", limit=WAITING)
    page = looking.through("list_changes").page("change", asked)
    whole = looking.page("/lists/changes", held_by="me")
    lines = [_held(looking, change, whole) for change in page.items]
    return Part("Waits on you", lines, _rest(page.total, len(lines), whole))


def _held(looking: Looking, change: Json, whole: str) -> Line:
    return Line(
        f"{change['title']} ({change['reference']})",
        looking.record(change["reference"], whole),
        f"{_WANTED[change['held_for']]}, since"
        f" {day(date.fromisoformat(change['held_since']))}",
    )


def _due(looking: Looking) -> Part | None:
    """What is due within a month, and what is late, the oldest first."""
    if not looking.may("get_clocks"):
        return None
    view, call = looking.through("get_clocks"), looking.call
    last = soon(view.pin.effective_on)
    which = ClockQuestion(owners=frozenset({looking.me}), last=last)
    found = clocks(view, Asked(which, limit=DUE), call.service.clocks)
    whole = looking.page(due.ADDRESS, owner="me", until=last)
    lines = [_clock(looking, one, whole) for one in found.items]
    return Part("Due soon or late", lines, _rest(found.total, len(lines), whole))


def _clock(looking: Looking, clock: Json, whole: str) -> Line:
    subject = clock["subject"]
    about = subject["title"] or (clock["contract"] or {}).get("title") or clock["what"]
    reference = subject["reference"]
    late = -int(clock["days_left"])
    when = f"due {day(date.fromisoformat(clock['due']))}"
    text = f"{about} ({reference})" if reference else about
    return Line(
        text,
        looking.record(reference, whole),
        f"{clock['what']}: {when}",
        f"{_days(late)} late" if late > 0 else "",
    )


def _look_at(looking: Looking) -> Part | None:
    """What seems wrong, one line a rule, the gravest first."""
    if not looking.may("list_findings"):
        return None
    asked = _of_mine(looking, {"class": ("wrong",), "waived": ("false",)})
    view, call = looking.through("list_findings"), looking.call
    mine, wrong = _owner(looking), {"class": "wrong", "waived": "false"}
    lines = [
        Line(
            one.title,
            looking.page(look_at.ADDRESS, rule=one.rule, **wrong, **mine),
            f"{one.found} {'record' if one.found == 1 else 'records'}",
        )
        for one in by_rule(view, asked, call.service.findings)
    ]
    whole = looking.page(look_at.ADDRESS, **wrong, **mine)
    rest = _rest(len(lines), LOOK_AT, whole, "kinds of thing")
    return Part("To look at", lines[:LOOK_AT], rest)


def _not_known(looking: Looking) -> Part | None:
    """What nobody has said yet, the longest lists first."""
    if not looking.may("list_findings"):
        return None
    asked = _of_mine(looking, {"class": ("not_known",), "noun": ("account",)})
    view, call = looking.through("list_findings"), looking.call
    found = [*every_finding(view, asked, call.service.findings)]
    found.sort(key=lambda one: -one["missing"])
    lines = [_gap(looking, one) for one in found[:NOT_KNOWN]]
    whole = looking.page(
        look_at.ADDRESS, **{"class": "not_known"}, noun="account", **_owner(looking)
    )
    rest = _rest(len(found), len(lines), whole, "lists")
    return Part("Not known yet", lines, rest)


def _gap(looking: Looking, gap: Json) -> Line:
    """A list of things of which one field is not known, all of one owner."""
    owner = _owner(looking) or {"owner": gap["owner"]}
    address = looking.page(look_at.ADDRESS, rule=gap["rule"], **owner)
    whose = gap["owner_name"] or "nobody"
    more = "" if not looking.runs_all else f"for {whose} to fill in"
    return Line(gap["title"], address, more)


def _of_mine(looking: Looking, filters: Mapping[str, Sequence[str]]) -> FindingQuestion:
    mine = {} if looking.runs_all else {"owner": (looking.me,)}
    return FindingQuestion({**filters, **mine})


def _owner(looking: Looking) -> dict[str, str]:
    """How pages of what is to be looked at are asked for one's own alone."""
    return {} if looking.runs_all else {"owner": "me"}


def _rest(total: int, shown: int, whole: str, of: str = "") -> Line | None:
    """What leads to the whole list, if the page does not show it."""
    return Line(f"All {total:,} {of}".strip(), whole) if total > shown else None


def _days(count: int) -> str:
    return "a day" if count == 1 else f"{count} days"
