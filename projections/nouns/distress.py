"""The signs of distress as those read them who may know of them."""

from collections.abc import Mapping
from typing import Any

from domain.facts import distress as facts
from projections import mistakes
from projections.kinds import COUNT, ID, LIST, TEXT, TITLE
from projections.mistakes import error_reported, in_error
from projections.model import Effect, Held, Model, becomes, commented
from projections.telling import Told


def _recorded(told: Told, _: Held) -> Mapping[str, Any]:
    readers = told.said.get("readers", [])
    return {"status": "standing", "entered_by": told.by, "readers": readers}


def _handled(told: Told, _: Held) -> Mapping[str, Any]:
    """Who may know of it, on whichever day: that is no question of what was true."""
    return {"readers": told.said.get("readers", [])}


DISTRESS = Model(
    noun="distress",
    prefix="DS",
    columns={
        "status": TEXT,
        "organisation_id": ID,
        "signal": TEXT,
        "handling": TEXT,
        "owner": ID,
        "entered_by": ID,
        "title": TITLE,
        "details": TEXT,
        "source": TEXT,
        "readers": LIST,
        "comments": COUNT,
        **mistakes.COLUMNS,
    },
    facts=facts.FACTS,
    effects={
        facts.DistressRecorded: Effect(_recorded),
        facts.DistressHandlingSet: Effect(_handled, "life"),
        facts.DistressLifted: becomes("lifted"),
        facts.DistressEnteredInError: in_error(mistaken=True),
        facts.DistressErrorReported: error_reported(),
        facts.DistressRestored: in_error(mistaken=False),
        facts.DistressCommented: commented(),
    },
    carried=(
        "status",
        "organisation_id",
        "handling",
        "readers",
        "entered_by",
        "comments",
    ),
    words=("title",),
    links={
        **mistakes.LINKS,
        "organisation_id": "organisation",
        "owner": "account",
        "entered_by": "account",
    },
    indexes=(("organisation_id",),),
)
