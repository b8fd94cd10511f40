"""How every place of a chain performs, by the KPIs that are agreed for it.

Kent's tenth principle asks that commissioners, members among them, look at all
providers of a chain: a place without a figure is said to be not measured.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select

from projections.view import View

Json = dict[str, Any]

STATES: Final = ("measured", "not_measured")
# The worst first.
STANDINGS: Final = ("red", "amber", "green")
RATINGS: Final = (
    "inadequate",
    "requires_improvement",
    "approaching_target",
    "good",
    "other",
)


def read_performance(view: View, contract: str, root: str) -> Mapping[str, Json]:
    """How each place of a chain performs; the contract's own KPIs are the lead's."""
    kpis = view.pages.alive("kpi", view.pin)
    cells = (kpis.c.seat_id, kpis.c.standing, kpis.c.rating, kpis.c.measured)
    wanted = select(*cells).where(
        kpis.c.contract_id == contract, kpis.c.in_error == 0, kpis.c.status == "agreed"
    )
    by_place = defaultdict[str, list[Sequence[Any]]](list)
    for seat, *said in view.connection.execute(wanted, view.pin.params):
        by_place[seat or root].append(said)
    return {place: performance(of_it) for place, of_it in by_place.items()}


def performance(kpis: Sequence[Sequence[Any]]) -> Json:
    """What the KPIs of one place come to: the worst standing, the worst rating.

    Each is (standing, rating, how many figures there are).
    """
    standings = {standing for standing, _, _ in kpis}
    ratings = {rating for _, rating, _ in kpis}
    return {
        "state": "measured" if any(count for *_, count in kpis) else "not_measured",
        "kpis": len(kpis),
        "red": sum(1 for standing, _, _ in kpis if standing == "red"),
        "standing": next((one for one in STANDINGS if one in standings), None),
        "rating": next((one for one in RATINGS if one in ratings), None),
    }


NOTHING: Final = performance(())
