"""The notices of a contract: what sources list of it, and what was typed in."""

from sqlalchemy import select

from projections.rendering import Json
from projections.view import View


def notices_of(view: View, named: str) -> list[Json]:
    """Every notice of a contract, the first published first. Raises NotFound.

    One that its source lists no longer says so in `listed`.
    """
    contract = view.known("contract", named)
    alive = view.pages.alive("notice", view.pin)
    wanted = (
        select(alive)
        .where(alive.c.contract_id == contract)
        .order_by(alive.c.published_on, alive.c.born_at)
    )
    rows = [tuple(r) for r in view.connection.execute(wanted, view.pin.params)]
    return view.rendered("notice", rows)
