"""A contracts register of 300 rows, loaded as it is, and what comes of it later."""

from datetime import date
from typing import Any

from api.imports.report import Report
from api.opening import EVERYTHING
from domain.contract.commands import AdoptContract
from domain.contract.contract import Contract
from domain.facts.account import AccountNamed
from domain.facts.contract import (
    ContractAdopted,
    ContractDescribed,
    ContractEstablished,
    ContractTermsAmended,
)
from domain.facts.organisation import OrganisationRegistered
from domain.facts.source_row import SourceRowChanged, SourceRowTaken
from domain.log.register import begin
from domain.log.submission import Submission
from projections.pages import Question
from tests.api.imports.conftest import Here
from tests.api.imports.importing import asker, facts
from tests.api.imports.sheets import (
    CONTRACT_HEADER,
    book,
    bring_sheet,
    contract_row,
    contracts_sheet,
    csv_of,
    told,
)

FIELDS = {
    "Contract title": "Day centre, Oak Street",
    "Supplier name": "Halden Care 1 Ltd",
}


def bring(here: Here, data: bytes, **more: Any) -> Report:
    return bring_sheet(here.register, here.reads, data, "contracts", **more)


def found(here: Here, noun: str, **asked: Any) -> list[dict[str, Any]]:
    with here.reads.at(EVERYTHING) as view:
        return view.page(noun, Question(limit=200, **asked)).items


def test_300_contracts_come_in_whole(here: Here) -> None:
    report = bring(here, contracts_sheet(300))

    assert report.summary == "300 new, 0 changed, 0 unchanged, 0 no longer listed"
    assert not report.anything_refused
    assert len(facts(here.register, ContractAdopted)) == 300
    assert len(facts(here.register, OrganisationRegistered)) == 40
    assert len(facts(here.register, AccountNamed)) == 1
    contract = found(here, "contract", filters={"contract_number": ("CT-0017",)})[0]
    assert contract["title"] == "Home care, lot 17"
    assert contract["provider_name"] == "Halden Care 17 Ltd"
    assert contract["contract_manager_name"] == "Priya Example"
    assert contract["annual_value"]["amount"] == "100017.00"
    assert (contract["start"], contract["end"]) == ("2024-04-01", "2027-03-31")
    assert contract["payment_terms_days"] == 30
    # What the sheet does not say is not known, and can be asked for.
    assert contract["notice_period_months"] == {"unknown": "not_asked"}


def test_the_list_of_what_is_missing_is_one_question_away(here: Here) -> None:
    rows = [contract_row(n, **({"End date": "TBC"} if n % 3 else {})) for n in range(9)]
    bring(here, contracts_sheet(0, *rows))

    assert len(found(here, "contract", filters={"unknown": ("end",)})) == 6


def test_a_rehearsal_says_the_same_and_writes_nothing(here: Here) -> None:
    head = here.register.reading.head()

    report = bring(here, contracts_sheet(12), dry_run=True)

    assert report.summary == "12 new, 0 changed, 0 unchanged, 0 no longer listed"
    assert {(c.column, c.field, c.how) for c in report.columns} >= {
        ("B", "title", "name"),
        ("K", None, "kept"),
    }
    assert here.register.reading.head() == head


def test_the_same_file_again_gives_nothing_new(here: Here) -> None:
    data = contracts_sheet(12)
    bring(here, data)
    head = here.register.reading.head()

    report = bring(here, data)

    assert report.summary == "0 new, 0 changed, 12 unchanged, 0 no longer listed"
    assert here.register.reading.head() == head


def test_of_an_edited_file_only_the_changed_rows_are_news(here: Here) -> None:
    bring(here, contracts_sheet(12))
    rows = [contract_row(number) for number in range(11)]
    rows[3] = contract_row(3, Department="Public health")

    report = bring(here, contracts_sheet(0, *rows))

    assert report.summary == "0 new, 1 changed, 10 unchanged, 1 no longer listed"
    (described,) = facts(here.register, ContractDescribed)
    assert described.department == "Public health"


def test_columns_without_a_place_stay_and_are_found(here: Here) -> None:
    bring(here, contracts_sheet(20))

    (contract,) = found(here, "contract", q="mini-competition 17")
    (row,) = found(here, "row", q="mini-competition 17")

    assert contract["contract_number"] == "CT-0017"
    assert row["unmapped"] == {"Procurement notes": "Mini-competition 17"}
    assert row["became_id"] == contract["id"]


def test_a_source_never_overwrites_a_live_term(here: Here) -> None:
    bring(here, contracts_sheet(1))
    later = contract_row(0, **{"End date": date(2029, 3, 31)})

    report = bring(here, contracts_sheet(0, later))

    (difference,) = report.differences
    contract = found(here, "contract")[0]
    assert contract["end"] == "2027-03-31"
    assert not facts(here.register, ContractTermsAmended)
    assert (difference.row, difference.column, difference.field) == (4, "G", "end")
    assert (difference.source_says, difference.register_says) == (
        "2029-03-31",
        "2027-03-31",
    )
    assert [offer["path"] for offer in difference.offers] == [
        f"/v1/contracts/{contract['id']}/correct",
        "/v1/changes",
    ]


def test_what_was_not_known_is_taken_over_with_its_source(here: Here) -> None:
    bring(here, contracts_sheet(0, contract_row(0, **{"End date": "TBC"})))

    report = bring(here, contracts_sheet(1))

    (established,) = facts(here.register, ContractEstablished)
    assert report.counts.changed == 1
    assert established.end == date(2027, 3, 31)
    assert established.source == "register.xlsx, row 4"


def test_what_people_have_written_since_stays(here: Here) -> None:
    bring(here, contracts_sheet(1))
    contract = found(here, "contract")[0]
    title = "Home care, lot nought"
    report = bring(
        here, contracts_sheet(0, contract_row(0, **{"Contract title": title}))
    )
    assert report.counts.changed == 1

    report = bring(here, contracts_sheet(0, contract_row(0, Department="Highways")))

    assert found(here, "contract")[0]["id"] == contract["id"]
    assert [each.field for each in report.differences] == []
    assert found(here, "contract")[0]["title"] == "Home care, lot 0"


def test_a_contract_that_the_register_has_is_not_entered_twice(here: Here) -> None:
    known = AdoptContract.model_validate(
        {"title": "Home care", "contract_number": "CT-0000", "department": "Housing"}
    )
    new = here.register.sources.new_id()
    act = begin(Contract, new, Contract.adopt, known, "adopt_contract")
    here.register.submit(Submission(act, asker()))

    report = bring(here, contracts_sheet(1))

    assert len(facts(here.register, ContractAdopted)) == 1
    (contract,) = found(here, "contract")
    assert contract["annual_value"]["amount"] == "100000.00"
    assert contract["department"] == "Housing"
    assert {each.field for each in report.differences} == {
        "contract_manager",
        "department",
        "title",
    }


def test_several_suppliers_in_a_cell_are_kept_word_for_word(here: Here) -> None:
    both = "Halden Homes Ltd, Wick and Sons Ltd"

    report = bring(here, contracts_sheet(0, contract_row(0, **{"Supplier name": both})))

    (match,) = report.matches
    assert (match.what, match.supplier, match.row) == ("supplier", both, 4)
    assert found(here, "contract")[0]["provider_id"] == {"unknown": "not_asked"}
    assert found(here, "row")[0]["says"]["supplier"] == both


def test_who_is_nobody_gets_no_account_and_several_people_are_asked_after(
    here: Here,
) -> None:
    cells = [{"Contract manager": said} for said in ("vacant", "tbc", "A Ode / B Shah")]
    rows = [contract_row(nth, **each) for nth, each in enumerate(cells)]
    tbc = contract_row(3, **{"Supplier name": "tbc"})

    report = bring(here, contracts_sheet(0, *rows, tbc))

    whys = [match.why for match in report.matches]
    assert [match.what for match in report.matches] == ["owner"] * 3
    assert whys[:2] == ["names nobody"] * 2
    assert "several people" in whys[2]
    assert len(facts(here.register, AccountNamed)) == 1
    assert len(facts(here.register, OrganisationRegistered)) == 3


def test_columns_called_as_registers_of_directorates_call_them(here: Here) -> None:
    data = book(
        [
            ["Directorate / Service", "Description of contract", "Annual (£)", "Total"],
            ["Adults", "Home care, lot 1", "£45k", "£180k"],
        ]
    )
    assert not bring(here, data).anything_refused

    (contract,) = found(here, "contract")
    assert (contract["title"], contract["department"]) == ("Home care, lot 1", "Adults")
    assert contract["annual_value"]["amount"] == "45000.00"


def test_what_a_name_means_is_said_once_and_remembered(here: Here) -> None:
    bring(here, contracts_sheet(0, contract_row(1)))
    both = "Halden Homes Ltd, Wick and Sons Ltd"
    rows = [contract_row(2, **{"Supplier name": both, "Company number": None})]

    bring(here, contracts_sheet(0, *rows), suppliers={both: "Halden Care 1 Ltd"})
    report = bring(here, contracts_sheet(0, *rows), source="another")

    assert not report.matches
    assert {each["provider_name"] for each in found(here, "contract")} == {
        "Halden Care 1 Ltd"
    }


def test_an_organisation_is_known_by_its_number_whatever_it_is_called(
    here: Here,
) -> None:
    rows = [
        contract_row(1, **{"Supplier name": "Halden Care (1) Limited"}),
        contract_row(41),
    ]

    bring(here, contracts_sheet(0, *rows))

    (firm,) = facts(here.register, OrganisationRegistered)
    assert firm.identifiers[0].id == "01000001"


def test_every_fault_says_row_column_value_and_what_to_do(here: Here) -> None:
    row = contract_row(0, **{"Start date": "31/02/2024", "Annual value (£)": "lots"})

    report = bring(here, contracts_sheet(0, row))

    faults = {fault.column: fault for fault in report.faults if fault.row}
    assert told(faults.values()) == [
        (4, "E", "is not an amount"),
        (4, "F", "is not a date that can be read"),
    ]
    assert (faults["F"].field, faults["F"].value) == ("Start date", "31/02/2024")
    assert "2027-03-31" in faults["F"].advice
    # What could not be read stays as it was written.
    assert found(here, "row")[0]["unmapped"]["Start date"] == "31/02/2024"


def test_an_end_before_the_start_costs_the_end_and_not_the_row(here: Here) -> None:
    report = bring(
        here, contracts_sheet(0, contract_row(0, **{"End date": date(2023, 1, 1)}))
    )

    assert report.counts.new == 1
    assert found(here, "contract")[0]["end"] == {"unknown": "not_asked"}
    assert (4, "G", "lies before the start") in told(report.faults)


def test_a_row_without_a_title_is_told_and_the_others_are_taken(here: Here) -> None:
    rows = [contract_row(0, **{"Contract title": None}), contract_row(1)]

    report = bring(here, contracts_sheet(0, *rows))

    assert (report.counts.new, report.counts.refused) == (1, 1)
    assert report.anything_refused


def test_two_rows_with_one_number_are_two_contracts_and_told(here: Here) -> None:
    rows = [contract_row(1), contract_row(1, **{"Contract title": "Lot 2"})]

    report = bring(here, contracts_sheet(0, *rows))
    again = bring(here, contracts_sheet(0, *rows))

    assert report.counts.new == 2
    assert again.counts.unchanged == 2
    assert (5, None, "another row has the same number or name") in told(report.faults)


def test_the_same_row_twice_is_one(here: Here) -> None:
    report = bring(here, contracts_sheet(0, contract_row(1), contract_row(1)))

    assert (report.counts.new, report.counts.repeated) == (1, 1)


def test_csv_with_semicolons_from_windows_is_a_sheet_like_any_other(
    here: Here,
) -> None:
    data = csv_of(
        ["Contracts over £5,000", "", ""],
        ["Reference number", "Title of agreement", "Sum to be paid"],
        ["17", "Café lease", "£12,500.00"],
        separator=";",
        encoding="cp1252",
    )

    report = bring(here, data)

    contract = found(here, "contract")[0]
    assert report.counts.new == 1
    assert contract["title"] == "Café lease"
    assert contract["estimated_value_at_award"]["amount"] == "12500.00"


def test_a_file_without_a_header_is_refused_until_its_columns_are_named(
    here: Here,
) -> None:
    data = csv_of(["A1", "Care", "Halden"], ["A2", "Grit", "Wick"])

    refused = bring(here, data)
    taken = bring(
        here, data, header_row=0, columns={"A": "contract_number", "B": "title"}
    )

    assert "no row was found" in refused.faults[0].wrong
    assert taken.counts.new == 2


def test_the_likeliest_sheet_is_taken_and_the_others_are_told(here: Here) -> None:
    data = book(
        [CONTRACT_HEADER, contract_row(0)],
        others={"How to use this": [["Fill in", "every", "column"]]},
    )

    report = bring(here, data)

    assert report.counts.new == 1
    assert ("How to use this", "is another sheet of the workbook") in {
        (fault.value, fault.wrong) for fault in report.faults
    }


def test_rows_and_things_are_of_one_transaction(here: Here) -> None:
    bring(here, contracts_sheet(3))

    taken = facts(here.register, SourceRowTaken)
    assert {each.became for each in taken} == {"contract"}
    assert not facts(here.register, SourceRowChanged)
