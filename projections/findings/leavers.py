"""Who does nothing any more: closed accounts, and those whose grants have run out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic_core import from_json
from sqlalchemy import or_, select

from projections.findings.surroundings import Left
from projections.model import FROM, ID
from projections.view import View

CLOSED, RUN_OUT = "the account is closed", "every grant has run out"


def read_left(view: View) -> dict[str, Left]:
    """All accounts that do nothing any more on the day."""
    rows = view.pages.alive("account", view.pin)
    day = view.pin.effective_on.isoformat()
    ended = rows.c.grants.contains('"valid_until":"', autoescape=True)
    wanted = select(rows.c.id, rows.c.status, rows.c.effective_from, rows.c.grants)
    found = view.connection.execute(
        wanted.where(or_(rows.c.status == "closed", ended)), view.pin.params
    )
    left = {}
    for account, status, since, grants in map(tuple, found):
        if status == "closed":
            left[account] = Left(since, CLOSED)
        elif (over := _all_over(from_json(grants), day)) is not None:
            left[account] = Left(over, RUN_OUT)
    return left


def left_by(view: View, ids: Sequence[str]) -> dict[str, Left]:
    """Those of some accounts that do nothing any more: of few, by their rows."""
    model, day = view.schema.models["account"], view.pin.effective_on.isoformat()
    left = {}
    for row in view.rows("account", ids):
        if model.read(row, "status") == "closed":
            left[row[ID]] = Left(row[FROM], CLOSED)
        elif (over := _all_over(model.read(row, "grants") or (), day)) is not None:
            left[row[ID]] = Left(over, RUN_OUT)
    return left


def _all_over(grants: Iterable[Mapping[str, Any]], day: str) -> str | None:
    """The day on which the last of some grants ran out, None if one holds still."""
    ends = [each["valid_until"] for each in grants]
    over = [end for end in ends if isinstance(end, str) and end <= day]
    return max(over) if over and len(over) == len(ends) else None
