"""The table of a release that people read: each field, with its value or the law."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic_core import from_json

from domain.law.information import EVERY
from domain.ledger.canonical import spell
from domain.log.store import Row
from domain.release.withholding import NOT_ASKED, OUTSIDE

HEAD: Final = ("entry", "recorded", "record", "what", "field", "value", "withheld")
# Programs take what begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
REASONS: Final[Mapping[str, str]] = {
    **{code: exemption.cite for code, exemption in EVERY.items()},
    "personal": "a person's name, address or number: it is in no file of this register",
    "erased": "erased by entry",
    NOT_ASKED: "not asked for",
    OUTSIDE: "about something that is not in this file",
}


def table_lines(rows: Sequence[Row], lines: Sequence[bytes]) -> Iterator[bytes]:
    """The lines of the table. A record is named by the number of its first entry."""
    born: dict[str, int] = {}
    yield _line(HEAD)
    for row, line in zip(rows, lines, strict=True):
        record = born.setdefault(row[1], row[0])
        entry = (row[0], row[4][:10], record, row[3].rpartition(".")[0])
        told = from_json(line)
        for field in sorted({**told["open"], **told["withheld"]}):
            yield _line((*entry, field, *_shown(told, field)))


def _shown(told: Mapping[str, Any], field: str) -> tuple[str, str]:
    if field in told["open"]:
        value = told["open"][field][1]
        return value if isinstance(value, str) else spell(value).decode(), ""
    held = told["withheld"][field]
    reason = REASONS[held["basis"]]
    return "", f"{reason} {held['by']}" if "by" in held else reason


def _line(cells: Sequence[object]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(
        f"'{cell}" if str(cell).startswith(_FORMULA) else cell for cell in cells
    )
    return out.getvalue().encode()
