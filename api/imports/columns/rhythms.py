"""How often a thing is looked at, as sheets say it: "Quarterly", "every 90 days"."""

import re
from collections.abc import Mapping
from typing import Any, Final

from api.imports.columns.blanks import blank
from api.imports.columns.days import day
from api.imports.faults import noted, unknown
from api.imports.sheets.grid import Cell as Found
from api.imports.sheets.grid import text
from api.imports.words import Cell, Wrong

# Calendar days, as the register counts a rhythm: a month has 30, a quarter 91.
UNITS: Final[Mapping[str, int]] = {"d": 1, "w": 7, "m": 30, "q": 91, "y": 365}
# Where several units come to a longer one: three months are a quarter.
LONGER: Final[Mapping[tuple[int, str], int]] = {
    (3, "m"): 91,
    (6, "m"): 182,
    (9, "m"): 274,
    (12, "m"): 365,
    (18, "m"): 547,
    (24, "m"): 730,
}
WORDS: Final[Mapping[str, int]] = {
    "daily": 1,
    "weekly": 7,
    "fortnightly": 14,
    "monthly": 30,
    "quarterly": 91,
    "termly": 122,
    "half yearly": 182,
    "halfyearly": 182,
    "six monthly": 182,
    "three monthly": 91,
    "biannual": 182,
    "biannually": 182,
    "twice a year": 182,
    "twice yearly": 182,
    "annual": 365,
    "annually": 365,
    "yearly": 365,
    "once a year": 365,
    "every other month": 61,
    "every other week": 14,
    "biennial": 730,
    "biennially": 730,
}
EVERY: Final = re.compile(
    r"(?:every |each )?([0-9]{1,3})? ?(d|w|m|q|y)(?:ays?|eeks?|onths?|onthly|eekly"
    r"|uarters?|ears?|early|ths?|ks?|rs?)?"
)
NUMBERS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "twelve": 12}
LONGEST: Final = 3650
NO_RHYTHM: Final = unknown(
    "does not say how often",
    "write how often it is looked at: quarterly, every 90 days",
)
RHYTHM_FOR_DAY: Final = noted(
    "says how often and not by when",
    "nothing: how often was taken; say by when it is looked at next",
)


def rhythm(found: Found) -> Cell[Any]:
    """How many days pass between two looks; a bare number is of days."""
    said = _plain(text(found))
    days = _days(said)
    if days is not None:
        return Cell(days)
    return blank(text(found)) or Cell(None, (Wrong(NO_RHYTHM),))


def day_or_rhythm(found: Found) -> Cell[Any]:
    """By when it is looked at; where a sheet says how often instead, that.

    A rhythm is `{"every_days": 91}`; a bare number is none, it may be a day.
    """
    read = day(found)
    said = _plain(text(found))
    if read.value is not None or said.isdecimal():
        return read
    days = _days(said)
    return (
        read if days is None else Cell({"every_days": days}, (Wrong(RHYTHM_FOR_DAY),))
    )


def _days(said: str) -> int | None:
    if said in WORDS:
        return WORDS[said]
    if said.isdecimal():
        return _within(int(said))
    words = said.split()
    counted = " ".join(str(NUMBERS.get(word, word)) for word in words)
    matched = EVERY.fullmatch(counted)
    if matched is None:
        return None
    many, unit = int(matched[1] or 1), matched[2]
    return _within(LONGER.get((many, unit), many * UNITS[unit]))


def _within(days: int) -> int | None:
    return days if 1 <= days <= LONGEST else None


def _plain(said: str) -> str:
    """Small letters without hyphens: "6-monthly reviews" is "6 monthly"."""
    plain = " ".join(re.sub(r"[-\u2013_.]", " ", said.casefold()).split())
    return plain.removesuffix(" reviews").removesuffix(" review").strip()
