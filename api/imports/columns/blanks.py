"""What people write where they know nothing: TBC, n/a, a dash."""

import re
from typing import Any, Final

from api.imports.words import Cell

NOT_ASKED: Final = re.compile(
    r"t\.?b\.?[acd]\.?|to be (?:confirmed|advised|determined|agreed)|not known"
    r"|unknown|awaiting.{0,40}|\?+",
    re.IGNORECASE,
)
NOT_APPLICABLE: Final = re.compile(r"n/?a|not applicable|none required", re.IGNORECASE)
NOTHING: Final = re.compile(
    r"[-\u2013\u2014_.\s]*|nil|none|blank|#n/a|#ref!|#value!", re.IGNORECASE
)


def blank(said: str) -> Cell[Any] | None:
    """Why a cell has no value; None if it may have one."""
    if NOTHING.fullmatch(said):
        return Cell(None)
    if NOT_ASKED.fullmatch(said):
        return Cell({"unknown": "not_asked"})
    if NOT_APPLICABLE.fullmatch(said):
        return Cell({"not_applicable": said})
    return None
