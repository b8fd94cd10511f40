"""Who vouches for the heads of the log, as the API tells it."""

from datetime import UTC, datetime
from typing import Any, Final

from domain.ledger.head_code import head_code
from domain.ledger.note import encoded
from domain.log.anchoring import Anchored, Anchors
from domain.log.standing import Vouched

Json = dict[str, Any]
# Heads that one answer holds.
MANY: Final = 100


def vouching(anchors: Anchors, head: int, before: int | None) -> Json:
    """How far others vouch for the log, and the heads that they have signed.

    The newest come first, `MANY` of them; `next` is the size below which the others
    are, None where there are none.
    """
    standing = anchors.standing()
    grade = standing.grade(head)
    found = anchors.before(before, MANY + 1)
    return {
        "position": head,
        "grade": grade,
        "meaning": grade.words,
        "witnessed": standing.witnessed and _vouched(standing.witnessed),
        "stamped": standing.anchored and _vouched(standing.anchored),
        "items": [_head(one) for one in found[:MANY]],
        "next": found[MANY - 1].checkpoint.size if len(found) > MANY else None,
    }


def _vouched(found: Vouched) -> Json:
    return {"size": found.size, "by": list(found.by), "at": _moment(found.at)}


def _head(head: Anchored) -> Json:
    return {
        "size": head.checkpoint.size,
        "code": head_code(head.checkpoint.root),
        "note": str(head.note),
        "cosignatures": [
            {"witness": str(one.witness), "signed_at": _moment(one.signed_at)}
            for one in head.cosignatures
        ],
        "timestamps": [
            {
                "authority": one.timestamp.by,
                "stamped_at": _moment(one.timestamp.stamped_at),
                "reply": encoded(one.reply),
            }
            for one in head.timestamps
        ],
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
