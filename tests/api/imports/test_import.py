"""Notices become contracts once, whatever is imported how often."""

from datetime import date
from decimal import Decimal

from api.imports.report import Report
from domain.contract.commands import EstablishContract
from domain.contract.contract import Contract
from domain.facts.contract import ContractAdopted
from domain.facts.contract_notice import (
    ContractNoticeChanged,
    ContractNoticeNoLongerListed,
    ContractNoticeRecorded,
    ContractNoticeRelisted,
)
from domain.facts.imports import ImportCarriedOut
from domain.facts.organisation import OrganisationRegistered
from domain.log.register import Register, decide
from domain.log.submission import Submission
from domain.values import Money
from tests.api.imports.importing import (
    asker,
    bring_in,
    facts,
    names,
    notices,
    recorded,
    rows_of,
)
from tests.api.imports.notices import ID, file_of, notice, tender


def fates(report: Report) -> tuple[int, int, int, int]:
    counts = report.counts
    return counts.new, counts.changed, counts.unchanged, counts.no_longer_listed


def test_an_awarded_notice_becomes_a_contract_with_its_provider(
    register: Register,
) -> None:
    report = bring_in(register, file_of(notice()))

    (contract,) = recorded(register, ContractAdopted)
    (firm,) = recorded(register, OrganisationRegistered)
    assert fates(report) == (1, 0, 0, 0)
    assert contract.fact == ContractAdopted(
        title="Grounds maintenance, north parks",
        status="awarded",
        authority="Northmoor Borough Council",
        cpv=("77310000", "77340000"),
        awarded_on=date(2024, 3, 1),
        estimated_value_at_award=Money(amount=Decimal("181250.50")),
        provider_id=firm.stream,
    )
    assert firm.fact == OrganisationRegistered(name="Halden Grounds Ltd")
    assert names(register, contract.stream) == [
        "contract-adopted",
        "contract-notice-recorded",
    ]


def test_the_notice_is_kept_as_the_source_says_it(register: Register) -> None:
    bring_in(register, file_of(notice(lot="7")))

    (kept,) = recorded(register, ContractNoticeRecorded)
    assert kept.fact.notice_id == ID
    assert kept.fact.supplier_as_published == "Halden Grounds Ltd"
    assert kept.fact.value_high == Money(amount=Decimal("250000.00"))
    assert kept.fact.unmapped == {"lot": "7"}
    assert kept.envelope.confidence == "public_register"
    assert (kept.envelope.auth, kept.envelope.role) == ("cli", "system")


def test_a_call_for_tenders_has_neither_award_nor_provider(register: Register) -> None:
    bring_in(register, file_of(tender(awarded_supplier="Halden Grounds Ltd")))

    (contract,) = facts(register, ContractAdopted)
    assert (contract.status, contract.provider_id) == ("in_procurement", None)
    assert (contract.awarded_on, contract.estimated_value_at_award) == (None, None)
    assert not facts(register, OrganisationRegistered)


def test_the_same_file_again_says_nothing_new(register: Register) -> None:
    first = bring_in(register, rows_of(12))
    head = register.reading.head()

    second = bring_in(register, rows_of(12))

    assert fates(first) == (12, 0, 0, 0)
    assert fates(second) == (0, 0, 12, 0)
    assert register.reading.head() == head
    assert second.repeats
    assert second.earlier is not None
    assert second.earlier.import_id == first.import_id


def test_an_unchanged_notice_in_another_file_is_no_event_of_its_contract(
    register: Register,
) -> None:
    bring_in(register, rows_of(3))
    before = register.reading.head()
    generated = {"generated": "2026-04-01T08:00:00Z"}

    report = bring_in(register, file_of(*notices(3), **generated), name="april.json")

    later = [each.fact.fact_name for each in register.reading.all_recorded(before)]
    assert fates(report) == (0, 0, 3, 0)
    assert later == ["import-carried-out", "source-listed"]


def test_a_changed_notice_is_kept_beside_what_people_know(register: Register) -> None:
    bring_in(register, file_of(notice(awarded_value=0)))
    (contract,) = recorded(register, ContractAdopted)
    known = Money(amount=Decimal("180000.00"))
    establish = EstablishContract(estimated_value_at_award=known, source="Award report")
    act = decide(
        Contract,
        contract.stream,
        Contract.establish,
        establish,
        "establish_contract",
    )
    register.submit(Submission(act, asker()))

    report = bring_in(register, file_of(notice(awarded_value=190000)))

    (changed,) = facts(register, ContractNoticeChanged)
    state = Contract.replay(register.reading.history(contract.stream))
    assert fates(report) == (0, 1, 0, 0)
    assert changed.awarded_value == Money(amount=Decimal("190000.00"))
    assert state.on("estimated_value_at_award", date(2026, 11, 21)) == known


def test_a_notice_that_is_gone_is_marked_against_the_file_that_had_it(
    register: Register,
) -> None:
    bring_in(register, rows_of(3), name="march.json")

    report = bring_in(register, rows_of(2), name="april.json")

    (gone,) = facts(register, ContractNoticeNoLongerListed)
    assert fates(report) == (0, 0, 2, 1)
    assert gone.notice_id.endswith("2")
    assert report.earlier is not None
    assert report.earlier.file_name == "march.json"
    assert fates(bring_in(register, rows_of(2))) == (0, 0, 2, 0)


def test_a_notice_that_returns_is_listed_again(register: Register) -> None:
    for many in (3, 2, 3):
        report = bring_in(register, rows_of(many))

    assert fates(report) == (0, 1, 2, 0)
    assert len(facts(register, ContractNoticeRelisted)) == 1


def test_another_source_is_no_reason_to_miss_a_notice(register: Register) -> None:
    bring_in(register, rows_of(3))
    elsewhere = rows_of(1, id="n-1", organisation="Southmoor District Council")

    report = bring_in(register, elsewhere)

    assert report.source == "southmoor-district-council"
    assert fates(report) == (1, 0, 0, 0)


def test_a_source_may_be_named(register: Register) -> None:
    bring_in(register, rows_of(3), source="Northmoor, award notices")

    report = bring_in(register, rows_of(1), source="Northmoor, award notices")

    assert report.source == "northmoor-award-notices"
    assert fates(report) == (0, 0, 1, 2)


def test_a_file_with_nothing_in_common_takes_nothing_off_the_list(
    register: Register,
) -> None:
    bring_in(register, rows_of(2))

    report = bring_in(register, rows_of(1, id="n-1"))

    assert fates(report) == (1, 0, 0, 0)
    assert report.note is not None
    assert "in common" in report.note


def test_a_file_that_is_not_whole_takes_nothing_off_the_list(
    register: Register,
) -> None:
    bring_in(register, rows_of(3))
    cut = file_of(*notices(1), total_notices=3)

    report = bring_in(register, cut)

    assert fates(report) == (0, 0, 1, 0)
    assert not facts(register, ContractNoticeNoLongerListed)
    assert fates(bring_in(register, rows_of(2))) == (0, 0, 2, 1)


def test_a_refused_row_is_said_and_the_others_are_taken(register: Register) -> None:
    rows = [notice(title=None), *notices(2)]

    report = bring_in(register, file_of(*rows))

    assert report.anything_refused
    assert (report.counts.refused, report.counts.new) == (1, 2)
    (carried,) = facts(register, ImportCarriedOut)
    assert carried.counts == report.counts
    assert carried.faults[0].severity == "refused"
    assert carried.faults[0].rows == (1,)


def test_a_file_that_cannot_be_read_leaves_no_trace(register: Register) -> None:
    report = bring_in(register, b"{")

    assert report.anything_refused
    assert report.import_id is None
    assert register.reading.head() == 1


def test_the_log_keeps_faults_without_the_values(register: Register) -> None:
    bring_in(register, file_of(notice(awarded_date="next Tuesday, says A. Person")))

    (carried,) = facts(register, ImportCarriedOut)
    assert "A. Person" not in carried.model_dump_json()
    assert any(fault.field == "awarded_date" for fault in carried.faults)
