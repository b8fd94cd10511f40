"""An exported list that was changed and comes back: which cells say something else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from api.imports.columns.amounts import paid
from api.imports.columns.blanks import NOTHING
from api.imports.columns.cells import code, flag, prose, whole
from api.imports.columns.days import day
from api.imports.faults import Fault, Problem, Severity, refused
from api.imports.sheets.grid import Cell as Found
from api.imports.sheets.grid import Grid, is_blank, letter, text
from api.imports.words import Cell
from api.spreadsheet import Path, columns_of, value_at
from api.workbook import as_written
from projections.kinds import (
    COUNT,
    DAY,
    FLAG,
    ID,
    JSON,
    LIST,
    MONEY,
    SCORE,
    WHOLE,
    Kind,
)
from projections.model import Model

Json = dict[str, Any]

# What a list says of a thing that is no field of it.
HEAD: Final = frozenset({"id", "reference", "version"})
NOT_KNOWN: Final = re.compile(
    r"not known: (not asked|asked no answer|refused)|not applicable: (.+)", re.DOTALL
)

NOT_EXPORTED = refused(
    "the sheet has no columns id and version",
    "send the workbook that the register gave, with those columns as they were",
)
NO_SUCH_THING = refused(
    "is nothing that the register has here", "leave the id as it was exported"
)
NEW_ROW = refused(
    "is a row without an id",
    "bring in what is new by an import of its kind; here only what is there changes",
)
TWICE = refused("stands in two rows", "leave one of them")
NO_EDIT = refused(
    "is not changed in a list", "put it back, and use the command that changes it"
)
NOT_EMPTIED = refused(
    "was emptied, and it is known", "put it back, or say why there is no value"
)
UNREADABLE = refused("cannot be read", "write it as it was exported")


@dataclass(slots=True)
class Edit:
    """One row that was changed: the thing as it was exported, and what it now says."""

    row: int
    before: Json
    values: Json = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)


class Edited:
    """The rows of a sheet, held against the things as they were when it was made."""

    def __init__(self, model: Model, grid: Grid, things: Mapping[str, Json]) -> None:
        self.faults: list[Fault] = []
        self._model = model
        self._things = things
        self._rows = grid.rows
        known = {".".join(path): path for path in columns_of(model)}
        header = grid.rows[0] if grid.rows else ()
        self._paths = {
            at: known[name]
            for at, cell in enumerate(header)
            if (name := text(cell)) in known
        }

    def edits(self) -> Iterator[Edit]:
        """Every row that says something else than was exported."""
        places = {path: at for at, path in self._paths.items()}
        if ("id",) not in places or ("version",) not in places:
            self.faults.append(NOT_EXPORTED.at(None, None))
            return
        seen: set[str] = set()
        for number, row in enumerate(self._rows[1:], 2):
            if all(is_blank(cell) for cell in row):
                continue
            named = text(_at(row, places[("id",)]))
            if (thing := self._thing(number, named, seen)) is not None:
                edit = Edit(number, thing)
                self._compare(edit, row)
                if edit.values:
                    yield edit

    def _thing(self, number: int, named: str, seen: set[str]) -> Json | None:
        problem = None
        if not named:
            problem = NEW_ROW
        elif named in seen:
            problem = TWICE
        elif named not in self._things:
            problem = NO_SUCH_THING
        seen.add(named)
        if problem is not None:
            self.faults.append(problem.at(number, "id", named))
            return None
        return self._things[named]

    def _compare(self, edit: Edit, row: Any) -> None:
        for at, path in self._paths.items():
            found, before = _at(row, at), value_at(edit.before, path)
            if _same(found, before, path):
                continue
            value = self._value(edit, at, path, found)
            if value is not None:
                self._put(edit, path, value)
                edit.columns[path[0]] = letter(at)

    def _value(self, edit: Edit, at: int, path: Path, found: Found) -> Any:
        """What a changed cell says, None with a fault where that cannot be."""
        value, problem = self._read(path, found)
        if problem is not None:
            name, where = ".".join(path), letter(at)
            fault = problem.at(edit.row, name, text(found), where)
            self.faults.append(replace(fault, severity=Severity.REFUSED))
        return value

    def _read(self, path: Path, found: Found) -> tuple[Any, Problem | None]:
        kind = self._model.columns.get(path[0])
        if kind is None or kind in (JSON, LIST) or path[-1] in ("score", "currency"):
            return None, NO_EDIT
        if is_blank(found) or NOTHING.fullmatch(text(found)):
            if path[0] in self._model.descriptive:
                return {"unknown": "not_asked"}, None
            return None, NOT_EMPTIED
        if gap := NOT_KNOWN.fullmatch(text(found)):
            why = gap[1] and gap[1].replace(" ", "_")
            return {"unknown": why} if why else {"not_applicable": gap[2]}, None
        value, wrong = _reader(kind, path)(found)
        if value is not None:
            return value, None
        return None, wrong[0].problem if wrong else UNREADABLE

    def _put(self, edit: Edit, path: Path, value: Any) -> None:
        """Puts a value in its field; a part of one beside the parts that stay."""
        name, *part = path
        if not part or (isinstance(value, dict) and "amount" not in value):
            edit.values[name] = value
            return
        stands = edit.values.get(name) or edit.before.get(name)
        whole = dict(stands) if isinstance(stands, dict) else {}
        whole.pop("score", None)
        said = value["amount"] if isinstance(value, dict) else value
        edit.values[name] = {**_BLANK.get(part[0], {}), **whole, part[0]: said}


_BLANK: Mapping[str, Json] = {"amount": {"currency": "GBP", "vat_basis": "unknown"}}


def _reader(kind: Kind, path: Path) -> Any:
    if kind is DAY:
        return day
    if kind is FLAG:
        return flag
    if kind is ID:
        return lambda found: Cell(text(found))
    if kind is MONEY:
        return paid("unknown") if path[-1] == "amount" else code
    return whole if kind in (WHOLE, COUNT, SCORE) else prose


def _same(found: Found, before: Any, path: Path) -> bool:
    """Whether a cell says what was exported there."""
    if path[-1] == "amount" and isinstance(found, int | float) and before is not None:
        return Decimal(repr(found)).quantize(Decimal("0.01")) == Decimal(str(before))
    written = "" if before is None else as_written(before)
    return text(found).replace("\r\n", "\n") == written.strip()


def _at(row: Any, at: int) -> Found:
    found: Found = row[at] if at < len(row) else None
    return found
