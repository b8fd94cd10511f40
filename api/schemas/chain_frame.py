"""The parts that all figures across supply chains have in common."""

from typing import Any

from api.schemas.parts import COUNT, DATE, TEXT, nullable, objects, ref, several

Json = dict[str, Any]
MONEY: Json = ref("Money")
MAYBE: Json = nullable(MONEY)
FLAG: Json = {"type": "boolean"}
NUMBER: Json = {"type": "number"}
THING: Json = ref("ChainThing")
PLACE: Json = ref("ChainPlace")
SHARES: Json = nullable(ref("ShareBetween"))
NUMBERS: Json = nullable(ref("NumberBetween"))
_UNKNOWN = (
    "contract_values",
    "seat_values",
    "essential",
    "payment_terms",
    "next_tiers",
    "other_currencies",
)
OUTSIDE = objects("ChainsOutside", {"count": COUNT, "value": MONEY})


def framed(title: str, more: Json) -> Json:
    """An answer with what all of them say of themselves."""
    frame = {
        "position": COUNT,
        "effective_on": DATE,
        "contracts": COUNT,
        "seats": COUNT,
        "value": MONEY,
        "coverage": nullable(TEXT),
        "unknown": objects("ChainsUnknown", dict.fromkeys(_UNKNOWN, COUNT)),
        "outside_scope": OUTSIDE,
    }
    return objects(title, {**frame, **more})


def lists(title: str, fields: Json) -> Json:
    """A list of objects with these fields."""
    return several(objects(title, fields))
