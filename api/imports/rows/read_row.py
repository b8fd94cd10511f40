"""One row of a sheet: each cell is understood, or kept as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from api.imports.columns.mapping import Mapped
from api.imports.faults import Fault, Problem, missing
from api.imports.sheets.grid import Cell, text
from api.imports.sheets.table import SECTION, TableRow
from api.imports.words import Cell as ReadCell
from api.imports.words import storable, words

MOST_UNMAPPED: Final = 40_000
Read = ReadCell[Any]

CROWDED = missing("holds more than a record can keep", "shorten the longest cell")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row in clean values by field, with what had no place, and where it stood."""

    number: int
    says: Mapping[str, Any]
    unmapped: Mapping[str, str]
    written: Mapping[str, str]


class RowReader:
    """One row while its cells are read: each is understood, or kept as it stands."""

    def __init__(self, row: TableRow, faults: list[Fault]) -> None:
        self.says: dict[str, Any] = {}
        self._row = row
        self._faults = faults
        self._written: dict[str, str] = {}
        self._unmapped: dict[str, str] = {}

    def take(self, column: Mapped, known: dict[Cell, Read]) -> None:
        """Reads one cell; `known` is how the cells above it were read."""
        found = self._row.at(column.column.at)
        if found is None:
            return
        if column.field is None:
            self._keep(column, found)
            return
        # To Python, True and 1 are one key.
        key = str(found) if isinstance(found, bool) else found
        if key not in known:
            known[key] = column.cell(found)
        value, wrong = known[key]
        self._written[column.field.name] = text(found)
        for problem, evidence in wrong:
            self._tell(problem, column, text(found) if evidence is None else evidence)
            if problem.stays:
                self._keep(column, found)
        if value is not None:
            self.says[column.field.name] = value

    def put_section(self, section: str, holds: str | None) -> None:
        """What the heading above the row says: a field, or kept beside the row."""
        said = words(section).value or section
        if holds is not None:
            self.says.setdefault(holds, said)
            self._written.setdefault(holds, said)
        else:
            self._unmapped[SECTION] = said

    def read(self) -> ReadRow:
        """The row, with no more unmapped words than a record keeps."""
        left = MOST_UNMAPPED
        kept: dict[str, str] = {}
        for name, said in self._unmapped.items():
            if len(said) > left:
                self._faults.append(CROWDED.at(self._row.number, name))
                continue
            kept[name], left = said, left - len(said)
        return ReadRow(self._row.number, self.says, kept, self._written)

    def _keep(self, column: Mapped, found: Cell) -> None:
        said, wrong = words(text(found))
        for problem, evidence in wrong:
            self._tell(problem, column, evidence or "")
        if said is not None:
            self._unmapped[storable(column.column.name)[:100].strip()] = said

    def _tell(self, problem: Problem, column: Mapped, value: str) -> None:
        name, where = column.column.name, column.column.letter
        self._faults.append(problem.at(self._row.number, name, value, where))
