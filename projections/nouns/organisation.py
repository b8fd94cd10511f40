"""The organisations as people read them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.facts import organisation as facts
from projections.kinds import COUNT, FLAG, ID, LIST, TEXT, TITLE
from projections.model import Effect, Held, Model, commented, in_error
from projections.telling import Told


def _identified(told: Told, held: Held) -> Mapping[str, Any]:
    """The identifiers that came to be known, after those that were."""
    more = told.said["identifiers"]
    known = held["identifiers"] or []
    return {"identifiers": known + [i for i in more if i not in known]}


ORGANISATION = Model(
    noun="organisation",
    prefix="O",
    columns={
        "individual": FLAG,
        "sector": TEXT,
        "size": TEXT,
        "vcse": FLAG,
        "postcode": TEXT,
        "parent_id": ID,
        "name": TITLE,
        "identifiers": LIST,
        "comments": COUNT,
    },
    facts=facts.FACTS,
    effects={
        facts.OrganisationIdentified: Effect(_identified, says=False),
        # The identifiers that these facts name are given up or taken, not new.
        facts.OrganisationEnteredInError: replace(in_error(mistaken=True), says=False),
        facts.OrganisationCommented: commented(),
        facts.OrganisationRestored: replace(in_error(mistaken=False), says=False),
    },
    carried=("individual", "comments"),
    words=("name",),
    named=True,
    links={"parent_id": "organisation"},
)
