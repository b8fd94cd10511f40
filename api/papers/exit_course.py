"""What stands in the way of an exit, and its course from day to day."""

from typing import Any

from api.papers.blocks import Block, Listing, Text
from api.papers.exit_drawings import timeline_drawings
from api.papers.tables import coded, table
from api.papers.words import plain, said

Json = dict[str, Any]


def risks(report: Json) -> list[Block]:
    """The risks that are open."""
    columns = (
        ("Reference", 2),
        ("Risk", 6),
        ("Current", 2),
        ("Target", 2),
        ("Owner", 3),
        ("Mitigation", 5),
    )
    rows = [
        [
            one["reference"],
            one["title"],
            one["current"],
            one["target"],
            one["owner_name"],
            one["mitigation"],
        ]
        for one in report["risks"]
    ]
    return [table("Risks", columns, rows, "No risk is open on this contract.")]


def issues(report: Json) -> list[Block]:
    """What is not settled."""
    columns = (
        ("Reference", 2),
        ("Issue", 6),
        ("Type", 3),
        ("Severity", 2),
        ("State", 3),
        ("Owner", 3),
    )
    rows = [
        [
            one["reference"],
            one["title"],
            coded(one["type"]),
            one["severity"],
            plain(one["status"]),
            one["owner_name"],
        ]
        for one in report["issues"]
    ]
    empty = "No issue, dispute or claim is open on this contract."
    return [table("Issues", columns, rows, empty)]


def changes(report: Json) -> list[Block]:
    """What the documents may not say yet."""
    columns = (
        ("Reference", 2),
        ("Change", 5),
        ("State", 2),
        ("Value", 3),
        ("Implemented", 2),
        ("Not reflected in", 4),
        ("Effect on the exit", 4),
    )
    rows = [
        [
            one["reference"],
            one["title"],
            plain(one["status"]),
            one["value_delta"],
            one["implemented_on"],
            plain(", ".join(one["not_reflected"])),
            one["exit"],
        ]
        for one in report["changes"]
    ]
    return [table("Changes", columns, rows, "No change is under way, or unclosed.")]


def timeline(report: Json) -> list[Block]:
    """The days that are set, the tasks dated back, and the ways out."""
    found = report["timeline"]
    days = (("Day", 2), ("What", 6), ("Says", 5))
    set_days = [[one["on"], one["what"], one["source"]] for one in found["milestones"]]
    columns = (
        ("Task", 6),
        ("Owner", 3),
        ("Days", 2),
        ("Latest start", 3),
        ("Latest end", 3),
        ("Slack", 2),
        ("State", 2),
    )
    rows = [
        [
            one["title"],
            one["owner_name"] or one["owner"],
            one["days"],
            one["start"],
            one["due"] or one["ended_on"],
            "critical" if one["critical"] else one["slack"],
            one["state"],
        ]
        for one in found["tasks"]
    ]
    empty = "Without a last day of the contract nothing can be dated back."
    return [
        table("Days", days, set_days, empty),
        *_drawn(found),
        table("Tasks", columns, rows, "There are no tasks."),
        *_ways(found),
    ]


def _drawn(found: Json) -> list[Block]:
    """The picture, and how to read it."""
    drawn = timeline_drawings(found)
    if not drawn:
        return []
    legend = "With a star, and in red: what may slip least, the critical path."
    return [Text(legend), *drawn]


def _ways(found: Json) -> list[Block]:
    """When it has to begin, and where that is past, the two ways out."""
    if found["begins_by"] is None:
        return []
    begins, finishes = said(found["begins_by"]), said(found["finishes"])
    told = [f"The first open task has to begin by {begins}."]
    told.append(f"Begun now, all could be done by {finishes}.")
    if found["unknown_days"]:
        count = len(found["unknown_days"])
        told.append(f"Tasks of which nobody knows how long they take: {count}.")
    if (short := found["compressed"]) is not None:
        until = said(short["impossible_after"])
        told.append(
            f"Hurried, it takes {short['days_needed']} days of the {short['days_left']}"
            f" that are left; after {until} that is impossible."
        )
    if (bridge := found["bridge"]) is not None:
        last = bridge["impossible_after"]
        how = (
            "it takes a change of the contract, as no option to extend is known"
            if last is None
            else f"the option to extend lapses after {said(last)}"
        )
        told.append(
            f"Or the contract goes on to {said(bridge['until'])}, {bridge['days']} days"
            f" longer: {how}."
        )
    return [Listing(told)]
