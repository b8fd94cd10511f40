"""The report for planning an exit, on paper: its fourteen parts as blocks."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from api.papers import exit_course as course
from api.papers import exit_means as means
from api.papers.blocks import Block, Heading, Text, facts
from api.papers.exit_drawings import chain_drawings
from api.papers.tables import coded, table
from api.papers.words import NONE, plain, said, share, worded

Json = dict[str, Any]
Written = Callable[[Json], list[Block]]
CODES: Final = ("status", "kind", "tier", "trigger", "dispute_route")
ROUTES: Final = {"issue_route": "issues", "exit_arrangement": "exit"}
NO_PLAN: Final = "There is no plan of exit for this contract."


def exit_blocks(report: Json) -> list[Block]:
    """Every part in order, each under its number."""
    blocks: list[Block] = []
    for number, (title, write) in enumerate(_PARTS, 1):
        blocks += [Heading(f"{number} {title}"), *write(report)]
    return blocks


def _facts(report: Json) -> list[Block]:
    found, plan = report["facts"], report["plan"]
    named = {
        "contract_number": "Contract number",
        "provider_name": "Provider",
        "max_end_at_award": "Latest end at award",
        "annual_value": "Value a year",
        "notice_period_months": "Notice, in months",
        "options_left": "Options to extend",
        "issues_contact": "Contact for issues",
        "contract_manager_name": "Contract manager",
        "commissioner_name": "Commissioner",
    }
    rows = [
        (named.get(name, plain(name).capitalize()), _said(name, value))
        for name, value in found.items()
    ]
    blocks: list[Block] = [facts("Facts and dates", rows)]
    if plan is None:
        return [*blocks, Text(NO_PLAN)]
    named = {"worked_on_since": "Worked on since it was approved"}
    told = [
        (
            named.get(name, plain(name).removesuffix(" name").capitalize()),
            _said(name, value),
        )
        for name, value in plan.items()
        if name not in ("id", "owner")
    ]
    return [*blocks, Heading("The plan", 2), facts("The plan", told)]


def _said(name: str, value: Any) -> Any:
    return coded(value) if name in CODES else value


def _options(report: Json) -> list[Block]:
    found = report["options"]
    columns = (("Option", 3), ("Lot", 2), ("Share", 1), ("Incoming provider", 4))
    rows = [
        [plain(o["way"]), o["lot"], share(o["share"]), o["provider_name"]]
        for o in found["options"]
    ]
    decided = table("Options", columns, rows, "Nobody has decided what comes after.")
    if not rows:
        return [decided]
    body = found["body"] or "nobody said which body"
    who = found["decided_by"] or "somebody without a name here"
    on = said(found["decided_on"])
    return [decided, Text(f"Decided on {on} by {who}; body: {body}.")]


def _seats(report: Json) -> list[Block]:
    columns = (
        ("Tier", 1),
        ("Organisation and role", 4),
        ("Value", 3),
        ("Notice, months", 2),
        ("Decision", 3),
        ("Goes on with", 3),
        ("Issues, exit, own plan", 4),
    )
    rows = [
        [
            seat["tier"],
            f"{seat['organisation']['name'] or NONE}: {said(seat['role'])}",
            seat["value"] or "not known",
            seat["notice_months"],
            plain(seat["decision"]),
            seat["provider_name"],
            "; ".join([*_routes(seat), *_own_plan(seat["plan"])]),
        ]
        for seat in report["seats"]
    ]
    empty = (
        "Nobody below the lead provider is known. That is not to say that there is"
        " nobody."
    )
    listed = table("Seats", columns, rows, empty)
    if not rows:
        return [listed]
    lacking = [
        said(seat["organisation"]["name"])
        for seat in report["seats"]
        if not all(_has(seat, name) for name in ROUTES)
    ]
    told = f"Without an issue or exit route: {', '.join(lacking) or 'none of them'}."
    legend = "Tiers from left to right; a thick border: nobody has decided."
    return [Text(legend), *chain_drawings(report), listed, Text(told)]


def _routes(seat: Json) -> list[str]:
    return [f"{said}: {_route(seat, name)}" for name, said in ROUTES.items()]


def _own_plan(plan: Json | None) -> list[str]:
    if plan is None:
        return []
    return [f"plan {plan['reference']}: {plain(plan['status'])}"]


def _route(seat: Json, name: str) -> str:
    return plain((seat[name] or {}).get("state") or "not known")


def _has(seat: Json, name: str) -> bool:
    return isinstance((seat[name] or {}).get("description"), str)


def _readiness(report: Json) -> list[Block]:
    found = report["readiness"]
    columns = (("What an exit needs", 4), ("State", 2), ("What is lacking", 7))
    rows = [
        [
            plain(one["item"]).capitalize(),
            plain(one["state"]),
            one["gap"] and worded(one["gap"]),
        ]
        for one in found["items"]
    ]
    count = f"In place: {found['in_place']} of {found['of']}. Look at what is lacking."
    return [Text(count), table("Readiness", columns, rows, NO_PLAN)]


def _lessons(report: Json) -> list[Block]:
    found = report["lessons"]
    rows = [(plain(name).capitalize(), value) for name, value in found.items()]
    return [facts("Lessons", rows)]


def _provenance(report: Json) -> list[Block]:
    found = report["provenance"]
    rows = [
        ("Entries that it rests on", found["events"]),
        ("From entry", found["first_position"]),
        ("To entry", found["last_position"]),
        ("True on", found["effective_on"]),
        ("Head code of the register", found["head_code"]),
    ]
    return [facts("Provenance", rows)]


_PARTS: Final[Sequence[tuple[str, Written]]] = (
    ("Facts and dates", _facts),
    ("Options and decision", _options),
    ("Supply chain: what becomes of each seat", _seats),
    ("Staff", means.workforce),
    ("Data and assets", means.data_and_assets),
    ("People served and continuity", means.continuity),
    ("Risks open at the exit", course.risks),
    ("Issues, disputes and claims", course.issues),
    ("Changes that are not closed", course.changes),
    ("Costs", means.costs),
    ("Timeline and critical path", course.timeline),
    ("Readiness", _readiness),
    ("Lessons and what remains", _lessons),
    ("Provenance", _provenance),
)
