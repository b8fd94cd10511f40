"""One row of a file of notices: a clean notice with its faults, or a refusal."""

from collections.abc import Callable
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from api.imports.cells import amount, amount_if_any, day, flag
from api.imports.codes import cpv_codes, identifier, link, postcode
from api.imports.faults import Fault, Problem, refused, shown
from api.imports.json_text import Doubled, Json, as_text, containers
from api.imports.notice import Notice
from api.imports.oddities import oddities
from api.imports.reading import RefusedRow, TakenRow
from api.imports.suppliers import supplier_cell
from api.imports.words import CUT_AT_SOURCE, Cell, line, storable, words

NOT_AN_OBJECT = refused(
    "the row is not a notice", "write each notice as an object: {...} with its columns"
)
NO_ID = refused(
    "has no id that can be read",
    "give the id under which the source lists the notice, as text: without it nobody"
    " can tell whether the register has it already",
)
NO_TITLE = refused("has no title that can be read", "give the notice its title")
DOUBLED = refused(
    "columns stand twice in one row", "leave one: nobody can tell which value is meant"
)
TOO_WIDE = refused("the row has more than 200 columns", "leave out what is not needed")
TOO_DEEP = refused(
    "the row is nested more than 20 deep", "leave out the column that is no plain value"
)
MAX_COLUMNS = 200
# Where whoever made the file cuts long texts.
SOURCE_LIMITS = {"description": 500, "cpv_description": 300}

T = TypeVar("T")


def read_row(number: int, found: Json, made_on: date | None) -> TakenRow | RefusedRow:
    """What one row says; `made_on` is the day on which the file was made."""
    if not isinstance(found, dict):
        fault = NOT_AN_OBJECT.at(number, None, found)
        return RefusedRow(number, None, (fault,))
    broken = _broken(number, found)
    if broken:
        return RefusedRow(number, _id(found), broken)
    row = _Row(number, found)
    notice = _notice(row)
    if notice is None:
        return RefusedRow(number, _id(found), tuple(row.faults))
    for column, problem in oddities(notice, made_on):
        row.faults.append(problem.at(number, column, found.get(column)))
    return TakenRow(number, notice, tuple(row.faults))


def _id(found: dict[str, Json]) -> str | None:
    doubled = isinstance(found, Doubled) and "id" in found.names
    return None if doubled else identifier(found.get("id")).value


def _broken(number: int, found: dict[str, Json]) -> tuple[Fault, ...]:
    """Why the row cannot even be gone through column by column."""
    if len(found) > MAX_COLUMNS:
        return (TOO_WIDE.at(number, None, f"{len(found):,} columns"),)
    held, ends = containers(found)
    if not ends:
        return (TOO_DEEP.at(number, None),)
    doubled = (item.names for item in held if isinstance(item, Doubled))
    return tuple(
        DOUBLED.at(number, shown(names[0]), ", ".join(names)) for names in doubled
    )


class _Row:
    """A row while it is read: each column is taken once, and what is left is kept."""

    def __init__(self, number: int, found: dict[str, Json]) -> None:
        self.faults: list[Fault] = []
        self._number = number
        self._left = dict(found)
        self._unmapped: dict[str, str] = {}

    def take(self, column: str, read: Callable[[Json], Cell[T]]) -> T | None:
        found = self._left.pop(column, None)
        value, wrong = read(found)
        for problem, evidence in wrong:
            self._note(problem, column, found if evidence is None else evidence)
            if problem.stays:
                self._keep(column, found)
        limit = SOURCE_LIMITS.get(column)
        if limit and isinstance(found, str) and len(found) == limit:
            self._note(CUT_AT_SOURCE, column, f"{limit} characters")
        return value

    def need(
        self, column: str, read: Callable[[Json], Cell[T]], lack: Problem
    ) -> T | None:
        found = self._left.get(column)
        value = self.take(column, read)
        if value is None:
            self._note(lack, column, found)
        return value

    def unmapped(self) -> MappingProxyType[str, str]:
        for column, found in self._left.items():
            self._keep(column, found)
        return MappingProxyType(self._unmapped)

    def _note(self, problem: Problem, column: str, value: object) -> None:
        self.faults.append(problem.at(self._number, column, value))

    def _keep(self, column: str, found: Json) -> None:
        if found is None:
            return
        name = storable(shown(column)).strip() or "(no name)"
        text, wrong = words(as_text(found))
        for problem, evidence in wrong:
            self._note(problem, name, evidence)
        if text is not None:
            # Two names may be one when shown; neither may push out the other.
            held = self._unmapped.get(name)
            self._unmapped[name] = f"{held}\n{text}" if held else text


def _notice(row: _Row) -> Notice | None:
    """The notice, once every column was read: a refusal, too, names every fault."""
    notice_id = row.need("id", identifier, NO_ID)
    title = row.need("title", line, NO_TITLE)
    notice = Notice(
        notice_id=notice_id or "",
        title=title or "",
        description=row.take("description", words),
        organisation=row.take("organisation", line),
        notice_type=row.take("notice_type", line),
        status=row.take("status", line),
        published_on=row.take("published_date", day),
        deadline_on=row.take("deadline_date", day),
        awarded_on=row.take("awarded_date", day),
        value_low=row.take("value_low", amount),
        value_high=row.take("value_high", amount),
        awarded_value=row.take("awarded_value", amount_if_any),
        supplier=row.take("awarded_supplier", supplier_cell),
        awarded_to_sme=row.take("awarded_to_sme", flag),
        suitable_for_sme=row.take("suitable_for_sme", flag),
        cpv_codes=row.take("cpv_codes", cpv_codes) or (),
        cpv_description=row.take("cpv_description", words),
        region=row.take("region", words),
        postcode=row.take("postcode", postcode),
        url=row.take("url", link),
        unmapped=row.unmapped(),
    )
    return notice if notice_id and title else None
