"""Services: every name once, and kept when a better one is found."""

from datetime import date

from domain.described import EnterInError, Restore
from domain.errors import RuleBroken
from domain.event import Claim
from domain.facts.service import (
    ServiceClosed,
    ServiceCorrected,
    ServiceDescribed,
    ServiceEnteredInError,
    ServiceErrorReported,
    ServiceRegistered,
    ServiceReopened,
    ServiceRestored,
)
from domain.occasion import Dated
from domain.service.commands import (
    CloseService,
    CorrectService,
    DescribeService,
    RegisterService,
    ReopenService,
)
from domain.service.service import Service
from tests.given import BEN, EARLIER, FIRST, STREAM, given

CARE = ServiceRegistered(title="Home care", department="Adults")
NAMED = ServiceDescribed(title="Care at home")


def test_a_name_is_enough_and_is_claimed_however_it_is_spelled() -> None:
    given(Service).when(Service.register, RegisterService(title="Home care")).then(
        ServiceRegistered(title="Home care")
    )
    claims = [
        ServiceRegistered(title=title).claims(STREAM)
        for title in ("Home care", "HOME  care")
    ]
    assert claims == [[Claim("service-name", "home care")]] * 2
    assert list(ServiceDescribed(department="Adults").claims(STREAM)) == []


def test_an_owner_has_to_exist() -> None:
    command = RegisterService(title="Home care", owner=BEN)
    assert [(link.noun, link.id) for link in command.links()] == [("account", BEN)]


def test_a_service_is_known_on_by_its_older_names() -> None:
    command = DescribeService(title="Care at home")
    outcome = given(Service, CARE).when(Service.describe, command).then(NAMED)

    assert outcome.state.names == ("Home care", "Care at home")
    assert outcome.state.on("title", date(2026, 11, 21)) == "Care at home"
    assert outcome.state.place.services == frozenset({"Care at home"})
    outcome.after.when(Service.describe, command).then()


def test_a_name_put_right_is_one_more() -> None:
    command = CorrectService(title="Homecare", reason_code="clerical")
    outcome = given(Service, CARE).when(Service.correct, command)
    outcome.then(Dated(ServiceCorrected(supersedes=FIRST, title="Homecare"), EARLIER))

    assert outcome.state.names == ("Home care", "Homecare")


def test_entering_in_error_frees_every_name_and_restoring_takes_them() -> None:
    names = ("Home care", "Care at home")
    gone = ServiceEnteredInError(names=names, reason="Twice")
    back = ServiceRestored(names=names, reason="It was not")
    outcome = (
        given(Service, CARE, NAMED)
        .and_also(ServiceErrorReported(), by=BEN)
        .when(Service.enter_in_error, EnterInError(reason="Twice"))
    )
    outcome.then(gone)
    outcome.after.when(Service.enter_in_error, EnterInError(reason="Again")).then()
    outcome.after.when(Service.restore, Restore(reason="It was not")).then(back)

    assert list(gone.releases(STREAM)) == list(back.claims(STREAM))
    assert len(list(gone.releases(STREAM))) == 2


def test_a_service_is_closed_and_commissioned_again() -> None:
    outcome = given(Service, CARE).when(Service.close, CloseService())
    outcome.then(ServiceClosed())
    outcome.after.when(Service.close, CloseService()).then()
    outcome.after.when(Service.reopen, ReopenService()).then(ServiceReopened())
    given(Service, CARE).when(Service.reopen, ReopenService()).then()


def test_an_entry_made_in_error_is_not_worked_on() -> None:
    gone = given(Service, CARE, ServiceEnteredInError(names=("Home care",)))
    gone.when(Service.close, CloseService()).refuses(
        RuleBroken, saying="restore it first"
    )
    gone.when(Service.reopen, ReopenService()).refuses(
        RuleBroken, saying="restore it first"
    )
