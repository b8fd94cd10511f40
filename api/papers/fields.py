"""What a paper is printed for: which part of a meeting, for whom, under what name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from api.query import Query
from api.refusals import Fault, Invalid
from domain.rights import Reach

NAMES = ("part", "exempt_paragraph", "meeting", "member", "officer", "wards")
PARTS = ("I", "II")
# Of Part 1 of Schedule 12A to the Local Government Act 1972 (England).
PARAGRAPHS = tuple("1234567")
LONGEST = 300
# Nobody in particular: no restricted record names this account.
NOBODY = UUID(int=0)


class PaperFields(NamedTuple):
    """What is said of a paper beside what the register knows."""

    part: str | None = None
    exempt_paragraph: str | None = None
    meeting: str | None = None
    member: str | None = None
    officer: str | None = None
    wards: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Who may read it, in short: printed at the head of every page."""
        return self.marking.partition(" (")[0]

    @property
    def marking(self) -> str:
        """Who may read it, and why nobody else."""
        if self.part == "I":
            return "Part I: open to the public"
        if self.part == "II":
            return (
                f"Part II: not for publication (paragraph {self.exempt_paragraph} of"
                " Part 1 of Schedule 12A to the Local Government Act 1972)"
            )
        return "Working copy: not for publication"

    def printed(self) -> list[tuple[str, str]]:
        """The fields that were said, each with its name."""
        told = {
            "For the meeting": self.meeting,
            "Member": self.member,
            "Officer": self.officer,
            "Wards": ", ".join(self.wards) or None,
        }
        return [(name, value) for name, value in told.items() if value is not None]


def read_fields(query: Query) -> tuple[PaperFields, Query]:
    """The fields of a paper, and the query without them. Raises Invalid."""
    mine = {name: query.filters[name] for name in NAMES if name in query.filters}
    left = {name: said for name, said in query.filters.items() if name not in mine}
    if faults := [*_faults(mine)]:
        raise Invalid(faults)
    wards = mine.pop("wards", ())
    fields = PaperFields(**{name: said[0] for name, said in mine.items()}, wards=wards)
    _refuse_no_paragraph(fields)
    return fields, query._replace(filters=left)


def seen_by_all(seen: Reach, fields: PaperFields) -> Reach:
    """What may be printed of what somebody may read: nothing restricted in Part I."""
    if fields.part != "I":
        return seen
    parts = tuple(replace(part, restricted=False) for part in seen.parts)
    return replace(seen, account=NOBODY, parts=parts)


def _faults(said: Mapping[str, Sequence[str]]) -> list[Fault]:
    faults: list[Fault] = []
    for name, values in said.items():
        if name != "wards" and len(values) > 1:
            faults.append(Fault(f"/{name}", "is given twice; give it once"))
        if any(not value.strip() or len(value) > LONGEST for value in values):
            faults.append(Fault(f"/{name}", f"has 1 to {LONGEST} characters"))
    for name, known in (("part", PARTS), ("exempt_paragraph", PARAGRAPHS)):
        if any(value not in known for value in said.get(name, ())):
            faults.append(Fault(f"/{name}", f"is one of {', '.join(known)}"))
    return faults


def _refuse_no_paragraph(fields: PaperFields) -> None:
    """Refuses an exempt part without its ground, and a ground without the part."""
    if (fields.part == "II") == (fields.exempt_paragraph is not None):
        return
    message = (
        "a paper in Part II names the paragraph of Schedule 12A by which it is exempt,"
        " and no other paper does"
    )
    raise Invalid([Fault("/exempt_paragraph", message)])
