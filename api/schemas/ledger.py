"""What questions about the ledger take, and what their answers look like."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.schemas.parts import MOMENT, TEXT, header, nullable, objects, several
from domain.ledger.tile import PATTERN
from domain.log.standing import Grade

Json = dict[str, Any]

_PLAIN: Final = "text/plain"
_HASH: Json = {"type": "string", "pattern": "^[A-Za-z0-9+/]{43}=$"}
_SIZE: Json = {"type": "integer", "minimum": 1, "maximum": 10**15 - 1}
_HEAD: Json = objects("LedgerHead", {"size": _SIZE, "root": _HASH})
_CONSISTENCY: Json = objects(
    "Consistency", {"from": _HEAD, "to": _HEAD, "proof": several(_HASH)}
)
_BYTES: Json = {"type": "string", "format": "binary"}
_HEADERS: Final = {
    "Register-Position": header("The size of the tree, or the position.", "integer"),
    "Request-Id": header("The id of the request."),
    "ETag": header("The SHA-256 of the answer; of a proof the hash of the leaf."),
    "Cache-Control": header("For how long it may be kept: what is immutable, for good"),
}
_GRADE: Final = {"Checkpoint-Grade": header("Who stands by the head: its grade.")}


def _asked(name: str, description: str, *, required: bool = False) -> Json:
    told = {"name": name, "in": "query", "description": description, "schema": _SIZE}
    return told | ({"required": True} if required else {})


_TILE: Json = {
    "name": "tile",
    "in": "path",
    "required": True,
    "description": "Level and index, as C2SP tlog-tiles writes them.",
    "schema": {"type": "string", "pattern": f"^{PATTERN}$", "examples": ["0/000.p/8"]},
}
_VOUCHED: Json = objects(
    "VouchedHead", {"size": _SIZE, "by": several(TEXT), "at": MOMENT}
)
_COSIGNATURE: Json = objects("Cosignature", {"witness": TEXT, "signed_at": MOMENT})
_TIMESTAMP: Json = objects(
    "Timestamp", {"authority": TEXT, "stamped_at": MOMENT, "reply": TEXT}
)
_SIGNED_HEAD: Json = objects(
    "SignedHead",
    {
        "size": _SIZE,
        "code": TEXT,
        "note": TEXT,
        "cosignatures": several(_COSIGNATURE),
        "timestamps": several(_TIMESTAMP),
    },
)
_CHECKPOINTS: Json = objects(
    "Checkpoints",
    {
        "position": _SIZE,
        "grade": {"enum": list(Grade)},
        "meaning": TEXT,
        "witnessed": nullable(_VOUCHED),
        "stamped": nullable(_VOUCHED),
        "items": several(_SIGNED_HEAD),
        "next": nullable(_SIZE),
    },
)
# By operation: what it takes, and the media and schema of its answer.
LEDGER: Mapping[str, tuple[Sequence[Json], str, Json]] = {
    "get_checkpoint": (
        (_asked("size", "Of which size; left out: of all that is recorded."),),
        _PLAIN,
        TEXT,
    ),
    "list_checkpoints": (
        (_asked("before", "Heads below this size; left out: from the newest on."),),
        "application/json",
        _CHECKPOINTS,
    ),
    "get_tile": ((_TILE,), "application/octet-stream", _BYTES),
    "get_event_proof": (
        (_asked("size", "Of which checkpoint; left out: the first that holds it."),),
        _PLAIN,
        TEXT,
    ),
    "get_consistency": (
        (
            _asked("from", "The size of the earlier tree.", required=True),
            _asked("to", "The size of the later tree; left out: the present one."),
        ),
        "application/json",
        _CONSISTENCY,
    ),
    "list_verifier_keys": ((), _PLAIN, TEXT),
    "get_audit_reads_checkpoint": ((), _PLAIN, TEXT),
}


def ledger_answers(operation: str) -> dict[str, Json]:
    """The replies of a question about the ledger that was answered."""
    _, media, schema = LEDGER[operation]
    content = {media: {"schema": schema}}
    headers = _HEADERS | (_GRADE if operation == "get_checkpoint" else {})
    answer = {"description": "The answer.", "headers": headers, "content": content}
    return {"200": answer, "304": {"description": "The caller has it already."}}
