"""What spot checks of payments down the chain have found, with how sure that is."""

from collections.abc import Iterator
from typing import Any

import orjson
from sqlalchemy import select

from projections.chain.answers.frame import Json, parts
from projections.chain.measures.payment import wilson
from projections.chain.standing import Standing
from projections.view import View


def spot_checked(view: View, found: Standing) -> Json:
    """How many payments were looked at, how many were late; the 95% interval of these.

    Of checks that say both; the share holds for all payments only if those that were
    looked at were picked by nobody.
    """
    standing, seats = set(found.seats.born.tolist()), 0
    tested = late = 0
    for born, checks in _checks(view):
        said = [one for one in checks if _says_both(one)]
        if born not in standing or not said:
            continue
        seats += 1
        tested += sum(one["payments_checked"] for one in said)
        late += sum(min(one["paid_late"], one["payments_checked"]) for one in said)
    share = parts(wilson(late, tested))
    return {"seats": seats, "payments": tested, "late": late, "late_share": share}


def _checks(view: View) -> Iterator[tuple[int, list[Any]]]:
    rows = view.pages.alive("seat", view.pin)
    wanted = select(rows.c.born_at, rows.c.spot_checks).where(
        rows.c.in_error == 0, rows.c.spot_checks.is_not(None)
    )
    for born, text in view.connection.execute(wanted, view.pin.params):
        yield born, orjson.loads(text)


def _says_both(check: Json) -> bool:
    counts = check.get("payments_checked"), check.get("paid_late")
    return all(isinstance(one, int) for one in counts)
