"""The ledger as anybody with a key may check it: heads, tiles, proofs, public keys."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Annotated, Any

import orjson
from fastapi import Path
from starlette.responses import Response

from api.call import Asked, Call
from api.operation import operations
from api.query import read_query
from api.refusals import Fault, Invalid
from api.rights import require
from api.time_travel import POSITION
from api.vouching import vouching
from domain.errors import NotFound
from domain.ledger.checkpoint import read_checkpoint
from domain.ledger.note import encoded
from domain.ledger.proof import consistency_proof, inclusion_proof
from domain.ledger.proof_text import LeafProof
from domain.ledger.tile import read_path

# What never changes may be kept for a year, by whoever was given it.
FOR_GOOD = "private, max-age=31536000, immutable"
OF_NOW = "private, no-cache"
TEXT, BYTES, JSON = (
    "text/plain; charset=utf-8",
    "application/octet-stream",
    "application/json",
)

router = operations("", "ledger")

TileName = Annotated[str, Path(alias="tile")]
EventPosition = Annotated[str, Path(alias="position")]


@router.get("/log/checkpoint")
async def get_checkpoint(call: Asked) -> Response:
    """The head of the log, signed: a C2SP checkpoint over all that is recorded.

    Witnesses' lines are under it; `Checkpoint-Grade` says who stands by it.
    """
    return await call.elsewhere(lambda: _checkpoint(call))


@router.get("/log/checkpoints")
async def list_checkpoints(call: Asked) -> Response:
    """How far others vouch for the log, and every head that others have signed."""
    return await call.elsewhere(lambda: _checkpoints(call))


@router.get("/log/tile/{tile:path}")
async def get_tile(call: Asked, tile: TileName) -> Response:
    """256 hashes of the tree, or as many as it has: a C2SP tile."""
    return await call.elsewhere(lambda: _tile(call, tile))


@router.get("/events/{position}/proof")
async def get_event_proof(call: Asked, position: EventPosition) -> Response:
    """That an entry is in the tree of a signed checkpoint: a C2SP tlog-proof."""
    return await call.elsewhere(lambda: _proof(call, position))


@router.get("/log/consistency")
async def get_consistency(call: Asked) -> Response:
    """That the log at `to` begins with the log as it was at `from`: RFC 6962, 2.1.2."""
    return await call.elsewhere(lambda: _consistency(call))


@router.get("/log/vkeys")
async def list_verifier_keys(call: Asked) -> Response:
    """The public keys that checkpoints were ever signed by, the present one last."""
    return await call.elsewhere(lambda: _vkeys(call))


def _checkpoint(call: Call) -> Response:
    single = _allow(call, ("size",))
    asked = _number("size", single["size"]) if "size" in single else None
    anchors = call.service.anchors
    note = anchors.head(asked)
    size = read_checkpoint(note.text).size
    reply = _reply(call, str(note).encode(), TEXT, size, OF_NOW)
    reply.headers["Checkpoint-Grade"] = anchors.standing().grade(size)
    return reply


def _checkpoints(call: Call) -> Response:
    single = _allow(call, ("before",))
    before = _number("before", single["before"]) if "before" in single else None
    content = vouching(call.service.anchors, call.head, before)
    return _reply(call, orjson.dumps(content), JSON, None, OF_NOW)


def _tile(call: Call, path: str) -> Response:
    _allow(call, ())
    tile, ledger = read_path(path), call.service.register.ledger
    if tile is None or not tile.is_in(ledger.size()):
        raise NotFound("there is no such tile, or not yet; see /v1/log/checkpoint")
    return _reply(call, ledger.row(*tile.nodes()), BYTES, None, FOR_GOOD)


def _proof(call: Call, asked: str) -> Response:
    single = _allow(call, ("size",))
    position, register = _number("position", asked), call.service.register
    size = _number("size", single["size"]) if "size" in single else None
    if not 1 <= position <= call.head:
        raise NotFound(f"the register has positions 1 to {call.head} so far")
    if size is not None and size < position:
        raise Invalid([Fault("/size", f"is {position} or more: so many hold it")])
    signer = register.signer
    note = signer.covering(position) if size is None else signer.at(size)
    if note is None:
        raise NotFound(f"no checkpoint of size {size} was signed")
    node = register.ledger.node_reader()
    whole = read_checkpoint(note.text).size
    hashes = inclusion_proof(position - 1, whole, node)
    proof = LeafProof(position - 1, tuple(hashes), note)
    leaf = node(0, position - 1).hex()
    return _reply(call, str(proof).encode(), TEXT, whole, FOR_GOOD, leaf)


def _consistency(call: Call) -> Response:
    single = _allow(call, ("from", "to"))
    ledger = call.service.register.ledger
    sealed = ledger.size()
    old = _number("from", single.get("from", ""))
    new = _number("to", single["to"]) if "to" in single else sealed
    if not 1 <= old <= new <= sealed:
        message = f"from and to are sizes from 1 to {sealed}, in this order"
        raise Invalid([Fault("/from", message)])
    node, root = ledger.node_reader(), ledger.root_of
    content = {
        "from": {"size": old, "root": encoded(root(old))},
        "to": {"size": new, "root": encoded(root(new))},
        "proof": [encoded(hash_) for hash_ in consistency_proof(old, new, node)],
    }
    kept = FOR_GOOD if "to" in single else OF_NOW
    return _reply(call, orjson.dumps(content), JSON, new, kept)


def _vkeys(call: Call) -> Response:
    _allow(call, ())
    keys = call.service.register.signer.verifiers()
    said = "".join(f"{key}\n" for key in keys)
    return _reply(call, said.encode(), TEXT, None, OF_NOW)


def _allow(call: Call, names: Iterable[str]) -> Any:
    """The parameters, of somebody who may ask. Raises NotAllowed and Invalid."""
    require(call.principal(), call.right, call.service.today())
    return read_query(call.query, frozenset(names)).single


def _number(name: str, text: str) -> int:
    if not POSITION.fullmatch(text):
        raise Invalid([Fault(f"/{name}", "is a whole number")])
    return int(text)


def _reply(  # noqa: PLR0913, PLR0917 - what it says, in order
    call: Call,
    body: bytes,
    media: str,
    position: int | None,
    kept: str,
    tag: str | None = None,
) -> Response:
    headers = {
        "Register-Position": str(call.head if position is None else position),
        "ETag": f'"{tag or sha256(body).hexdigest()}"',
        "Cache-Control": kept,
        "Vary": "Authorization, Cookie",
    }
    if call.if_none_match == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, media)
