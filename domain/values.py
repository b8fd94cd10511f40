"""The values that facts are made of: checked once, here, and frozen."""

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar, Union
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticSerializationUnexpectedValue

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(
    rf"{DATE.pattern}[Tt][0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]{{1,6}})?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
AMOUNT = re.compile(r"-?(0|[1-9][0-9]{0,12})\.[0-9]{2}")
ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,12})(\.[0-9]{1,6})?")
SHARE = re.compile(r"(0(\.[0-9]{1,6})?|1(\.0{1,6})?)")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Value(BaseModel):
    """A frozen value that refuses what it does not know and never guesses a type."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, defer_build=True
    )


def _words(length: int) -> tuple[StringConstraints, AfterValidator]:
    """Text of at most so many characters, before it is cleaned and after.

    A few characters grow when they are normalised; what is too long then could be
    stored and never be read again.
    """

    def fit(text: str) -> str:
        if len(clean := _clean(text)) > length:
            message = f"is longer than {length} characters in normal form; shorten it"
            raise ValueError(message)
        return clean

    return StringConstraints(max_length=length), AfterValidator(fit)


def _clean(text: str) -> str:
    """NFC text without control characters: one form a word, and none that hides."""
    if CONTROL.search(text):
        message = "contains a control character; leave it out"
        raise ValueError(message)
    try:
        text.encode()
    except UnicodeEncodeError:
        message = "contains half of a character (a lone surrogate); leave it out"
        raise ValueError(message) from None
    clean = unicodedata.normalize("NFC", text).strip()
    if not clean:
        message = "is empty; leave the field out if it is not known"
        raise ValueError(message)
    return clean


def _day(value: object) -> object:
    """Dates are text of the form 2027-03-31: a number is never a date."""
    if type(value) is date:
        return value
    if not isinstance(value, str) or not DATE.fullmatch(value):
        message = "write the date as 2027-03-31"
        raise ValueError(message)
    try:
        return date.fromisoformat(value)
    except ValueError:
        message = f"{value} is not a day of the calendar"
        raise ValueError(message) from None


def _moment(value: object) -> object:
    """Moments are text of the form 2027-03-31T09:00:00Z, or with another offset."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC)
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        message = "write the moment as 2027-03-31T09:00:00Z"
        raise ValueError(message)
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        message = f"{value} is no moment of the calendar"
        raise ValueError(message) from None


def _decimal(pattern: re.Pattern[str], advice: str) -> BeforeValidator:
    def read(value: object) -> object:
        if isinstance(value, Decimal):
            value = str(value)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise ValueError(advice)
        # Nothing is nothing, whichever sign it came with.
        return Decimal(value) or Decimal(value.removeprefix("-"))

    return BeforeValidator(read)


def _spelt(value: object) -> str:
    """The text of a decimal; a union looks further for what is none."""
    if not isinstance(value, Decimal):
        message = f"{value!r} is no decimal"
        raise PydanticSerializationUnexpectedValue(message)
    return str(value)


def _uuid(value: object) -> object:
    if isinstance(value, UUID):
        return value
    # UUID() itself takes braces, prefixes and hyphens anywhere.
    if isinstance(value, str) and ID.fullmatch(value):
        return UUID(value)
    message = "write the id as it was given, for example 6f1c…-…-4…"
    raise ValueError(message)


# Only words are free text: every field of these types can be struck out.
Title = Annotated[str, *_words(300), "words"]
Words = Annotated[str, *_words(10_000), "words"]
# What was written elsewhere and is kept in whole: a row with all its cells.
Text = Annotated[str, *_words(100_000), "words"]
Code = Annotated[str, *_words(100)]
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Id = Annotated[
    UUID,
    BeforeValidator(_uuid),
    WithJsonSchema({"type": "string", "format": "uuid"}),
]
Grade = Annotated[int, Field(ge=1, le=5)]
Amount = Annotated[
    Decimal,
    _decimal(AMOUNT, 'write the amount as text with two places, "1250000.00"'),
    PlainSerializer(_spelt, return_type=str),
    WithJsonSchema({"type": "string", "pattern": rf"^{AMOUNT.pattern}$"}),
]
Share = Annotated[
    Decimal,
    _decimal(SHARE, 'write the share as text between "0" and "1", "0.34"'),
    PlainSerializer(_spelt, return_type=str),
    WithJsonSchema({"type": "string", "pattern": rf"^{SHARE.pattern}$"}),
]
Number = Annotated[
    Decimal,
    _decimal(NUMBER, 'write the number as text, "38" or "12.5"'),
    PlainSerializer(_spelt, return_type=str),
    WithJsonSchema({"type": "string", "pattern": rf"^{NUMBER.pattern}$"}),
]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Money(Value):
    """An amount with its currency and whether VAT is in it (net, gross, unknown)."""

    amount: Amount
    currency: Currency = "GBP"
    vat_basis: Literal["net", "gross", "unknown"] = "unknown"


class Unknown(Value):
    """Not known, why not, and since when."""

    unknown: Literal["not_asked", "asked_no_answer", "refused"]
    since: Day | None = None


class NotApplicable(Value):
    """The question does not arise, and why."""

    not_applicable: Words


T = TypeVar("T")
# A value, or why there is none. A field that is left out is unknown, not asked.
Known = Union[T, Unknown, NotApplicable]  # noqa: UP007 - generic over T
Answer = Known[bool]
# Any number of values: a JSON list comes in, a tuple is kept.
Several = Annotated[tuple[T, ...], Field(strict=False, max_length=500)]
Ids = Several[Id]


def known(value: Any) -> Any:
    """The value itself, or None where it is unknown or does not apply."""
    return None if isinstance(value, Unknown | NotApplicable) else value


class Score(Value):
    """Likelihood times impact, each 1 to 5."""

    likelihood: Grade
    impact: Grade

    @property
    def product(self) -> int:
        """One number out of 25; 1 x 5 and 5 x 1 give the same, so show both grades."""
        return self.likelihood * self.impact


class Identifier(Value):
    """An organisation's id in a scheme of the org-id register (GB-COH, GB-CHC ...)."""

    scheme: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,3}-[A-Z0-9-]{1,20}$")]
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9/. -]{1,50}$")]


class Erased(str):
    """What is left of words that were struck out or whose key was destroyed."""

    __slots__ = ()

    @classmethod
    def lost(cls) -> "Erased":
        """Says that the words are there and that nothing here opens them."""
        return cls("not readable: its key is not here")

    @classmethod
    def by(cls, position: int) -> "Erased":
        """Says which event of the log took the words away."""
        return cls(f"erased by #{position}")
