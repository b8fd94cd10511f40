"""Where an organisation works: places by their events, ratings by places."""

from datetime import date
from typing import Any

from domain.errors import RuleBroken, UnknownReference
from domain.facts.organisation import (
    OrganisationEnteredInError,
    OrganisationRegistered,
)
from domain.facts.organisation_location import (
    OrganisationLocationAdded,
    OrganisationLocationClosed,
    OrganisationLocationCorrected,
    OrganisationRated,
)
from domain.occasion import Dated
from domain.organisation.commands import (
    AddLocation,
    CloseLocation,
    CorrectLocation,
    RateOrganisation,
)
from domain.organisation.locations import (
    add_location,
    close_location,
    correct_location,
    rate,
)
from domain.organisation.organisation import Organisation
from tests.given import EARLIER, FIRST, given

HALDEN = OrganisationRegistered(name="Halden Homecare Ltd")
NURSE = OrganisationRegistered(name="Ola Nurse", individual=True)
LODGE = OrganisationLocationAdded(name="Halden Lodge", ward="Abbey", regulator="CQC")
AT = FIRST + 1
OCTOBER = date(2026, 10, 12)
LOCATED = given(Organisation, HALDEN, LODGE)


def rating(value: str = "good", **more: Any) -> RateOrganisation:
    said = {"location": AT, "regulator": "CQC", "rated_on": "2026-10-12"}
    return RateOrganisation.model_validate({**said, "rating": value, **more})


def test_a_location_is_known_by_the_event_that_added_it() -> None:
    command = AddLocation(name="Halden Lodge", ward="Abbey", regulator="CQC")
    outcome = given(Organisation, HALDEN).when(add_location, command).then(LODGE)

    assert list(outcome.state.sites.known) == [AT]
    outcome.after.when(add_location, command).then()


def test_a_location_of_which_nothing_is_said_is_none() -> None:
    given(Organisation, HALDEN).when(add_location, AddLocation()).refuses(
        RuleBroken, saying="at least one thing", rule="location-empty"
    )
    LOCATED.when(correct_location, CorrectLocation(location=AT)).refuses(
        RuleBroken, saying="at least one thing"
    )


def test_where_a_natural_person_may_live_is_not_kept() -> None:
    nurse = given(Organisation, NURSE)
    nurse.when(add_location, AddLocation(address="4 Mill Lane")).refuses(
        RuleBroken, saying="may be that of a home", rule="location-home"
    )
    nurse.when(add_location, AddLocation(ward="Abbey")).then(
        OrganisationLocationAdded(ward="Abbey")
    )


def test_a_location_put_right_was_so_from_its_first_day() -> None:
    command = CorrectLocation(location=AT, ward="Castle")
    outcome = LOCATED.when(correct_location, command)
    outcome.then(
        Dated(OrganisationLocationCorrected(location=AT, ward="Castle"), EARLIER)
    )
    assert outcome.state.sites.known[AT].said["ward"] == "Castle"
    assert outcome.state.sites.known[AT].said["name"] == "Halden Lodge"
    outcome.after.when(correct_location, command).then()


def test_a_location_that_never_was_is_rated_no_more() -> None:
    command = CorrectLocation(location=AT, in_error=True)
    outcome = LOCATED.when(correct_location, command)
    outcome.then(
        Dated(OrganisationLocationCorrected(location=AT, in_error=True), EARLIER)
    )
    outcome.after.when(rate, rating()).refuses(
        UnknownReference, saying="or one that never was"
    )


def test_a_location_is_closed_and_the_later_word_on_the_day_counts() -> None:
    close = CloseLocation(location=AT, closed_on=OCTOBER)
    closed = OrganisationLocationClosed(location=AT)
    outcome = LOCATED.when(close_location, close).then(Dated(closed, OCTOBER))
    outcome.after.when(close_location, close).then()

    september = date(2026, 9, 30)
    outcome.after.when(
        close_location, CloseLocation(location=AT, closed_on=september)
    ).then(Dated(closed, september))
    tomorrow = CloseLocation(location=AT, closed_on=date(2026, 11, 22))
    LOCATED.when(close_location, tomorrow).refuses(RuleBroken, saying="in the future")


def test_a_rating_belongs_to_a_location_and_a_day() -> None:
    rated = OrganisationRated(location=AT, regulator="CQC", rating="good")
    outcome = LOCATED.when(rate, rating()).then(Dated(rated, OCTOBER))
    outcome.after.when(rate, rating()).then()

    worse = OrganisationRated(location=AT, regulator="CQC", rating="inadequate")
    outcome.after.when(rate, rating("inadequate")).then(Dated(worse, OCTOBER))


def test_a_rating_of_no_location_is_refused() -> None:
    given(Organisation, HALDEN).when(rate, rating()).refuses(
        UnknownReference, saying="added no location"
    )
    LOCATED.when(rate, rating(location=99)).refuses(
        UnknownReference, saying="#99 added no location"
    )
    LOCATED.when(rate, rating(rated_on="2026-11-22")).refuses(
        RuleBroken, saying="in the future"
    )


def test_an_entry_made_in_error_has_no_locations_to_work_on() -> None:
    gone = LOCATED.and_also(OrganisationEnteredInError(reason="Twice"))
    for decide, command in (
        (add_location, AddLocation(ward="Mill")),
        (correct_location, CorrectLocation(location=AT, ward="Mill")),
        (close_location, CloseLocation(location=AT, closed_on=OCTOBER)),
        (rate, rating()),
    ):
        gone.when(decide, command).refuses(RuleBroken, saying="restore it first")
