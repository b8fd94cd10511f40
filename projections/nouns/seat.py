"""The seats of supply chains as people read them: one organisation's place in one."""

from collections.abc import Mapping
from typing import Any

from domain.facts import seat_return
from domain.facts import supply_chain as facts
from projections import mistakes
from projections.kinds import (
    DAY,
    FLAG,
    ID,
    JSON,
    LIST,
    MONEY,
    SHARE,
    TEXT,
    TITLE,
    WHOLE,
)
from projections.mistakes import error_reported, in_error
from projections.model import Effect, Held, Model
from projections.nouns import seat_return as returned
from projections.telling import Told


def seat_of(told: Told) -> str:
    """The seat that a fact is about: named by those of the chain, or the stream."""
    return str(told.said.get("seat_id", told.stream))


def _declared(told: Told, _: Held) -> Mapping[str, Any]:
    return {"status": "declared", "chain_id": told.stream, "entered_by": told.by}


def _moved(told: Told, held: Held) -> Mapping[str, Any]:
    """What has become of it: the last word on its end, its rest and its consent."""
    over, rest, consent = (
        told.said.get(name, held[name])
        for name in ("ended_on", "suspended", "consent_given_on")
    )
    if isinstance(over, str):
        return {"status": "ended"}
    if rest is True:
        return {"status": "suspended"}
    return {"status": "approved" if isinstance(consent, str) else "declared"}


# Of a seat these may be learnt at any time; when they move, the contract has changed.
AGREED = (
    "role",
    "parent_seat_id",
    "value_share",
    "annual_value",
    "payment_terms_days",
    "payment_trigger",
    "pricing",
    "activity",
    "change_mechanism",
    "notice_months",
    "retention",
    "liability_cap",
    "risk_share",
)


def _amended(told: Told, held: Held) -> Mapping[str, Any]:
    """Which terms moved, and from what, where no change request is named.

    What nobody had said before has not moved; one value, said in the other way, has.
    """
    before = {name: held[name] for name in AGREED if name in told.said}
    moved = sorted(
        name
        for name, was in before.items()
        if was is not None and was != told.said[name] and _is_said(told.said[name])
    )
    known = held["moved_without_change"] or []
    if not moved or told.said.get("change_id") is not None:
        return {}
    on = {"position": told.position, "on": told.effective_on, "terms": moved}
    return {"moved_without_change": [*known, on]}


def _corrected(told: Told, held: Held) -> Mapping[str, Any]:
    """What was recorded wrongly has not moved after all."""
    left = [
        {**one, "terms": terms}
        for one in held["moved_without_change"] or []
        if (terms := [name for name in one["terms"] if name not in told.said])
    ]
    return {**_moved(told, held), "moved_without_change": left}


def _is_said(value: Any) -> bool:
    return not (
        isinstance(value, dict) and value.keys() & {"unknown", "not_applicable"}
    )


SEAT = Model(
    noun="seat",
    prefix="S",
    columns={
        "status": TEXT,
        "contract_id": ID,
        "chain_id": ID,
        "organisation_id": ID,
        "parent_seat_id": ID,
        "replaces": ID,
        "disclosure": TEXT,
        "entered_by": ID,
        "value_share": SHARE,
        "annual_value": MONEY,
        "payment_terms_days": WHOLE,
        "payment_trigger": TEXT,
        "pricing": TEXT,
        "change_mechanism": TEXT,
        "essential": FLAG,
        "monitoring_right": FLAG,
        "notice_months": WHOLE,
        "retention": SHARE,
        "risk_share": SHARE,
        "liability_cap": MONEY,
        "data_processor": TEXT,
        "start": DAY,
        "end": DAY,
        "ended_on": DAY,
        "end_ground": TEXT,
        "consent_given_on": DAY,
        "debarment_checked_on": DAY,
        "suspended": FLAG,
        "none_below": FLAG,
        "change_id": ID,
        "role": TITLE,
        "conditions": TEXT,
        "selection": TEXT,
        "issue_route": TEXT,
        "exit_arrangement": TEXT,
        "issue_route_defined_in": JSON,
        "exit_arrangement_defined_in": JSON,
        "activity": JSON,
        "alternatives": JSON,
        "risk_facts": JSON,
        "moved_without_change": LIST,
        "people_served": JSON,
        **returned.COLUMNS,
        **mistakes.COLUMNS,
    },
    facts=(*facts.SEAT_FACTS, *seat_return.FACTS),
    effects={
        facts.SeatDeclared: Effect(_declared),
        **dict.fromkeys(
            (
                facts.SeatApproved,
                facts.SeatSuspended,
                facts.SeatResumed,
                facts.SeatEnded,
            ),
            Effect(_moved),
        ),
        facts.SeatTermsAmended: Effect(_amended),
        facts.SeatCorrected: Effect(_corrected),
        facts.SeatEnteredInError: in_error(mistaken=True),
        facts.SeatErrorReported: error_reported(),
        facts.SeatRestored: in_error(mistaken=False),
        **returned.EFFECTS,
    },
    thing=seat_of,
    begun_by=frozenset({facts.SeatDeclared}),
    carried=(
        "status",
        "contract_id",
        "chain_id",
        "organisation_id",
        "disclosure",
        "entered_by",
    ),
    words=("role",),
    value="annual_value",
    links={
        **mistakes.LINKS,
        "contract_id": "contract",
        "organisation_id": "organisation",
        "entered_by": "account",
        "change_id": "change",
    },
    indexes=(("contract_id",), ("organisation_id",)),
)
