"""Whom commands may name as an owner, a deputy or a reader: all who have not left."""

from sqlalchemy import select

from projections.rendering import Json
from projections.view import View


def people(view: View) -> list[Json]:
    """Everybody with an account that is not closed, and who is known by name alone.

    Names and ids, and nothing of what anybody may do: rights are the administrator's.
    """
    prefix = view.schema.models["account"].prefix
    rows = view.pages.alive("account", view.pin)
    wanted = (
        select(rows.c.id, rows.c.born_at, rows.c.status)
        .where(rows.c.status != "closed")
        .order_by(rows.c.born_at)
    )
    found = list(map(tuple, view.connection.execute(wanted, view.pin.params)))
    names = view.labels("account", [row[0] for row in found])
    told = [
        {
            "id": who,
            "reference": f"{prefix}-{born_at}",
            "name": names.get(who, {}).get("name"),
            "status": status,
        }
        for who, born_at, status in found
    ]
    return sorted(told, key=lambda one: (one["name"] or "").casefold())
