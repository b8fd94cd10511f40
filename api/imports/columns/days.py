"""Days as they stand in sheets: dates, text in a dozen forms, numbers from 1900."""

import re
from datetime import date, datetime, timedelta
from typing import Any, Final

from api.imports.columns.blanks import blank
from api.imports.faults import noted, unknown
from api.imports.sheets.grid import Cell as Found
from api.imports.sheets.grid import text
from api.imports.words import Cell, Wrong

YEARS: Final = range(1970, 2101)
# Excel counts days from here, because it takes 1900 for a leap year.
EPOCH: Final = date(1899, 12, 30)
SERIAL: Final = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
ISO: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?")
BRITISH: Final = re.compile(
    r"(?:[A-Za-z]{3,9},? )?([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})"
    r"(?: [0-9:]+)?"
)
NAMED: Final = re.compile(
    r"(?:[A-Za-z]{3,9},? )?([0-9]{1,2})(?:st|nd|rd|th)?[- /.]*([A-Za-z]{3,9})\.?,?"
    r"[- /.]*([0-9]{4}|[0-9]{2})"
)
MONTHS: Final = "janfebmaraprmayjunjulaugsepoctnovdec"
ENDLESS: Final = re.compile(
    r"rolling.*|on-?going|open[- ]?ended|until (?:terminated|further notice)|perpetual"
    r"|no end(?: date)?|evergreen",
    re.IGNORECASE,
)

NOT_A_DAY = unknown(
    "is not a date that can be read", "write dates as 2027-03-31 or 31/03/2027"
)
NO_SUCH_YEAR = unknown(
    "is a date outside 1970 to 2100, which stands for no date",
    "write the date if it is known, else leave it out",
)
FROM_SERIAL = noted(
    "is a number and was read as Excel counts days",
    "format the column as dates, so that people see what is meant",
)


def day(found: Found) -> Cell[Any]:
    """A day as text; that there is none, or why it is not known, as such."""
    if isinstance(found, datetime):
        return _checked(found.date())
    if isinstance(found, date):
        return _checked(found)
    said = text(found)
    if (gap := blank(said)) is not None:
        return gap
    if ENDLESS.fullmatch(said):
        return Cell({"not_applicable": said})
    if SERIAL.fullmatch(said):
        return _serial(float(said))
    return _checked(_read(said))


def _serial(number: float) -> Cell[Any]:
    value, wrong = _checked(EPOCH + timedelta(days=int(number)))
    return Cell(value, wrong or (Wrong(FROM_SERIAL),))


def _read(said: str) -> date | None:
    """The day that text names; 03/04 is the third of April, as in this country."""
    if found := ISO.fullmatch(said):
        return _day(*found.groups())
    if found := BRITISH.fullmatch(said):
        number, month, year = found.groups()
        return _day(_full(year), month, number)
    if found := NAMED.fullmatch(said):
        number, month, year = found.groups()
        named = month[:3].casefold()
        return _day(_full(year), _month(named), number)
    return None


def _full(year: str) -> str:
    """Two digits are of this century: no contract of 1970 is still looked after."""
    return year if len(year) > 2 else f"20{year}"  # noqa: PLR2004


def _month(named: str) -> str:
    place = MONTHS.find(named)
    return str(place // 3 + 1) if place >= 0 and place % 3 == 0 else "0"


def _day(year: str, month: str, number: str) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


def _checked(found: date | None) -> Cell[Any]:
    if found is None:
        return Cell(None, (Wrong(NOT_A_DAY),))
    if found.year not in YEARS:
        return Cell(None, (Wrong(NO_SUCH_YEAR),))
    return Cell(found.isoformat())
