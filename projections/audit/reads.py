"""Who was told what is withheld from others: the log of reads, as rows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, Protocol
from uuid import UUID

from projections.audit.question import Asked, Columns, Found, Json, Question
from projections.london import london_day
from projections.view import View

COLUMNS: Final[Columns] = {
    "nth": "position",
    "read_at": "moment",
    "by": "id",
    "by_name": "text",
    "roles": "list",
    "grants": "list",
    "auth": "text",
    "operation": "text",
    "at": "count",
    "records": "list",
    "people": "list",
    "purpose": "text",
    "request": "id",
}


class Read(Protocol):
    """What is known of one reply that told somebody what others are not told."""

    by: UUID
    auth: str
    grants: Sequence[int]
    roles: Sequence[str]
    request: UUID
    operation: str
    at: int
    records: Sequence[str]
    people: Sequence[str]
    purpose: str | None


class Kept(Protocol):
    """The same with its number and when it was."""

    nth: int
    read_at: str
    read: Read


def reads(view: View, asked: Asked) -> Found:
    """A6: the reads of withheld things and names.

    Who audits a part of the register, or administers it, is shown the own reads alone.
    """
    whole = view.reach.audits or (view.reach.everything and view.reach.administers)
    mine = None if whole else str(view.reach.account)
    examined, found = 0, list[Any]()
    for one in asked.reads:
        if mine is not None and str(one.read.by) != mine:
            continue
        examined += 1
        if _is_wanted(one, asked):
            found.append(one)
    summary = {
        "reads": len(found),
        "by_account": _counted(str(one.read.by) for one in found),
        "by_operation": _counted(one.read.operation for one in found),
        "records": len({r for one in found for r in one.read.records}),
        "without_purpose": sum(one.read.purpose is None for one in found),
    }
    return Found(found, lambda some: _shown(view, some), examined, summary)


def _is_wanted(one: Kept, asked: Asked) -> bool:
    on = london_day(datetime.fromisoformat(one.read_at))
    return (
        _within(on, asked.effective_from, asked.effective_to)
        and (not asked.people or str(one.read.by) in asked.people)
        and (not asked.facts or not asked.facts.isdisjoint(one.read.records))
    )


def _within(on: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= on) and (last is None or on <= last)


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(Counter(names).most_common())


def _shown(view: View, some: Sequence[Kept]) -> list[Json]:
    names = view.labels("account", sorted({str(one.read.by) for one in some}))
    nouns = view.nouns({record for one in some for record in one.read.records})
    return [
        {
            "nth": one.nth,
            "read_at": one.read_at,
            "by": str(one.read.by),
            "by_name": names.get(str(one.read.by), {}).get("name"),
            "roles": list(one.read.roles),
            "grants": list(one.read.grants),
            "auth": _shown_auth(one.read.auth),
            "operation": one.read.operation,
            "at": one.read.at,
            "records": [
                {"noun": nouns.get(record), "id": record} for record in one.read.records
            ],
            "people": list(one.read.people),
            "purpose": one.read.purpose,
            "request": str(one.read.request),
        }
        for one in some
    ]


def _shown_auth(auth: str) -> str:
    """By what somebody came in; of the command line also which user of the machine."""
    kind = auth.partition(":")[0]
    return auth if kind == "cli" else kind


QUESTIONS: Final = (
    Question(
        "reads",
        "list_audit_reads",
        "A6",
        "Who was told of restricted things, of names as auditor, or in an emergency.",
        ("read_from", "read_to", "by", "record"),
        COLUMNS,
        reads,
        {
            "reads": "count",
            "by_account": "object",
            "by_operation": "object",
            "records": "count",
            "without_purpose": "count",
        },
    ),
)
