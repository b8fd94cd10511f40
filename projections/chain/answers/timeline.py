"""A figure of all chains, month by month."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from domain.errors import RuleBroken
from projections.chain.answers.figures import FIGURES, KEPT, OF_CONTRACTS_ALONE, UNITS
from projections.chain.answers.frame import Json, part, pounds
from projections.chain.answers.months import Months
from projections.chain.assembling import chains_at
from projections.chain.measures.coverage import coverage
from projections.chain.sight import reads_terms
from projections.chain.standing import Which
from projections.view import View

MONTHS: Final = 120


def timeline(view: View, figure: str, which: Which, months: int) -> Json:
    """A figure on the first day of each month up to the day asked, and on that day.

    Raises RuleBroken for a figure by which who reads no terms could tell some.
    """
    if figure not in OF_CONTRACTS_ALONE and not reads_terms(view.reach):
        among = ", ".join(OF_CONTRACTS_ALONE)
        detail = f"{figure} rests on the terms of places, which you read none of"
        raise RuleBroken(f"{detail}: ask for one of {among}", rule="figure-of-terms")
    last = view.pin.effective_on
    found = chains_at(view, which)
    points = [
        {"on": day.isoformat(), **point}
        for day, point in _points(view, figure, which, days(last, months))
    ]
    return {
        "figure": figure,
        "unit": UNITS[figure],
        "position": view.position,
        "effective_on": last.isoformat(),
        "points": points,
        "outside_scope": {
            "count": found.outside.contracts,
            "value": pounds(found, found.outside.pence),
        },
    }


def _points(
    view: View, figure: str, which: Which, asked: Sequence[date]
) -> Iterator[tuple[date, Json]]:
    """A figure on some days, and of how much it is true."""
    if (tell := KEPT.get(figure)) is None:
        for day in asked:
            then = chains_at(view, which, day)
            size, seen = int(then.forest.worth.size), coverage(then.forest)
            yield day, _point(size, seen, FIGURES[figure](then))
        return
    months = Months(view, which)
    for day in asked:
        sums = months.on(day)
        yield day, _point(sums.contracts, sums.coverage, tell(sums))


def _point(contracts: int, seen: float | None, figure: Any) -> Json:
    return {"contracts": contracts, "coverage": part(seen), "figure": figure}


def days(last: date, months: int) -> list[date]:
    """The first days of the last months, and the last day itself."""
    found = [last] if last.day > 1 else []
    month = last.replace(day=1)
    for _ in range(months):
        found.append(month)
        year, before = divmod(month.year * 12 + month.month - 2, 12)
        if year < 1:
            break
        month = date(year, before + 1, 1)
    return found[::-1]
