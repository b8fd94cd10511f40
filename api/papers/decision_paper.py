"""A change on paper, for those who decide on it.

A paper for Part I leaves out what is told of single places in the chain, the reasoning
on the law, and what is to be looked at: these are for Part II or a working copy.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.papers.blocks import Block, Heading, Listing, Text, facts
from api.papers.decision_law import grounds, notices, totals
from api.papers.tables import coded, table
from api.papers.words import NONE, money, plain, said

Json = dict[str, Any]
_IMPACT: Final[Mapping[str, str]] = {
    "cost_one_off": "Cost, once",
    "cost_per_year": "Cost, each year",
    "value_delta": "Value of the contract moves by",
    "term_delta_months": "Term moves by, in months",
    "data_protection": "Data protection",
    "supply_chain": "Supply chain",
    "social_value": "Social value",
    "tupe": "Staff transfer (TUPE)",
    "exit": "Exit",
    "saving_claimed": "Saving claimed, each year",
}
_STATES: Final = {
    "done": "follows",
    "no_effect": "not touched",
    "proposed": "said not to be touched; not confirmed",
    "pending": "still to follow",
    "absent": "the contract has none",
}
# In these states somebody has still to decide.
_UNDECIDED: Final = frozenset({"raised", "assessed", "sent_back"})
_OPTIONS: Final = (
    "Approve it: it may then be signed, once a notice is out and its standstill over.",
    "Approve it with conditions, which are recorded with it.",
    "Send it back, saying what is to be looked at again.",
    "Reject it: the contract stays as it is; a change may be asked for anew.",
)


def decision_blocks(told: Json, *, is_public: bool) -> list[Block]:
    """Every part of the paper in order."""
    change = told["change"]
    return [
        Heading("The decision"),
        facts("The decision", _decision(told)),
        Heading("What is asked for"),
        Text(_text(change["description"])),
        Heading("Options"),
        _options(change["status"]),
        Heading("What it does"),
        facts("Impact", [*_impact(told["impact"])]),
        Heading("What changes come to"),
        *totals(change),
        Heading("The law"),
        *grounds(change, is_public=is_public),
        Heading("Notices"),
        facts("Notices", notices(change["law"]["notice"])),
        Heading("Risks that it touches"),
        _risks(told["risks"], change["risk_ids"]),
        Heading("The supply chain"),
        _seats(told["seats"], change["seat_ids"], is_public=is_public),
        Heading("What has to follow"),
        *_reflection(change["reflection"]),
        Heading("What is not known"),
        *_not_known(told["not_known"]),
        *([_left_out()] if is_public else []),
    ]


def _decision(told: Json) -> list[tuple[str, Any]]:
    change, contract = told["change"], told["contract"]
    decided = [
        ("Approved on", change["approved_on"]),
        ("Conditions", change["conditions"]),
        ("Decided by the body", change["body"]),
        ("Minute", change["minute_ref"]),
    ]
    return [
        ("Contract", f"{contract['reference']} {contract['title']}"),
        ("Provider", contract["provider_name"] or contract["provider_id"]),
        ("Service", contract["service"]),
        ("Kind of change", coded(change["kind"])),
        ("Wanted by the", coded(change["raised_by"])),
        ("Entered by", change.get("entered_by_name")),
        ("Entered on", change["raised_on"]),
        ("Assessed by", change.get("assessed_by_name")),
        ("Asked to decide", change.get("decision_by_name") or change["decision_by"]),
        ("Who may decide", _deciders(told["deciders"])),
        ("Decision wanted by", change["decision_wanted_by"]),
        ("State", plain(change["status"])),
        *((name, value) for name, value in decided if value is not None),
    ]


def _options(status: str) -> Block:
    if status in _UNDECIDED:
        return Listing(_OPTIONS)
    return Text(f"There are none any more. The change is {plain(status)}.")


def _deciders(deciders: Json) -> str:
    if deciders["roles"] is None:
        return "whoever holds a grant that reaches it, and had no hand in it"
    if not deciders["known"]:
        return "not known: nobody has said what the change is worth"
    worth = money({"amount": deciders["worth"], "currency": "GBP"})
    who = " or ".join(map(plain, deciders["roles"])) or "a body: no role reaches it"
    return f"{who}, for {worth} by the policy; nobody who raised or assessed it"


def _impact(impact: Json) -> list[tuple[str, Any]]:
    return [
        (_IMPACT.get(name, plain(name).capitalize()), value)
        for name, value in impact.items()
    ]


def _risks(risks: Sequence[Json], named: Sequence[str]) -> Block:
    heads = (("Reference", 2), ("Risk", 6), ("Current", 2), ("Target", 2))
    rows = [
        [
            one["reference"],
            one["title"],
            one["current"] or "not scored",
            one["target"] or "none set",
            one["owner_name"] or one["owner"],
            plain(one["status"]),
        ]
        for one in risks
    ]
    empty = "No risk of the register is named."
    if named and not rows:
        empty = "No risk that may be told of here."
    return table("Risks", (*heads, ("Owner", 3), ("State", 2)), rows, empty)


def _seats(seats: Sequence[Json], named: Sequence[str], *, is_public: bool) -> Block:
    if is_public:
        count = len(named)
        return Text(
            f"{count} {'place' if count == 1 else 'places'} in the chain touched."
        )
    heads = (("Organisation", 4), ("Role", 4), ("Value a year", 3), ("Share", 2))
    rows = [
        [
            one["organisation_name"],
            one["role"],
            one["annual_value"],
            one["value_share"],
            one["essential"],
        ]
        for one in seats
    ]
    empty = "No place in the chain is named."
    return table("Seats", (*heads, ("Essential", 2)), rows, empty)


def _reflection(reflection: Json) -> list[Block]:
    rows = [
        [plain(one["artefact"]).capitalize(), _STATES[one["state"]], one["strength"]]
        for one in reflection["artefacts"]
    ]
    heads = (("Artefact", 4), ("State", 5), ("Shown by", 3))
    due = reflection["due"]
    when = f" It is due by {said(due)}." if due else ""
    return [
        Text(f"Each of these follows the change before it is closed.{when}"),
        table("Artefacts", heads, rows, "Nothing."),
    ]


def _not_known(lines: Sequence[str]) -> list[Block]:
    if not lines:
        return [Text("Nothing that the register asks for is missing.")]
    return [Listing(lines)]


def _left_out() -> Block:
    return Text(
        "A paper for Part I tells nothing of single places in the chain, nor the"
        " reasoning on the law."
    )


def _text(value: Any) -> str:
    words = said(value)
    return "Nobody has described it." if words == NONE else words
