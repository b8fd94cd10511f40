"""What became of a file: each of its rows a notice, a repetition or a refusal."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from api.imports.faults import Fault, Severity
from api.imports.notice import Notice
from api.imports.suppliers import Holds


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row that is a notice, with what is to be known about it."""

    row: int
    notice: Notice
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class RepeatedRow:
    """A row that says once more, word for word, what the row `first` says."""

    row: int
    notice_id: str
    first: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken, and why; its id where at least that can be read."""

    row: int
    notice_id: str | None
    faults: tuple[Fault, ...]


Row: TypeAlias = TakenRow | RepeatedRow | RefusedRow


class Counts(NamedTuple):
    """How many rows there are and what they became: rows is the sum of the others."""

    rows: int
    notices: int
    repeated: int
    refused: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A file of notices as read: nothing of it is missing here without a fault.

    `announced` is how many notices the file says that it holds. `sha256` is that of
    the bytes, so that an import can cite what it took.
    """

    sha256: str
    source: str | None
    made_on: date | None
    announced: int | None
    rows: tuple[Row, ...]
    file_faults: tuple[Fault, ...]

    @property
    def faults(self) -> Iterator[Fault]:
        """All faults, those of the file first, then row by row."""
        yield from self.file_faults
        for row in self.rows:
            yield from row.faults

    @property
    def anything_refused(self) -> bool:
        """Whether a row, or the whole file, was not taken."""
        return any(fault.severity is Severity.REFUSED for fault in self.faults)

    @property
    def taken(self) -> tuple[TakenRow, ...]:
        """The rows that are notices, in the order of the file."""
        return tuple(row for row in self.rows if isinstance(row, TakenRow))

    @property
    def match_list(self) -> tuple[TakenRow, ...]:
        """The rows whose supplier cell a person has to match."""
        return tuple(
            row
            for row in self.taken
            if row.notice.supplier and row.notice.supplier.holds is Holds.TO_MATCH
        )

    @property
    def buyers(self) -> Counter[str | None]:
        """How many notices each buyer has, by its name as the file writes it."""
        return Counter(row.notice.organisation for row in self.taken)

    @property
    def listed(self) -> frozenset[str]:
        """The ids of all notices the file lists, refused ones too."""
        ids = (_id(row) for row in self.rows)
        return frozenset(each for each in ids if each is not None)

    @property
    def lists_all(self) -> bool:
        """Whether a notice that is missing here is really no longer listed.

        Not so where the file is shorter than it says, or a row has no id to go by.
        """
        known = all(_id(row) is not None for row in self.rows)
        complete = self.announced is None or self.announced == len(self.rows)
        return bool(self.rows) and known and complete

    @property
    def counts(self) -> Counts:
        """What the rows became."""
        kinds = Counter(type(row) for row in self.rows)
        return Counts(
            len(self.rows), kinds[TakenRow], kinds[RepeatedRow], kinds[RefusedRow]
        )


def _id(row: Row) -> str | None:
    return row.notice.notice_id if isinstance(row, TakenRow) else row.notice_id
