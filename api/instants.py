"""Instants in parameters of their own name: a moment, a position or a checkpoint."""

from api.asking import Asking
from api.refusals import Fault, Invalid

# Nothing was known yet.
BEGINNING = "0"


def read_instant(call: Asking, name: str, asked: str | None) -> int | None:
    """The position that a parameter gives; None: the head.

    Raises Invalid for what is unclear or yet to come.
    """
    if asked is None:
        return None
    if name == "from" and asked == BEGINNING:
        return 0
    try:
        known_at = call.service.travel.read({"known_at": asked}).known_at
    except Invalid as refused:
        message = refused.faults[0].message.replace("known_at", name)
        raise Invalid([Fault(f"/{name}", message)]) from None
    if isinstance(known_at, int | None):
        return known_at
    return call.service.register.reading.position_at(known_at)
