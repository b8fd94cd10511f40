"""Cells of a sheet that hold words, numbers, a yes or no, or one of a few words."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from api.imports import codes
from api.imports.columns.blanks import blank
from api.imports.faults import noted, unknown
from api.imports.sheets.grid import Cell as Found
from api.imports.sheets.grid import text
from api.imports.words import PERSONAL, Cell, Wrong, line, words

Read = Callable[[Found], Cell[Any]]

CODE: Final = 100
YES: Final = frozenset({"yes", "y", "true", "1", "x", "✓", "✔"})
NO: Final = frozenset({"no", "n", "false", "0"})
WHOLE: Final = re.compile(r"([0-9]{1,6})(?:\.0+)?")
MONTHS: Final = re.compile(
    r"([0-9]{1,3})(?:\.0+)? ?(months?|mths?|m|years?|yrs?|y|weeks?|wks?|days?|d)?"
    r"(?:['\u2019]? ?notice)?",
    re.IGNORECASE,
)
DAYS: Final = re.compile(
    r"(?:net )?([0-9]{1,3})(?:\.0+)? ?(?:calendar |working )?(?:days?)?(?: net)?",
    re.IGNORECASE,
)

TOO_LONG = unknown(
    "is longer than 100 characters", "shorten it; until then it stays as it was written"
)
NOT_A_FLAG = unknown("is not yes or no", "write yes or no")
NOT_A_NUMBER = unknown("is not a whole number", "write a number: 12")
NOT_MONTHS = unknown("is not a number of months", "write months: 6")
NOT_DAYS = unknown("is not a number of days", "write days: 30")
NOT_A_CHOICE = unknown("is none of the words known here", "write one of the words")
# Where a remark begins behind a word: "open - monitoring", "live (see file)".
REMARK: Final = re.compile(r" [-\u2013] |[,;:(/]")
REMARKED = noted(
    "is a word with a remark, of which the word was taken",
    "nothing: it is kept as it stands and can be found",
    stays=True,
)
EITHER_SIDE = noted(
    "was read as notice that either side has to give", "correct it if they differ"
)


def title(found: Found) -> Cell[Any]:
    """One line of at most 300 characters."""
    return line(text(found) or None)


def prose(found: Found) -> Cell[Any]:
    """Words that keep their line breaks."""
    return words(text(found) or None)


def code(found: Found) -> Cell[Any]:
    """A short name: a department, a number, a category."""
    said, wrong = line(text(found) or None)
    if said is None:
        return Cell(None, wrong)
    if len(said) > CODE:
        return Cell(None, (Wrong(TOO_LONG),))
    gap = blank(said)
    # A number that looks like a telephone's is one of a company or a contract.
    wrong = tuple(each for each in wrong if each.problem is not PERSONAL)
    return Cell(said, wrong) if gap is None else gap


def flag(found: Found) -> Cell[Any]:
    """Yes or no, or why that is not known."""
    said = text(found).casefold()
    if said in YES:
        return Cell(value=True)
    if said in NO:
        return Cell(value=False)
    return blank(said) or Cell(None, (Wrong(NOT_A_FLAG),))


def whole(found: Found) -> Cell[Any]:
    """A whole number."""
    said = text(found).replace(",", "")
    number = WHOLE.fullmatch(said)
    if number:
        return Cell(int(number[1]))
    return blank(said) or Cell(None, (Wrong(NOT_A_NUMBER),))


def payment_days(found: Found) -> Cell[Any]:
    """Within how many days is paid."""
    said = text(found)
    number = DAYS.fullmatch(said)
    if number:
        return Cell(int(number[1]))
    return blank(said) or Cell(None, (Wrong(NOT_DAYS),))


def notice(found: Found) -> Cell[Any]:
    """A period of notice in months; weeks and days are no whole months."""
    said = text(found)
    if (gap := blank(said)) is not None:
        return gap
    months = _months(said)
    if months is None:
        return Cell(None, (Wrong(NOT_MONTHS),))
    return Cell({"council": months, "provider": months}, (Wrong(EITHER_SIDE),))


def _months(said: str) -> int | None:
    found = MONTHS.fullmatch(said)
    if found is None:
        return None
    unit = (found[2] or "m")[0].casefold()
    return {"m": int(found[1]), "y": int(found[1]) * 12}.get(unit)


def people(found: Found) -> Cell[Any]:
    """How many people are served."""
    value, wrong = whole(found)
    return Cell({"count": value} if isinstance(value, int) else value, wrong)


def cpv(found: Found) -> Cell[Any]:
    """CPV codes of eight digits, several in a cell."""
    said = text(found)
    # A number has lost the zero at its head.
    value, wrong = codes.cpv_codes(said.zfill(8) if said.isdecimal() else said or None)
    return Cell(list(value or ()) or None, wrong)


def several(found: Found) -> Cell[Any]:
    """Short names, several in a cell."""
    said, wrong = line(text(found) or None)
    gap = blank(said or "")
    if said is None or gap is not None:
        return gap or Cell(None, wrong)
    names = [name.strip()[:CODE] for name in re.split(r"[,;/\n]| and ", said)]
    return Cell(list(dict.fromkeys(filter(None, names))), wrong)


def choice(table: Mapping[str, str]) -> Read:
    """One of a few words, in the ways in which people write them."""

    def read(found: Found) -> Cell[Any]:
        said = " ".join(re.sub(r"[-_/()]", " ", text(found).casefold()).split())
        if said in table:
            return Cell(table[said])
        if (gap := blank(said)) is not None:
            return gap
        first = " ".join(REMARK.split(text(found).casefold(), maxsplit=1)[0].split())
        if first in table:
            return Cell(table[first], (Wrong(REMARKED),))
        return Cell(None, (Wrong(NOT_A_CHOICE),))

    return read
