"""The registers on paper: the risks, and the changes."""

from collections.abc import Sequence
from typing import Any

from api.papers.blocks import Block, Column, Heading, Table, Text
from api.papers.words import NONE, money, plain, said, share
from api.spreadsheet import every
from projections.change_log import change_log
from projections.pages import Question
from projections.risk_register import RiskRegister, register_page, risk_register
from projections.view import View

Json = dict[str, Any]

RISKS = (
    Column("Reference", 2),
    Column("Risk", 7),
    Column("Contract", 4),
    Column("Owner", 3),
    Column("Inherent", 2),
    Column("Current", 2),
    Column("Target", 2),
    Column("Trend", 2),
    Column("Response", 2),
    Column("Next review", 3),
)
CHANGES = (
    Column("Reference", 2),
    Column("Change", 6),
    Column("Contract", 4),
    Column("Kind", 2),
    Column("State", 3),
    Column("Signed", 2),
    Column("Implemented", 3),
    Column("Value", 3),
    Column("Running value", 4),
    Column("Of award", 2),
    Column("Months", 2),
)
GRADES = range(1, 6)
_COUNTS = {
    "above_appetite": "above appetite",
    "appetite_not_set": "of a category without an appetite",
    "overdue_reviews": "with an overdue review",
    "overdue_actions": "with an overdue action",
    "acceptances_over": "with an acceptance that is over",
}


def risk_blocks(view: View, asked: Question) -> list[Block]:
    """The risk register: what it counts, the heat map, and every entry."""
    register = risk_register(view, asked)
    entries = [*every(lambda part: register_page(view, part), asked)]
    return [
        *_figures(register, len(entries)),
        Heading("Risks"),
        Table(
            "Risks", RISKS, [_risk(one) for one in entries], "No risk was asked for."
        ),
    ]


def change_blocks(view: View, asked: Question) -> list[Block]:
    """The change log: every change with what its contract's changes come to."""
    changes = [*every(lambda part: change_log(view, part), asked)]
    return [
        Heading("Changes"),
        Text(
            "The running value is what the changes of a contract that were approved,"
            " signed or implemented come to, up to and including the one in the row;"
            " what has no known value is counted, not guessed."
        ),
        Table(
            "Changes",
            CHANGES,
            [_change(one) for one in changes],
            "No change was asked for.",
        ),
    ]


def _figures(register: RiskRegister, count: int) -> list[Block]:
    """What is counted over all of them; nothing for who is told no figures."""
    cells = register.heat_maps["current"]
    if cells is None:
        return [Heading("Summary"), Text(f"{_risks(count)} shared with you.")]
    counted = ", ".join(
        f"{register.counts[name]} {said}" for name, said in _COUNTS.items()
    )
    return [
        Heading("Summary"),
        Text(f"{_risks(count)}: {counted}."),
        Heading("Current scores"),
        Text("How many risks have which likelihood (down) and which impact (across)."),
        _heat_map(cells),
    ]


def _risks(count: int) -> str:
    return "1 risk" if count == 1 else f"{count} risks"


def _heat_map(cells: Sequence[Json]) -> Table:
    counts = {(cell["likelihood"], cell["impact"]): cell["count"] for cell in cells}
    rows = [
        [up, *(counts.get((up, along), NONE) for along in GRADES)]
        for up in reversed(GRADES)
    ]
    heads = (
        Column("Likelihood", 3),
        *(Column(f"Impact {along}", 2) for along in GRADES),
    )
    return Table("Heat map", heads, rows, "")


def _risk(risk: Json) -> list[Any]:
    hangs_on = risk.get("contract_title") or risk.get("organisation_name")
    band = risk["bands"]["current"]
    current = said(risk["current"])
    return [
        risk["reference"],
        risk["title"],
        hangs_on or "The council",
        risk.get("owner_name") or risk["owner"],
        risk["inherent"],
        f"{current}, {band}" if band else current,
        risk["target"],
        risk["trend"],
        risk["response"],
        risk["next_review"],
    ]


def _change(change: Json) -> list[Any]:
    return [
        change["reference"],
        change["title"],
        change.get("contract_title"),
        plain(said(change["kind"])),
        plain(change["status"]),
        change["signed_on"],
        change["implemented_on"],
        change["value_delta"],
        *_running(change["running"]),
    ]


def _running(running: Json | None) -> list[Any]:
    """What the changes come to; nothing for who is told no totals."""
    if running is None:
        return [NONE, NONE, NONE]
    total = money(running["value"]) if running["value"] else NONE
    if unknown := running["unknown_values"]:
        total += f", and {unknown} of unknown value"
    return [total, share(running["share_of_value_at_award"]), running["months"]]
