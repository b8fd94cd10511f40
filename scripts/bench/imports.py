"""A sheet of 5,000 rows looked at before it is taken: how long that takes."""

import io
import time
from contextlib import ExitStack, closing
from datetime import datetime
from functools import partial
from uuid import uuid4

import xlsxwriter

from api.imports.job import File
from api.imports.rows.importing import import_sheet
from api.opening import EVERYTHING
from api.serving import spare_rubbish
from domain.log.register import Register
from domain.log.submission import Asker
from domain.rights import SYSTEM
from projections.naming import Named, named
from projections.opening import open_generations, open_reads
from projections.reads import Reads
from scripts.bench.measuring import (
    NAMES,
    Effort,
    Figures,
    Row,
    Table,
    Target,
    interleaved,
)
from scripts.places import register_on

ROWS = 5_000
SUPPLIERS = 400
WANTED = 2.0
HEADER = (
    "Contract ref",
    "Contract title",
    "Supplier",
    "Annual value (£)",
    "Start date",
    "End date",
    "Department",
    "Contract manager",
    "Notes",
)


def run(store: str, effort: Effort) -> Table:
    """Dry runs of the same rows as a workbook and as CSV."""
    spare_rubbish()
    with ExitStack() as stack:
        home = stack.enter_context(register_on(store))
        register = stack.enter_context(closing(Register(home)))
        generations = open_generations(
            register.reading, home.data, home.url, home.schema
        )
        stack.callback(generations.close)
        reads = open_reads(register.reading, generations)
        files = {"as .xlsx": _workbook(), "as .csv": _csv()}
        found = interleaved(
            {
                name: partial(_round, register, reads, File(name, data))
                for name, data in files.items()
            },
            effort.rounds,
        )
    rows = [
        Row(
            f"{ROWS:,} contracts {name}",
            (f"{figures['s']:.2f}", f"{figures['cpu']:.2f}"),
        )
        for name, figures in found.items()
    ]
    slowest = max(figures["s"] for figures in found.values())
    note = (
        f"Read, mapped, checked and decided as commands, nothing recorded; {SUPPLIERS}"
        f" suppliers; medians of {effort.rounds} rounds, in one process. CPU is that of"
        " this process: a workbook is opened in another."
    )
    wanted = Target("checked, s", WANTED, slowest, at_most=True, unit="s")
    title = f"A sheet looked at before it is taken, {NAMES[store]}"
    return Table(title, ("file", "s", "CPU s"), rows, [wanted], (note,))


def _round(register: Register, reads: Reads, file: File) -> Figures:
    def names() -> Named:
        with reads.at(EVERYTHING) as view:
            return named(view)

    asker = Asker(SYSTEM.account, "cli", uuid4())
    began, worked = time.perf_counter(), time.process_time()
    report = import_sheet(register, names, file, asker, "contracts", dry_run=True)
    took = time.perf_counter() - began
    if report.counts.new != ROWS:
        message = f"{report.summary}: {report.faults[:3]}"
        raise AssertionError(message)
    return {"s": took, "cpu": time.process_time() - worked}


def _rows() -> list[list[object]]:
    start, end = datetime(2024, 4, 1), datetime(2027, 3, 31)  # noqa: DTZ001 - a sheet's
    return [
        [
            f"CT-{number:05}",
            f"Contract {number} for care and support",
            f"Halden Supplies {number % SUPPLIERS} Ltd",
            10_000 + number,
            start,
            end,
            ("Adult social care", "Highways", "Housing")[number % 3],
            f"Officer {number % 25}",
            f"Reviewed at meeting {number}",
        ]
        for number in range(ROWS)
    ]


def _workbook() -> bytes:
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Contracts")
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_string(0, 0, "Northmoor contracts register")
        sheet.write_row(2, 0, HEADER)
        for at, row in enumerate(_rows(), 3):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(at, column, cell, days)
                else:
                    sheet.write(at, column, cell)
    return into.getvalue()


def _csv() -> bytes:
    lines = [",".join(HEADER)]
    for row in _rows():
        cells = (f"{c:%d/%m/%Y}" if isinstance(c, datetime) else str(c) for c in row)
        lines.append(",".join(cells))
    return "\r\n".join(lines).encode("cp1252")
