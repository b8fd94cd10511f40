"""Cells that list several things in words, one a line: controls, actions."""

import re
from typing import Any, Final

from api.imports.columns.blanks import blank
from api.imports.faults import noted
from api.imports.sheets.grid import Cell as Found
from api.imports.sheets.grid import text
from api.imports.words import LINE, Cell, Wrong, words

MOST: Final = 20
# "- one", "2) two", "(c) three", "• four".
BULLET: Final = re.compile(
    r"\s*(?:[-*\u2022\u25cf\u2013]|\(?(?:[0-9]{1,2}|[a-z])[.)])\s+"
)
TOO_MANY: Final = noted(
    "lists more than 20 things",
    "nothing: the first 20 were taken, and all are among the unmapped columns",
    stays=True,
)
LONG_ITEM: Final = noted(
    "has a line that is longer than 300 characters",
    "nothing: it was cut, and its longer form is among the unmapped columns",
    stays=True,
)


def lines(found: Found) -> Cell[Any]:
    """Each line of a cell, or each part between semicolons, without its bullet."""
    said, wrong = words(text(found) or None)
    if said is None or blank(said) is not None:
        return Cell(None, wrong)
    parts = (BULLET.sub("", part, count=1).strip() for part in re.split(r"[\n;]", said))
    listed = [part for part in dict.fromkeys(parts) if part]
    if any(len(part) > LINE for part in listed):
        wrong = (*wrong, Wrong(LONG_ITEM, f"{max(map(len, listed)):,} characters"))
    if len(listed) > MOST:
        wrong = (*wrong, Wrong(TOO_MANY, f"{len(listed)} lines"))
    return Cell([part[:LINE].strip() for part in listed[:MOST]] or None, wrong)
