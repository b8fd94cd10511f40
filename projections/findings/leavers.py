"""Who does nothing: closed accounts, run-out grants, the absent without a deputy."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from pydantic_core import from_json
from sqlalchemy import or_, select

from projections.findings.surroundings import Left
from projections.kinds import Json
from projections.model import FROM, ID
from projections.view import View

CLOSED, RUN_OUT = "the account is closed", "every grant has run out"
AWAY = "away, and the deputy has left"


def read_left(view: View) -> dict[str, Left]:
    """All accounts that do nothing on the day."""
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
    lent = select(rows.c.id, rows.c.delegations).where(rows.c.delegations.is_not(None))
    gone = dict(left)
    for account, delegations in view.connection.execute(lent, view.pin.params):
        away = _away(from_json(delegations), day, gone)
        if away is not None and account not in left:
            left[account] = away
    return left


def left_by(view: View, ids: Collection[str]) -> dict[str, Left]:
    """Those of some accounts that do nothing: of few, by their rows."""
    left, lent = _gone(view, ids)
    day = view.pin.effective_on.isoformat()
    deputies = {each["to"] for each in chain(*lent.values())} - left.keys()
    without = {**left, **_gone(view, deputies)[0]} if deputies else left
    for account, delegations in lent.items():
        away = _away(delegations, day, without)
        if away is not None and account not in left:
            left[account] = away
    return left


def _gone(
    view: View, ids: Collection[str]
) -> tuple[dict[str, Left], dict[str, Sequence[Json]]]:
    """Those of some accounts that have left, and what each of them has lent."""
    model, day = view.schema.models["account"], view.pin.effective_on.isoformat()
    left, lent = dict[str, Left](), dict[str, Sequence[Json]]()
    for row in view.rows("account", sorted(ids)):
        lent[row[ID]] = model.read(row, "delegations") or ()
        if model.read(row, "status") == "closed":
            left[row[ID]] = Left(row[FROM], CLOSED)
        elif (over := _all_over(model.read(row, "grants") or (), day)) is not None:
            left[row[ID]] = Left(over, RUN_OUT)
    return left, lent


def _away(
    delegations: Iterable[Json], day: str, left: Mapping[str, Left]
) -> Left | None:
    """That somebody is away and every deputy has left; None: there, or stood in for."""
    now = [
        each
        for each in delegations
        if (each["valid_from"] or "") <= day
        and (each["valid_until"] is None or day < each["valid_until"])
    ]
    gone = [left[each["to"]].since for each in now if each["to"] in left]
    if not now or len(gone) < len(now):
        return None
    begins = [each["valid_from"] for each in now if each["valid_from"]]
    return Left(max([*begins, *filter(None, gone)], default=None), AWAY)


def _all_over(grants: Iterable[Mapping[str, Any]], day: str) -> str | None:
    """The day on which the last of some grants ran out, None if one holds still."""
    ends = [each["valid_until"] for each in grants]
    over = [end for end in ends if isinstance(end, str) and end <= day]
    return max(over) if over and len(over) == len(ends) else None
