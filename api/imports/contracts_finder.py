"""Reads files of Contracts Finder notices: bytes in, a reading out, never an error."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from api.imports.cells import day
from api.imports.faults import Fault, noted, refused
from api.imports.json_text import Doubled, Json, Number, parse
from api.imports.notice import Notice
from api.imports.notice_row import read_row
from api.imports.reading import Reading
from api.imports.repeats import settled
from api.imports.words import line

MAX_ROWS = 20_000
WHOLE = re.compile("[0-9]{1,9}")
PARTS = {"meta", "stats", "contracts"}

NO_LIST = refused(
    "the file holds no list of notices",
    'give {"contracts": [...]} or a bare list; other forms (OCDS releases, a'
    " spreadsheet) are kinds of import of their own",
)
TWO_LISTS = refused(
    "the file has a part twice", "leave one: nobody can tell which is meant"
)
NO_ROWS = refused(
    "the list of notices is empty",
    "fetch it again: a source that has lost everything has more likely failed",
)
TOO_MANY = refused(
    "the file has more than 20,000 rows", "split it, and import the parts one by one"
)
SHORT = noted(
    "the file says that it holds another number of notices",
    "fetch it again if it was cut; until then nothing counts as no longer listed",
)
LEFT_OUT = noted(
    "the file has parts that are no notices", "nothing: they were not imported"
)
UNDATED = noted(
    "the file does not say when it was made",
    "nothing: dates were not tested for lying ahead of it",
)
SEVERAL_BUYERS = noted(
    "the notices name several buyers, or one in several ways",
    "say which of them are this authority before anything is recorded",
)
PUBLISHED_AFTER = noted(
    "notices were published after their award",
    "nothing: the source gives the day of the latest publication, for them that of"
    " the award notice; it does not tell when the procurement began",
)


def read(data: bytes) -> Reading:
    """What a file of notices says, row by row, with every fault found on the way.

    The file is `{"meta": {...}, "stats": ..., "contracts": [...]}` or a bare list.
    Whatever the bytes, the answer is a reading: of a file that cannot be read at
    all it has no rows and one refusal.
    """
    digest = hashlib.sha256(data).hexdigest()
    found = parse(data)
    listed = found if isinstance(found, Fault) else _listed(found)
    if isinstance(listed, Fault):
        return Reading(digest, None, None, None, (), (listed,))
    parts = found if isinstance(found, dict) else {}
    meta = parts.get("meta")
    reading = _reading(digest, listed, meta if isinstance(meta, dict) else {})
    return replace(reading, file_faults=tuple(_file_faults(reading, parts)))


def _listed(found: Json) -> list[Json] | Fault:
    """The rows, or why there are none to read."""
    if isinstance(found, Doubled):
        return TWO_LISTS.at(None, None, ", ".join(found.names))
    rows = found.get("contracts") if isinstance(found, dict) else found
    if not isinstance(rows, list):
        parts = ", ".join(found) if isinstance(found, dict) else found
        return NO_LIST.at(None, "contracts", parts)
    if not rows:
        return NO_ROWS.at(None, "contracts", rows)
    if len(rows) > MAX_ROWS:
        return TOO_MANY.at(None, "contracts", f"{len(rows):,} rows")
    return rows


def _reading(digest: str, listed: list[Json], meta: dict[str, Json]) -> Reading:
    made_on = day(meta.get("generated")).value
    return Reading(
        sha256=digest,
        source=line(meta.get("source")).value,
        made_on=made_on,
        announced=_whole(meta.get("total_notices")),
        rows=settled(
            read_row(number, found, made_on) for number, found in enumerate(listed, 1)
        ),
        file_faults=(),
    )


def _whole(found: Json) -> int | None:
    is_whole = isinstance(found, Number) and WHOLE.fullmatch(found.text)
    return int(str(found)) if is_whole else None


def _file_faults(reading: Reading, parts: dict[str, Json]) -> Iterator[Fault]:
    others = [part for part in parts if part not in PARTS]
    if others:
        yield LEFT_OUT.at(None, None, ", ".join(others))
    if reading.made_on is None:
        yield UNDATED.at(None, "meta.generated")
    if reading.announced not in {None, len(reading.rows)}:
        value = f"{reading.announced} announced, {len(reading.rows)} found"
        yield SHORT.at(None, "meta.total_notices", value)
    if len(reading.buyers) > 1:
        buyers = (f"{name} ({held})" for name, held in reading.buyers.most_common(9))
        yield SEVERAL_BUYERS.at(None, "organisation", ", ".join(buyers))
    late = sum(_published_after_award(row.notice) for row in reading.taken)
    if late:
        yield PUBLISHED_AFTER.at(None, "published_date", f"{late} notices")


def _published_after_award(notice: Notice) -> bool:
    published, awarded = notice.published_on, notice.awarded_on
    return published is not None and awarded is not None and awarded < published
