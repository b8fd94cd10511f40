"""Which column of a table holds which field: by its name, or as the caller says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.imports.columns.cells import Read
from api.imports.columns.fields import Field, Kind, plain
from api.imports.faults import Fault, noted, refused
from api.imports.sheets.grid import Cell as Found
from api.imports.sheets.header import Column
from api.imports.sheets.table import SECTION
from api.imports.words import Cell

# What a caller writes where a column is to be kept without a place.
NOWHERE: Final = ""

NO_SUCH_COLUMN = refused(
    "is a column that the sheet does not have",
    "name a column as its header does, or by its letter",
)
NO_SUCH_FIELD = refused("is no field of this kind", "name one of the fields")
TWICE = refused("is given to two columns", "leave one of them")
NO_PLACE = noted(
    "has no place in the register", "nothing: it is kept as it stands and can be found"
)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A column with the field that it holds, or none, and how that was found.

    `how` is "given" by the caller, by its "name", or "kept" without a place.
    """

    column: Column
    field: Field | None
    how: str
    read: Read | None

    def cell(self, found: Found) -> Cell[Any]:
        """What a cell of the column says."""
        return self.read(found) if self.read else Cell(None)


def knows(kind: Kind, given: Mapping[str, str]) -> Any:
    """Whether a name of a column means anything to a kind, or to the caller."""
    names = {name for field in kind.fields.values() for name in field.names}
    names |= {plain(name) for name in given}
    return lambda name: plain(name) in names


def mapped(
    kind: Kind, columns: Sequence[Column], given: Mapping[str, str]
) -> tuple[tuple[Mapped, ...], tuple[Fault, ...]]:
    """Every column with its field, and what is wrong with what the caller said."""
    wanted, faults = _given(kind, columns, given)
    taken = {field for field in wanted.values() if field}
    named = _named(kind, columns)
    for field in kind.fields.values():
        if field.name not in taken:
            at = _by_name(field, named, wanted)
            if at is not None:
                wanted[at] = field.name
    told = tuple(_mapped(kind, column, wanted, given) for column in columns)
    if not faults:
        faults = [
            NO_PLACE.at(None, each.column.name, None, each.column.letter)
            for each in told
            if each.field is None
        ]
    return told, tuple(faults)


def section_field(kind: Kind, given: Mapping[str, str]) -> Field | None:
    """The field that the headings of sections hold, None if they are only kept."""
    named = given.get(SECTION)
    return kind.fields.get(named) if named else None


def _given(
    kind: Kind, columns: Sequence[Column], given: Mapping[str, str]
) -> tuple[dict[int, str], list[Fault]]:
    wanted: dict[int, str] = {}
    faults: list[Fault] = []
    for name, field in given.items():
        if name == SECTION:
            continue
        column = _called(name, columns)
        if column is None:
            faults.append(NO_SUCH_COLUMN.at(None, name))
        elif field and field not in kind.fields:
            faults.append(NO_SUCH_FIELD.at(None, name, field))
        elif field and field in wanted.values():
            faults.append(TWICE.at(None, name, field))
        else:
            wanted[column.at] = field
    return wanted, faults


def _called(name: str, columns: Iterable[Column]) -> Column | None:
    """The column of a name, or of a letter where none has that name."""
    columns = tuple(columns)
    by_name = (c for c in columns if plain(name) in (plain(c.name), plain(c.plain)))
    by_letter = (c for c in columns if c.letter == name.strip().upper())
    return next(by_name, None) or next(by_letter, None)


def _named(kind: Kind, columns: Iterable[Column]) -> dict[int, str]:
    """Each column by the name that means something, with its group's if that does."""
    known = {name for field in kind.fields.values() for name in field.names}
    return {
        c.at: plain(c.name) if plain(c.name) in known else plain(c.plain)
        for c in columns
    }


def _by_name(
    field: Field, named: Mapping[int, str], wanted: Mapping[int, str]
) -> int | None:
    """The column whose name comes first among those of the field."""
    places = {name: place for place, name in enumerate(field.names)}
    found = [
        (places[name], at)
        for at, name in named.items()
        if at not in wanted and name in places
    ]
    return min(found)[1] if found else None


def _mapped(
    kind: Kind, column: Column, wanted: Mapping[int, str], given: Mapping[str, str]
) -> Mapped:
    name = wanted.get(column.at)
    if not name:
        return Mapped(column, None, "kept", None)
    field = kind.fields[name]
    how = "given" if name in given.values() else "name"
    return Mapped(column, field, how, field.reader(column.name))
