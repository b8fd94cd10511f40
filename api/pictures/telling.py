"""What a picture says of a mark in words: for readers, for titles, for the table."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from projections.chain.measures.forest import YES
from projections.chain.picture.marks import CONTRACTS
from projections.chain.picture.picture import Others, Picture
from projections.chain.sight import reads_terms
from projections.sharing import is_shared_with

POUND = "\u00a3"
NOBODY = "Nobody known"


def pounds(pence: int) -> str:
    """A sum in short: GBP 1.2m, GBP 340k, GBP 120."""
    for unit, letter in ((100_000_000, "m"), (100_000, "k")):
        if pence >= unit:
            text = f"{pence / unit:.1f}" if pence < 10 * unit else f"{pence / unit:.0f}"
            return f"{POUND}{text.removesuffix('.0')}{letter}"
    return f"{POUND}{pence // 100}"


def titled(picture: Picture) -> str:
    """What a picture shows, as its title: of when, and how much of it."""
    contracts = int(np.count_nonzero(picture.marks.column == CONTRACTS))
    firms = organisations(picture)
    day = picture.view.pin.effective_on
    said = (
        f"Supply chain on {day.day} {day:%B %Y}, as known at record no."
        f" {picture.view.position}: {counted(contracts, 'contract')},"
        f" {counted(firms, 'organisation')}. Money runs from left to right."
    )
    return " ".join(filter(None, [said, left_out(picture)]))


def left_out(picture: Picture) -> str | None:
    """What who looks is not told, in a sentence; None for who reads all terms."""
    reach = picture.view.reach
    if reads_terms(reach):
        return None
    if is_shared_with(reach):
        return "Left out is all but your own part of it."
    return (
        "Left out are contracts outside of what you may see, what organisations are"
        " paid and when, and plans."
    )


def organisations(picture: Picture) -> int:
    """How many organisations are drawn, each once however many tiers it stands in."""
    born = picture.marks.born[picture.marks.column > CONTRACTS]
    return int(np.unique(born[born >= 0]).size)


def counted(many: int, thing: str) -> str:
    """So many of a thing: 1 contract, 1,200 contracts."""
    return f"{many:,} {thing}" if many == 1 else f"{many:,} {thing}s"


def where(column: int) -> str:
    """How a column is called."""
    if column == CONTRACTS:
        return "Contracts"
    return "Lead providers" if column == 1 else f"Tier {column}"


def standing(picture: Picture, mark: int) -> str:
    """Of what kind a mark is, and where it stands."""
    column = int(picture.marks.column[mark])
    if column == CONTRACTS:
        return "contract"
    return "lead provider" if column == 1 else f"tier {column}"


def told(
    picture: Picture, mark: int, named: Mapping[int, Mapping[str, Any]]
) -> list[str]:
    """All that a picture knows of a mark, a few words each, its name first."""
    facts, name = picture.facts, called(named, mark)
    said = [name, standing(picture, mark)]
    if facts.told[mark]:
        said.append(_paid(picture, mark))
    count = int(facts.contracts[mark])
    if picture.marks.column[mark] != CONTRACTS and count:
        said.append("1 contract" if count == 1 else f"{count} contracts")
    if facts.told[mark] and facts.days[mark] >= 0:
        said.append(f"paid in {facts.days[mark]} days")
    said += [*kinds(picture, mark), *_risk(picture, mark)]
    if facts.unseen[mark] and facts.told[mark]:
        said.append("who is below is not known")
    says = picture.look.says[mark]
    if picture.hit is not None and says:
        said.append(says)
    return said


def called(named: Mapping[int, Mapping[str, Any]], mark: int) -> str:
    """How a mark is called; what it stands for may be known to nobody."""
    thing = named.get(mark)
    if thing is None:
        return NOBODY
    return str(thing["name"] or thing["reference"])


def kinds(picture: Picture, mark: int) -> list[str]:
    """Whether an organisation is small or medium, or of the voluntary sector."""
    flags = (("SME", picture.facts.sme), ("VCSE", picture.facts.vcse))
    return [word for word, said in flags if said[mark] == YES]


def reddest(picture: Picture) -> int:
    """How many marks have a risk in the worst band, folded ones included."""
    return int(np.count_nonzero([s is not None and s.is_red for s in picture.scores]))


def _paid(picture: Picture, mark: int) -> str:
    value = int(picture.facts.value[mark])
    if not picture.facts.valued[mark]:
        return f"at least {pounds(value)} a year" if value else "value not known"
    return f"{pounds(value)} a year"


def _risk(picture: Picture, mark: int) -> list[str]:
    score = picture.scores[mark]
    if score is None:
        return ["no scored risk"] if picture.shows_risk else []
    band = f", {score.band}" if score.band else ""
    return [f"worst open risk {score.score} of {picture.most}{band}"]


# What the gravest of a lens are called; of others those at risk are told.
_GRAVEST = {"payment": "over 60 days", "exit": "to novate"}


def others_told(picture: Picture, each: Others, lens: str) -> tuple[str, str]:
    """How many others there are; what they are paid, and how many of them are red."""
    many = "1 other" if each.marks == 1 else f"{each.marks:,} others"
    more = f"{pounds(each.value)} a year"
    if picture.hit is not None:
        stops = picture.laid.column[each.slot] == CONTRACTS
        return f"and {many}", f"{more}, {each.stands_out} stop" if stops else more
    if lens in _GRAVEST:
        return f"and {many}", f"{more}, {each.stands_out} {_GRAVEST[lens]}"
    return f"and {many}", f"{more}, {each.red} red" if picture.shows_risk else more
