"""What an exit takes with it: people, data, assets, those who are served, money."""

from typing import Any

from api.papers.blocks import Block, Text, facts
from api.papers.tables import coded, table
from api.papers.words import plain, said

Json = dict[str, Any]
CONTINGENCY = ("status", "approved_on", "tested_on")


def workforce(report: Json) -> list[Block]:
    """People who would move, as counts, and what is due on them."""
    found = report["workforce"]
    people = (
        ("With whom", 4),
        ("People", 2),
        ("Full time", 2),
        ("Pension", 3),
        ("Information asked", 3),
        ("Received", 3),
        ("Liability information", 3),
    )
    rows = [
        [
            one["whose"],
            one["headcount"],
            one["full_time_equivalent"],
            coded(one["pension_scheme"]),
            one["information_asked_on"],
            one["information_received_on"],
            one["liability_received_on"],
        ]
        for one in found["people"]
    ]
    due = (("By", 2), ("What", 5), ("Says", 5))
    days = [[one["on"], one["what"], one["source"]] for one in found["due"]]
    return [
        Text("Counts and days alone; what is known of a person is not kept here."),
        table("People", people, rows, "Nobody has said whether people would move."),
        table("Due", due, days, "Without a last day of the contract nothing is due."),
    ]


def data_and_assets(report: Json) -> list[Block]:
    """What comes back, and what becomes of what is used."""
    found = report["data_and_assets"]
    data = (
        ("Data", 4),
        ("Formats", 3),
        ("Back by", 2),
        ("Returned", 2),
        ("Deleted", 2),
        ("Certificate", 2),
    )
    sets = [
        [
            one["title"],
            one["formats"],
            one["return_by"],
            one["returned_on"],
            one["deleted_on"],
            "filed" if one["certificate"] else "not filed",
        ]
        for one in found["data"]
    ]
    assets = (("Asset", 4), ("Kind", 2), ("Held by", 3), ("Route", 2), ("Value", 3))
    things = [
        [
            one["title"],
            one["kind"],
            one["held_by_name"] or one["held_by"],
            coded(one["route"]),
            one["value"],
        ]
        for one in found["assets"]
    ]
    return [
        table("Data", data, sets, "Nobody has said which data comes back."),
        table("Assets", assets, things, "Nobody has said which assets there are."),
        Text(f"Intellectual property: {said(found['intellectual_property'])}."),
    ]


def continuity(report: Json) -> list[Block]:
    """How the service goes on, and who could take over."""
    found = report["continuity"]
    rows = [
        ("People served", found["people_served"]),
        ("Minimum service", found["minimum_service"]),
        ("Step-in", found["step_in"]),
        ("Interim provider", found["interim_provider"]),
        ("How people move", found["users_transfer"]),
        ("Who is told, when", found["communications"]),
    ]
    others = (("Alternative", 4), ("Capacity", 3), ("Within days", 2), ("Agreed", 3))
    could = [
        [o["organisation_name"], o["capacity"], o["lead_days"], o["agreed"]]
        for o in found["alternatives"]
    ]
    tests = (("On", 2), ("Kind", 2), ("Outcome", 3), ("Findings", 5))
    tried = [
        [t["on"], plain(t["kind"]), plain(t["outcome"]), t["findings"]]
        for t in found["tests"]
    ]
    plans = (("Plan", 5), ("State", 2), ("Approved", 2), ("Last trial", 2))
    kept = [
        [
            f"{p['reference']} {p['title']}",
            p["status"],
            p["approved_on"],
            p["tested_on"],
        ]
        for p in found["contingency"]
    ]
    return [
        facts("Continuity", rows),
        table("Alternatives", others, could, "Nobody is named who could take over."),
        table("Trials", tests, tried, "The plan was never tried out."),
        table("Contingency plans", plans, kept, "There is no contingency plan."),
    ]


def costs(report: Json) -> list[Block]:
    """What the exit costs, and whether there is money for it."""
    found = report["costs"]
    columns = (("Cost", 3), ("Amount", 4), ("Provided for", 3), ("Budget code", 3))
    rows = [
        [one["kind"], one["amount"], one["provided_for"], one["budget_code"]]
        for one in found["costs"]
    ]
    listed = table("Costs", columns, rows, "Nobody has said what the exit costs.")
    final = found["final_cost"]
    return [listed, *([] if final is None else [Text(f"Final cost: {said(final)}.")])]
