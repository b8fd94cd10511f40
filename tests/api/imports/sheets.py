"""Makes sheets as councils keep them: invented, with every disorder on demand."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from api.imports.faults import Fault
from api.imports.job import File
from api.imports.report import Report
from api.imports.rows.importing import import_sheet
from api.imports.rows.options import Options
from api.opening import EVERYTHING
from domain.log.register import Register
from projections.naming import Named, named
from projections.reads import Reads
from tests.api.imports.importing import asker

Merged = Sequence[tuple[str, Any]]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

CONTRACT_HEADER = (
    "Contract Ref",
    "Contract title",
    "Supplier name",
    "Company number",
    "Annual value (£)",
    "Start date",
    "End date",
    "Department",
    "Contract manager",
    "Payment terms",
    "Procurement notes",
)
RISK_GROUPS = (("E4:G4", "Inherent risk"), ("H4:J4", "Residual risk"))


def book(
    rows: Iterable[Sequence[Any]],
    merged: Merged = (),
    *,
    name: str = "Register",
    others: Mapping[str, Iterable[Sequence[Any]]] | None = None,
) -> bytes:
    """A workbook: `merged` are ranges with what stands in them; dates are dates."""
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True}) as made:
        days = made.add_format({"num_format": "dd/mm/yyyy"})
        for title, content in (others or {}).items():
            _fill(made.add_worksheet(title), content, days)
        sheet = made.add_worksheet(name)
        _fill(sheet, rows, days)
        for area, said in merged:
            sheet.merge_range(area, said)
    return into.getvalue()


def _fill(sheet: Any, rows: Iterable[Sequence[Any]], days: Any) -> None:
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            _write(sheet, at, column, cell, days)


def _write(sheet: Any, row: int, column: int, cell: Any, days: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, datetime.combine(cell, time()), days)
    elif cell is not None:
        sheet.write(row, column, cell)


def csv_of(
    *rows: Sequence[Any], separator: str = ",", encoding: str = "utf-8"
) -> bytes:
    """A CSV file as a spreadsheet program writes it."""
    lines = (
        separator.join(_quoted(str(cell), separator) for cell in row) for row in rows
    )
    return "\r\n".join(lines).encode(encoding)


def _quoted(cell: str, separator: str) -> str:
    return f'"{cell}"' if separator in cell or "\n" in cell else cell


def contract_row(number: int, **said: Any) -> list[Any]:
    """A row of a contracts register that nobody could find fault with."""
    plain = {
        "Contract Ref": f"CT-{number:04}",
        "Contract title": f"Home care, lot {number}",
        "Supplier name": f"Halden Care {number % 40} Ltd",
        "Company number": f"{1000000 + number % 40:08}",
        "Annual value (£)": 100_000 + number,
        "Start date": date(2024, 4, 1),
        "End date": date(2027, 3, 31),
        "Department": "Adult social care",
        "Contract manager": "Priya Example",
        "Payment terms": "30 days",
        "Procurement notes": f"Mini-competition {number}",
    }
    return [said.get(name, plain[name]) for name in CONTRACT_HEADER]


def contracts_sheet(many: int = 1, *rows: list[Any]) -> bytes:
    """A contracts register: two rows of titles, the header, its rows."""
    titles = [["Northmoor Borough Council: contracts over £5,000"], []]
    filled = rows or tuple(contract_row(number) for number in range(many))
    return book([*titles, CONTRACT_HEADER, *filled])


def bring_sheet(
    register: Register, reads: Reads, data: bytes, kind: str, **more: Any
) -> Report:
    """Imports a sheet as the command line does; options are given by their names."""
    name = more.pop("name", "register.xlsx")
    who = more.pop("asker", None) or asker()
    dry_run = more.pop("dry_run", False)

    def names() -> Named:
        with reads.at(EVERYTHING) as view:
            return named(view)

    file = File(name, data)
    options = Options(**more)
    return import_sheet(
        register, names, file, who, kind, options=options, dry_run=dry_run
    )


def told(faults: Iterable[Fault]) -> list[tuple[int | None, str | None, str]]:
    """Faults as row, column and what is wrong."""
    return [(fault.row, fault.column, fault.wrong) for fault in faults]
