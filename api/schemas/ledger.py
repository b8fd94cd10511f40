"""What questions about the ledger take, and what their answers look like."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.schemas.parts import TEXT, header, objects, several
from domain.ledger.tile import PATTERN

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
# By operation: what it takes, and the media and schema of its answer.
LEDGER: Mapping[str, tuple[Sequence[Json], str, Json]] = {
    "get_checkpoint": ((), _PLAIN, TEXT),
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
}


def ledger_answers(operation: str) -> dict[str, Json]:
    """The replies of a question about the ledger that was answered."""
    _, media, schema = LEDGER[operation]
    content = {media: {"schema": schema}}
    answer = {"description": "The answer.", "headers": _HEADERS, "content": content}
    return {"200": answer, "304": {"description": "The caller has it already."}}
