"""CSV as spreadsheet programs write it: any of four encodings, any of four separators.

Excel writes cp1252 and, where the computer says so, semicolons; the bytes alone have
to tell.
"""

import codecs
import csv
import io
from typing import Final

from api.imports.faults import Fault, refused
from api.imports.sheets.grid import MAX_COLUMNS, MAX_ROWS, Grid

SEPARATORS: Final = ",;\t|"
SAMPLED: Final = 50
SEEN: Final = 4_000
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# One cell is at most what words may be, with room for what is cut with a fault.
MAX_CELL: Final = 200_000

NOT_TEXT = refused(
    "is neither a workbook nor text",
    "save it as .xlsx, or as CSV, and import that",
)
EMPTY = refused("the file is empty", "send the right file; a download may have failed")
BROKEN = refused(
    "is no table of rows and columns",
    "open it in a spreadsheet program and save it as .xlsx or CSV again",
)


def read_csv(data: bytes, name: str = "") -> Grid | Fault:
    """The rows of a CSV file; every cell is text."""
    if not data.strip():
        return EMPTY.at(None, None)
    text = _decoded(data)
    if text is None:
        return NOT_TEXT.at(None, None)
    csv.field_size_limit(MAX_CELL)
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=_separator(text), skipinitialspace=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row[: MAX_COLUMNS + 1])
            if len(rows) > MAX_ROWS:
                break
    except csv.Error as error:
        return BROKEN.at(reader.line_num, None, error)
    return Grid(name, rows)


def _decoded(data: bytes) -> str | None:
    """Text by its mark, else UTF-8, else what Windows writes in this country."""
    text = _by_mark(data) or _try(data, "utf-8")
    if text is None:
        # What cp1252 has no letter for is no reason to refuse the other ten thousand.
        text = data.decode("cp1252", errors="replace")
    odd = sum(map(_is_odd, text[:SEEN]))
    return None if odd * 50 > min(len(text), SEEN) else text


def _by_mark(data: bytes) -> str | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _try(data, encoding)
    if b"\x00" in data[:SEEN]:
        return _try(data, "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be")
    return None


def _is_odd(char: str) -> bool:
    return not (char.isprintable() or char.isspace())


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _separator(text: str) -> str:
    """The separator that parts most lines into as many cells as their neighbours."""
    lines = text.splitlines()[:SAMPLED]
    return max(SEPARATORS, key=lambda mark: (_agreement(lines, mark), mark == ","))


def _agreement(lines: list[str], mark: str) -> int:
    widths = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
    return sum(
        min(here, there)
        for here, there in zip(widths, widths[1:] or widths, strict=False)
        if here == there > 1
    )
