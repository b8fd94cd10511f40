"""Files of OCDS to procurements: each with its releases in order, and as they add up.

A published file is often not what the standard says: whatever has an ocid is read.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from api.imports.faults import Fault, noted, refused
from api.imports.json_text import Json, Number, parse

NO_RELEASES = refused(
    "the file holds no OCDS releases or records",
    'give a release, {"releases": [...]}, {"records": [...]} or a list of them',
)
NO_OCID = refused(
    "is a release without an ocid", "give the ocid: without it nobody knows what it is"
)
LINKED = noted(
    "is a record whose releases are only linked",
    "nothing: what they add up to was read; import them to know what changed when",
)
TOO_MANY = refused(
    "the file has more than 5,000 releases", "split it, and import the parts one by one"
)
MOST: Final = 5_000
# Whom to write to at a buyer or supplier is a person more often than a post.
PERSONAL: Final = frozenset(
    {"contactPoint", "contactPoints", "email", "telephone", "faxNumber", "phone"}
)

Object = dict[str, Any]


class Release(NamedTuple):
    """One release: the row of the file that it is, and what the whole came to then."""

    row: int
    date: str
    said: Object
    whole: Object


class History(NamedTuple):
    """All releases of one procurement in the order of their dates."""

    ocid: str
    releases: tuple[Release, ...]

    @property
    def last(self) -> Object:
        """What everything adds up to."""
        return self.releases[-1].whole


class Published(NamedTuple):
    """What a file holds. Of one that cannot be read there is one refusal."""

    sha256: str
    histories: tuple[History, ...] = ()
    rows: int = 0
    faults: tuple[Fault, ...] = ()


def read(data: bytes) -> Published:
    """What a file of OCDS says; nothing of it is missing here without a fault."""
    digest = hashlib.sha256(data).hexdigest()
    found = parse(data)
    if isinstance(found, Fault):
        return Published(digest, faults=(found,))
    faults: list[Fault] = []
    releases = [plain(each) for each in _releases(found, faults)]
    if len(releases) > MOST:
        return Published(digest, faults=(TOO_MANY.at(None, None, len(releases)),))
    by_ocid: dict[str, list[tuple[int, Object]]] = {}
    for row, release in enumerate(releases, 1):
        ocid = release.get("ocid") if isinstance(release, dict) else None
        if isinstance(ocid, str) and ocid.strip():
            by_ocid.setdefault(ocid.strip(), []).append((row, release))
        else:
            faults.append(NO_OCID.at(row, "ocid"))
    if not by_ocid:
        faults.append(NO_RELEASES.at(None, None))
    histories = tuple(_history(*each) for each in by_ocid.items())
    return Published(digest, histories, len(releases), tuple(faults))


def plain(value: Json) -> Any:
    """JSON with numbers as text, and nobody's address in it."""
    if isinstance(value, Number):
        return value.text
    if isinstance(value, dict):
        kept = {name: plain(v) for name, v in value.items() if name not in PERSONAL}
        return {name: v for name, v in kept.items() if v not in (None, "", [], {})}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value


def merged(whole: Any, said: Any) -> Any:
    """A release on top of those before: fields by name, things in lists by their id."""
    if isinstance(whole, dict) and isinstance(said, dict):
        more = {name: merged(whole.get(name), value) for name, value in said.items()}
        return {**whole, **more}
    if _are_things(whole) and _are_things(said):
        things = {str(each["id"]): each for each in whole}
        for each in said:
            things[str(each["id"])] = merged(things.get(str(each["id"])), each)
        return list(things.values())
    return said


def _releases(found: Json, faults: list[Fault]) -> Iterator[Json]:
    if isinstance(found, list):
        for each in found:
            yield from _releases(each, faults)
    elif isinstance(found, dict) and isinstance(found.get("records"), list):
        yield from _records(found["records"], faults)
    elif isinstance(found, dict) and "compiledRelease" in found:
        yield from _records([found], faults)
    elif isinstance(found, dict) and isinstance(found.get("releases"), list):
        yield from found["releases"]  # type: ignore[misc]
    elif isinstance(found, dict) and "ocid" in found:
        yield found


def _records(records: Any, faults: list[Fault]) -> Iterator[Json]:
    for row, record in enumerate(records, 1):
        inside = record.get("releases") if isinstance(record, dict) else None
        whole = [r for r in inside or () if isinstance(r, dict) and len(r) > 4]  # noqa: PLR2004
        if whole:
            yield from whole
        elif isinstance(record, dict) and isinstance(
            record.get("compiledRelease"), dict
        ):
            if inside:
                faults.append(LINKED.at(row, "releases"))
            yield record["compiledRelease"]
        else:
            yield record


def _history(ocid: str, found: list[tuple[int, Object]]) -> History:
    whole: Object = {}
    releases: list[Release] = []
    for row, said in sorted(found, key=lambda each: _order(each[1])):
        whole = merged(whole, said)
        releases.append(Release(row, str(said.get("date", "")), said, whole))
    return History(ocid, tuple(releases))


def _order(release: Mapping[str, Any]) -> tuple[str, str]:
    return str(release.get("date", "")), str(release.get("id", ""))


def _are_things(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, dict) and "id" in each for each in value
    )
