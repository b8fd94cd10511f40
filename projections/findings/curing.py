"""What was recorded once an alert stood, and is said to be of before it: as if in time.

Each of these facts ends an alert. Where its own day lies before the day on which that
began, and it was recorded after, nobody was told in time, whatever the register says.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import select, true

from projections.moves import Moves
from projections.view import View

CURED = "cured"
# The fact, of what, and the field that said until when it was due before.
CURES = (
    ("risk-reviewed", "risk", "next_review"),
    ("risk-action-completed", "risk", "next_action_due"),
    ("issue-resolved", "issue", "due"),
    ("issue-improvement-judged", "issue", "plan_deadline"),
    ("contract-signed", "contract", "started_on"),
)
NOUNS = tuple(dict.fromkeys(noun for _, noun, _ in CURES))


class Cured(NamedTuple):
    """That an entry ended an alert that had stood since a day was over."""

    position: int
    due: str


def cured(
    view: View, things: Collection[str] | None
) -> Mapping[str, tuple[Cured, ...]]:
    """The alerts that were ended as if there had been none, by things."""
    found = defaultdict[str, set[Cured]](set)
    late = view.schema.late
    for fact, noun, field in CURES:
        # The row that the entry replaced: what was due until then.
        past = view.schema.nouns[noun].past
        due = past.c[field]
        wanted = select(late.c.stream, late.c.position, due).where(
            late.c.fact == fact,
            late.c.position <= view.position,
            past.c.id == late.c.stream,
            past.c.known_to == late.c.position,
            due >= late.c.effective_on,
            due < late.c.recorded_on,
            true() if things is None else late.c.stream.in_(sorted(things)),
        )
        for stream, position, day in view.connection.execute(wanted):
            found[stream].add(Cured(position, day))
    return {thing: tuple(sorted(alerts)) for thing, alerts in found.items()}


def moved_things(_: View, moved: Moves) -> Collection[str]:
    """The things that moved, of those nouns."""
    return frozenset().union(*(moved.get(noun, ()) for noun in NOUNS))
