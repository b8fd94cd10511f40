"""The documents as people read them: what each is, never what is in it."""

from collections.abc import Mapping
from typing import Any

from domain.facts import document as facts
from projections import mistakes
from projections.kinds import COUNT, DAY, ID, TEXT, TITLE, WHOLE
from projections.mistakes import error_reported, in_error
from projections.model import Effect, Held, Model, Sets, commented
from projections.telling import Told


def _entered(held_as: str) -> Sets:
    """How it is held: as a file, a link, or a fingerprint alone."""

    def sets(told: Told, _: Held) -> Mapping[str, Any]:
        return {"held": held_as, "status": "current", "entered_by": told.by}

    return sets


def _asked(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "status": "disposal_requested",
        "disposal_basis": told.said["basis"],
        "disposal_requested_by": told.by,
    }


def _stays(_: Told, __: Held) -> Mapping[str, Any]:
    nothing = ("disposal_basis", "disposal_requested_by")
    return {"status": "current", **dict.fromkeys(nothing)}


def _gone(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "status": "disposed",
        "disposed_by": told.by,
        "disposed_on": told.effective_on,
    }


DOCUMENT = Model(
    noun="document",
    prefix="D",
    columns={
        "status": TEXT,
        "held": TEXT,
        "scope": TEXT,
        "contract_id": ID,
        "organisation_id": ID,
        "change_id": ID,
        "handling": TEXT,
        "entered_by": ID,
        "owner": ID,
        "kind": TEXT,
        "version_label": TEXT,
        "dated_on": DAY,
        "review_on": DAY,
        "destroy_on": DAY,
        "classification": TEXT,
        "media": TEXT,
        "bytes": WHOLE,
        "sha256": TEXT,
        "disposal_basis": TEXT,
        "disposal_requested_by": ID,
        "disposed_by": ID,
        "disposed_on": DAY,
        "title": TITLE,
        "file_name": TITLE,
        "address": TEXT,
        "circulation": TEXT,
        "comments": COUNT,
        **mistakes.COLUMNS,
    },
    facts=facts.FACTS,
    effects={
        facts.DocumentFiled: Effect(_entered("file")),
        facts.DocumentFingerprinted: Effect(_entered("fingerprint")),
        facts.DocumentLinked: Effect(_entered("link")),
        facts.DocumentEnteredInError: in_error(mistaken=True),
        facts.DocumentErrorReported: error_reported(),
        facts.DocumentRestored: in_error(mistaken=False),
        facts.DocumentCommented: commented(),
        facts.DocumentDisposalRequested: Effect(_asked, "onwards", says=False),
        facts.DocumentDisposalRejected: Effect(_stays, "onwards", says=False),
        facts.DocumentDisposed: Effect(_gone, "onwards", says=False),
    },
    carried=(
        "status",
        "held",
        "scope",
        "contract_id",
        "organisation_id",
        "handling",
        "entered_by",
        "comments",
    ),
    words=("title", "file_name"),
    links={
        **mistakes.LINKS,
        "contract_id": "contract",
        "organisation_id": "organisation",
        "change_id": "change",
        "owner": "account",
        "entered_by": "account",
    },
    indexes=(("contract_id",), ("organisation_id",), ("sha256",)),
)
