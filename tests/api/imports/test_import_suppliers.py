"""A supplier is linked where it certainly is one, and put on the match list if not."""

from uuid import UUID

from api.imports.report import Report
from domain.described import EnterInError
from domain.facts.contract import ContractAdopted
from domain.facts.contract_notice import ContractNoticeRecorded
from domain.facts.imports import ImportCarriedOut
from domain.facts.organisation import OrganisationRegistered
from domain.log.register import Register, decide
from domain.log.submission import Submission
from domain.organisation.organisation import Organisation
from tests.api.imports.importing import (
    asker,
    bring_in,
    facts,
    notices,
    recorded,
    rows_of,
)
from tests.api.imports.notices import file_of, tender

SEVERAL = "Halden Homes Ltd, Wick and Sons Ltd; Pell Care"


def whys(report: Report) -> list[str]:
    return [match.why for match in report.matches]


def test_one_name_in_many_notices_is_one_organisation(register: Register) -> None:
    bring_in(register, rows_of(12, awarded_supplier="Halden Grounds Ltd"))

    (firm,) = recorded(register, OrganisationRegistered)
    providers = [fact.provider_id for fact in facts(register, ContractAdopted)]
    assert providers == [firm.stream] * 12


def test_a_later_file_finds_the_organisation_of_an_earlier_one(
    register: Register,
) -> None:
    bring_in(register, rows_of(1))
    other = rows_of(1, id="n-1", awarded_supplier="Halden Supplies 0 Ltd")

    bring_in(register, other, source="another")

    assert len(facts(register, OrganisationRegistered)) == 1


def test_another_spelling_is_another_organisation_until_somebody_says_else(
    register: Register,
) -> None:
    rows = notices(2)
    rows[0]["awarded_supplier"] = "Halden Grounds Ltd"
    rows[1]["awarded_supplier"] = "HALDEN GROUNDS LTD"

    bring_in(register, file_of(*rows))

    assert len(facts(register, OrganisationRegistered)) == 2


def test_several_suppliers_in_one_cell_are_kept_word_for_word(
    register: Register,
) -> None:
    report = bring_in(register, rows_of(1, awarded_supplier=SEVERAL))

    (kept,) = facts(register, ContractNoticeRecorded)
    (contract,) = recorded(register, ContractAdopted)
    (match,) = report.matches
    assert kept.supplier_as_published == SEVERAL
    assert contract.fact.provider_id is None
    assert match.supplier == SEVERAL
    assert match.contract_id == contract.stream
    assert "several suppliers" in match.why
    assert report.counts.to_match == 1
    assert not facts(register, OrganisationRegistered)
    (carried,) = facts(register, ImportCarriedOut)
    assert carried.to_match == (match.kept,)
    assert SEVERAL not in carried.model_dump_json()


def test_a_match_stays_on_the_list_until_there_is_a_provider(
    register: Register,
) -> None:
    bring_in(register, rows_of(1, awarded_supplier=SEVERAL))

    assert len(bring_in(register, rows_of(1, awarded_supplier=SEVERAL)).matches) == 1


def test_an_award_that_comes_later_is_for_a_person_to_take_over(
    register: Register,
) -> None:
    bring_in(register, file_of(tender()))

    report = bring_in(register, rows_of(1, id=tender()["id"]))

    assert whys(report) == ["is named by the notice and not by the contract"]
    assert not facts(register, OrganisationRegistered)


def test_nothing_awarded_is_nobody_to_match(register: Register) -> None:
    report = bring_in(register, rows_of(1, awarded_supplier="NOT AWARDED TO SUPPLIER"))

    assert not report.matches
    (contract,) = facts(register, ContractAdopted)
    assert contract.status == "in_procurement"


def test_a_name_too_long_for_one_is_matched_by_hand(register: Register) -> None:
    long = "Halden " * 50 + "Ltd"

    assert whys(bring_in(register, rows_of(1, awarded_supplier=long))) == [
        "is too long for a name"
    ]


def test_an_organisation_entered_in_error_is_not_linked_again(
    register: Register,
) -> None:
    bring_in(register, rows_of(1))
    (firm,) = recorded(register, OrganisationRegistered)
    _enter_in_error(register, firm.stream)
    other = rows_of(1, id="n-1", awarded_supplier="Halden Supplies 0 Ltd")

    report = bring_in(register, other, source="another")

    assert whys(report) == ["is named by the notice and not by the contract"]
    assert len(facts(register, OrganisationRegistered)) == 1


def _enter_in_error(register: Register, stream: UUID) -> None:
    command = EnterInError(reason="Not a supplier")
    operation = "enter_in_error_organisation"
    act = decide(Organisation, stream, Organisation.enter_in_error, command, operation)
    register.submit(Submission(act, asker()))
