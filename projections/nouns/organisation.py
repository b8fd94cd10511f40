"""The organisations as people read them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.facts import organisation as facts
from domain.facts import organisation_location as places
from domain.facts import organisation_tie as ties
from projections import mistakes
from projections.kinds import COUNT, DAY, FLAG, ID, LIST, MONEY, TEXT, TITLE, WHOLE
from projections.mistakes import error_reported, in_error
from projections.model import Effect, Held, Model, commented
from projections.nouns.locations import added, closed, corrected, rated
from projections.telling import Told

# Of the sizes these are small and medium-sized enterprises.
SMALL = frozenset({"micro", "small", "medium"})


def _identified(told: Told, held: Held) -> Mapping[str, Any]:
    """The identifiers that came to be known, after those that were."""
    more = told.said["identifiers"]
    known = held["identifiers"] or []
    return {"identifiers": known + [i for i in more if i not in known]}


def _sized(told: Told, _: Held) -> Mapping[str, Any]:
    """Whether it is an SME, by its size where that is said."""
    size = told.said.get("size")
    return {"sme": size in SMALL} if isinstance(size, str) else {}


def _registered(told: Told, held: Held) -> Mapping[str, Any]:
    return {"status": "active", **_sized(told, held)}


def _classified(told: Told, held: Held) -> Mapping[str, Any]:
    """Since when its size is what it is, and who says so."""
    source = {"classified_from": told.said.get("source")}
    return {"classified_on": told.effective_on, **source, **_sized(told, held)}


def _checked(told: Told, held: Held) -> Mapping[str, Any]:
    """What the last look has shown: one of an earlier day tells nothing newer."""
    last = held["debarment_checked_on"]
    if last is not None and last > told.effective_on:
        return {}
    said = ("debarment", "debarment_list", "debarment_ground")
    found = {name: told.said.get(name) for name in said}
    return {**found, "debarment_checked_on": told.effective_on}


def _closed(told: Told, _: Held) -> Mapping[str, Any]:
    return {"status": "closed", "closed_on": told.effective_on}


def _corrected(told: Told, held: Held) -> Mapping[str, Any]:
    open_again = {"closed_on": None} if "status" in told.said else {}
    return open_again | dict(_sized(told, held))


def _absorbed(told: Told, held: Held) -> Mapping[str, Any]:
    return {"absorbed": [*(held["absorbed"] or []), told.said["record"]]}


def _released(told: Told, held: Held) -> Mapping[str, Any]:
    gone = told.said["record"]
    return {"absorbed": [one for one in held["absorbed"] or [] if one != gone]}


ORGANISATION = Model(
    noun="organisation",
    prefix="O",
    columns={
        "status": TEXT,
        "individual": FLAG,
        "sector": TEXT,
        "size": TEXT,
        "sme": FLAG,
        "vcse": FLAG,
        "classified_on": DAY,
        "classified_from": TEXT,
        "postcode": TEXT,
        "parent_id": ID,
        "merged_into": ID,
        "debarment": TEXT,
        "debarment_checked_on": DAY,
        "debarment_list": TEXT,
        "debarment_ground": TEXT,
        "accounts_to": DAY,
        "accounts_months": WHOLE,
        "turnover": MONEY,
        "cash": MONEY,
        "accounts_source": TEXT,
        "closed_on": DAY,
        "name": TITLE,
        "identifiers": LIST,
        "locations": LIST,
        "absorbed": LIST,
        "comments": COUNT,
        **mistakes.COLUMNS,
    },
    facts=facts.FACTS,
    effects={
        facts.OrganisationRegistered: Effect(_registered),
        facts.OrganisationIdentified: Effect(_identified, says=False),
        facts.OrganisationDescribed: Effect(_sized),
        facts.OrganisationClassified: Effect(_classified),
        facts.OrganisationCorrected: Effect(_corrected),
        facts.OrganisationDebarmentChecked: Effect(_checked, says=False),
        facts.OrganisationClosed: Effect(_closed, "onwards", says=False),
        # The identifiers that these facts name are given up or taken, not new.
        facts.OrganisationEnteredInError: replace(in_error(mistaken=True), says=False),
        facts.OrganisationErrorReported: error_reported(),
        facts.OrganisationCommented: commented(),
        facts.OrganisationRestored: replace(in_error(mistaken=False), says=False),
        places.OrganisationLocationAdded: Effect(added, says=False),
        places.OrganisationLocationCorrected: Effect(corrected, says=False),
        places.OrganisationLocationClosed: Effect(closed, "life", says=False),
        places.OrganisationRated: Effect(rated, says=False),
        ties.OrganisationUnmerged: Effect(
            lambda _, __: {"merged_into": None}, "onwards", says=False
        ),
        ties.OrganisationAbsorbed: Effect(_absorbed, says=False),
        ties.OrganisationReleased: Effect(_released, "onwards", says=False),
    },
    carried=("status", "individual", "comments"),
    words=("name",),
    named=True,
    links={
        **mistakes.LINKS,
        "parent_id": "organisation",
        "merged_into": "organisation",
    },
    indexes=(("parent_id",), ("merged_into",)),
)
