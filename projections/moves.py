"""What has happened since something was worked out: the things that it rests on.

What is worked out of the whole register is kept by where it stands. Brought to another
position, it is worked out anew only of the things of which the log tells in between:
the rows of all others are the same there, on the same day.
"""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from domain.facts.erasure import ErasureCarriedOut
from projections.telling import Told, tell
from projections.view import View

# Of more events than these it is not worth while: all is worked out anew.
MOST = 500
Moves = Mapping[str, AbstractSet[str]]


class Mark(NamedTuple):
    """Where something stands that was worked out: both clocks, and of which log.

    `tracked` is how far the tables had come: who may read what is told by these. The
    stamp tells a log apart that was cut short and has grown anew.
    """

    position: int
    tracked: int
    stamp: bytes


def mark_of(view: View) -> Mark:
    """Where a view stands."""
    tracked = view.pin.tracked
    return Mark(view.position, tracked, view.log.stamp(tracked) if tracked else b"")


def moves(view: View, since: Mark) -> Moves | None:
    """The things, by noun, that may not stand as they did; None: nothing can be kept.

    That is so of what is later than the view, of another log, too long ago, and of
    what was worked out before something was struck out of the log.
    """
    pin = view.pin
    if since.tracked > pin.tracked or since.position > pin.position:
        return None
    if since.tracked and view.log.stamp(since.tracked) != since.stamp:
        return None
    found = defaultdict[str, set[str]](set)
    for after, until in {
        (since.position, pin.position),
        (since.tracked, pin.tracked),
    }:
        if until - after > MOST:
            return None
        for one in tell(view.log, after, until - after) if until > after else ():
            if one.kind is ErasureCarriedOut:
                return None
            _add(view, one, found)
    return found


def _add(view: View, one: Told, found: defaultdict[str, set[str]]) -> None:
    """Adds the things whose rows an event moves on."""
    for model in view.schema.homes.get(one.kind, ()):
        found[model.noun].add(model.thing(one))
