"""Retrospective variations: terms that held before they were agreed, or were told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from domain.event import Recorded
from domain.facts import change as changes
from domain.facts import contract as contracts
from domain.facts import contract_life as life
from domain.values import Money
from projections.audit.entries import banded
from projections.audit.question import Asked, Columns, Found, Json, Question
from projections.audit.walking import all_of, said, walked
from projections.london import london_day
from projections.view import View

KINDS: Final = {
    changes.ChangeImplemented.fact_name: "change",
    contracts.ContractTermsAmended.fact_name: "amendment",
    life.ContractExtensionExercised.fact_name: "extension",
    life.ContractIndexed.fact_name: "indexation",
}
WHYS: Final = (
    "recorded_late",
    "approved_after_effect",
    "not_approved",
    "notice_after_effect",
)
COLUMNS: Final[Columns] = {
    "position": "position",
    "kind": "text",
    "reference": "text",
    "title": "text",
    "contract": "text",
    "contract_title": "text",
    "effective_on": "day",
    "recorded_on": "day",
    "lag_days": "number",
    "approved_at": "position",
    "approved_on": "day",
    "approval_lag_days": "number",
    "approver": "id",
    "approver_name": "text",
    "approved_as": "text",
    "notice_published_on": "day",
    "value": "money",
    "as_found": "flag",
    "why": "list",
    "by": "id",
    "by_name": "text",
    "stream": "id",
}


@dataclass(frozen=True, slots=True)
class Variation:
    """Terms in force from a day on, with when they were recorded, agreed and told."""

    recorded: Recorded[Any]
    kind: str
    contract: str
    approval: Recorded[Any] | None = None
    approved_on: date | None = None
    notice_on: date | None = None
    value: Money | None = None

    @property
    def effective_on(self) -> date:
        """From which day it holds."""
        return self.recorded.envelope.effective_on

    @property
    def recorded_on(self) -> date:
        """The day in London on which it was recorded."""
        return london_day(self.recorded.envelope.recorded_at)

    @property
    def lag(self) -> int:
        """Days from the first day on which it held to the day it was recorded."""
        return (self.recorded_on - self.effective_on).days

    @property
    def approval_lag(self) -> int | None:
        """Days from the first day on which it held to its approval; below 0: before."""
        if self.approved_on is None:
            return None
        return (self.approved_on - self.effective_on).days

    def why(self, days: int) -> Iterator[str]:
        """By what it is retrospective; recorded late means by more than so many days.

        Only a change needs an approval of its own: an option and a clause were agreed
        with the contract.
        """
        if self.lag > days:
            yield "recorded_late"
        if self.kind == "change" and self.approval_lag is None:
            yield "not_approved"
        if self.approval_lag is not None and self.approval_lag > 0:
            yield "approved_after_effect"
        if self.notice_on is not None and self.notice_on > self.effective_on:
            yield "notice_after_effect"


def variations(view: View, asked: Asked) -> Found:
    """A4: retrospective variations, by lag, value, approver or position."""
    examined, met = 0, []
    for one in walked(view, asked.span):
        examined += 1
        if one.line.fact_name in KINDS:
            met.append(one.position)
    every = [one for r in said(view, met) for one in _variation(view, r)]
    found = [one for one in every if any(one.why(asked.days))]
    found.sort(key=_ORDERS[asked.order or "lag"])
    counted = [why for one in found for why in one.why(asked.days)]
    summary = {
        "variations": len(every),
        "retrospective": len(found),
        "why": {why: counted.count(why) for why in WHYS},
        "by_lag": banded(max(0, one.lag) for one in found),
        "value_not_known": sum(one.value is None for one in found),
    }
    return Found(found, lambda some: _shown(view, some, asked.days), examined, summary)


_ORDERS: Final[dict[str, Any]] = {
    "lag": lambda one: (-one.lag, one.recorded.position),
    "value": lambda one: (-_size(one.value), one.recorded.position),
    "approver": lambda one: (_approver(one) or "", one.recorded.position),
    "position": lambda one: one.recorded.position,
}
ORDERS: Final = tuple(_ORDERS)


def _size(value: Money | None) -> Decimal:
    return abs(value.amount) if value else Decimal(0)


def _approver(one: Variation) -> str | None:
    approval = one.approval
    if approval is None or isinstance(approval.fact, changes.ChangeBodyDecided):
        return None
    return str(approval.envelope.by)


def _variation(view: View, recorded: Recorded[Any]) -> Iterator[Variation]:
    """What an entry puts in force. Terms that a change amends are the change's."""
    kind = KINDS[recorded.fact.fact_name]
    if kind == "amendment" and recorded.fact.change_id is not None:
        return
    if kind != "change":
        yield Variation(recorded, kind, str(recorded.stream))
        return
    history = all_of(view, str(recorded.stream))
    contract = str(history[0].fact.contract_id)
    approval, approved_on, notices, value = None, None, list[date](), None
    for one in history:
        match one.fact:
            case changes.ChangeApproved():
                approval, approved_on = one, one.envelope.effective_on
            case changes.ChangeBodyDecided(body_outcome="approved", meeting_date=met):
                approval, approved_on = one, met
            case changes.ChangeImpactAssessed(value_delta=Money() as worth):
                value = worth
            case fact if fact.fact_name == "change-notice-published":
                notices.append(fact.published_on)
            case _:
                pass
    first = min(notices, default=None)
    yield Variation(recorded, kind, contract, approval, approved_on, first, value)


def _shown(view: View, some: Sequence[Variation], days: int) -> list[Json]:
    contracts_ = view.labels("contract", sorted({one.contract for one in some}))
    own = view.labels(
        "change",
        sorted({str(one.recorded.stream) for one in some if one.kind == "change"}),
    )
    who = {str(one.recorded.envelope.by) for one in some}
    who |= {name for one in some if (name := _approver(one))}
    names = view.labels("account", sorted(who))
    return [_row(one, days, own, contracts_, names) for one in some]


def _row(one: Variation, days: int, own: Any, contracts_: Any, names: Any) -> Json:
    envelope, approval = one.recorded.envelope, one.approval
    thing, contract = (
        own.get(str(envelope.stream), {}),
        contracts_.get(one.contract, {}),
    )
    approver = _approver(one)
    return {
        "position": envelope.position,
        "kind": one.kind,
        "reference": thing.get("reference"),
        "title": thing.get("title"),
        "contract": contract.get("reference"),
        "contract_title": contract.get("title"),
        "effective_on": one.effective_on.isoformat(),
        "recorded_on": one.recorded_on.isoformat(),
        "lag_days": one.lag,
        "approved_at": approval and approval.position,
        "approved_on": one.approved_on and one.approved_on.isoformat(),
        "approval_lag_days": one.approval_lag,
        "approver": approver,
        "approver_name": names.get(approver, {}).get("name"),
        "approved_as": approval and _as(approval),
        "notice_published_on": one.notice_on and one.notice_on.isoformat(),
        "value": one.value and one.value.model_dump(mode="json"),
        "as_found": bool(getattr(one.recorded.fact, "as_found", False)),
        "why": list(one.why(days)),
        "by": str(envelope.by),
        "by_name": names.get(str(envelope.by), {}).get("name"),
        "stream": str(envelope.stream),
    }


def _as(approval: Recorded[Any]) -> str:
    """In which role it was approved, or by which body."""
    body = getattr(approval.fact, "body", None)
    return approval.envelope.role if body is None else str(body)


QUESTIONS: Final = (
    Question(
        "variations",
        "list_audit_variations",
        "A4",
        "Variations that held before they were recorded, approved or published.",
        ("order", "grace_days"),
        COLUMNS,
        variations,
        {
            "variations": "count",
            "retrospective": "count",
            "why": "object",
            "by_lag": "list",
            "value_not_known": "count",
        },
    ),
)
