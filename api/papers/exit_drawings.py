"""The pictures of an exit: the chain tier by tier, and when its tasks are due."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from api.papers.blocks import Drawing
from api.papers.words import day, plain
from projections.reports.chain_drawing import Place, drawings

Json = dict[str, Any]
TOP: Final = "top"
# So low that a drawing leaves little of the page before it empty.
ROWS: Final = 15
# How much of a name fits into a box, and beside a bar; the table has all of it.
NAME: Final = 46
BESIDE: Final = 30
MARKS: Final = 6


def chain_drawings(report: Json) -> list[Drawing]:
    """The chain, tiers left to right; what is not decided stands out, and says so."""
    named = report["facts"]["provider_name"]
    lead = named if isinstance(named, str) else "The lead provider"
    places = {TOP: Place(_short(lead), "tier 1, the lead", marked=False)}
    above: dict[str, str] = {}
    ids = {seat["id"] for seat in report["seats"]}
    for seat in report["seats"]:
        undecided = seat["decision"] == "undecided"
        name = seat["organisation"]["name"] or seat["reference"]
        note = f"tier {seat['tier']}, {plain(seat['decision'])}"
        places[seat["id"]] = Place(_short(name), note, undecided)
        parent = seat["parent_seat_id"]
        above[seat["id"]] = parent if parent in ids else TOP
    return [
        Drawing("chain", _alt_of_chain(report, lead), data)
        for data in drawings(places, above)
    ]


def timeline_drawings(timeline: Json) -> list[Drawing]:
    """A bar for each task that has days, from its latest start to its latest end."""
    tasks = [task for task in timeline["tasks"] if task["start"] is not None]
    if not tasks:
        return []
    first = date.fromisoformat(min(task["start"] for task in tasks))
    last = date.fromisoformat(timeline["end"])
    span = max((last - first).days, 1)
    marks = [*_marks(first, last)]
    alt = (
        f"{len(tasks)} tasks from {day(first)} to {day(last)}; the table that follows"
        " has the days of each, and which may not slip."
    )
    return [
        Drawing(
            "timeline",
            alt,
            {
                "marks": marks,
                "tasks": [_bar(task, first, span) for task in tasks[at : at + ROWS]],
            },
        )
        for at in range(0, len(tasks), ROWS)
    ]


def _alt_of_chain(report: Json, lead: str) -> str:
    seats: Sequence[Json] = report["seats"]
    undecided = sum(1 for seat in seats if seat["decision"] == "undecided")
    deepest = max((seat["tier"] or 1 for seat in seats), default=1)
    return (
        f"The chain below {lead}: {len(seats)} seats down to tier {deepest}. Of"
        f" {undecided} nobody has decided what becomes. The table that follows has all."
    )


def _short(name: str, most: int = NAME) -> str:
    return name if len(name) <= most else f"{name[: most - 3]}..."


def _bar(task: Json, first: date, span: int) -> Json:
    start, due = (date.fromisoformat(task[name]) for name in ("start", "due"))
    return {
        "name": ("* " if task["critical"] else "") + _short(task["title"], BESIDE),
        "from": (start - first).days / span,
        "to": (due - first).days / span,
        "critical": bool(task["critical"]),
    }


def _marks(first: date, last: date) -> Iterator[Json]:
    """A few days along the top, evenly apart."""
    span = (last - first).days
    for nth in range(MARKS):
        at = nth / MARKS
        marked = date.fromordinal(first.toordinal() + round(span * at))
        yield {"label": f"{marked.day} {marked:%b} {marked.year}", "at": at}
