"""The places where an organisation works, and how regulators rated each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from domain.dating import refuse_not_yet
from domain.errors import RuleBroken, UnknownReference
from domain.event import Fact, Recorded
from domain.facts import organisation_location as facts
from domain.occasion import Command, Dated, Occasion, refuse_empty_period
from domain.organisation.commands import (
    AddLocation,
    CloseLocation,
    CorrectLocation,
    RateOrganisation,
)

# Where a natural person works is, as often as not, where that person lives.
_OF_A_HOME = ("name", "address")


@dataclass(frozen=True, slots=True)
class Site:
    """One location: since when it is known, what is said of it, how it was rated."""

    since: date
    said: Mapping[str, Any]
    ratings: Mapping[tuple[str, date], Mapping[str, Any]] = field(default_factory=dict)
    closed_on: date | None = None
    in_error: bool = False


@dataclass(frozen=True, slots=True)
class Sites:
    """Every location of one organisation, by the position that added it."""

    known: Mapping[int, Site] = field(default_factory=dict)

    def add(self, command: AddLocation, *, individual: bool) -> list[Fact]:
        """One more location, unless it is there already.

        Raises RuleBroken for one of which nothing is said, and for the home of a
        natural person.
        """
        said: dict[str, Any] = command.said()
        _refuse_nothing(said)
        _refuse_home(said, individual=individual)
        if any(said == site.said for site in self._open):
            return []
        return [facts.OrganisationLocationAdded(reason=command.reason, **said)]

    def correct(
        self, command: CorrectLocation, occasion: Occasion, *, individual: bool
    ) -> list[Dated]:
        """What was wrong of a location, for all days unless another is said."""
        site = self._site(command.location)
        said: dict[str, Any] = _but(command, "location")
        _refuse_nothing(said)
        _refuse_home(said, individual=individual)
        if all(_held(site, name) == value for name, value in said.items()):
            return []
        day = command.effective_on or site.since
        refuse_empty_period(day, occasion.until)
        fact = facts.OrganisationLocationCorrected(
            location=command.location, reason=command.reason, **said
        )
        return [Dated(fact, day, occasion.until)]

    def close(self, command: CloseLocation, occasion: Occasion) -> list[Dated]:
        """That nothing is done there since a day; said again, the later word counts."""
        site = self._site(command.location)
        refuse_not_yet("closed_on", command.closed_on, command, occasion)
        if site.closed_on == command.closed_on:
            return []
        fact = facts.OrganisationLocationClosed(
            location=command.location, reason=command.reason
        )
        return [Dated(fact, command.closed_on)]

    def rate(self, command: RateOrganisation, occasion: Occasion) -> list[Dated]:
        """How a location was rated; a day's rating that was wrong is rated again."""
        site = self._site(command.location)
        refuse_not_yet("rated_on", command.rated_on, command, occasion)
        said: dict[str, Any] = _but(command, "rated_on")
        if site.ratings.get((command.regulator, command.rated_on)) == said:
            return []
        fact = facts.OrganisationRated(reason=command.reason, **said)
        return [Dated(fact, command.rated_on)]

    def after(self, recorded: Recorded[Any]) -> "Sites":
        """The locations after a fact about one of them."""
        fact, day = recorded.fact, recorded.envelope.effective_on
        match fact:
            case facts.OrganisationLocationAdded():
                return self._with(recorded.position, Site(day, _said(fact)))
            case facts.OrganisationLocationCorrected():
                site = self.known[fact.location]
                said = {**site.said, **_said(fact)}
                gone = fact.in_error or site.in_error
                return self._with(
                    fact.location, replace(site, said=said, in_error=gone)
                )
            case facts.OrganisationLocationClosed():
                site = self.known[fact.location]
                return self._with(fact.location, replace(site, closed_on=day))
            case facts.OrganisationRated():
                site = self.known[fact.location]
                rating = {"location": fact.location, **_said(fact)}
                ratings = {**site.ratings, (fact.regulator, day): rating}
                return self._with(fact.location, replace(site, ratings=ratings))
            case _:
                return self

    @property
    def _open(self) -> list[Site]:
        sites = self.known.values()
        return [s for s in sites if s.closed_on is None and not s.in_error]

    def _site(self, location: int) -> Site:
        site = self.known.get(location)
        if site is None or site.in_error:
            detail = (
                f"#{location} added no location of this organisation, or one that never"
                " was; `locations` lists those there are"
            )
            raise UnknownReference(detail, pointer="/location")
        return site

    def _with(self, location: int, site: Site) -> "Sites":
        return Sites({**self.known, location: site})


def _held(site: Site, name: str) -> Any:
    return site.in_error if name == "in_error" else site.said.get(name)


def _said(fact: Any) -> dict[str, Any]:
    """What a fact says of a location, but for which it is and why."""
    apart = {"reason", "location", "in_error"}
    return {
        name: value
        for name in type(fact).model_fields
        if name not in apart and (value := getattr(fact, name)) is not None
    }


def _but(command: Command, apart: str) -> dict[str, Any]:
    return {name: said for name, said in command.said().items() if name != apart}


def _refuse_nothing(said: Mapping[str, Any]) -> None:
    if not said:
        detail = (
            "say at least one thing by which the location can be told from others:"
            " name, address, postcode, ward or regulator_reference"
        )
        raise RuleBroken(detail, rule="location-empty")


def _refuse_home(said: Mapping[str, Any], *, individual: bool) -> None:
    """Refuses to keep in the clear where a natural person may live."""
    for name in _OF_A_HOME:
        if individual and name in said:
            detail = (
                f"this is a natural person, whose {name} may be that of a home: leave"
                " it out, and give ward and regulator_reference"
            )
            raise RuleBroken(detail, rule="location-home", pointer=f"/{name}")
