"""The parameters that the auditor's questions take: what each is, how it is read."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from api.models import MODELS
from api.naming import ID, REFERENCE
from domain.values import DATE
from projections.audit.access import KINDS as ACCESS
from projections.audit.population import POPULATIONS, STRATA
from projections.audit.sampling import METHODS
from projections.audit.settings import SETTINGS
from projections.audit.totals import KINDS as TOTALS
from projections.audit.variations import ORDERS

Json = dict[str, Any]

TEXT: Final[Json] = {"type": "string", "pattern": r"^[^\x00-\x1f\x7f]*$"}
_UUID: Final[Json] = {"type": "string", "format": "uuid"}
_DATE: Final[Json] = {"type": "string", "format": "date"}
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

    @property
    def default(self) -> Any:
        """What is asked where nothing is said; None for whatever there is."""
        return self.schema.get("default")


class Unfit(ValueError):
    """What a parameter has to be."""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if DATE.fullmatch(text) else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise Unfit("is a day, written 2027-03-31")


def whole(low: int, high: int) -> Callable[[str], int]:
    """Reads whole numbers from one to another; raises Unfit for anything else."""

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


def _on(field: str, about: str, *, required: bool = False) -> Parameter:
    return Parameter(field, about, _DATE, _day, required=required)


def _number(field: str, about: str, low: int, high: int, default: int) -> Parameter:
    schema = {"type": "integer", "minimum": low, "maximum": high, "default": default}
    return Parameter(field, about, schema, whole(low, high))


def _choice(
    field: str, about: str, names: Collection[str], **default: str
) -> Parameter:
    schema = {"type": "string", "enum": list(names), **default}
    return Parameter(field, about, schema, _one_of(*names))


def _kinds(about: str, names: Collection[str], field: str = "kinds") -> Parameter:
    return Parameter(field, about, {"enum": list(names)}, _one_of(*names), several=True)


def _thing(about: str, *prefixes: str) -> Parameter:
    first = prefixes[0] if len(prefixes) == 1 else f"({'|'.join(prefixes)})"
    schema = {"type": "string", "pattern": rf"^{first}-[1-9][0-9]{{0,14}}$"}
    return Parameter("thing", about, schema, _reference(*prefixes), required=True)


TAKEN: Final[Mapping[str, Parameter]] = {
    "effective_from": _on("effective_from", "Only what was true from this day on."),
    "effective_to": _on(
        "effective_to", "Only what was true from this day or an earlier one."
    ),
    "noun": _kinds("Only of these kinds of things.", MODELS, "nouns"),
    "fact": Parameter("facts", "Only these facts.", TEXT, str, several=True),
    "by": Parameter("people", "Only by these accounts.", _UUID, _id, several=True),
    "read_from": _on("effective_from", "Only reads of this day or a later one."),
    "read_to": _on("effective_to", "Only reads of this day or an earlier one."),
    "record": Parameter(
        "facts", "Only reads of these things.", _UUID, _id, several=True
    ),
    "thing": _thing(
        "Which one, by its reference: a risk, a contract or an organisation.",
        "R",
        "C",
        "O",
    ),
    "contract": _thing("Which one, by its reference.", "C"),
    "period_end": _on("on", "The last day of the period.", required=True),
    "order": _choice(
        "order",
        "In which order: the longest lag or the largest value first, by who approved,"
        " or as they were recorded.",
        ORDERS,
        default="lag",
    ),
    "grace_days": _number(
        "days", "Recorded late means by more than so many days.", 0, MOST_DAYS, 0
    ),
    "show": _choice(
        "order",
        "Decisions that fail a test, or all.",
        ("exceptions", "all"),
        default="exceptions",
    ),
    "setting": _kinds("Only these kinds of settings.", SETTINGS),
    "on": _on("on", "The last day of the year.", required=True),
    "on_day": _on("day", "As it was on this day; left out: where the span ends."),
    "access": _kinds("Only rows of these kinds.", ACCESS),
    "dormant_days": _number(
        "days",
        "Dormant is who has not acted for more than so many days.",
        0,
        MOST_DAYS,
        90,
    ),
    "total": _kinds("Only rows of these kinds.", TOTALS),
    "percent": _number(
        "percent", "Just below a limit is at most so many percent below.", 0, 50, 5
    ),
    "population": _choice(
        "population", "What is drawn from.", POPULATIONS, default="entries"
    ),
    "strata": _choice(
        "strata",
        "The field by which the population is divided; each part has its share.",
        STRATA,
    ),
    "method": _choice(
        "method",
        "Each member as likely as each other, or each pound.",
        METHODS,
        default="random",
    ),
    "size": _number("size", "How many are drawn.", 1, 5000, 25),
    "nonce": Parameter(
        "nonce",
        "What the auditor chose before the root was known: 8 to 200 characters.",
        {"type": "string", "pattern": NONCE.pattern},
        _nonce,
        required=True,
    ),
    "days": _number(
        "days",
        "More than so many days late; around a cut-off, on either side.",
        0,
        MOST_DAYS,
        30,
    ),
}
