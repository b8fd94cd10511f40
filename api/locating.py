"""Where in a body an error is, and which reading of a value was most likely meant.

A field may be a value or say why there is none; pydantic tells what is wrong with
each reading. Of these only that is told which comes nearest to what was sent.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails


class Site(NamedTuple):
    """A value that can be read in several ways, and one of them."""

    pointer: str
    reading: str


class Located(NamedTuple):
    """An error with its place, and the readings that it belongs to, outermost first."""

    pointer: str
    kind: str
    message: str
    sites: tuple[Site, ...]


def locate(error: ErrorDetails, said: Any) -> Located:
    """Where an error is. A part of its path that the body lacks names a reading."""
    pointer, value = "", said
    sites: list[Site] = []
    path = error["loc"]
    for nth, part in enumerate(path):
        inner = _inner(value, part)
        absent = nth == len(path) - 1 and error["type"] in {
            "missing",
            "extra_forbidden",
        }
        if inner is None and not absent:
            sites.append(Site(pointer, str(part)))
            continue
        pointer += "/" + str(part).replace("~", "~0").replace("/", "~1")
        value = inner[0] if inner else None
    return Located(pointer, error["type"], error["msg"], tuple(sites))


def likeliest(errors: Sequence[Located]) -> list[Located]:
    """The errors of the likeliest readings alone, inner values first."""
    left = list(errors)
    for depth in range(max((len(error.sites) for error in left), default=0), 0, -1):
        misfits = _misfits(left, depth)
        best: dict[str, int] = {}
        for site, count in misfits.items():
            best[site.pointer] = min(count, best.get(site.pointer, count))
        left = [e for e in left if _fits(e, depth, misfits, best)]
    return left


def _misfits(errors: Sequence[Located], depth: int) -> dict[Site, int]:
    """How often each reading did not fit the shape of what was sent."""
    found: dict[Site, int] = defaultdict(int)
    for error in errors:
        if len(error.sites) >= depth:
            site = error.sites[depth - 1]
            shape = error.kind in {"missing", "extra_forbidden"}
            found[site] += shape or error.pointer == site.pointer
    return found


def _fits(
    error: Located, depth: int, misfits: Mapping[Site, int], best: Mapping[str, int]
) -> bool:
    if len(error.sites) < depth:
        return True
    site = error.sites[depth - 1]
    return misfits[site] == best[site.pointer]


def _inner(value: Any, part: int | str) -> tuple[Any] | None:
    if isinstance(value, Mapping) and part in value:
        return (value[part],)
    if isinstance(value, list) and isinstance(part, int) and part < len(value):
        return (value[part],)
    return None
