"""The parameters of the auditor's questions: what each is, and how it is read."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from api.asking import Asking
from api.audit.beside import beside
from api.instants import read_instant
from api.models import MODELS
from api.naming import ID, REFERENCE
from api.query import Query, read_query
from api.refusals import Fault, Invalid
from domain.values import DATE
from projections.audit.access import KINDS as ACCESS
from projections.audit.population import POPULATIONS, STRATA
from projections.audit.question import Asked, Question, Span
from projections.audit.sampling import METHODS
from projections.audit.settings import SETTINGS
from projections.audit.totals import KINDS as TOTALS
from projections.audit.variations import ORDERS
from projections.cursor import Cursor
from projections.pages import MOST

Json = dict[str, Any]

PAGED: Final = frozenset({"limit", "cursor"})
CLOCKS: Final = frozenset({"from", "to"})
_TEXT: Json = {"type": "string", "pattern": r"^[^\x00-\x1f\x7f]*$"}
_DATE: Json = {"type": "string", "format": "date"}
_UUID: Json = {"type": "string", "format": "uuid"}
MOST_DAYS: Final = 3_660
NONCE: Final = re.compile("^[!-~]{8,200}$")


class Parameter(NamedTuple):
    """A parameter: what it means, its schema, and the field of the question it sets.

    `read` makes a value of a text, or says in words what it has to be.
    """

    field: str
    about: str
    schema: Json
    read: Callable[[str], Any]
    several: bool = False
    required: bool = False
    default: Any = None


class Unfit(ValueError):
    """What a parameter has to be."""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if DATE.fullmatch(text) else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise Unfit("is a day, written 2027-03-31")


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        number = text.isascii() and text.isdecimal() and len(text) <= len(str(high))
        if not number or not low <= int(text) <= high:
            message = f"is a whole number from {low} to {high}"
            raise Unfit(message)
        return int(text)

    return read


def _one_of(*names: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in names:
            message = f"is one of {', '.join(names)}"
            raise Unfit(message)
        return text

    return read


def _reference(*prefixes: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not REFERENCE.fullmatch(text) or text.partition("-")[0] not in prefixes:
            written = " or ".join(f"{prefix}-12" for prefix in prefixes)
            message = f"is a reference, written {written}"
            raise Unfit(message)
        return text

    return read


def _nonce(text: str) -> str:
    if not NONCE.fullmatch(text):
        raise Unfit("is 8 to 200 visible characters of ASCII, of the auditor's choice")
    return text


def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise Unfit("is an id")
    return text.lower()


def _days(about: str, default: int) -> Parameter:
    schema = {
        "type": "integer",
        "minimum": 0,
        "maximum": MOST_DAYS,
        "default": default,
    }
    return Parameter("days", about, schema, _whole(0, MOST_DAYS), default=default)


NOUNS: Final = tuple(MODELS)
TAKEN: Final[Mapping[str, Parameter]] = {
    "effective_from": Parameter(
        "effective_from", "Only what was true from this day on.", _DATE, _day
    ),
    "effective_to": Parameter(
        "effective_to",
        "Only what was true from this day or an earlier one.",
        _DATE,
        _day,
    ),
    "noun": Parameter(
        "nouns",
        "Only of these kinds of things.",
        {"enum": list(NOUNS)},
        _one_of(*NOUNS),
        several=True,
    ),
    "fact": Parameter("facts", "Only these facts.", _TEXT, str, several=True),
    "by": Parameter("people", "Only by these accounts.", _UUID, _id, several=True),
    "read_from": Parameter(
        "effective_from", "Only reads of this day or a later one.", _DATE, _day
    ),
    "read_to": Parameter(
        "effective_to", "Only reads of this day or an earlier one.", _DATE, _day
    ),
    "record": Parameter(
        "facts", "Only reads of these things.", _UUID, _id, several=True
    ),
    "thing": Parameter(
        "thing",
        "Which one, by its reference: a risk, a contract or an organisation.",
        {"type": "string", "pattern": r"^(R|C|O)-[1-9][0-9]{0,14}$"},
        _reference("R", "C", "O"),
        required=True,
    ),
    "contract": Parameter(
        "thing",
        "Which one, by its reference.",
        {"type": "string", "pattern": r"^C-[1-9][0-9]{0,14}$"},
        _reference("C"),
        required=True,
    ),
    "period_end": Parameter(
        "on", "The last day of the period.", _DATE, _day, required=True
    ),
    "order": Parameter(
        "order",
        "In which order: the longest lag or the largest value first, by who approved,"
        " or as they were recorded.",
        {"type": "string", "enum": list(ORDERS), "default": "lag"},
        _one_of(*ORDERS),
    ),
    "grace_days": Parameter(
        "days",
        "Recorded late means by more than so many days.",
        {"type": "integer", "minimum": 0, "maximum": MOST_DAYS, "default": 0},
        _whole(0, MOST_DAYS),
        default=0,
    ),
    "show": Parameter(
        "order",
        "Decisions that fail a test, or all.",
        {"type": "string", "enum": ["exceptions", "all"], "default": "exceptions"},
        _one_of("exceptions", "all"),
    ),
    "setting": Parameter(
        "kinds",
        "Only these kinds of settings.",
        {"enum": list(SETTINGS)},
        _one_of(*SETTINGS),
        several=True,
    ),
    "on": Parameter("on", "The last day of the year.", _DATE, _day, required=True),
    "on_day": Parameter(
        "day", "As it was on this day; left out: where the span ends.", _DATE, _day
    ),
    "access": Parameter(
        "kinds",
        "Only rows of these kinds.",
        {"enum": list(ACCESS)},
        _one_of(*ACCESS),
        several=True,
    ),
    "dormant_days": Parameter(
        "days",
        "Dormant is who has not acted for more than so many days.",
        {"type": "integer", "minimum": 0, "maximum": MOST_DAYS, "default": 90},
        _whole(0, MOST_DAYS),
        default=90,
    ),
    "total": Parameter(
        "kinds",
        "Only rows of these kinds.",
        {"enum": list(TOTALS)},
        _one_of(*TOTALS),
        several=True,
    ),
    "percent": Parameter(
        "percent",
        "Just below a limit is at most so many percent below.",
        {"type": "integer", "minimum": 0, "maximum": 50, "default": 5},
        _whole(0, 50),
        default=5,
    ),
    "population": Parameter(
        "population",
        "What is drawn from.",
        {"type": "string", "enum": [*POPULATIONS], "default": "entries"},
        _one_of(*POPULATIONS),
        default="entries",
    ),
    "strata": Parameter(
        "strata",
        "The field by which the population is divided; each part has its share.",
        {"type": "string", "enum": list(STRATA)},
        _one_of(*STRATA),
    ),
    "method": Parameter(
        "method",
        "Each member as likely as each other, or each pound.",
        {"type": "string", "enum": list(METHODS), "default": "random"},
        _one_of(*METHODS),
        default="random",
    ),
    "size": Parameter(
        "size",
        "How many are drawn.",
        {"type": "integer", "minimum": 1, "maximum": 5000, "default": 25},
        _whole(1, 5000),
        default=25,
    ),
    "nonce": Parameter(
        "nonce",
        "What the auditor chose before the root was known: 8 to 200 characters.",
        {"type": "string", "pattern": NONCE.pattern},
        _nonce,
        required=True,
    ),
    "days": _days("More than so many days late; around a cut-off, on either side.", 30),
}


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
        return _whole(1, MOST)(query.single.get("limit", "50"))
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
        told.append(_asked("cursor", "`next` of the page before.", _TEXT))
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
