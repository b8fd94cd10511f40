"""Cells that hold a day, an amount or a yes or no."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from api.imports.faults import Problem, missing, noted, unknown
from api.imports.json_text import Json, Number
from api.imports.words import Cell, Wrong

LONDON = ZoneInfo("Europe/London")
DAY = re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}")
MOMENT = re.compile(r"([0-9]{4})-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(?:Z|[+-][0-9:]+)?")
BRITISH_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
YEARS = range(1990, 2101)
PENNY = Decimal("0.01")
DIGITS = 12  # before the point: a million millions is no contract
WRITTEN = re.compile(r"£? ?-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")

NOT_A_DAY = unknown(
    "is not a date that can be read", "write dates as 2027-03-31 or 31/03/2027"
)
NUMBER_FOR_DAY = unknown(
    "is a number where a date belongs",
    "write dates as text, 2027-03-31: nobody can tell what a number counts from",
)
NO_SUCH_YEAR = unknown(
    "is a date outside 1990 to 2100, which stands for no date",
    "write the date if it is known, else leave it out",
)
BRITISH = noted("was read as day/month/year", "write dates as 2027-03-31")
NOT_AN_AMOUNT = unknown(
    "is not an amount", "write amounts as numbers, 1250000 or 1250000.50"
)
NEGATIVE = unknown("is below zero", "write what was estimated or awarded")
TOO_LARGE = unknown("is beyond any contract", "write the amount in pounds")
ZERO = missing(
    "is 0, which the source writes where it does not know",
    "nothing: the value is unknown until somebody enters it",
)
ROUNDED = noted("has parts of a penny", "nothing: it was rounded to the penny")
NOT_A_FLAG = unknown("is not yes or no", "write true or false, without quotation marks")


def day(found: Json) -> Cell[date]:
    """A day of the calendar; of a moment, the day that it was in London."""
    if found is None or isinstance(found, Number):
        return Cell(None, (Wrong(NUMBER_FOR_DAY),) if found else ())
    text = found.strip() if isinstance(found, str) else "no text"
    british = BRITISH_DAY.fullmatch(text)
    if british:
        text = f"{british[3]}-{british[2]:0>2}-{british[1]:0>2}"
    return _dated(text, (Wrong(BRITISH),) if british else ())


def _dated(text: str, wrong: tuple[Wrong, ...]) -> Cell[date]:
    dated = DAY.fullmatch(text) or MOMENT.fullmatch(text)
    if not dated:
        return Cell(None, (Wrong(NOT_A_DAY),) if text else ())
    # Before anything is reckoned with it: year 1 has no day before it.
    if int(dated[1]) not in YEARS:
        return Cell(None, (Wrong(NO_SUCH_YEAR),))
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return Cell(None, (Wrong(NOT_A_DAY),))
    return Cell((moment.astimezone(LONDON) if moment.tzinfo else moment).date(), wrong)


def amount(found: Json) -> Cell[str]:
    """An amount in pounds as text with two places; 0 is unknown."""
    if found is None or (isinstance(found, str) and not found.strip()):
        return Cell(None)
    number = _number(found)
    if not number.is_finite():
        return Cell(None, (Wrong(NOT_AN_AMOUNT),))
    problem = _out_of_range(number)
    if problem:
        return Cell(None, (Wrong(problem),))
    pence = number.quantize(PENNY, ROUND_HALF_UP)
    return Cell(str(pence), (Wrong(ROUNDED),) if pence != number else ())


def amount_if_any(found: Json) -> Cell[str]:
    """As `amount`, but 0 goes without saying: no award has no value."""
    value, wrong = amount(found)
    return Cell(value, tuple(each for each in wrong if each.problem is not ZERO))


def _number(found: Json) -> Decimal:
    if isinstance(found, str) and WRITTEN.fullmatch(found.strip()):
        found = Number(re.sub("[£, ]", "", found.strip()))
    try:
        return Decimal(found.text if isinstance(found, Number) else "NaN")
    except InvalidOperation:
        # An exponent of twenty digits is beyond what can be reckoned with.
        return Decimal("Infinity")


def _out_of_range(number: Decimal) -> Problem | None:
    if number.is_zero() or (number > 0 and number < PENNY / 2):
        return ZERO
    if number < 0:
        return NEGATIVE
    return TOO_LARGE if number.adjusted() >= DIGITS else None


def flag(found: Json) -> Cell[bool]:
    """True or false, and nothing that looks like it."""
    if found is None or isinstance(found, bool):
        return Cell(found)
    return Cell(None, (Wrong(NOT_A_FLAG),))
