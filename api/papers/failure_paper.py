"""A failure on one page: what stops, may stop and goes on, and what is there for it.

The most valuable come first, and so many as fit; how many more there are is said.
"""

from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import Any, Final

from api.papers.blocks import Block, Heading, Listing, Text
from api.papers.tables import table
from api.papers.words import money, plain, said, share

Json = dict[str, Any]
# So many rows, and so many letters in a cell, fit on the page with all the rest; each
# two lines more in its head take a row from each table.
ROWS: Final = {"stops": 5, "may_stop": 3, "plans": 3}
NAMES: Final = 4
CELL: Final = 38
NEXT: Final = 24
LINE: Final = 95
_WHY: Final = {
    "lead_has_failed": "the lead itself",
    "essential": "cannot do without",
    "essential_not_known": "essential? nobody knows",
    "can_be_taken_over": "somebody could take over",
    "payer_has_failed": "who pays it has failed",
    "others_stand_in": "others stand in for it",
    "too_few_left": "too few left of those needed",
    "not_essential": "not essential",
}
_TITLES: Final = {"stops": "What stops", "may_stop": "What may stop"}
_UNKNOWN: Final = {
    "contract_values": "contracts have no known value",
    "essential": "places may be essential or not, nobody knows",
    "next_tiers": "places have a next tier that nobody has named",
    "seat_values": "places have no known value",
}


def failure_blocks(found: Json, head: int = 0) -> list[Block]:
    """Every part of the page in order; `head` lines are said of it beside the usual."""
    told = found["failure"]
    room = {name: max(rows - head // 2, 1) for name, rows in ROWS.items()}
    return [
        Text(_sentence(told)),
        _totals(told["totals"]),
        *_contracts(told, "stops", room["stops"]),
        *_contracts(told, "may_stop", room["may_stop"]),
        Text(f"Goes on without them: {_named(told['goes_on']) or 'nothing else'}."),
        Heading("Plans for it"),
        *_plans(found, room["plans"]),
        Heading("What is not known"),
        Listing([*_not_known(told)]),
    ]


def subject_of(found: Json) -> str:
    """Who fails: the first of them by name, and how many more."""
    names = [_called(one) for one in found["failure"]["organisations"]]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return f"{names[0]}{more}" if names else "nobody"


def _sentence(told: Json) -> str:
    who = [_called(one) for one in told["organisations"]]
    stops, merged = told["totals"]["stops"], told["merged_picture"]
    names = ", ".join(who[:NAMES]) + (", …" if len(who) > NAMES else "")
    is_one = stops["contracts"] == 1
    return (
        f"If {names} fail{'s' if len(who) == 1 else ''} on {said(told['from'])},"
        f" {stops['contracts']} contract{'' if is_one else 's'}"
        f" stop{'s' if is_one else ''}, worth {money(stops['value'])} a year,"
        f" {share(told['share_of_value'])} of all. A picture in which all chains are"
        f" one would have named {merged}."
    )


def _totals(totals: Json) -> Block:
    heads = (("", 3), ("Contracts", 2), ("Value a year", 4), ("People served", 3))
    rows = [
        [
            plain(name).capitalize(),
            one["contracts"],
            _pounds(one["value"]) + _more(one["value_not_known"]),
            f"{one['people_served']:,}" + _more(one["people_not_known"]),
        ]
        for name, one in totals.items()
    ]
    return table("Totals", heads, rows, "Nothing.")


def _contracts(told: Json, outcome: str, most: int) -> list[Block]:
    entries = sorted(told[outcome], key=_worth, reverse=True)
    if not entries:
        return [Heading(_TITLES[outcome]), Text("Nothing.")]
    shown, rest = entries[:most], entries[most:]
    heads = (("Contract", 7), ("Why", 6), ("People", 2), ("A year", 3))
    rows = [
        [
            _contract(one),
            f"{_WHY[one['why']]}, tier {one['path'][-1]['tier']}",
            one["people_served"] and f"{one['people_served']['count']:,}",
            one["value"] and _pounds(one["value"]),
            _below(one),
        ]
        for one in shown
    ]
    more = [Text(f"And {len(rest)} more: {_named(rest)}.")] if rest else []
    every = (*heads, ("Paid by them next", 4))
    return [Heading(_TITLES[outcome]), table(outcome, every, rows, ""), *more]


def _worth(entry: Json) -> int:
    value = entry["value"]
    return int(value["amount"].replace(".", "")) if value else -1


def _below(entry: Json) -> str | None:
    """Who stands right below, and would have to be held or paid by somebody else."""
    places = [one for seat in entry["seats"] for one in seat["next_tier"]]
    firms = [one["organisation"] for one in places if one["organisation"]]
    names = dict.fromkeys(map(_called, firms))
    return shorten(", ".join(names), NEXT, placeholder=" …") or None


def _plans(found: Json, most: int) -> list[Block]:
    told = found["failure"]
    if told["plans_for_organisations"] is None:
        return [Text("Plans are read by officers and auditors.")]
    hit = (*told["stops"], *told["may_stop"])
    every = [(p, "the provider") for p in told["plans_for_organisations"]]
    every += [(p, one["contract"]["reference"]) for one in hit for p in one["plans"]]
    rows = [
        [
            f"{plan['reference']} {plan['kind']}, {whom}",
            _state(plan),
            _says(found["says"].get(plan["id"], {})),
        ]
        for plan, whom in every[:most]
    ]
    heads = (("Plan", 5), ("State", 5), ("What it says", 9))
    lines = []
    if len(every) > most:
        lines.append(f"And {len(every) - most} more plans.")
    if without := [one for one in hit if not one["plans"]]:
        lines.append(f"No plan is known for {_named(without)}.")
    blocks: list[Block] = [table("Plans", heads, rows, "There is no plan.")]
    return [*blocks, Text(" ".join(lines))] if lines else blocks


def _state(plan: Json) -> str:
    days = [("approved", plan["approved_on"]), ("tested", plan["tested_on"])]
    told = [f"{name} {said(day)}" if day else f"never {name}" for name, day in days]
    return ", ".join(told)


def _says(texts: Json) -> str:
    told = (
        f"{plain(name).capitalize()}: {text}"
        for name, text in texts.items()
        if isinstance(text, str) and text
    )
    return shorten(" ".join(told), LINE, placeholder=" …") or "Not how to go on."


def _contract(entry: Json) -> str:
    named = f"{entry['contract']['reference']} {entry['contract']['name']}"
    return shorten(named, CELL, placeholder=" …")


def _named(entries: Sequence[Json]) -> str:
    more = f" and {len(entries) - NAMES} more" if len(entries) > NAMES else ""
    return ", ".join(one["contract"]["reference"] for one in entries[:NAMES]) + more


def _not_known(told: Json) -> Iterator[str]:
    """What the page cannot say, and how much lies outside of it."""
    unknown = told["unknown"]
    gaps = [f"{unknown[n]:,} {words}" for n, words in _UNKNOWN.items() if unknown[n]]
    if gaps:
        yield f"Of all {told['seats']:,} places: {'; '.join(gaps)}."
    if count := told["outside_scope"]["count"]:
        yield f"{count} contracts lie outside what may be shown here."
    if told["coverage"] is None:
        yield "No value is known of any contract."
    else:
        yield f"{share(told['coverage'])} of all value is seen to where it ends."
    if count := told["over_by_then"]:
        yield f"{count} of their contracts will have ended by then."


def _pounds(value: Json) -> str:
    """A sum in whole pounds: the sentence above says what VAT is in it."""
    return f"£{round(float(value['amount'])):,}"


def _more(count: int) -> str:
    return f", {count} not known" if count else ""


def _called(firm: Json) -> str:
    name: str = firm["name"] or firm["reference"]
    return name
