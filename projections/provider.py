"""One provider as a whole: the organisation, what it does for the council, its group.

Of each kind of thing the first two hundred are shown and all are counted; the lists
have the rest. Places further down in supply chains are a section of their own to come:
they join SECTIONS.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from sqlalchemy import select

from domain.facts.issue_terms import Status as IssueStatus
from domain.issue_status import OVER
from domain.rights import Reach
from projections.filters import matching
from projections.pages import MOST, Question, Within
from projections.rendering import Json
from projections.view import View
from projections.worth import worth_of

RUNNING = ("awarded", "mobilising", "live", "extended", "notice_given", "exiting")
# What hangs on an organisation itself, and on its contracts: by noun the order, and in
# which states it is not over.
SECTIONS: Mapping[str, tuple[str, Sequence[str]]] = {
    "risk": ("-current", ("open", "materialised")),
    "issue": ("severity", [s for s in get_args(IssueStatus) if s not in OVER]),
    "document": ("title", ("current", "disposal_requested")),
    "distress": ("-born_at", ("standing",)),
}
NAMES = {"risk": "risks", "issue": "issues", "document": "documents"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which provider, and what of it the caller may read.

    `seen` is a reach for each section, None where the caller may not ask for its list.
    """

    named: str
    seen: Mapping[str, Reach | None]
    within: Within | None = None


def provider(view: View, asked: Asked) -> Json:
    """One provider. Raises NotFound as a look at the organisation does."""
    organisation = view.one("organisation", asked.named)
    own = organisation["id"]
    contracts = view.page("contract", _of(own, asked.within))
    # All of them, however few are shown.
    rows = _rows(view, own)
    ids = [row[0] for row in rows]
    sections = {
        NAMES.get(noun, noun): _section(view, asked, noun, own, ids)
        for noun in SECTIONS
    }
    return {
        "id": own,
        "organisation": organisation,
        "contracts": {"items": contracts.items, "total": contracts.total},
        **sections,
        "totals": _sum(rows),
        "group": group(view, organisation),
        "outside_scope": contracts.outside_scope,
        "position": view.position,
    }


def _of(organisation: str, within: Within | None) -> Question:
    filters = {"provider_id": (organisation,)}
    return Question(filters=filters, sort="end", within=within, limit=MOST)


def _section(
    view: View, asked: Asked, noun: str, own: str, contracts: Sequence[str]
) -> Json | None:
    """Things of a noun that hang on the organisation or on one of its contracts."""
    reach = asked.seen[noun]
    if reach is None:
        return None
    seen, (sort, states) = replace(view, reach=reach), SECTIONS[noun]
    hooks: list[dict[str, Sequence[str]]] = [{"organisation_id": (own,)}]
    if contracts and "contract_id" in view.schema.models[noun].columns:
        hooks.append({"contract_id": tuple(contracts)})
    pages = [
        seen.page(
            noun,
            Question({**hook, "status": tuple(states)}, sort=sort, limit=MOST),
        )
        for hook in hooks
    ]
    items = [one for page in pages for one in page.items]
    return {"items": items[:MOST], "total": sum(page.total for page in pages)}


def totals(view: View, organisations: Sequence[str]) -> dict[str, Json]:
    """What the contracts of each organisation come to, records merged into it included.

    Sums are of running contracts in pounds; what has no value there is counted.
    """
    return {one: _sum(_rows(view, one)) for one in organisations}


def _rows(view: View, organisation: str) -> Sequence[Any]:
    rows = view.pages.alive("contract", view.pin)
    listed = view.pages.listed("contract", view.pin, rows, view.reach)
    value = [rows.c[f"annual_value_{part}"] for part in ("pence", "currency", "vat")]
    wanted = select(rows.c.id, rows.c.status, *value).where(
        matching(listed, {"provider_id": (organisation,)}, None),
        view.pages.readable("contract", view.pin, rows, view.reach),
    )
    return view.connection.execute(wanted, view.pin.params).all()


def _sum(rows: Sequence[Any]) -> Json:
    running = [row for row in rows if row[1] in RUNNING]
    counts = {"contracts": len(rows), "running": len(running)}
    return counts | worth_of(tuple(row[2:]) for row in running)


def group(view: View, organisation: Json) -> list[Json]:
    """The others of its corporate group, as far as parents are recorded and readable.

    What they do for the council is theirs, and not in the provider's own totals.
    """
    ids = _members(view, organisation["id"]) - {organisation["id"]}
    seen = sorted(view.readable("organisation", ids)) if ids else []
    sums = totals(view, seen)
    members = view.rendered("organisation", view.rows("organisation", seen))
    return [
        {
            "id": one["id"],
            "reference": one["reference"],
            "name": one.get("name"),
            "parent_id": one["parent_id"],
            "totals": sums[one["id"]],
        }
        for one in members
        if not one["in_error"] and one["merged_into"] is None
    ]


def _members(view: View, own: str) -> set[str]:
    """All that hang on the same organisation at the top, itself included."""
    rows = view.pages.alive("organisation", view.pin)
    wanted = select(rows.c.id, rows.c.parent_id).where(
        rows.c.parent_id.is_not(None), rows.c.in_error == 0
    )
    found = view.connection.execute(wanted, view.pin.params)
    return _below(_top(own, parents := {row[0]: row[1] for row in found}), parents)


def _top(own: str, parents: Mapping[str, str]) -> str:
    """The organisation at the head of a group."""
    passed = {own}
    while own in parents and parents[own] not in passed:
        own = parents[own]
        passed.add(own)
    return own


def _below(top: str, parents: Mapping[str, str]) -> set[str]:
    """An organisation and all that hang on it."""
    children = defaultdict[str, list[str]](list)
    for one, up in parents.items():
        children[up].append(one)
    found, left = {top}, [top]
    while left:
        new = [one for one in children[left.pop()] if one not in found]
        found.update(new)
        left += new
    return found
