"""Four eyes, tested again from the entries: whatever the register had let through."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.facts import account, change
from domain.occasion import Dated
from domain.rights import Reach
from projections.audit.decisions import four_eyes
from projections.audit.question import Asked, Span
from projections.reads import Reads
from tests.given import money
from tests.projections.council import HOME, JUNE, TODAY
from tests.projections.logbook import ANN, Logbook

AUDITOR = Reach(ANN, everything=True, administers=True)
CHANGE = UUID(int=0xC)
CARA, DEV, CARA_TOO = UUID(int=0xCA), UUID(int=0xDE), UUID(int=0xCB)
# The role in which the logbook has everything done.
ROLE: Any = "contract_manager"
RAISED = change.ChangeRaised(title="A rise", contract_id=HOME)
APPROVED = change.ChangeApproved()


@pytest.fixture(autouse=True)
def people(log: Logbook) -> None:
    """Cara raises a change; Dev may approve; Cara has another account, too."""
    for who, name in ((CARA, "Cara Cole"), (DEV, "Dev Das"), (CARA_TOO, "cara cole")):
        log.record(who, account.AccountOpened(name=name), JUNE)
    log.record(CHANGE, RAISED, JUNE, by=CARA)


def granted(log: Logbook, who: UUID, **given: Any) -> int:
    grant = account.AccountGranted(role=ROLE, scope="all", **given)
    return log.record(who, grant, JUNE)


def failed(reads: Reads) -> list[list[str]]:
    with reads.at(AUDITOR) as view:
        found = four_eyes(view, Asked(Span(1, 99), order="all"))
        return [row["failed"] for row in found.show(found.keys)]


def test_a_second_person_with_a_grant_passes(log: Logbook, reads: Reads) -> None:
    granted(log, DEV)
    log.record(CHANGE, APPROVED, TODAY, by=DEV)

    assert failed(reads) == [[]]


def test_who_raised_it_may_not_approve_it(log: Logbook, reads: Reads) -> None:
    granted(log, CARA)
    log.record(CHANGE, APPROVED, TODAY, by=CARA)

    assert failed(reads) == [["same_person"]]


def test_one_person_with_two_accounts_is_asked_about(
    log: Logbook, reads: Reads
) -> None:
    granted(log, CARA_TOO)
    log.record(CHANGE, APPROVED, TODAY, by=CARA_TOO)

    assert failed(reads) == [["same_name"]]


@pytest.mark.parametrize(
    "days",
    [
        {"valid_until": TODAY},  # it ended before that day
        {"valid_from": date(2026, 11, 22)},  # it began on the day after
    ],
)
def test_a_grant_that_did_not_hold_that_day_is_none(
    log: Logbook, reads: Reads, days: dict[str, date]
) -> None:
    granted(log, DEV, **days)
    log.record(CHANGE, APPROVED, TODAY, by=DEV)

    assert failed(reads) == [["no_grant"]]


def test_a_grant_that_was_taken_back_before_is_none(log: Logbook, reads: Reads) -> None:
    gone = granted(log, DEV)
    log.record(DEV, account.AccountGrantRevoked(grant=gone), JUNE)
    log.record(CHANGE, APPROVED, TODAY, by=DEV)
    granted(log, DEV)

    assert failed(reads) == [["no_grant"]]


def test_a_change_that_was_in_force_before_its_approval_is_found(
    log: Logbook, reads: Reads
) -> None:
    granted(log, DEV)
    in_force = change.ChangeImplemented(as_found=True)
    log.record(CHANGE, Dated(in_force, date(2026, 11, 1)), TODAY, by=CARA)
    log.record(CHANGE, APPROVED, TODAY, by=DEV)

    assert failed(reads) == [["after_effect"]]


def test_more_than_the_grant_allows_is_found(log: Logbook, reads: Reads) -> None:
    granted(log, DEV, limit=money("100.00"))
    worth = change.ChangeImpactAssessed(value_delta=money("100.01"))
    log.record(CHANGE, worth, JUNE, by=CARA)
    log.record(CHANGE, APPROVED, TODAY, by=DEV)

    assert failed(reads) == [["above_limit"]]


def test_who_does_not_know_of_roles_is_told_that_they_were_not_tested(
    log: Logbook, reads: Reads
) -> None:
    log.record(CHANGE, APPROVED, TODAY, by=DEV)

    with reads.at(Reach(ANN, everything=True)) as view:
        found = four_eyes(view, Asked(Span(1, 99), order="all"))
        (row,) = found.show(found.keys)

    assert row["failed"] == []
    assert row["not_tested"] == [
        "above_limit",
        "no_delegation",
        "no_grant",
        "same_name",
    ]
    assert found.summary["not_tested"]["no_grant"] == 1
