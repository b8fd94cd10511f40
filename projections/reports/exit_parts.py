"""The parts of the report for planning an exit, each from what was gathered."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from projections.plans.dating import dated_plan, end_of, milestones
from projections.plans.readiness import Exit, in_place, readiness
from projections.reports.gathering import Gathered

Json = dict[str, Any]
NOT_ASKED: Final[Mapping[str, str]] = {"unknown": "not_asked"}
LEAD: Final = "The lead provider"
# What an option says beside how the contract is left, if anybody said it.
_WAY: Final = dict.fromkeys(("lot", "share", "provider_id"))
_SEAT: Final = (
    "id",
    "reference",
    "parent_seat_id",
    "tier",
    "organisation",
    "role",
    "value",
    "value_share",
    "essential",
    "notice_months",
    "end",
    "issue_route",
    "exit_arrangement",
)


def standing_seats(found: Gathered) -> Mapping[str, str]:
    """The seats that stand, by their ids, with what they are called."""
    return {
        seat["id"]: seat["organisation"]["name"] or seat["reference"]
        for seat in found.chain["seats"]
    }


def said(found: Gathered, *names: str) -> Json:
    """Fields of the plan; without one nobody was asked."""
    if found.plan is None:
        return {name: _none(name) for name in names}
    told = {name: found.plan[name] for name in names}
    if "assets" in told:
        told["assets"] = [
            {**one, "held_by_name": _name(found, one["held_by"])}
            for one in told["assets"]
        ]
    return told


def _none(name: str) -> Any:
    return [] if name in ("data", "assets", "costs") else NOT_ASKED


def options(found: Gathered) -> Json:
    """What was decided, by whom and when."""
    plan = found.plan
    if plan is None:
        return {"options": [], "decided_on": None, "decided_by": None, "body": None}
    return {
        "options": [
            {**_WAY, **one, "provider_name": _name(found, one.get("provider_id"))}
            for one in plan["options"]
        ],
        "decided_on": plan["option_decided_on"],
        "decided_by": plan.get("option_decided_by_name"),
        "body": plan["decision_body"],
    }


def seats(found: Gathered) -> list[Json]:
    """Every seat that stands: what becomes of it, and how it can be left."""
    decided = {one["seat_id"]: one for one in (found.plan or {}).get("seats", ())}
    blank = dict.fromkeys(("decision", "provider_id", "consent_given", "decided_on"))
    # The plan that has come furthest is the first of its place.
    plans = {one["seat_id"]: one for one in reversed(found.of_seats)}
    rows = []
    for seat in found.chain["seats"]:
        became = decided.get(seat["id"], {**blank, "decision": "undecided"})
        rows.append(
            {
                **{name: seat.get(name) for name in _SEAT},
                **{name: became.get(name) for name in blank},
                "provider_name": _name(found, became.get("provider_id")),
                "plan": _own_plan(plans.get(seat["id"])),
            }
        )
    return rows


def _own_plan(plan: Json | None) -> Json | None:
    """The plan by which one place is left, None where it has none of its own."""
    names = ("id", "reference", "title", "status", "approved_on", "tested_on")
    return None if plan is None else {name: plan[name] for name in names}


def workforce(found: Gathered, timeline: Json) -> Json:
    """People by the seat where they are, and the days that a transfer sets."""
    called = standing_seats(found)
    people = [
        {**one, "whose": called.get(one["seat_id"] or "", LEAD)}
        for one in (found.plan or {}).get("workforce", ())
    ]
    kinds = ("workforce", "liability")
    due = [day for day in timeline["milestones"] if day["kind"] in kinds]
    return {"people": people, "due": due}


def continuity(found: Gathered) -> Json:
    """How the service goes on: who is served, who could take over, what was tried."""
    names = ("minimum_service", "step_in", "users_transfer", "communications")
    plan = found.plan or {}
    return {
        "people_served": found.contract["people_served"],
        **{name: plan.get(name, NOT_ASKED) for name in names},
        "interim_provider": plan.get("interim_provider_name"),
        "alternatives": [
            {**one, "organisation_name": _name(found, one["organisation_id"])}
            for one in plan.get("alternatives", ())
        ],
        "tests": plan.get("tests", []),
        "contingency": [
            {name: one[name] for name in ("id", "reference", "title", "status")}
            | {"approved_on": one["approved_on"], "tested_on": one["tested_on"]}
            for one in found.contingency
        ],
    }


def timeline(found: Gathered, today: date) -> Json:
    """The plan dated back from the end; without a plan the days that are set anyway."""
    if found.plan is not None:
        made = dated_plan(found.plan, found.contract, today)
        tasks = [
            {**task, "owner_name": _name(found, task["owner"])}
            for task in made["tasks"]
        ]
        return {**made, "tasks": tasks}
    end = end_of(None, found.contract)
    return {
        "plan_id": None,
        "end": end.isoformat() if end else None,
        "tasks": [],
        "begins_by": None,
        "finishes": None,
        "late_by": None,
        "critical_path": [],
        "unknown_days": [],
        "compressed": None,
        "bridge": None,
        "milestones": milestones(found.contract, (), end),
    }


def ready(found: Gathered, timeline: Json, today: date) -> Json:
    """The ten things that an exit needs, with what is lacking of each."""
    days = [d["on"] for d in timeline["milestones"] if d["kind"] == "liability"]
    due = date.fromisoformat(days[0]) if days else None
    contingent = any(one["approved_on"] is not None for one in found.contingency)
    items = readiness(Exit(found.plan, standing_seats(found), due, contingent, today))
    return {
        "in_place": in_place(items),
        "of": len(items),
        "items": [item._asdict() for item in items],
    }


def risk(one: Json) -> Json:
    """A risk that is open when the contract is left."""
    names = ("id", "reference", "title", "status", "current", "target", "response")
    more = ("mitigation", "contingency", "next_review", "handling")
    return {name: one[name] for name in (*names, *more)} | {
        "owner_name": one.get("owner_name")
    }


def issue(one: Json) -> Json:
    """An issue, dispute or claim that is not over."""
    names = ("id", "reference", "title", "status", "type", "severity", "due")
    return {name: one.get(name) for name in names} | {
        "owner_name": one.get("owner_name")
    }


def change(one: Json) -> Json:
    """A change that is not closed, and which artefacts do not follow it yet."""
    names = ("id", "reference", "title", "status", "kind", "value_delta")
    more = ("term_delta_months", "signed_on", "implemented_on", "exit")
    left = one["reflection"]
    return {name: one.get(name) for name in (*names, *more)} | {
        "not_reflected": left["lacking"] if one["status"] == "implemented" else [],
        "reflection_due": left["due"],
    }


def _name(found: Gathered, one: Any) -> str | None:
    return found.names.get(one) if isinstance(one, str) else None
