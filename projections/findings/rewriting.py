"""Scores that were lowered for days before an incident, once it had happened."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select, true

from projections.alive import Pin
from projections.findings.ever import ever_named
from projections.london import end_of, london_day
from projections.model import KNOWN
from projections.moves import Moves
from projections.view import View

REWRITTEN = "rewritten"


class Rewritten(NamedTuple):
    """A score of the day of an incident: as known that day, and as it is said now."""

    happened_on: str
    known_then: int
    said_now: int
    position: int


class Scored(NamedTuple):
    """A score, and the position that wrote it."""

    score: int
    position: int


def rewritten(view: View, risks: Collection[str] | None) -> Mapping[str, Rewritten]:
    """The risks whose score on the day on which they happened is lower by now."""
    return {
        risk: one
        for risk, day in _incidents(view, risks).items()
        if (one := _compared(view, risk, date.fromisoformat(day))) is not None
    }


def moved_risks(view: View, moved: Moves) -> Collection[str]:
    """The risks that moved, and those whose issues did."""
    of_issues = ever_named(view, "issue", moved.get("issue", ()), ("from_risk",))
    return of_issues | moved.get("risk", frozenset())


def _incidents(view: View, risks: Collection[str] | None) -> Mapping[str, str]:
    """The first day on which each risk happened, as an issue says."""
    rows = view.pages.alive("issue", view.pin)
    wanted = (
        select(rows.c.from_risk, func.min(rows.c.raised_on))
        .where(
            rows.c.in_error == 0,
            rows.c.from_risk.is_not(None),
            rows.c.raised_on.is_not(None),
            true() if risks is None else rows.c.from_risk.in_(sorted(risks)),
            view.pages.readable("issue", view.pin, rows, view.reach),
        )
        .group_by(rows.c.from_risk)
    )
    return dict(map(tuple, view.connection.execute(wanted, view.pin.params)))


def _compared(view: View, risk: str, day: date) -> Rewritten | None:
    """Its score on a day as it was known at the end of it, if it is lower now."""
    position = view.log.position_at(end_of(day))
    if not 0 < position < view.position:
        return None
    pin = replace(view.pin, effective_on=day)
    known_on = london_day(view.log.recorded_at(position))
    then = replace(pin, position=position, recorded_on=known_on)
    old, new = (_scored(view, one, risk) for one in (then, pin))
    if old is None or new is None or new.score >= old.score:
        return None
    return Rewritten(day.isoformat(), old.score, new.score, new.position)


def _scored(view: View, pin: Pin, risk: str) -> Scored | None:
    model = view.schema.models["risk"]
    for row in view.things.rows(view.connection, "risk", pin, [risk]):
        current = model.read(row, "current")
        return current and Scored(current["score"], row[KNOWN])
    return None
