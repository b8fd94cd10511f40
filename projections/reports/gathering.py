"""Reads what a report on one contract is made of, as far as somebody may read it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from domain.issue_status import OVER
from projections.chain.page import supply_chain
from projections.change_control.beside import put_beside
from projections.cursor import Cursor
from projections.pages import MOST, Question
from projections.policies import read_thresholds
from projections.view import View

Json = dict[str, Any]
# A plan that is carried out comes before one that is approved, and that before others.
_STANDING = ("activated", "approved", "draft", "complete")


@dataclass(frozen=True, slots=True)
class Gathered:
    """One contract with its chain, its plans, and all that hangs on it."""

    contract: Json
    chain: Json
    plan: Json | None
    of_seats: Sequence[Json]
    contingency: Sequence[Json]
    risks: Sequence[Json]
    issues: Sequence[Json]
    changes: Sequence[Json]
    names: Mapping[str, str]
    events: tuple[int, int, int]


def gather(view: View, named: str) -> Gathered:
    """What there is. Raises NotFound for a contract that the caller does not see."""
    contract = view.one("contract", named)
    own = contract["id"]
    on_it = {"contract_id": (own,)}
    plans = [*whole(view, "plan", on_it)]
    exits = [plan for plan in plans if plan["kind"] == "exit"]
    exits.sort(key=lambda plan: _STANDING.index(plan["status"]))
    of_seats = [plan for plan in exits if plan["seat_id"] is not None]
    exits = [plan for plan in exits if plan["seat_id"] is None]
    contingency = [plan for plan in plans if plan["kind"] == "contingency"]
    if isinstance(provider := contract["provider_id"], str):
        theirs = {"organisation_id": (provider,), "kind": ("contingency",)}
        contingency += whole(view, "plan", theirs)
    risks = [*whole(view, "risk", {**on_it, "status": ("open", "materialised")})]
    issues = [i for i in whole(view, "issue", on_it) if i["status"] not in OVER]
    changes = [*whole(view, "change", on_it)]
    put_beside(view, changes, read_thresholds(view))
    chain = supply_chain(view, own)
    plan = exits[0] if exits else None
    things = [contract, *plans, *risks, *issues, *changes]
    streams = [*(thing["id"] for thing in things), chain["id"]]
    return Gathered(
        contract=contract,
        chain=chain,
        plan=plan,
        of_seats=of_seats,
        contingency=contingency,
        risks=risks,
        issues=issues,
        changes=changes,
        names=_names(view, plan),
        events=_events(view, streams),
    )


def whole(
    view: View, noun: str, filters: Mapping[str, Sequence[str]]
) -> Iterator[Json]:
    """Every thing that a list finds, page after page."""
    asked = Question(filters=filters, sort="born_at", limit=MOST)
    while True:
        page = view.page(noun, asked)
        yield from page.items
        if page.next is None:
            return
        asked = replace(asked, cursor=Cursor.read(page.next))


def _names(view: View, plan: Json | None) -> dict[str, str]:
    """What the organisations and people are called that a plan names in its parts."""
    if plan is None:
        return {}
    organisations = {
        *_ids(plan["options"], "provider_id"),
        *_ids(plan["seats"], "provider_id"),
        *_ids(plan["alternatives"], "organisation_id"),
        *_ids(plan["assets"], "held_by"),
    }
    people = {*_ids(plan["tasks"], "owner"), *_ids(plan["exceptions"], "owner")}
    found: dict[str, str] = {}
    for noun, ids in (("organisation", organisations), ("account", people)):
        for one, label in view.labels(noun, sorted(ids)).items():
            found[one] = str(label.get("name", one))
    return found


def _ids(parts: Iterable[Json] | None, name: str) -> Iterator[str]:
    for part in parts or ():
        if isinstance(part.get(name), str):
            yield part[name]


def _events(view: View, streams: Iterable[str]) -> tuple[int, int, int]:
    """The first and the last position that the report rests on, and how many."""
    history: Callable[..., Any] = view.log.history
    positions = [
        event.position
        for stream in streams
        for event in history(UUID(stream), view.position)
    ]
    return min(positions), max(positions), len(positions)
