"""Notices of public sources: one claim each, and only what is new is recorded."""

from typing import Any

import pytest
from pydantic import ValidationError

from domain.contract.commands import MarkUnlisted, NoteNotice, RecordNotice
from domain.contract.contract import Contract
from domain.errors import UnknownReference
from domain.event import Claim
from domain.facts.contract import ContractAdopted, ContractEnteredInError
from domain.facts.contract_notice import (
    ContractNoticeChanged,
    ContractNoticeNoLongerListed,
    ContractNoticeRecorded,
    ContractNoticeRelisted,
)
from tests.contracts import adopted
from tests.given import STREAM, given, money

SOURCE = "contracts-finder"
KEY: dict[str, Any] = {"source": SOURCE, "notice_id": "20260401-7"}
SAID: dict[str, Any] = {
    **KEY,
    "content_hash": "a" * 64,
    "notice_type": "Contract",
    "published_on": "2026-04-01",
    "buyer": "Northmoor Borough Council",
    "supplier_as_published": "Halden Ltd, Meadow Care (trading as Bright)",
    "awarded_value": money("40000.00", vat_basis="unknown"),
    "unmapped": {"extra column": "yes"},
}
ADOPTED = ContractAdopted(title="Home care, lot 2", status="awarded")
RECORDED = ContractNoticeRecorded.model_validate(SAID)
GONE = ContractNoticeNoLongerListed.model_validate(KEY)


def notice(**more: Any) -> RecordNotice:
    return RecordNotice.model_validate(SAID | more)


def unlisted(**more: Any) -> MarkUnlisted:
    return MarkUnlisted.model_validate(KEY | more)


def test_a_notice_is_recorded_word_for_word() -> None:
    given(Contract, ADOPTED).when(Contract.record_notice, notice()).then(RECORDED)


def test_a_notice_belongs_to_one_contract() -> None:
    assert list(RECORDED.claims(STREAM)) == [
        Claim("notice", "contracts-finder:20260401-7")
    ]


def test_an_unchanged_notice_is_no_news() -> None:
    given(Contract, ADOPTED, RECORDED).when(Contract.record_notice, notice()).then()


def test_what_changed_in_it_is() -> None:
    other = {"content_hash": "b" * 64, "buyer": "Northmoor Council"}
    changed = ContractNoticeChanged.model_validate(SAID | other)
    outcome = given(Contract, ADOPTED, RECORDED).when(
        Contract.record_notice, notice(**other)
    )
    outcome.then(changed)
    assert list(changed.claims(STREAM)) == []
    outcome.after.when(Contract.record_notice, notice(**other)).then()
    outcome.after.when(Contract.record_notice, notice()).then(
        ContractNoticeChanged.model_validate(SAID)
    )


def test_another_notice_of_the_contract_is_a_second_one() -> None:
    second = SAID | {"notice_id": "20260501-2"}
    stands = given(Contract, ADOPTED, RECORDED)
    outcome = stands.when(Contract.record_notice, RecordNotice.model_validate(second))
    outcome.then(ContractNoticeRecorded.model_validate(second))
    outcome.after.when(Contract.record_notice, notice()).then()


def test_a_notice_goes_once_and_comes_back_once() -> None:
    stands = given(Contract, ADOPTED, RECORDED)
    stands.when(Contract.mark_unlisted, unlisted()).then(GONE)

    gone = stands.and_also(GONE)
    gone.when(Contract.mark_unlisted, unlisted()).then()
    back = gone.when(Contract.record_notice, notice())
    back.then(ContractNoticeRelisted.model_validate(KEY))
    back.after.when(Contract.record_notice, notice()).then()
    back.after.when(Contract.mark_unlisted, unlisted()).then(GONE)


def test_a_notice_that_comes_back_changed_is_listed_again() -> None:
    other = {"content_hash": "b" * 64}
    outcome = given(Contract, ADOPTED, RECORDED, GONE).when(
        Contract.record_notice, notice(**other)
    )
    outcome.then(ContractNoticeChanged.model_validate(SAID | other))
    outcome.after.when(Contract.mark_unlisted, unlisted()).then(GONE)


def test_a_notice_that_nobody_recorded_cannot_go() -> None:
    given(Contract, ADOPTED, RECORDED).when(
        Contract.mark_unlisted, unlisted(notice_id="other")
    ).refuses(UnknownReference, saying="contracts-finder listed no notice other")


def test_the_source_goes_on_about_an_entry_made_in_error() -> None:
    error = ContractEnteredInError(reason="A test entry")
    assert list(error.releases(STREAM)) == []
    given(Contract, ADOPTED, RECORDED, error).when(
        Contract.record_notice, notice()
    ).then()


def test_a_notice_changes_no_term() -> None:
    before = given(Contract, ADOPTED).state
    after = given(Contract, ADOPTED, RECORDED).state
    assert after.timeline == before.timeline


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": "Contracts Finder"},
        {"content_hash": "abc"},
        {"notice_id": "two words"},
        {"published_on": 20260401},
    ],
)
def test_what_is_no_notice_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        notice(**wrong)


def test_a_notice_that_somebody_types_in_is_news_once() -> None:
    command = NoteNotice(source="find-a-tender", notice_id="1", notice_type="UK7")
    outcome = given(Contract, adopted()).when(Contract.note_notice, command)
    (fact,) = outcome.decided
    assert isinstance(fact, ContractNoticeRecorded)
    assert (fact.notice_type, fact.notice_id) == ("UK7", "1")
    outcome.after.when(Contract.note_notice, command).then()
    changed = command.model_copy(update={"notice_type": "UK10"})
    (fact,) = outcome.after.when(Contract.note_notice, changed).decided
    assert isinstance(fact, ContractNoticeChanged)
