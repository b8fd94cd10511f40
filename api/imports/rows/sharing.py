"""What the acts of one import of rows share, and what came of them."""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from api.imports.report import Fate
from api.imports.rows.differences import Difference


class Taken(NamedTuple):
    """What became of one row, and where it differs from what the register says."""

    fate: Fate
    became: UUID | None
    differences: tuple[Difference, ...] = ()


@dataclass(slots=True)
class Shared:
    """What the acts of one import share: whose rows, and what came of them.

    `memory` remembers what the files of a source list, `names` what they call things;
    `taken` and `gone` are written by whichever thread runs an act, and read when it
    is over.
    """

    kind: str
    source: str
    memory: UUID
    names: UUID
    import_id: UUID
    sheet: str
    file_name: str
    # A rehearsal keeps no rows: to keep one takes no decision.
    keeps: bool = True
    taken: dict[str, Taken] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
