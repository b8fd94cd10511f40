"""The change log: what each change is worth, and what they come to."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from domain.facts import change, contract
from domain.occasion import Dated
from domain.values import Money
from projections.change_log import change_log
from projections.pages import Question
from projections.reads import Reads
from tests.given import money
from tests.projections.council import BEN, EVERYTHING, HOME, PRIYA, TODAY
from tests.projections.logbook import Logbook

FIRST, SECOND, THIRD = UUID(int=21), UUID(int=22), UUID(int=23)
OCTOBER = date(2026, 10, 1)


def _raise(log: Logbook, stream: UUID, worth: str | None, months: int = 0) -> int:
    raised = log.record(
        stream, change.ChangeRaised(contract_id=HOME, title="A change"), TODAY
    )
    delta = Money(amount=Decimal(worth)) if worth else None
    impact = change.ChangeImpactAssessed(value_delta=delta, term_delta_months=months)
    log.record(stream, impact, TODAY)
    return raised


def test_totals_run_against_value_and_term_at_award(reads: Reads, log: Logbook) -> None:
    award = contract.ContractEstablished(
        estimated_value_at_award=money("2000000.00", vat_basis="unknown"),
        start=date(2024, 4, 1),
        max_end_at_award=date(2027, 4, 1),
    )
    log.record(HOME, Dated(award, date(2026, 5, 4)), TODAY)
    _raise(log, FIRST, "100000.00", 3)
    log.record(FIRST, change.ChangeApproved(), TODAY, by=PRIYA)
    log.record(FIRST, change.ChangeImplemented(), TODAY)
    _raise(log, SECOND, "900000.00")
    log.record(SECOND, change.ChangeRejected(reason="no money"), TODAY)
    _raise(log, THIRD, "-50000.00", 3)
    log.record(THIRD, change.ChangeApproved(), TODAY, by=BEN)

    with reads.at(EVERYTHING) as view:
        first, second, third = change_log(view, Question(sort="born_at")).items
        only = change_log(view, Question(filters={"status": ["approved"]})).items

    assert (first["status"], first["approved_by_name"]) == ("implemented", "Priya Shah")
    assert first["running"]["value"]["amount"] == "100000.00"
    assert first["running"]["share_of_value_at_award"] == "0.0500"
    assert second["running"] == first["running"]
    assert third["running"]["value"]["amount"] == "50000.00"
    assert third["running"]["months"] == 6
    assert third["running"]["share_of_term_at_award"] == "0.1667"
    assert only == [third]


def test_a_change_of_unknown_worth_is_counted_as_such(
    reads: Reads, log: Logbook
) -> None:
    _raise(log, FIRST, None)
    log.record(FIRST, change.ChangeImplemented(as_found=True), TODAY)

    with reads.at(EVERYTHING) as view:
        (only,) = change_log(view, Question()).items

    assert only["running"]["unknown_values"] == 1
    assert only["running"]["share_of_value_at_award"] is None
    assert only["implemented_as_found"]


def test_a_signature_found_later_does_not_undo_the_implementation(
    reads: Reads, log: Logbook
) -> None:
    _raise(log, FIRST, "1.00")
    log.record(FIRST, Dated(change.ChangeImplemented(as_found=True), OCTOBER), TODAY)
    log.record(FIRST, Dated(change.ChangeSigned(instrument="deed"), OCTOBER), TODAY)

    with reads.at(EVERYTHING) as view:
        (only,) = change_log(view, Question()).items

    assert (only["status"], only["instrument"]) == ("implemented", "deed")
