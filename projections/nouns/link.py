"""The links for subcontractors, as people read them; what opens them is not kept."""

from collections.abc import Mapping
from typing import Any

from domain.facts import link as facts
from projections.kinds import DAY, FLAG, ID, LIST, TEXT
from projections.model import Effect, Held, Model, becomes
from projections.telling import Told


def _issued(told: Told, _: Held) -> Mapping[str, Any]:
    """A provider that a link was given out for reads it, too."""
    return {
        "status": "open",
        "entered_by": told.by,
        "issued_on": told.recorded_on,
        "shared_with": told.said.get("issued_for"),
    }


def _returned(told: Told, _: Held) -> Mapping[str, Any]:
    return {"status": "returned", "returned_on": told.recorded_on}


LINK = Model(
    noun="link",
    prefix="L",
    columns={
        # An open one opens nothing any more once `expires_at` has passed.
        "status": TEXT,
        "organisation_id": ID,
        "issued_on": DAY,
        "expires_at": TEXT,
        "returned_on": DAY,
        "nothing_changed": FLAG,
        "seat_ids": LIST,
        "shared_with": LIST,
        "entered_by": ID,
    },
    facts=facts.FACTS,
    effects={
        facts.LinkIssued: Effect(_issued, "onwards"),
        facts.LinkReturned: Effect(_returned, "onwards"),
        facts.LinkRevoked: becomes("revoked"),
    },
    carried=(
        "status",
        "organisation_id",
        "issued_on",
        "expires_at",
        "shared_with",
        "entered_by",
    ),
    links={"organisation_id": "organisation", "entered_by": "account"},
    indexes=(("organisation_id",),),
)
