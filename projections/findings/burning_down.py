"""How many gaps there were at the end of each month, as was known then."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    cast,
    null,
    or_,
    select,
    true,
    union_all,
)

from projections.findings.catalogue import CASES
from projections.findings.evaluating import settled_on
from projections.findings.gaps import ASKED, WANTED, gap_rule, lacks
from projections.findings.gathering import engaged_by, read_policy
from projections.findings.surroundings import Surroundings
from projections.london import end_of, london_day
from projections.rendering import Json
from projections.view import View

# So many months are told, the latest.
MONTHS = 36
# Beside the cells of a case: until when its row was known, and the days it is of.
DAYS = ("effective_from", "effective_until")


class Point(NamedTuple):
    """The end of a month: the day, and the last position recorded on it."""

    on: date
    position: int


def burn_down(view: View) -> Json:
    """The gaps at the end of each month so far, and now; from when on none is expected.

    Each as was known on that day and as true on it, by the fields that are asked for
    now. What is let be is among them: it is no better known.
    """
    points = list(_points(view))
    counted = _counted(view, points)
    policy = read_policy(view)
    around = Surroundings(view.pin.effective_on, thresholds=policy.thresholds)
    settled = settled_on(view, around)
    return {
        "items": [
            {
                "on": point.on.isoformat(),
                "position": point.position,
                "missing": gaps.total(),
                "rules": [
                    {"rule": rule, "missing": count}
                    for rule, count in sorted(gaps.items())
                    if count
                ],
            }
            for point, gaps in zip(points, counted, strict=True)
        ],
        "settling_in": {
            "until": settled.isoformat(),
            "over": settled <= view.pin.effective_on,
        },
        "position": view.position,
    }


def _points(view: View) -> Iterator[Point]:
    """The last days of the months of the register, and the day of the view."""
    if not view.position:
        return
    first, today = london_day(view.log.recorded_at(1)), view.pin.effective_on
    days = list[date]()
    day = first.replace(day=1)
    while day <= today:
        day = (day + timedelta(days=31)).replace(day=1)
        days.append(min(day - timedelta(days=1), today))
    for on in days[-MONTHS:]:
        position = min(view.log.position_at(end_of(on)), view.position)
        if position:
            yield Point(on, position)


def _counted(view: View, points: Sequence[Point]) -> list[Counter[str]]:
    """The gaps at each point, by rule."""
    counted = [Counter[str]() for _ in points]
    contracts: list[list[Any]] = _standing(view, "contract", points, all_of=True)
    for noun in WANTED:
        of_noun = (
            contracts
            if noun == "contract"
            else _standing(view, noun, points, all_of=False)
        )
        for nth, (point, cases) in enumerate(zip(points, of_noun, strict=True)):
            around = Surroundings(point.on, engaged=engaged_by(contracts[nth]))
            asked = [case for case in cases if ASKED[noun](case, around)]
            for field, cell in WANTED[noun].items():
                missing = sum(lacks(case, field, cell) for case in asked)
                counted[nth][gap_rule(noun, field)] += missing
    return counted


def _standing(
    view: View, noun: str, points: Sequence[Point], *, all_of: bool
) -> list[list[Any]]:
    """The things at each point that the caller may read, or those of them with gaps."""
    kind: Any = CASES[noun]
    positions = [point.position for point in points]
    found: list[list[Any]] = [[] for _ in points]
    rows = view.connection.execute(_versions(view, noun, all_of=all_of)).all()
    may = view.readable(noun, {row[0] for row in rows})
    for *cells, known_to, start, until in map(tuple, rows):
        case = kind._make(cells)
        if case.id not in may:
            continue
        first = bisect_left(positions, case.known_from)
        last = bisect_left(positions, known_to) if known_to else len(points)
        for nth in range(first, last):
            day = points[nth].on.isoformat()
            if start <= day and (until is None or day < until):
                found[nth].append(case)
    return found


def _versions(view: View, noun: str, *, all_of: bool) -> CompoundSelect[Any]:
    """Every version of the things of a noun that was no mistake, or those with gaps."""
    kind: Any = CASES[noun]
    tables = view.schema.nouns[noun]
    arms = []
    for table, known_to in (
        (tables.live, cast(null(), BigInteger)),
        (tables.past, tables.past.c.known_to),
    ):
        lacking = or_(*(table.c[name].is_(None) for name in WANTED[noun].values()))
        cells = [table.c[name] for name in kind._fields]
        days = [table.c[name] for name in DAYS]
        arms.append(
            select(*cells, known_to.label("until_known"), *days).where(
                table.c.in_error == 0, true() if all_of else lacking
            )
        )
    return union_all(*arms)
