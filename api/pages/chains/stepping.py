"""Days to step to: a month or a year on or back, within what the register covers."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np

from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from domain.dating import months_after
from projections.chain.holding import held_for
from projections.chain.picture.picture import Picture

# Every month has that day.
LATE = 28
_STEPS = (
    (-12, "A year back"),
    (-1, "A month back"),
    (1, "A month on"),
    (12, "A year on"),
)


class Steps(NamedTuple):
    """The day shown, whether as it was known then, and where one can step to.

    A step of None would lead before anything is said of the contracts that are shown,
    or into the future. `months` are a day of each month from then to today, `at` says
    which of them is that of the day shown.
    """

    today: date
    day: date
    as_known_then: bool
    steps: list[tuple[str, date | None]]
    months: list[date]
    at: int


def steps(picture: Picture, today: date, clocks: PageClocks) -> Steps:
    """The steps from the day that a picture shows."""
    day = picture.view.pin.effective_on
    rows = held_for(picture.view).nouns["contract"]
    shown = np.isin(rows.born, picture.seen.found.contracts.born)
    since = rows.edges[0][shown]
    first = min(date.fromordinal(int(since.min())), day) if since.size else day
    asked = clocks.asked
    then = KNOWN_AT in asked and asked[KNOWN_AT] == asked.get(TRUE_ON)
    found = [
        (words, _within(months_after(day, n), first, today)) for n, words in _STEPS
    ]
    months = [*_months(first, today)]
    at = (day.year - first.year) * 12 + day.month - first.month
    return Steps(today, day, then, found, months, at)


def _months(first: date, today: date) -> Iterator[date]:
    """A day late in each month, no earlier than the first and none to come."""
    count = (today.year - first.year) * 12 + today.month - first.month
    for nth in range(count + 1):
        month = months_after(first.replace(day=1), nth).replace(day=LATE)
        yield min(max(month, first), today)


def _within(day: date, first: date, today: date) -> date | None:
    return day if first <= day <= today else None
