"""Tells the issues of a contract, each as far as it has come."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from api.demo.beat import Beat, Row
from api.demo.bulk_contracts import known_since, net
from api.demo.drawn import BEGAN, Days

_RECENT = timedelta(days=70)
_LONG = timedelta(days=120)
_GRAVE = 1
_CONTENT = (
    "The service is content",
    "Nothing more was heard for a month",
    "Agreed at the contract meeting",
    "Who raised it was told",
)


def issues_of(told: Row, days: Days) -> Iterator[Beat]:
    """What is over lies in the past, and what is not over has come up lately."""
    for nth, row in enumerate(told["issues"], start=1):
        title, kind, severity, state, _ = row
        over = state in {"closed", "resolved"}
        last = min(days.last, told["end"])
        at = (
            days.between(_first(told), last - _LONG)
            if over
            else days.between(last - _RECENT, last - timedelta(days=14))
        )
        of = f"{told['of']}-issue-{nth}"
        entered = {
            "contract_id": f"@{told['of']}",
            "title": title,
            "type": kind,
            "severity": severity,
        }
        yield Beat(at, told["by"], "create_issue", of, entered)
        yield from _course(told["by"], of, row, at, days)


def _first(told: Row) -> date:
    """Nothing goes wrong before it has begun."""
    start: date = told["start"]
    return max(known_since(told), start, BEGAN)


def _course(
    by: str, of: str, row: list[Any], at: datetime, days: Days
) -> Iterator[Beat]:
    _, kind, severity, state, words = row
    if state == "open":
        return
    at = days.after(at, 1, 5)
    due = at.date() + timedelta(days=days.one([21, 30, 45]))
    yield Beat(at, by, "assign_issue", of, {"owner": f"@{by}", "due": due})
    if severity == _GRAVE or state == "escalated":
        yield Beat(at, by, "escalate_issue", of, {"level": 3 - severity // 2})
    if kind == "dispute":
        clause = {"document": "Conditions of contract", "clause": "W1"}
        said: Row = {
            "route": days.one(["negotiation", "mediation"]),
            "defined_in": clause,
        }
        yield Beat(days.after(at, 2, 6), by, "raise_dispute_issue", of, said)
    if state == "improvement_plan":
        said = {"objectives": words, "deadline": at.date() + timedelta(days=60)}
        yield Beat(days.after(at, 3, 6), by, "open_improvement_plan_issue", of, said)
    if state == "remedy":
        said = {"remedy": "deduction", "amount": net(1000 * days.random.randint(2, 9))}
        yield Beat(days.after(at, 3, 8), by, "record_remedy_issue", of, said)
    if state in {"resolved", "closed"}:
        yield from _over(by, of, row, at, days)


def _over(by: str, of: str, row: list[Any], at: datetime, days: Days) -> Iterator[Beat]:
    _, kind, _, state, words = row
    at = days.after(at, 15, 60)
    if kind == "dispute":
        yield Beat(at, by, "advance_dispute_issue", of, {"stage": "settled"})
    yield Beat(at, by, "resolve_issue", of, {"reason": words})
    if state == "closed":
        why = {"reason": days.one(_CONTENT)}
        yield Beat(days.after(at, 7, 30), by, "close_issue", of, why)
