"""What can have happened to the places where an organisation works.

A location is known by the position of the event that added it.
"""

from typing import ClassVar, Literal

from pydantic import BaseModel

from domain.event import Fact
from domain.values import Code, Known, Title, Words

Regulator = Literal["CQC", "Ofsted", "other"]
# The scale that CQC and Ofsted share; `as_published` keeps any other in its own words.
Rating = Literal[
    "outstanding",
    "good",
    "requires_improvement",
    "inadequate",
    "not_rated",
    "other",
]


class LocationFields(BaseModel):
    """What is known of a location; `regulator_reference` is its id there."""

    name: Title | None = None
    address: Known[Title] | None = None
    postcode: Known[Code] | None = None
    ward: Known[Code] | None = None
    regulator: Known[Regulator] | None = None
    regulator_reference: Known[Code] | None = None


class RatingFields(BaseModel):
    """How a regulator rated a location, where that can be read."""

    regulator: Regulator
    rating: Rating
    as_published: Words | None = None
    report: Words | None = None


class OrganisationLocationAdded(LocationFields, Fact):
    """The organisation works at this place."""

    fact_name: ClassVar[str] = "organisation-location-added"


class OrganisationLocationCorrected(LocationFields, Fact):
    """What was recorded of a location was wrong; or there is no such location."""

    fact_name: ClassVar[str] = "organisation-location-corrected"

    location: int
    in_error: bool = False


class OrganisationLocationClosed(Fact):
    """Nothing is done at the location any more."""

    fact_name: ClassVar[str] = "organisation-location-closed"

    location: int


class OrganisationRated(RatingFields, Fact):
    """A regulator rated a location on the day from which this holds."""

    fact_name: ClassVar[str] = "organisation-rated"

    location: int


LOCATION_FACTS: tuple[type[Fact], ...] = (
    OrganisationLocationAdded,
    OrganisationLocationCorrected,
    OrganisationLocationClosed,
    OrganisationRated,
)
