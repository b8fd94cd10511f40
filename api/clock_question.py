"""What is asked of the clocks, read from the query of a request."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from api.call import Call
from api.naming import ID
from api.query import CLOCKS, Query, read_query
from api.refusals import Fault, Invalid
from domain.values import DATE
from projections.clocks.asked import ClockQuestion
from projections.clocks.clocks import Asked
from projections.clocks.kinds import BASES, KINDS
from projections.cursor import Cursor
from projections.pages import MOST
from projections.references import REFERENCE
from projections.view import View

SINGLE = CLOCKS | {"from", "until", "overdue", "sort", "within"}
PAGED = SINGLE | {"limit", "cursor"}
SEVERAL = frozenset({"contract", "owner", "kind", "basis"})
ORDERS = ("due", "-due")
# What each parameter may be, where that is a choice.
CHOICES: Mapping[str, Sequence[str]] = {
    "kind": tuple(KINDS),
    "basis": BASES,
    "sort": ORDERS,
    "overdue": ("true", "false"),
    "within": ("all", "mine"),
}


def read_clock_query(call: Call, *, paged: bool) -> Query:
    """The query of a request for clocks. Raises Invalid."""
    single = PAGED if paged else SINGLE
    query = read_query(call.query, single, filters=True)
    faults = [
        Fault(f"/{name}", "is no parameter of this; see /docs")
        for name in query.filters
        if name not in SEVERAL
    ]
    given = {**{n: (v,) for n, v in query.single.items()}, **query.filters}
    faults += [fault for name, said in given.items() for fault in _faults(name, said)]
    if faults:
        raise Invalid(faults)
    return query


def clock_cursor(query: Query) -> Cursor | None:
    """Where the list goes on, if that is asked. Raises RuleBroken."""
    cursor = query.single.get("cursor")
    return None if cursor is None else Cursor.read(cursor)


def clock_question(call: Call, query: Query, view: View) -> Asked:
    """What is asked: contracts are looked up, and "me" is the caller."""
    single, several = query.single, query.filters
    me = str(call.principal().account)
    owners = {me if one == "me" else one.lower() for one in several.get("owner", ())}
    overdue = single.get("overdue")
    return Asked(
        ClockQuestion(
            contracts=frozenset(_contracts(view, several.get("contract", ()))),
            owners=frozenset(owners),
            kinds=frozenset(several.get("kind", ())),
            bases=frozenset(several.get("basis", ())),
            first=single.get("from"),
            last=single.get("until"),
            overdue=None if overdue is None else overdue == "true",
        ),
        within=call.mine() if single.get("within") == "mine" else None,
        latest_first=single.get("sort") == "-due",
        limit=int(single.get("limit", "50")),
        cursor=clock_cursor(query),
    )


def _contracts(view: View, named: Sequence[str]) -> Iterator[str]:
    """The ids of contracts; one that there is not stays, and finds nothing."""
    for one in named:
        name = one.lower() if ID.fullmatch(one) else one
        yield view.things.find(view.connection, "contract", name) or name


def _faults(name: str, values: Sequence[str]) -> Iterator[Fault]:
    for value in values:
        if (message := _fault(name, value)) is not None:
            yield Fault(f"/{name}", message)


def _fault(name: str, value: str) -> str | None:
    """What is wrong with a value, None if nothing is."""
    if name in CHOICES:
        among = value in CHOICES[name]
        return None if among else f"is one of {', '.join(CHOICES[name])}"
    if name not in CHECKS:  # it is read elsewhere, or refused already
        return None
    is_right, message = CHECKS[name]
    return None if is_right(value) else message


def _is_day(value: str) -> bool:
    if not DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_owner(value: str) -> bool:
    return value == "me" or ID.fullmatch(value) is not None


def _is_contract(value: str) -> bool:
    return (ID.fullmatch(value) or REFERENCE.fullmatch(value)) is not None


def _is_limit(value: str) -> bool:
    is_short = value.isascii() and value.isdecimal() and len(value) <= len(str(MOST))
    return is_short and 1 <= int(value) <= MOST


A_DAY = (_is_day, "is a day, written 2027-03-31")
CHECKS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "from": A_DAY,
    "until": A_DAY,
    "owner": (_is_owner, "is me, or the id of an account"),
    "contract": (_is_contract, "is an id, or a reference such as C-212"),
    "limit": (_is_limit, f"is a whole number from 1 to {MOST}"),
}
