"""The plans that are there for when an organisation fails, as far as one may know."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import or_, select

from projections.chain.answers.frame import Json
from projections.view import View

PLAN: Final = ("id", "born_at", "kind", "status", "title")
PLAN_DAYS: Final = ("approved_on", "tested_on", "next_review")


def plans_about(
    view: View, contracts: Iterable[str], organisations: Iterable[str]
) -> list[tuple[str | None, Json]]:
    """The plans that the caller may know of: the contract of each, and its state."""
    rows = view.pages.alive("plan", view.pin)
    columns = [rows.c[name] for name in (*PLAN, *PLAN_DAYS, "worked_on_since")]
    about = or_(
        rows.c.contract_id.in_(list(contracts)),
        rows.c.organisation_id.in_(list(organisations)),
    )
    wanted = select(rows.c.contract_id, *columns).where(
        about,
        rows.c.in_error == 0,
        rows.c.status != "complete",
        view.pages.readable("plan", view.pin, rows, view.reach),
    )
    found = view.connection.execute(wanted.order_by(rows.c.born_at), view.pin.params)
    return [(row[0], _plan(row)) for row in found]


def _plan(row: Any) -> Json:
    _, thing, born, kind, status, title, *days, worked_on = row
    return {
        "id": thing,
        "reference": f"P-{born}",
        "kind": kind,
        "status": status,
        "title": title,
        **dict(zip(PLAN_DAYS, days, strict=True)),
        "worked_on_since": None if worked_on is None else bool(worked_on),
    }
