"""The services as people read them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.facts import service as facts
from projections import mistakes
from projections.kinds import COUNT, FLAG, ID, JSON, LIST, TEXT, TITLE
from projections.mistakes import error_reported, in_error
from projections.model import Effect, Held, Model, becomes, commented
from projections.telling import Told


def named(told: Told, held: Held) -> Mapping[str, Any]:
    """Every name it had, as contracts may write it: in any case, with any spaces."""
    if (title := told.said.get("title")) is None:
        return {}
    name, known = facts.service_name(title).value, held["names"] or []
    return {} if name in known else {"names": [*known, name]}


def _registered(told: Told, held: Held) -> Mapping[str, Any]:
    return {"status": "commissioned", **named(told, held)}


SERVICE = Model(
    noun="service",
    prefix="SV",
    columns={
        "status": TEXT,
        "category": TEXT,
        "department": TEXT,
        "owner": ID,
        "critical": FLAG,
        "title": TITLE,
        "names": LIST,
        "statutory_duties": JSON,
        "description": TEXT,
        "comments": COUNT,
        **mistakes.COLUMNS,
    },
    facts=facts.FACTS,
    effects={
        facts.ServiceRegistered: Effect(_registered),
        facts.ServiceDescribed: Effect(named),
        facts.ServiceCorrected: Effect(named),
        facts.ServiceClosed: becomes("closed"),
        facts.ServiceReopened: becomes("commissioned"),
        # The names that these facts give up or take are not what the row shows.
        facts.ServiceEnteredInError: replace(in_error(mistaken=True), says=False),
        facts.ServiceErrorReported: error_reported(),
        facts.ServiceRestored: replace(in_error(mistaken=False), says=False),
        facts.ServiceCommented: commented(),
    },
    carried=("status", "comments"),
    words=("title",),
    links={**mistakes.LINKS, "owner": "account"},
)
