"""What a picture comes to, in a sentence or two that can be read out."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from api.pictures.telling import counted, organisations, pounds
from projections.chain.measures.coverage import coverage
from projections.chain.picture.marks import CONTRACTS
from projections.chain.picture.picture import Picture

Json = dict[str, Any]


def sentence(picture: Picture, *, whole: bool) -> str:
    """How much runs through how many, and of how much it is known who is next.

    `whole`: for who reads sums; others are told whom they see.
    """
    column = picture.marks.column
    contracts = int(np.count_nonzero(column == CONTRACTS))
    firms = organisations(picture)
    if not (contracts or firms):
        return "No running contract, and nobody who delivers one, is to be seen here."
    deepest = int(column.max())
    tiers = "with nobody below the leads" if deepest <= 1 else f"down to tier {deepest}"
    told = f"{counted(contracts, 'contract')}"
    if whole:
        told += f", {pounds(picture.seen.found.forest.total)} a year"
    told = f"{told}: {counted(firms, 'organisation')}, {tiers}."
    return f"{told} {_known(picture)}" if whole else told


def failed(answer: Json, contracts: int) -> Sequence[str]:
    """What stops if somebody fails: what is known of it first, then what is not."""
    stops, may = (answer["totals"][name] for name in ("stops", "may_stop"))
    names = _listed([each["name"] or each["reference"] for each in _named(answer)])
    many = len(answer["organisations"])
    verb = "fails" if many == 1 else "fail"
    share = answer["share_of_value"]
    value = f"{pounds(_pence(stops))} a year{_part(share)}"
    count, people = stops["contracts"], _people(stops)
    halt = "stops" if count == 1 else "stop"
    of = f"{count} of {counted(contracts, 'contract')} {halt}"
    said = [f"If {names} {verb}: {of}, {value}{people}."]
    if may["contracts"]:
        said.append(f"{may['contracts']} more may stop, {pounds(_pence(may))} a year.")
    goes_on = answer["totals"]["goes_on"]["contracts"]
    if goes_on:
        said.append(f"{goes_on} with a part in it {_goes(goes_on)} on.")
    return [*said, *_unknown(answer), _merged(answer, count)]


def _named(answer: Json) -> Sequence[Json]:
    every: Sequence[Json] = answer["organisations"]
    return every


def _part(share: str | None) -> str:
    """What part of all money that is, in per cent."""
    if share is None:
        return ""
    whole = Decimal(share)
    return " (under 1%)" if 0 < whole < Decimal("0.01") else f" ({whole:.0%})"


def _people(total: Json) -> str:
    """How many people are served, as far as anybody said; nothing if nobody did."""
    if not total["people_served"]:
        return ""
    at_least = "at least " if total["people_not_known"] else ""
    return f", {at_least}{total['people_served']:,} people"


def _goes(count: int) -> str:
    return "goes" if count == 1 else "go"


def _unknown(answer: Json) -> list[str]:
    """What nobody has said of what stops or may stop."""
    totals = [answer["totals"][name] for name in ("stops", "may_stop")]
    people, value = (
        sum(total[name] for total in totals)
        for name in ("people_not_known", "value_not_known")
    )
    gaps = []
    touched = sum(total["contracts"] for total in totals)
    if people:
        gaps.append(f"how many people {_who(people, touched)} {_serve(people)}")
    if value:
        gaps.append(f"what {_who(value, touched)} {_be(value)} worth")
    essential = int(answer["unknown"]["essential"])
    if essential:
        places = counted(essential, "place")
        gaps.append(f"of {places} in all chains whether they are essential")
    return [f"Not known: {'; '.join(gaps)}."] if gaps else []


def _who(count: int, of: int) -> str:
    """Some of the contracts that were named, or all of them."""
    if count < of:
        return f"{count} of them"
    return "it" if count == 1 else "they"


def _serve(count: int) -> str:
    return "serves" if count == 1 else "serve"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _merged(answer: Json, stops: int) -> str:
    merged = answer["merged_picture"]
    if merged <= stops:
        return "Reading only who pays whom would have named as many."
    return f"Reading only who pays whom would have named {merged}."


def _known(picture: Picture) -> str:
    known = coverage(picture.seen.found.forest)
    if known is None:
        return "Of none is it known what it is worth."
    if known >= 1:
        return "Of all that money it is known who is paid next, or that nobody is."
    return (
        f"For {known:.0%} of that money we know who is paid next; for the rest nobody"
        " has said."
    )


def _pence(total: Json) -> int:
    return int(Decimal(total["value"]["amount"]) * 100)


def _listed(names: Sequence[str]) -> str:
    some = [*names[:3], *([f"{len(names) - 3} more"] if len(names) > 3 else [])]  # noqa: PLR2004
    return some[0] if len(some) == 1 else f"{', '.join(some[:-1])} and {some[-1]}"
