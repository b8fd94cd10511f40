"""What is asked across all supply chains, read from the query of a request."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from api.call import Call
from api.instants import read_instant
from api.naming import ID, read_name
from api.query import CLOCKS, Query, read_query
from api.refusals import Fault, Invalid
from domain.organisation.organisation import Organisation
from domain.values import DATE
from projections.chain.answers.comparing import Moment
from projections.chain.answers.failure import Asked
from projections.chain.answers.figures import FIGURES
from projections.chain.answers.loss import Assumed
from projections.chain.answers.timeline import MONTHS
from projections.chain.standing import Which
from projections.pages import MOST
from projections.references import REFERENCE
from projections.view import View

USUAL: Final = 50
MOST_FIRMS: Final = 20
DRAWS: Final = 10_000
SEEDS: Final = 999_999
CHAINS: Final = CLOCKS | {"within", "limit"}
ANSWERS: Final = ("true", "false")
# What each parameter may be, where that is a choice.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "within": ("all", "mine"),
    "group": ANSWERS,
    "figure": tuple(FIGURES),
}
NUMBERS: Final = {"limit": MOST, "months": MONTHS, "draws": DRAWS, "seed": SEEDS}
# A part of one, with four places: a chance, a correlation.
PARTS: Final = ("chance", "correlation")
PART: Final = re.compile(r"0(\.[0-9]{1,4})?|1(\.0{1,4})?")


class Needed(NamedTuple):
    """Which parameters an operation takes, once or several times, and needs."""

    single: frozenset[str] = CHAINS
    several: frozenset[str] = frozenset({"service"})
    needed: frozenset[str] = frozenset()


OF_CHAINS: Final = Needed()
OF_FAILURE: Final = Needed(
    CLOCKS | {"group", "from"},
    frozenset({"organisation"}),
    frozenset({"organisation"}),
)
OF_LOSS: Final = Needed(
    CLOCKS | {"within", "chance", "correlation", "draws", "seed"},
    frozenset({"service"}),
    frozenset({"chance"}),
)
OF_TIMELINE: Final = Needed(
    CLOCKS | {"within", "figure", "months"},
    frozenset({"service"}),
    frozenset({"figure"}),
)
OF_DIFF: Final = Needed(
    CLOCKS | {"limit", "from", "to"}, frozenset(), frozenset({"from"})
)


def read_chain_query(call: Call, needed: Needed) -> Query:
    """The query of a question about all chains. Raises Invalid."""
    query = read_query(call.query, needed.single, filters=True)
    refuse_unfit(query, needed)
    return query


def refuse_unfit(query: Query, needed: Needed) -> None:
    """Refuses what a question about chains does not take. Raises Invalid."""
    if faults := [*_strange(query, needed), *_unfit(query)]:
        raise Invalid(faults)


def which_chains(call: Call, query: Query) -> Which:
    """Which chains are asked about."""
    within = call.mine() if query.single.get("within") == "mine" else None
    return Which(frozenset(query.filters.get("service", ())), within)


def how_many(query: Query, name: str = "limit", usual: int = USUAL) -> int:
    """How many are shown of what is counted."""
    return int(query.single.get(name, usual))


def failing(call: Call, query: Query, view: View) -> Asked:
    """Who fails, from which day: that of the answer, or one to come. Raises Invalid."""
    today, said = view.pin.effective_on, query.single.get("from")
    since = today if said is None else _day(said)
    if since is None or since < today:
        message = f"is a day from {today} on; for earlier ones give effective_on, too"
        raise Invalid([Fault("/from", message)])
    names = tuple(
        read_name(Organisation.prefix, one) for one in query.filters["organisation"]
    )
    del call
    return Asked(names, query.single.get("group") != "false", since)


def assumed(query: Query) -> Assumed:
    """What is assumed of failures. Raises Invalid for who all fail together."""
    chance, correlation = (float(query.single.get(name, "0.2")) for name in PARTS)
    if correlation >= 1:
        message = "is below 1: organisations that all fail as one are one"
        raise Invalid([Fault("/correlation", message)])
    draws, seed = how_many(query, "draws", DRAWS), how_many(query, "seed", 1)
    return Assumed(chance, correlation, draws, seed)


def read_moments(call: Call, query: Query, view: View) -> tuple[Moment, Moment]:
    """The two pictures: days as the answer knows them, or instants on its day."""
    since, to = (_moment(call, query, view, name) for name in ("from", "to"))
    return since, to


def _moment(call: Call, query: Query, view: View, name: str) -> Moment:
    said, pin = query.single.get(name), view.pin
    if said is None:
        return Moment(pin.position, pin.effective_on)
    if DATE.fullmatch(said):
        return Moment(pin.position, call.service.travel.day(name, said))
    position = read_instant(call, name, said)
    if position is None or position > pin.position:
        message = f"is after #{pin.position}, which the answer stands on"
        raise Invalid([Fault(f"/{name}", message)])
    return Moment(position, pin.effective_on)


def _strange(query: Query, needed: Needed) -> Iterator[Fault]:
    for name in query.filters:
        if name not in needed.several:
            yield Fault(f"/{name}", "is no parameter of this; see /docs")
    for name in sorted(needed.needed - query.filters.keys() - query.single.keys()):
        yield Fault(f"/{name}", "is needed")


def _unfit(query: Query) -> Iterator[Fault]:
    for name, among in CHOICES.items():
        if query.single.get(name, among[0]) not in among:
            yield Fault(f"/{name}", f"is one of {', '.join(among)}")
    for name, most in NUMBERS.items():
        said = query.single.get(name, "1")
        fits = said.isascii() and said.isdecimal() and len(said) <= len(str(most))
        if not (fits and 1 <= int(said) <= most):
            yield Fault(f"/{name}", f"is a whole number from 1 to {most}")
    for name in PARTS:
        if not PART.fullmatch(query.single.get(name, "0")):
            yield Fault(f"/{name}", "is a part of one, from 0 to 1 with four places")
    yield from _no_firms(query)


def _no_firms(query: Query) -> Iterator[Fault]:
    firms = query.filters.get("organisation", ())
    if len(firms) > MOST_FIRMS:
        yield Fault("/organisation", f"name at most {MOST_FIRMS} at once")
    if not all(ID.fullmatch(one) or REFERENCE.fullmatch(one) for one in firms):
        yield Fault("/organisation", "is an id, or a reference such as O-212")


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if DATE.fullmatch(said) else None
    except ValueError:
        return None
