"""What is remembered of a kind of source: its listings, and whom it calls what."""

from uuid import UUID

from domain.errors import RuleBroken
from domain.facts.notice_source import ContractMatched, SourceListed, SupplierMatched
from domain.notice_source import (
    Listed,
    ListNotices,
    MatchContract,
    MatchSupplier,
    NoticeSource,
)
from tests.given import STREAM, given

FIRM = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a21")
OTHER = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a22")
ONE = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a31")
TWO = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a32")

LISTED = SourceListed(source="northmoor", import_id=ONE, appeared=("n1", "n2", "n3"))
MATCHED = SupplierMatched(supplier="Halden Homecare Ltd", organisation_id=FIRM)


def listing(*notices: str, **said: object) -> ListNotices:
    return ListNotices.model_validate(
        {"source": "northmoor", "import_id": TWO, "listed": list(notices), **said}
    )


def test_a_listing_is_kept_as_its_difference_from_the_one_before() -> None:
    outcome = given(NoticeSource, LISTED).when(
        NoticeSource.list_notices, listing("n2", "n3", "n4")
    )

    outcome.then(
        SourceListed(
            source="northmoor", import_id=TWO, appeared=("n4",), vanished=("n1",)
        )
    )
    listed = outcome.state.listed["northmoor"]
    assert listed == Listed(TWO, frozenset({"n2", "n3", "n4"}))


def test_what_an_incomplete_file_lacks_has_not_vanished() -> None:
    outcome = given(NoticeSource, LISTED).when(
        NoticeSource.list_notices, listing("n4", complete=False)
    )

    assert outcome.state.listed["northmoor"].notices == {"n1", "n2", "n3", "n4"}


def test_a_file_that_lists_nothing_is_no_listing() -> None:
    given(NoticeSource, LISTED).when(NoticeSource.list_notices, listing()).refuses(
        RuleBroken, saying="leave it out", rule="empty-listing"
    )


def test_what_the_next_file_lacks_has_vanished() -> None:
    source = given(NoticeSource, LISTED).state

    assert source.vanished("northmoor", frozenset({"n1", "n9"})) == {"n2", "n3"}


def test_nothing_has_vanished_from_a_source_that_is_new() -> None:
    source = given(NoticeSource, LISTED).state

    assert source.vanished("southmoor", frozenset({"n9"})) == frozenset()


def test_what_another_source_still_lists_has_not_vanished() -> None:
    elsewhere = SourceListed(source="southmoor", import_id=TWO, appeared=("n2",))
    source = given(NoticeSource, LISTED, elsewhere).state

    assert source.vanished("northmoor", frozenset({"n1"})) == {"n3"}


def test_a_file_without_any_notice_in_common_is_taken_for_another_source() -> None:
    source = given(NoticeSource, LISTED).state

    assert source.vanished("northmoor", frozenset({"n8", "n9"})) == frozenset()


def test_a_supplier_is_remembered_by_its_exact_words() -> None:
    source = given(NoticeSource, MATCHED).state

    assert source.suppliers.get("Halden Homecare Ltd") == FIRM
    assert source.suppliers.get("HALDEN HOMECARE LTD") is None


def test_the_same_match_is_no_news_and_another_replaces_it() -> None:
    same = MatchSupplier(supplier="Halden Homecare Ltd", organisation_id=FIRM)
    other = MatchSupplier(supplier="Halden Homecare Ltd", organisation_id=OTHER)

    given(NoticeSource, MATCHED).when(NoticeSource.match_supplier, same).then()
    outcome = given(NoticeSource, MATCHED).when(NoticeSource.match_supplier, other)

    assert outcome.state.suppliers["Halden Homecare Ltd"] == OTHER


def test_what_contract_a_name_means_is_remembered() -> None:
    command = MatchContract(contract_name="Home care NW", contract_id=STREAM)
    outcome = given(NoticeSource, LISTED).when(NoticeSource.match_contract, command)

    outcome.then(ContractMatched(contract_name="Home care NW", contract_id=STREAM))
    outcome.after.when(NoticeSource.match_contract, command).then()
    assert outcome.state.contracts == {"Home care NW": STREAM}
