"""What is shown of drafts, of what somebody holds, and of whom there is to name."""

from typing import Any

from api.schemas.parts import (
    COUNT,
    MOMENT,
    POSITION,
    TEXT,
    UUID,
    nullable,
    objects,
    ref,
    several,
)

Json = dict[str, Any]


def own_components() -> dict[str, Json]:
    """The schemas of these."""
    return {"AccountHoldings": _holdings(), "People": _people(), **_drafts()}


def _drafts() -> dict[str, Json]:
    """What somebody has begun to say, as its owner alone reads it."""
    moments = {"created_at": MOMENT, "saved_at": MOMENT, "expires_at": MOMENT}
    said = {"version": POSITION, "path": TEXT, "body": {"type": "object"}}
    said["faults"] = several(objects("DraftFault", {"pointer": TEXT, "message": TEXT}))
    why = {"rule": TEXT, "title": TEXT, "detail": TEXT, "pointer": nullable(TEXT)}
    said["refusal"] = nullable(objects("DraftRefusal", why))
    listed = {"items": several(ref("Draft")), "total": COUNT, "next": nullable(TEXT)}
    discarded = {"id": UUID, "discarded": {"type": "boolean", "enum": [True]}}
    return {
        "Draft": objects("Draft", {"id": UUID, **said, **moments}),
        "DraftList": objects("DraftList", listed),
        "DraftDiscarded": objects("DraftDiscarded", discarded),
    }


def _holdings() -> Json:
    """What an account holds, as ids and references alone."""
    holding = objects(
        "Holding",
        {"noun": TEXT, "id": UUID, "reference": TEXT, "held_as": several(TEXT)},
    )
    return objects("AccountHoldings", {"items": several(holding), "position": COUNT})


def _people() -> Json:
    """Whom commands may name."""
    status = {"type": "string", "enum": ["open", "named"]}
    one = {"id": UUID, "reference": TEXT, "name": nullable(TEXT), "status": status}
    person = objects("PersonNamed", one)
    return objects("People", {"items": several(person), "position": COUNT})
