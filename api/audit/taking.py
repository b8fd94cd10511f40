"""Reads what an auditor's question is asked, and tells which parameters it takes."""

from datetime import date
from typing import Any, Final

from api.asking import Asking
from api.audit.beside import beside
from api.audit.parameters import TAKEN, TEXT, Unfit, whole
from api.instants import read_instant
from api.query import Query, read_query
from api.refusals import Fault, Invalid
from projections.audit.population import POPULATIONS
from projections.audit.question import Asked, Question, Span
from projections.cursor import Cursor
from projections.pages import MOST

Json = dict[str, Any]

PAGED: Final = frozenset({"limit", "cursor"})
CLOCKS: Final = frozenset({"from", "to"})


def read_asked(call: Asking, question: Question, *, paged: bool) -> tuple[Query, Asked]:
    """What a question is asked. Raises Invalid."""
    single = [name for name in question.takes if not TAKEN[name].several]
    query = read_query(
        call.query,
        frozenset(single) | CLOCKS | (PAGED if paged else frozenset()),
        filters=True,
    )
    values, faults = _values(question, query)
    faults += [
        Fault(f"/{name}", "is no parameter of this; see /docs")
        for name in query.filters
        if name not in question.takes
    ]
    span = Span(1, 0)
    if not faults:
        span, faults = _span(call, query)
        faults += _yet_to_come(question, values.get("on"), call.service.today())
    faults += _no_strata(values)
    if faults:
        raise Invalid(faults)
    return query, Asked(span, **values, **beside(call.service, question, span))


def _no_strata(values: Json) -> list[Fault]:
    """A field by which a population cannot be divided, and values it has none of."""
    of = POPULATIONS.get(values.get("population", ""))
    if of is None:
        return []
    faults = []
    if values.get("strata") not in (None, *of.strata):
        faults.append(Fault("/strata", f"is one of {', '.join(of.strata)} here"))
    if values.get("method") == "monetary_unit" and of.value is None:
        valued = ", ".join(name for name, one in POPULATIONS.items() if one.value)
        faults.append(
            Fault("/method", f"monetary_unit is for {valued}: these have sums")
        )
    return faults


def read_limit(query: Query) -> int:
    """How many rows a page has. Raises Invalid."""
    try:
        return whole(1, MOST)(query.single.get("limit", "50"))
    except Unfit as unfit:
        raise Invalid([Fault("/limit", str(unfit))]) from None


def _values(question: Question, query: Query) -> tuple[Json, list[Fault]]:
    values: Json = {}
    faults: list[Fault] = []
    for name in question.takes:
        parameter = TAKEN[name]
        given = query.filters.get(name, ()) if parameter.several else ()
        if name in query.single:
            given = (query.single[name],)
        try:
            read = [parameter.read(text) for text in given]
        except Unfit as unfit:
            faults.append(Fault(f"/{name}", str(unfit)))
            continue
        if parameter.required and not read:
            faults.append(Fault(f"/{name}", f"is missing: {parameter.about}"))
        elif parameter.several:
            values[parameter.field] = frozenset(read)
        elif read:
            values[parameter.field] = read[0]
        elif parameter.default is not None:
            values[parameter.field] = parameter.default
    return values, faults


def _yet_to_come(question: Question, on: date | None, today: date) -> list[Fault]:
    """A day that is not over yet turns nothing: what belongs to it is not known."""
    if on is None or on < today:
        return []
    name = next(name for name in question.takes if TAKEN[name].field == "on")
    return [Fault(f"/{name}", f"{on} is not over yet; the latest is before {today}")]


def _span(call: Asking, query: Query) -> tuple[Span, list[Fault]]:
    """The positions after `from` up to `to`: all of them by default."""
    since = read_instant(call, "from", query.single.get("from")) or 0
    last = read_instant(call, "to", query.single.get("to"))
    if last is None:
        cursor = query.single.get("cursor")
        last = call.head if cursor is None else Cursor.read(cursor).position
    if since > last:
        return Span(1, 0), [Fault("/from", f"is {last} or less, where `to` is")]
    return Span(since + 1, last), []


def parameters_of_audit(question: Question, *, paged: bool) -> list[Json]:
    """The parameters of a question as the OpenAPI document tells them."""
    instants = {
        "from": "After which instant: a moment, a position (0: the beginning).",
        "to": "Up to which instant, it included; left out: until now.",
    }
    told = [_asked(name, about, INSTANT) for name, about in instants.items()]
    if paged:
        limits = {"type": "integer", "minimum": 1, "maximum": MOST, "default": 50}
        told.append(_asked("limit", "How many at once.", limits))
        told.append(_asked("cursor", "`next` of the page before.", TEXT))
    for name in question.takes:
        parameter = TAKEN[name]
        schema = parameter.schema
        if parameter.several:
            schema = {"type": "array", "items": schema}
        one = _asked(name, parameter.about, schema)
        told.append(one | ({"required": True} if parameter.required else {}))
    return told


def _asked(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema}


INSTANT: Json = {
    "type": "string",
    "pattern": r"^([0-9]{1,15}|checkpoint:[1-9][0-9]{0,14}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2}))$",
}
