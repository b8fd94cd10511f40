"""What a contract shows of the things that it has several of."""

from api.schemas.parts import (
    COUNT,
    DATE,
    POSITION,
    TEXT,
    UUID,
    Json,
    nullable,
    objects,
    ref,
)

_INDEXED: Json = {
    "position": POSITION,
    "on": DATE,
    "before": nullable(ref("Money")),
    "annual_value": ref("Money"),
    "figure": nullable(TEXT),
    "clause": nullable(TEXT),
    "in_month": nullable({"type": "boolean"}),
}
_OWED = ("owed_by", "what", "due_on", "clause", "fulfilled_on")


def contract_components(owed: Json) -> dict[str, Json]:
    """The schemas of extensions, obligations and what was recorded as found.

    `owed` are the properties of the fact that sets an obligation.
    """
    return {
        "ReadExtension": objects(
            "ReadExtension",
            {"position": POSITION, "exercised_on": DATE, "months": COUNT, "end": DATE},
        ),
        "ReadIndexation": objects("ReadIndexation", _INDEXED),
        "IndexationEntry": objects(
            "IndexationEntry",
            {
                "contract_id": UUID,
                "contract_reference": TEXT,
                "contract_title": TEXT,
                **_INDEXED,
            },
        ),
        "ReadObligation": objects(
            "ReadObligation",
            {"obligation": POSITION} | {name: nullable(owed[name]) for name in _OWED},
        ),
        "ReadDocument": objects(
            "ReadDocument",
            {
                "document_id": UUID,
                "kind": nullable(TEXT),
                "in_force_on": nullable(DATE),
            },
        ),
        "ReadAsFound": objects(
            "ReadAsFound",
            {
                "position": POSITION,
                "fact": TEXT,
                "on": DATE,
                "ratified_by": nullable(UUID),
                "ratified_on": nullable(DATE),
            },
        ),
    }
