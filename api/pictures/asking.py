"""What a picture of the chains is asked for, read from the query of a request."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from api.call import Call
from api.chain_questions import MOST_FIRMS
from api.naming import ID, read_name
from api.query import CLOCKS, Query, read_query
from api.refusals import Fault, Invalid
from api.rights import reach_through, require
from domain.contract.contract import Contract
from domain.organisation.organisation import Organisation
from projections.chain.naming import ids_of
from projections.chain.picture.asking import Asked
from projections.chain.picture.lenses import LENSES, RISK
from projections.chain.standing import Which
from projections.references import REFERENCE
from projections.view import View

# What asks for a failure is a right of its own.
FAILURE: Final = "get_supply_chain_failure"
SINGLE: Final = CLOCKS | {
    *("contract", "service", "tier", "depth", "within", "lens", "through", "group"),
    *("only", "open"),
}
SEVERAL: Final = "fail"
CHOICES: Final[Mapping[str, Sequence[str]]] = {
    "lens": LENSES,
    "within": ("all", "mine"),
    "group": ("true", "false"),
    "only": ("all", "touched"),
}
DIGITS: Final = 3
# How columns are called where one is asked for; tiers by their number.
COLUMNS: Final = ("contracts", "leads")
TIER: Final = re.compile(r"tier-([1-9][0-9]?)")


def read_drawn(query: bytes, more: frozenset[str] = frozenset()) -> Query:
    """The query of a picture; boxes of forms that were left empty ask for nothing.

    Raises Invalid.
    """
    found = read_query(query, SINGLE | more, filters=True)
    single = {name: said for name, said in found.single.items() if said}
    failing = tuple(said for said in found.filters.get(SEVERAL, ()) if said)
    unknown = (
        Fault(f"/{name}", "is no parameter of this; see /docs")
        for name in found.filters
        if name != SEVERAL
    )
    faults = [*unknown, *_unfit(single), *_unfit_firms(single, failing)]
    if faults:
        raise Invalid(faults)
    return Query(single, {SEVERAL: failing} if failing else {})


def drawn_for(call: Call, view: View, query: Query) -> View:
    """What a picture is drawn of: a failure of what the answer to it is told of.

    Raises NotAllowed for who may not ask what stops.
    """
    if SEVERAL not in query.filters:
        return view
    principal, today = call.principal(), call.service.today()
    require(principal, FAILURE, today)
    return replace(view, reach=reach_through(principal, FAILURE, today))


def asked_of(call: Call, view: View, query: Query) -> Asked:
    """Which picture is asked for. Raises NotFound."""
    single, failing = query.single, query.filters.get(SEVERAL, ())
    today = call.service.today()
    service, contract = single.get("service"), single.get("contract")
    within = call.mine() if single.get("within") == "mine" else None
    through = single.get("through")
    return Asked(
        today,
        Which(frozenset([service] if service else []), within),
        single.get("lens", RISK),
        None if contract is None else born_at(view, contract),
        None if through is None else read_name(Organisation.prefix, through),
        tuple(read_name(Organisation.prefix, one) for one in failing),
        single.get("group") != "false",
        _whole(single, "tier"),
        _whole(single, "depth"),
        _column(single.get("open")),
        single.get("only") == "touched",
    )


def column_name(column: int) -> str:
    """What a column is called where it is asked for."""
    return COLUMNS[column] if column < len(COLUMNS) else f"tier-{column}"


def born_at(view: View, contract: str) -> int:
    """When a contract was born that the caller may know of. Raises NotFound."""
    thing = view.known("contract", read_name(Contract.prefix, contract))
    (born,) = ids_of(view, ids=[thing])
    return born


def _column(said: str | None) -> int | None:
    if said is None or said in COLUMNS:
        return None if said is None else COLUMNS.index(said)
    tier = TIER.fullmatch(said)
    return int(tier[1]) if tier else None


def _whole(single: Mapping[str, str], name: str) -> int | None:
    said = single.get(name)
    return None if said is None else int(said)


def _unfit(single: Mapping[str, str]) -> list[Fault]:
    faults = [
        Fault(f"/{name}", f"is one of {', '.join(among)}")
        for name, among in CHOICES.items()
        if single.get(name, among[0]) not in among
    ]
    column = single.get("open", COLUMNS[0])
    if _column(column) is None:
        faults.append(Fault("/open", f"is {', '.join(COLUMNS)}, or tier-2 and so on"))
    for name in ("tier", "depth"):
        said = single.get(name, "1")
        fits = said.isascii() and said.isdecimal() and len(said) <= DIGITS
        if not (fits and int(said)):
            faults.append(Fault(f"/{name}", "is a whole number from 1, that of leads"))
    return faults


def _unfit_firms(single: Mapping[str, str], failing: Sequence[str]) -> list[Fault]:
    named = [("fail", one) for one in failing]
    named += [("through", one) for one in [single.get("through")] if one]
    faults = [
        Fault(f"/{name}", "is an id, or a reference such as O-212")
        for name, one in named
        if not (ID.fullmatch(one) or REFERENCE.fullmatch(one))
    ]
    if len(failing) > MOST_FIRMS:
        faults.append(Fault("/fail", f"name at most {MOST_FIRMS} at once"))
    return faults
