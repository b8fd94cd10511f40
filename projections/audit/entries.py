"""Entries by either clock: all in a range, across a cut-off, and known too late."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from domain.event import Line
from projections.audit.question import Asked, Columns, Found, Json, Question, Span
from projections.audit.walking import Met, said, walked
from projections.history import told
from projections.london import end_of, london_day
from projections.view import View

ENTRY: Final[Columns] = {
    "position": "position",
    "recorded_at": "moment",
    "effective_on": "day",
    "effective_until": "day",
    "lag_days": "number",
    "noun": "text",
    "reference": "text",
    "title": "text",
    "fact": "text",
    "version": "count",
    "by": "id",
    "by_name": "text",
    "on_behalf_of": "id",
    "role": "text",
    "reason": "text",
    "reason_code": "text",
    "source_document": "id",
    "supersedes": "position",
    "opening": "flag",
    "before": "object",
    "after": "object",
    "stream": "id",
}
# Days between what was true and what was known, each band up to and with its last.
BANDS: Final = (0, 1, 7, 30, 90, 365)


def lag(line: Line) -> int:
    """Days from the first day on which it was true to the day on which it was known."""
    known_on = london_day(line.envelope.recorded_at)
    return (known_on - line.envelope.effective_on).days


def list_entries(view: View, asked: Asked) -> Found:
    """A1: the entries of a range by either clock."""

    def wanted(met: Met) -> bool:
        day = met.line.envelope.effective_on
        return (
            (asked.effective_from is None or asked.effective_from <= day)
            and (asked.effective_to is None or day <= asked.effective_to)
            and (not asked.nouns or met.noun in asked.nouns)
            and (not asked.facts or met.line.fact_name in asked.facts)
            and (not asked.people or str(met.line.envelope.by) in asked.people)
        )

    return _found(view, asked.span, wanted)


def cut_off(view: View, asked: Asked) -> Found:
    """A2: what was recorded around the end of a period, on the wrong side of it.

    `late`: recorded within so many days after the end, and true before. `early`:
    recorded within so many days before it, and true only after.
    """
    close = asked.on or date.min
    marks = {
        "before": position_of(view, close - timedelta(days=asked.days)),
        "close": position_of(view, close),
        "after": position_of(view, close + timedelta(days=asked.days)),
    }
    at_close = marks["close"]

    def wanted(met: Met) -> bool:
        belongs = met.line.envelope.effective_on <= close
        return belongs if met.position > at_close else not belongs

    span = Span(marks["before"] + 1, marks["after"])
    found = _found(view, span, wanted)
    sides = Counter("late" if key > at_close else "early" for key in found.keys)
    summary = {"late": sides["late"], "early": sides["early"]}
    return replace(found, summary=summary, marks=marks, span=span)


def late_knowledge(view: View, asked: Asked) -> Found:
    """What was true more than so many days before it was known, by lag.

    What was there before the register was is no late knowledge, and is left out.
    """
    examined, late = 0, dict[int, int]()
    adopted: list[int] = []
    for met in walked(view, asked.span):
        examined += 1
        if (days := lag(met.line)) > asked.days:
            late[met.position] = days
            if met.line.fact_name.endswith("-adopted"):
                adopted.append(met.position)
    for one in said(view, adopted):
        if _opens(one.fact):
            del late[one.position]
    summary = {
        "late": len(late),
        "openings_left_out": len(adopted) - sum(at in late for at in adopted),
        "longest_days": max(late.values(), default=0),
        "by_lag": banded(late.values()),
    }
    return Found(list(late), lambda some: shown_entries(view, some), examined, summary)


def banded(lags: Iterable[int]) -> list[Json]:
    """How many lie in each band of days; a lag is never below 0."""
    lags = list(lags)
    edges = [(low + 1, high) for low, high in pairwise(BANDS)]
    bands = [(BANDS[0], BANDS[0]), *edges, (BANDS[-1] + 1, None)]
    return [
        {
            "from_days": low,
            "to_days": high,
            "count": sum(low <= one and (high is None or one <= high) for one in lags),
        }
        for low, high in bands
    ]


def position_of(view: View, day: date) -> int:
    """The last position that was known at the end of a day, up to that of the view."""
    return min(view.log.position_at(end_of(day)), view.position)


def shown_entries(view: View, positions: Sequence[int]) -> list[Json]:
    """Entries as rows."""
    recorded = said(view, positions)
    rows = told(view, recorded)
    by_noun: dict[str, set[str]] = {}
    for row in rows:
        if row["noun"] is not None:
            by_noun.setdefault(row["noun"], set()).add(row["stream"])
    labels = {
        (noun, thing): label
        for noun, things in by_noun.items()
        for thing, label in view.labels(noun, sorted(things)).items()
    }
    for row, one in zip(rows, recorded, strict=True):
        label = labels.get((row["noun"], row["stream"]), {})
        row["reference"] = label.get("reference")
        row["title"] = label.get("title") or label.get("name")
        row["lag_days"] = (
            london_day(one.envelope.recorded_at) - one.envelope.effective_on
        ).days
        row["opening"] = _opens(one.fact)
    return rows


def _found(view: View, span: Span, wanted: Callable[[Met], bool]) -> Found:
    examined, keys = 0, list[int]()
    for met in walked(view, span):
        examined += 1
        if wanted(met):
            keys.append(met.position)
    return Found(keys, lambda some: shown_entries(view, some), examined)


def _opens(fact: Any) -> bool:
    return bool(getattr(fact, "opening", False))


QUESTIONS: Final = (
    Question(
        "entries",
        "list_audit_entries",
        "A1",
        "All entries of a range, by when they were recorded or were true.",
        ("effective_from", "effective_to", "noun", "fact", "by"),
        ENTRY,
        list_entries,
    ),
    Question(
        "cut-off",
        "list_audit_cut_off",
        "A2",
        "What was recorded on the other side of a period's end than it belongs.",
        ("period_end", "days"),
        ENTRY,
        cut_off,
        {"late": "count", "early": "count"},
    ),
    Question(
        "late-knowledge",
        "list_audit_late_knowledge",
        "A2",
        "What was true before it was known, and for how long.",
        ("days",),
        ENTRY,
        late_knowledge,
        {
            "late": "count",
            "openings_left_out": "count",
            "longest_days": "count",
            "by_lag": "list",
        },
    ),
)
