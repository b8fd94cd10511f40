"""What the return of whoever holds places looks like, and a concern that was raised."""

from typing import Any

from api.schemas.parts import COUNT, TEXT, UUID, nullable, objects, ref, several
from projections.chain.own import CONTACTS

Json = dict[str, Any]
_MOMENT: Json = {"type": "string", "format": "date-time"}


def return_components(seat: Json, link: Json) -> dict[str, Json]:
    """The schemas of returns; `seat` is that of a seat in its chain."""
    own = {"paid_by": nullable(ref("SeatHolder")), "pricing_due": {"type": "boolean"}}
    shown = link["properties"] | {"link": TEXT}
    return {
        "OwnSeat": objects(
            "OwnSeat", seat["properties"] | own, [*seat["required"], *own]
        ),
        "Return": _return(seat["properties"]),
        "RaisedConcern": _concern(),
        "LinkShownOnce": objects("LinkShownOnce", shown, link["required"]),
    }


def _return(seat: Json) -> Json:
    contract = {
        "contract_id": UUID,
        "reference": TEXT,
        "title": TEXT,
        "start": seat["start"],
        "end": seat["end"],
        "lead": nullable(ref("SeatHolder")),
        "contacts": objects("ReturnContacts", {name: {} for name in CONTACTS}),
        "seats": several(ref("OwnSeat")),
    }
    return objects(
        "Return",
        {
            "version": COUNT,
            "contracts": several(objects("ReturnContract", contract)),
            "organisations": several(ref("SeatHolder")),
            "answer_until": nullable(_MOMENT),
            "position": COUNT,
        },
    )


def _concern() -> Json:
    return objects(
        "RaisedConcern",
        {
            "id": UUID,
            "reference": TEXT,
            "version": COUNT,
            "title": TEXT,
            "status": TEXT,
            "contract_id": UUID,
            "confidential_from": several({"const": "lead"}),
        },
    )
