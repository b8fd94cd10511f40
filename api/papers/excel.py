"""Papers as Excel workbooks: a sheet a table, and one that says what it all is."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date
from typing import Any, Final

import xlsxwriter

from api.papers.blocks import Drawing, Heading, Listing, Table, Text
from api.papers.paper import Paper
from api.papers.words import said
from api.workbook import ABOUT, as_written
from domain.values import DATE

# What Excel takes for the name of a sheet.
NAME: Final = 31
WIDTH: Final = 6
# Excel knows no days before.
FIRST_DAY: Final = "1900-01-01"


def workbook_of(paper: Paper) -> bytes:
    """The paper as a workbook; nothing in it is a formula."""
    into = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    moment = paper.stand.recorded_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    with xlsxwriter.Workbook(into, options) as book:
        title = f"{paper.title}: {paper.subject}"[:255]
        book.set_properties({"title": as_written(title), "created": moment})
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            "money": book.add_format({"num_format": "#,##0.00"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _tell(book.add_worksheet(ABOUT), paper, formats)
        names: set[str] = {ABOUT.casefold()}
        for block in paper.blocks:
            if isinstance(block, Table):
                _fill(book.add_worksheet(_name(block.name, names)), block, formats)
    return into.getvalue()


def _tell(sheet: Any, paper: Paper, formats: dict[str, Any]) -> None:
    """What the paper is, and all that it says beside its tables."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for row, (name, text) in enumerate(_about(paper)):
        sheet.write_string(row, 0, name, formats["head"])
        sheet.write_string(row, 1, as_written(text), formats["text"])


def _about(paper: Paper) -> Iterator[tuple[str, str]]:
    stand = paper.stand
    yield "Paper", f"{paper.title}: {paper.subject}"
    yield "Authority", stand.authority
    yield "Circulation", paper.fields.marking
    yield from paper.fields.printed()
    yield "Known at", stand.known_at
    yield "True on", stand.true_on
    yield "Head code", stand.code
    for block in paper.blocks:
        match block:
            case Heading(text=text):
                yield "", text
            case Text(text=text):
                yield "", text
            case Listing(items=items):
                yield from (("", item) for item in items)
            case Table(name=name, rows=rows, empty=empty):
                yield "", f"Sheet {name}" if rows else empty
            case Drawing(alt=alt):
                yield "", alt


def _fill(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, as_written(column.head), formats["head"])
        sheet.set_column(at, at, max(10, column.width * WIDTH))
    sheet.freeze_panes(1, 0)
    for row, cells in enumerate(table.rows, 1):
        _write(sheet, row, cells, formats)
    if not table.rows:
        sheet.write_string(1, 0, table.empty)


def _write(sheet: Any, row: int, cells: Sequence[Any], formats: dict[str, Any]) -> None:
    for at, value in enumerate(cells):
        if isinstance(value, str) and DATE.fullmatch(value) and value >= FIRST_DAY:
            sheet.write_datetime(row, at, date.fromisoformat(value), formats["day"])
        elif type(value) is int:
            sheet.write_number(row, at, value)
        elif isinstance(value, dict) and value.get("currency") == "GBP":
            sheet.write_number(row, at, float(value["amount"]), formats["money"])
        else:
            sheet.write_string(row, at, as_written(said(value)), formats["text"])


def _name(wanted: str, taken: set[str]) -> str:
    """A name that no other sheet has."""
    name, nth = wanted[:NAME], 2
    while name.casefold() in taken:
        name, nth = f"{wanted[: NAME - 4]} {nth}", nth + 1
    taken.add(name.casefold())
    return name
