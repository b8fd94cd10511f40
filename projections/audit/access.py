"""Who may come in, who came, moved and left, and who acted for the register itself."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from domain.event import Recorded
from domain.facts import account as facts
from projections.audit.holding import held, holds
from projections.audit.population import things_of
from projections.audit.question import (
    Asked,
    Columns,
    Found,
    Json,
    Question,
    Span,
    as_they_are,
)
from projections.audit.walking import all_of, walked
from projections.london import london_day
from projections.model import ID
from projections.view import View

KINDS: Final = (
    "account",
    "key",
    "joiner",
    "mover",
    "leaver",
    "break_glass",
    "administrator_act",
)
COLUMNS: Final[Columns] = {
    "kind": "text",
    "position": "position",
    "on": "day",
    "account": "id",
    "name": "text",
    "reference": "text",
    "status": "text",
    "roles": "list",
    "without_end": "list",
    "expires_on": "day",
    "last_act": "position",
    "last_act_on": "day",
    "dormant_days": "count",
    "fact": "text",
    "said": "object",
    "by": "id",
    "by_name": "text",
    "stream": "id",
}
# What it says of an account that one of these was recorded.
MOVES: Final[dict[type[Any], str]] = {
    facts.AccountOpened: "joiner",
    facts.AccountGranted: "mover",
    facts.AccountGrantRevoked: "mover",
    facts.AccountDelegated: "mover",
    facts.AccountDelegationEnded: "mover",
    facts.AccountHandedOver: "leaver",
    facts.AccountClosed: "leaver",
    facts.AccountEmergencyOpened: "break_glass",
    facts.AccountEmergencySealed: "break_glass",
}
SILENT: Final = {"name", "email", "reason"}
# Acts in these roles are for the register itself, or past its usual rights.
APART: Final = frozenset({"administrator", "emergency"})


def access(view: View, asked: Asked) -> Found:
    """A6: accounts and keys as they are on a day, and what happened in the span."""
    last = min(asked.span.last, view.position)
    day = asked.day or _day_of(view, last)
    acts, apart, examined = _acts(view, asked.span, last)
    rows = [
        *_accounts(view, asked.span, day, acts),
        *_keys(view),
        *apart,
    ]
    wanted = [row for row in rows if not asked.kinds or row["kind"] in asked.kinds]
    wanted.sort(key=lambda row: (KINDS.index(row["kind"]), row["position"] or 0))
    _name(view, wanted)
    counts = {kind: sum(row["kind"] == kind for row in rows) for kind in KINDS}
    dormant = [
        row for row in rows if row["kind"] == "account" and _is_dormant(row, asked.days)
    ]
    summary = {
        "day": day.isoformat(),
        "kinds": counts,
        "dormant": len(dormant),
        "auditors_without_end": sum("auditor" in row["without_end"] for row in rows),
    }
    blank: Json = {**dict.fromkeys(COLUMNS), "without_end": [], "roles": []}
    return Found([blank | row for row in wanted], as_they_are, examined, summary)


def _day_of(view: View, position: int) -> date:
    if not position:
        return view.pin.effective_on
    return london_day(view.log.recorded_at(position))


def _acts(
    view: View, span: Span, last: int
) -> tuple[dict[str, tuple[int, date]], list[Json], int]:
    """The last act of each account, and those of the span that stand apart."""
    acts: dict[str, tuple[int, date]] = {}
    apart: list[Json] = []
    examined = 0
    for met in walked(view, Span(1, last)):
        envelope = met.line.envelope
        on = london_day(envelope.recorded_at)
        acts[str(envelope.by)] = (met.position, on)
        if met.position < span.first:
            continue
        examined += 1
        if envelope.role in APART:
            apart.append(
                {
                    "kind": "administrator_act",
                    "position": met.position,
                    "on": on.isoformat(),
                    "account": str(envelope.by),
                    "roles": [envelope.role],
                    "without_end": [],
                    "fact": met.line.fact_name,
                    "by": str(envelope.by),
                    "stream": str(envelope.stream),
                }
            )
    return acts, apart, examined


def _accounts(
    view: View, span: Span, day: date, acts: dict[str, tuple[int, date]]
) -> Iterator[Json]:
    """Each account with what it holds on the day, and what happened to it."""
    for row in things_of(view, "account"):
        account = tuple(row)[ID]
        events = all_of(view, account)
        yield _account(account, events, day, acts.get(account))
        for one in events:
            if span.first <= one.position <= span.last and type(one.fact) in MOVES:
                yield _move(account, one)


def _account(
    account: str,
    events: Sequence[Recorded[Any]],
    day: date,
    last_act: tuple[int, date] | None,
) -> Json:
    known = held(events)
    grants = [grant for grant in known.grants.values() if holds(grant, day)]
    at, on = last_act or (None, None)
    since = on or london_day(events[0].envelope.recorded_at)
    return {
        "kind": "account",
        "position": events[-1].position,
        "on": day.isoformat(),
        "account": account,
        "status": "open" if known.closed_at is None else "closed",
        "roles": sorted({grant.role for grant in grants}),
        "without_end": sorted({g.role for g in grants if g.valid_until is None}),
        "last_act": at,
        "last_act_on": on and on.isoformat(),
        "dormant_days": max(0, (day - since).days),
        "said": {
            "grants": {
                str(at): grant.model_dump(mode="json", exclude_none=True)
                for at, grant in known.grants.items()
                if holds(grant, day)
            }
        },
        "stream": account,
    }


def _move(account: str, one: Recorded[Any]) -> Json:
    kind, envelope = MOVES[type(one.fact)], one.envelope
    told = one.fact.model_dump(mode="json", exclude=SILENT, exclude_none=True)
    return {
        "kind": kind,
        "position": envelope.position,
        "on": london_day(envelope.recorded_at).isoformat(),
        "account": account,
        "without_end": [],
        "fact": one.fact.fact_name,
        "said": told,
        "by": str(envelope.by),
        "stream": account,
    }


def _keys(view: View) -> Iterator[Json]:
    model = view.schema.models["key"]
    for found in things_of(view, "key"):
        row = tuple(found)
        yield {
            "kind": "key",
            "position": row[3],
            "account": model.read(row, "account_id"),
            "status": model.read(row, "status"),
            "expires_on": model.read(row, "expires_on"),
            "without_end": [],
            "stream": row[ID],
        }


def _is_dormant(row: Json, days: int) -> bool:
    """Whether somebody who may act has not done so for more than so many days."""
    return bool(row["roles"]) and row["status"] == "open" and row["dormant_days"] > days


def _name(view: View, rows: Sequence[Json]) -> None:
    who = {row.get(name) for row in rows for name in ("account", "by")} - {None}
    names = view.labels("account", sorted(filter(None, who)))
    for row in rows:
        label = names.get(row["account"] or "", {})
        row["name"] = label.get("name")
        row["by_name"] = names.get(row.get("by") or "", {}).get("name")


QUESTIONS: Final = (
    Question(
        "access",
        "list_audit_access",
        "A6",
        "Accounts, roles and keys on a day; who joined, moved, left, and administered.",
        ("on_day", "access", "dormant_days"),
        COLUMNS,
        access,
        {
            "day": "day",
            "kinds": "object",
            "dormant": "count",
            "auditors_without_end": "count",
        },
    ),
)
