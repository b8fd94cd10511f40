"""A plan as it is read, with its tasks dated back from the end."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.law import terms
from domain.law.transfer import EMPLOYEE_LIABILITY, employee_liability
from domain.law.verdict import Due
from projections.plans.schedule import Bridge, Compressed, Schedule, Task, schedule

Json = dict[str, Any]
# Without it nobody can bid for work with which people move.
WORKFORCE = "Information on the workforce is with the council, for the tender"
DATED = ("start", "due", "earliest", "slack", "critical")


def dated_plan(plan: Json, contract: Json | None, today: date) -> Json:
    """The end, every task with its days, the critical path, and the ways out.

    Where nobody knows the end nothing is dated. What is over keeps the day on which it
    was.
    """
    end = end_of(plan, contract)
    made = None
    if end is not None:
        made = schedule(tasks_of(plan), end, today, last_notice(contract, end))
    days = {one.id: one for one in made.tasks} if made else {}
    tasks = []
    for each in plan["tasks"]:
        found = days.get(each["id"])
        dates = {n: _plain(getattr(found, n)) if found else None for n in DATED}
        wanted = {"wanted_by": each["due"]}
        tasks.append({**each, **wanted, **dates, "state": _state(each, dates, today)})
    return {
        "plan_id": plan["id"],
        "end": _plain(end),
        "tasks": sorted(tasks, key=lambda task: str(task["due"] or "9999")),
        **_ways(made),
        "milestones": milestones(contract, tasks, end),
    }


def end_of(plan: Json | None, contract: Json | None) -> date | None:
    """The day by which all is done: the plan's own, or the last of the contract."""
    own = _day(plan["end_on"]) if plan else None
    return own or (_day(contract["end"]) if contract else None)


def tasks_of(plan: Json) -> list[Task]:
    """The tasks of a plan as a schedule is made of them."""
    return [
        Task(
            each["id"],
            _number(each["days"]),
            _number(each["least_days"]),
            tuple(each["after"] or ()),
            _day(each["due"]),
            _day(each["ended_on"]),
        )
        for each in plan["tasks"]
    ]


def last_notice(contract: Json | None, end: date) -> date | None:
    """The last day on which the next option to extend can be taken up."""
    options = (contract or {}).get("options_left") or ()
    if not options:
        return None
    verdict = terms.to_extend(end, options[0].get("notice_months"))
    return verdict.on if isinstance(verdict, Due) else None


def milestones(
    contract: Json | None, tasks: Sequence[Json], end: date | None
) -> list[Json]:
    """The days that a statute or the contract sets, and those that the tender does."""
    if end is None:
        return []
    eli = employee_liability(end)
    found = [
        (end, "end", "The last day", "the plan, or the contract"),
        (eli.on, "liability", EMPLOYEE_LIABILITY.asks, EMPLOYEE_LIABILITY.source),
    ]
    months = (contract or {}).get("notice_period_months")
    notice = months.get("council") if isinstance(months, dict) else None
    if isinstance(notice, int):
        last = terms.last_day_of_notice(end, notice)
        found.append((last, "notice", terms.NOTICE.asks, terms.NOTICE.source))
    if (option := last_notice(contract, end)) is not None:
        rule = terms.EXTENSION
        found.append((option, "extension", rule.asks, rule.source))
    starts = [t["start"] for t in tasks if t["purpose"] == "tender" and t["start"]]
    if starts:
        first = date.fromisoformat(min(starts))
        found.append((first, "workforce", WORKFORCE, "before the tender begins"))
    found.sort()
    return [
        {"on": day.isoformat(), "kind": kind, "what": what, "source": source}
        for day, kind, what, source in found
    ]


def _ways(made: Schedule | None) -> Json:
    """What the schedule comes to as a whole; null where there is none."""
    if made is None:
        nothing = ("begins_by", "finishes", "late_by", "compressed", "bridge")
        return dict.fromkeys(nothing) | {"critical_path": [], "unknown_days": []}
    return {
        "begins_by": _plain(made.begins_by),
        "finishes": _plain(made.finishes),
        "late_by": made.late_by,
        "critical_path": list(made.critical),
        "unknown_days": list(made.unknown),
        "compressed": _told(made.compressed),
        "bridge": _told(made.bridge),
    }


def _told(way: Compressed | Bridge | None) -> Json | None:
    if way is None:
        return None
    return {name: _plain(value) for name, value in way._asdict().items()}


def _state(task: Json, dates: Json, today: date) -> str:
    if task["outcome"] is not None:
        return str(task["outcome"])
    due = dates["due"]
    if due is not None and due < today.isoformat():
        return "late"
    return "open"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) else None
