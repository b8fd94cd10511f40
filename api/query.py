"""The query of a request: every parameter known, each that is single given once."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from api.refusals import Fault, Invalid
from domain.values import DATE
from projections.cursor import Cursor
from projections.kinds import DAY
from projections.model import Model
from projections.pages import Question, Within

CLOCKS = frozenset({"known_at", "effective_on"})
LISTED = CLOCKS | {"limit", "cursor", "sort", "q", "within"}
# A file holds the whole list: it has no pages.
WHOLE = LISTED - {"limit", "cursor"}
MOST_FIELDS = 100
CONTROL = re.compile("[\x00-\x1f\x7f]")


class Query(NamedTuple):
    """The single parameters, and the filters: fields with the values they may have."""

    single: Mapping[str, str]
    filters: Mapping[str, tuple[str, ...]]


def read_query(query: bytes, single: frozenset[str], *, filters: bool = False) -> Query:
    """A query string. Raises Invalid for what the operation does not take."""
    if not query:
        return Query({}, {})
    found: dict[str, list[str]] = {}
    for name, value in _pairs(query):
        found.setdefault(name, []).append(value)
    faults = list(_faults(found, single, filters=filters))
    if faults:
        raise Invalid(faults)
    return Query(
        {name: values[0] for name, values in found.items() if name in single},
        {name: tuple(v) for name, v in found.items() if name not in single},
    )


def read_question(
    query: Query, model: Model, mine: Callable[[], Within | None]
) -> Question:
    """What a list is asked for; `mine` is the part that is the caller's own.

    Raises Invalid and RuleBroken.
    """
    single = query.single
    within = single.get("within", "all")
    if within not in ("all", "mine"):
        raise Invalid([Fault("/within", "is all or mine")])
    if faults := list(_no_days(query.filters, model)):
        raise Invalid(faults)
    cursor = single.get("cursor")
    limit = single.get("limit", "50")
    if not limit.isdecimal() or not limit.isascii() or len(limit) > 4:  # noqa: PLR2004
        raise Invalid([Fault("/limit", "is a whole number from 1 to 200")])
    return Question(
        filters=query.filters,
        q=single.get("q"),
        sort=single.get("sort"),
        within=mine() if within == "mine" else None,
        limit=int(limit),
        cursor=None if cursor is None else Cursor.read(cursor),
    )


def _no_days(filters: Mapping[str, Sequence[str]], model: Model) -> Iterator[Fault]:
    """Text where a day belongs: it would be compared and find something."""
    for name, values in filters.items():
        field = name.removesuffix("_from").removesuffix("_to")
        if model.columns.get(field) is DAY and not all(map(DATE.fullmatch, values)):
            yield Fault(f"/{name}", "is a day, written 2027-03-31")


def _pairs(query: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            query.decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        message = f"ask for at most {MOST_FIELDS} parameters at once"
        raise Invalid([Fault("", message)]) from None


def _faults(
    found: Mapping[str, list[str]], single: frozenset[str], *, filters: bool
) -> list[Fault]:
    faults: list[Fault] = []
    for name, values in found.items():
        if name in single:
            if len(values) > 1:
                faults.append(Fault(f"/{name}", "is given twice; give it once"))
        elif not filters:
            faults.append(Fault(f"/{name}", "is no parameter of this; see /docs"))
        if any(CONTROL.search(value) for value in values):
            faults.append(Fault(f"/{name}", "holds a control character; leave it out"))
    return faults
