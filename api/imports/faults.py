"""What a reader says about a row: where, what it found, what is wrong, what to do."""

from dataclasses import dataclass
from enum import StrEnum

SHOWN = 80


class Severity(StrEnum):
    """What became of the row or the value that is to blame."""

    REFUSED = "refused"  # the row, or the whole file, was not taken
    KEPT_AS_UNKNOWN = "kept_as_unknown"  # the row was taken without this value
    NOTED = "noted"  # taken as it stands, and worth a look


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to know about one row, for a person who may have to mend it.

    Rows count from 1; a row of None means the file as a whole, a field of None the
    row as a whole. `wrong` and `advice` are the same words wherever the same thing
    is wrong, so that hundreds of faults can be told as one line with a number.
    `column` is the letter of a sheet's column.
    """

    row: int | None
    field: str | None
    value: str
    wrong: str
    advice: str
    severity: Severity
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of fault, before it has a place.

    `stays` says that the value as found stays on the record, among the unmapped
    columns, because what was made of it says less.
    """

    severity: Severity
    wrong: str
    advice: str
    stays: bool = False

    def at(
        self,
        row: int | None,
        field: str | None,
        value: object = None,
        column: str | None = None,
    ) -> Fault:
        """The fault at its place, with the value as found."""
        return Fault(
            row, field, shown(value), self.wrong, self.advice, self.severity, column
        )


def refused(wrong: str, advice: str) -> Problem:
    """The row, or the file, cannot be taken."""
    return Problem(Severity.REFUSED, wrong, advice)


def unknown(wrong: str, advice: str) -> Problem:
    """The value cannot be read; it becomes unknown and stays as found."""
    return Problem(Severity.KEPT_AS_UNKNOWN, wrong, advice, stays=True)


def missing(wrong: str, advice: str) -> Problem:
    """There is no value, or one that stands for none: nothing to keep."""
    return Problem(Severity.KEPT_AS_UNKNOWN, wrong, advice)


def noted(wrong: str, advice: str, *, stays: bool = False) -> Problem:
    """The value is taken, and somebody should know something about it."""
    return Problem(Severity.NOTED, wrong, advice, stays)


def shown(value: object) -> str:
    """A value as found: short, on one line, safe on every terminal and page."""
    text = escaped(_plain(value))
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def escaped(text: str) -> str:
    """Text in which whatever cannot be printed is written as its escape."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode()
        for char in text
    )


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return f"a list of {len(value)}"
        case dict():
            return f"an object of {len(value)}"
        case _:
            # Cut before escaping: a cell may hold megabytes.
            return str(value)[: SHOWN + 1]
