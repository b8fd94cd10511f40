"""The locations of an organisation, each with the ratings that were given to it."""

from collections.abc import Callable, Mapping
from typing import Any

from projections.model import Held
from projections.telling import Told

Location = dict[str, Any]
FIELDS = ("name", "address", "postcode", "ward", "regulator", "regulator_reference")
RATING = ("regulator", "rating", "as_published", "report")


def added(told: Told, held: Held) -> Mapping[str, Any]:
    """The locations with one more; the position that added it is its id."""
    said = {name: told.said.get(name) for name in FIELDS}
    found = {"id": told.position, **said, "closed_on": None, "rating": None}
    return {"locations": [*_of(held), {**found, "ratings": []}]}


def corrected(told: Told, held: Held) -> Mapping[str, Any]:
    """One location put right, or gone if there never was one."""
    if told.said.get("in_error"):
        left = [one for one in _of(held) if one["id"] != told.said["location"]]
        return {"locations": left}
    said = {name: told.said[name] for name in FIELDS if name in told.said}
    return _changed(told, held, lambda one: {**one, **said})


def closed(told: Told, held: Held) -> Mapping[str, Any]:
    """The day from which nothing is done there."""
    return _changed(told, held, lambda one: {**one, "closed_on": told.effective_on})


def rated(told: Told, held: Held) -> Mapping[str, Any]:
    """One more rating; of one regulator and day the last that was recorded counts."""
    rating = {name: told.said.get(name) for name in RATING}
    rating |= {"rated_on": told.effective_on}
    return _changed(told, held, lambda one: _with(one, rating))


def _with(location: Location, rating: Location) -> Location:
    """A location with one more rating, the latest last: that one is its rating."""
    same = ("regulator", "rated_on")
    ratings = [
        one
        for one in location["ratings"]
        if any(one[name] != rating[name] for name in same)
    ]
    ratings = sorted([*ratings, rating], key=lambda one: str(one["rated_on"]))
    return {**location, "rating": ratings[-1]["rating"], "ratings": ratings}


def _changed(
    told: Told, held: Held, change: Callable[[Location], Location]
) -> Mapping[str, Any]:
    """The locations with the one that the event is about changed."""
    about = told.said["location"]
    return {
        "locations": [change(one) if one["id"] == about else one for one in _of(held)]
    }


def _of(held: Held) -> list[Location]:
    return held["locations"] or []
