"""The supply chain of one contract as people read it, cut down to who asks."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from projections.chain.coverage import coverage
from projections.chain.entry import PUBLIC, cumulative_days, keep_answers, whole_seat
from projections.chain.reading import (
    ChainRead,
    called,
    place,
    read_chain,
    seen_as,
)
from projections.chain.variety import variety
from projections.chain.worth import Place, Sum, Worth, shown, worths
from projections.view import View

Json = dict[str, Any]

PRINCIPLES: Final = (*(f"C{n}" for n in range(1, 7)), *(f"P{n}" for n in range(1, 10)))


def supply_chain(view: View, named: str) -> Json:
    """One chain: who leads, who the partners are, every seat, how much is known.

    Raises NotFound for a contract of which the caller may know neither the whole nor
    a seat.
    """
    read = read_chain(view, named)
    day = view.pin.effective_on.isoformat()
    whole = bool(view.readable("contract", {read.contract["id"]}))
    values = worth_of(read, day)
    found = {seat["id"]: seat for _, seat in seen_seats(view, read, values)}
    if not (whole or found):
        raise view.not_found("contract", named)
    seats = list(found.values())
    public = not _inside(view)
    standing = [seat for seat in seats if stands(seat, day)]
    told = whole and not public
    return {
        "id": read.root,
        "contract_id": read.contract["id"],
        "contract_reference": read.contract["reference"],
        "version": read.version,
        "coverage": None if public else _coverage(read, standing, values, day),
        "variety": variety(view, read, standing, values) if told else None,
        "lead": _lead(view, read, values, public=public) if whole else None,
        "consortium": _consortium(view, read, public=public) if whole else None,
        "seats": standing,
        "past_seats": [seat for seat in seats if not stands(seat, day)],
        "principles": None if public else _principles(read),
        "groups": _groups(read, standing) if told else None,
    }


def _inside(view: View) -> bool:
    reach = view.reach
    return reach.everything or any(p.only_shared or p.restricted for p in reach.parts)


def stands(seat: Mapping[str, Any], day: str) -> bool:
    """Whether a seat has begun and is neither over nor past the end agreed."""
    start, end = seat["start"], seat["end"]
    begun = not isinstance(start, str) or start <= day
    return (
        seat["status"] != "ended" and begun and not (isinstance(end, str) and end < day)
    )


def seen_seats(
    view: View, read: ChainRead, values: Mapping[str, Worth]
) -> Iterator[tuple[Sequence[str], Json]]:
    """Every seat that the caller may know of, with who stands above it, the next first.

    The lead comes last of those.
    """
    holder = {seat["id"]: seat["organisation_id"] for seat in read.seats}
    up = {seat["id"]: read.above(seat) for seat in read.seats}
    by_id = {seat["id"]: seat for seat in read.seats}
    for seat in read.seats:
        above = [holder[each] for each in _climb(up, seat["id"]) if each in holder]
        lead = [read.lead] if read.lead else []
        seen = seen_as(view.reach, place(read, seat, [*above, *lead]))
        if seen is None:
            continue
        whole = whole_seat(read, seat, values[seat["id"]])
        whole["cumulative_days"] = cumulative_days(read, by_id, seat)
        if seen == "public":
            whole = {name: whole[name] for name in PUBLIC}
        elif not view.reach.everything:
            keep_answers(view, whole)
        yield [*above, *lead], whole


def _climb(up: Mapping[str, str], seat: str) -> Iterator[str]:
    while (seat := up.get(seat, "")) in up:
        yield seat


def worth_of(read: ChainRead, day: str) -> dict[str, Worth]:
    """What every place of a chain is worth on a day."""
    value = Sum.read(read.contract["annual_value"])
    members = {m["organisation_id"]: m.get("share") for m in read.members}
    own = value
    if members and read.lead in members:
        own = _part(value, members[read.lead])
    tops = [Place(read.root, None, None, own)]
    tops += [
        Place(read.place_of(one), None, None, _part(value, share))
        for one, share in members.items()
        if one != read.lead
    ]
    return worths(
        [
            *tops,
            *(_valued(read, seat, standing=stands(seat, day)) for seat in read.seats),
        ]
    )


def _part(value: Sum | None, share: str | None) -> Sum | None:
    return None if value is None or share is None else value.part(Decimal(share))


def _valued(read: ChainRead, seat: Json, *, standing: bool) -> Place:
    """A seat that does not stand takes nothing from what is above it."""
    share = seat["value_share"]
    if not standing:
        return Place(seat["id"], read.above(seat), Decimal(0), None)
    said = Decimal(share) if isinstance(share, str) else None
    return Place(seat["id"], read.above(seat), said, Sum.read(seat["annual_value"]))


def _coverage(
    read: ChainRead,
    standing: Sequence[Json],
    values: Mapping[str, Worth],
    day: str,
) -> Json:
    inside = {read.root, *(seat["id"] for seat in standing)}
    has_below = {read.above(seat) for seat in read.seats if stands(seat, day)}
    said = {seat["id"] for seat in read.seats if seat["none_below"]}
    if read.chain and read.chain["none_below"]:
        said.add(read.root)
    places = {each: worth for each, worth in values.items() if each in inside}
    return coverage(standing, places, frozenset(has_below | said))


def _lead(
    view: View, read: ChainRead, values: Mapping[str, Worth], *, public: bool
) -> Json:
    worth = values[read.root]
    lead: Json = {
        "seat_id": read.root,
        "tier": 1,
        "organisation": called(view, read.lead) if read.lead else None,
        "performance": read.performs(read.root),
    }
    if public:
        return lead
    none_below = bool(read.chain and read.chain["none_below"])
    return lead | {
        "value": shown(worth.value),
        "retained": shown(worth.retained),
        "retained_at_most": shown(worth.at_most),
        "none_below": none_below,
        "pricing": read.contract["pricing"],
    }


def _consortium(view: View, read: ChainRead, *, public: bool) -> Json | None:
    chain = read.chain
    if chain is None or chain["consortium"] != "formed":
        return None
    members = [
        {
            "seat_id": read.place_of(member["organisation_id"]),
            "organisation": called(view, member["organisation_id"]),
            "share": None if public else member.get("share"),
        }
        for member in read.members
    ]
    if public:
        return {"members": members}
    names = ("legal_form", "liability", "agreement_document", "selection_method")
    shares = [member.get("share") for member in read.members]
    known = [Decimal(share) for share in shares if share is not None]
    total = str(sum(known, Decimal())) if len(known) == len(shares) else None
    terms = {name: chain[name] for name in (*names, "management_fee")}
    return {"members": members, "shares_come_to": total, **terms}


def _groups(read: ChainRead, standing: Sequence[Json]) -> list[Json]:
    """Seats that stand in for one another; thin where fewer are left than needed."""
    there = {seat["id"] for seat in standing}
    told = list[Json]()
    for group in (read.chain["groups"] if read.chain else None) or ():
        left = sum(seat in there for seat in group["seat_ids"])
        more = {"standing": left, "is_thin": left < group["needed"]}
        told.append({**group, **more})
    return told


def _principles(read: ChainRead) -> list[Json]:
    """The fifteen lines of the sheet; what nobody judged is not known."""
    lines: list[Json] = (read.chain["principles"] if read.chain else None) or []
    judged = {line["principle"]: line for line in lines}
    blank = dict.fromkeys(("evidence", "document", "by", "role", "on"))
    return [
        judged.get(one, {"principle": one, "judgement": "not_known", **blank})
        for one in PRINCIPLES
    ]
