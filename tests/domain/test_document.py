"""Documents are files, links or fingerprints; a file goes when two people agree."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from domain.document.commands import (
    ApproveDisposal,
    CorrectDocument,
    DescribeDocument,
    FileDocument,
    FingerprintDocument,
    LinkDocument,
    RejectDisposal,
    RequestDisposal,
)
from domain.document.document import Document
from domain.errors import FourEyes, RuleBroken
from domain.facts.document import (
    DocumentDescribed,
    DocumentDisposalRejected,
    DocumentDisposalRequested,
    DocumentDisposed,
    DocumentEnteredInError,
    DocumentFiled,
    DocumentFingerprinted,
    DocumentLinked,
)
from tests.given import ANN, BEN, FIRST, given, occasion

CONTRACT = UUID(int=31)
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
FILED: dict[str, Any] = {
    "title": "Signed contract",
    "contract_id": CONTRACT,
    "sha256": HASH,
    "bytes": 4,
    "media": "application/pdf",
    "file_name": "contract.pdf",
}
ASK = RequestDisposal(basis="duplicate", reason="Filed twice")
BEN_TODAY = occasion(by=BEN, role="commissioner")


def filed(**more: Any) -> DocumentFiled:
    return DocumentFiled.model_validate({**FILED, "scope": "contract", **more})


def asked(basis: Any = "duplicate") -> DocumentDisposalRequested:
    return DocumentDisposalRequested(basis=basis, reason="Filed twice")


class TestEntering:
    def test_a_file_is_kept_by_its_hash(self) -> None:
        command = FileDocument.model_validate(FILED)
        outcome = given(Document).when(Document.file, command)
        outcome.then(filed())
        assert outcome.state.sha256 == HASH
        assert outcome.state.entered_by == {ANN}

    def test_a_link_says_where_it_lies_and_which_version_is_meant(self) -> None:
        said: dict[str, Any] = {
            "title": "Specification",
            "scope": "council",
            "address": "https://files.example/spec.pdf",
            "version_label": "3.1",
            "dated_on": "2026-10-01",
        }
        outcome = given(Document).when(Document.link, LinkDocument.model_validate(said))
        outcome.then(DocumentLinked.model_validate(said))
        assert outcome.state.sha256 is None

    def test_a_fingerprint_is_as_good(self) -> None:
        said = {"title": "Signed contract", "contract_id": CONTRACT, "sha256": HASH}
        outcome = given(Document).when(
            Document.fingerprint, FingerprintDocument.model_validate(said)
        )
        outcome.then(
            DocumentFingerprinted.model_validate({**said, "scope": "contract"})
        )
        assert outcome.state.sha256 is None

    @pytest.mark.parametrize("belongs", [{}, {"scope": "council"}])
    def test_it_belongs_to_exactly_one_thing(self, belongs: dict[str, str]) -> None:
        said = {**FILED, **belongs}
        if not belongs:
            del said["contract_id"]
        command = FileDocument.model_validate(said)
        given(Document).when(Document.file, command).refuses(
            RuleBroken, saying="name exactly one thing", rule="document-scope"
        )

    def test_what_it_belongs_to_has_to_exist(self) -> None:
        command = FileDocument.model_validate({**FILED, "owner": BEN})
        assert [(link.noun, link.id) for link in command.links()] == [
            ("account", BEN),
            ("contract", CONTRACT),
        ]

    @pytest.mark.parametrize(
        "wrong",
        [
            {"sha256": HASH.upper()},
            {"media": "pdf"},
            {"media": "text/html; charset=x"},
            {"bytes": 0},
            {"kind": "thing"},
        ],
    )
    def test_what_is_no_value_is_refused(self, wrong: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            FileDocument.model_validate({**FILED, **wrong})

    @pytest.mark.parametrize("address", ["ftp://a", "data:text/html,x", "https://a b"])
    def test_an_address_is_one_of_the_web(self, address: str) -> None:
        with pytest.raises(ValidationError):
            LinkDocument.model_validate(
                {"title": "x", "scope": "council", "address": address}
            )


class TestMending:
    def test_it_is_described_anew(self) -> None:
        command = DescribeDocument.model_validate(
            {"destroy_on": "2033-03-31", "circulation": "Contract team"}
        )
        given(Document, filed()).when(Document.describe, command).then(
            DocumentDescribed(destroy_on=date(2033, 3, 31), circulation="Contract team")
        )

    def test_the_bytes_are_never_described(self) -> None:
        for field in ("sha256", "bytes", "media", "address"):
            with pytest.raises(ValidationError, match="Extra inputs"):
                CorrectDocument.model_validate({field: "x", "reason_code": "clerical"})

    def test_a_restricted_one_is_read_by_its_owner_and_who_entered_it(self) -> None:
        assert given(Document, filed()).state.readers is None
        secret = filed(handling="restricted", owner=BEN)
        assert given(Document, secret, by=ANN).state.readers == frozenset({ANN, BEN})


class TestDisposal:
    def test_it_goes_when_somebody_else_agrees(self) -> None:
        stands = given(Document, filed(), by=ANN)
        wish = stands.when(Document.request_disposal, ASK)
        wish.then(asked())
        assert wish.state.sha256 == HASH
        gone = wish.after.when(Document.dispose, ApproveDisposal(), BEN_TODAY)
        gone.then(DocumentDisposed(basis="duplicate"))
        assert gone.state.sha256 is None

    def test_nobody_disposes_alone(self) -> None:
        waiting = given(Document, filed(), asked(), by=ANN)
        for_her = occasion(by=BEN, on_behalf_of=ANN)
        for when in (occasion(by=ANN), for_her):
            for decide, command in (
                (Document.dispose, ApproveDisposal()),
                (Document.reject_disposal, RejectDisposal(reason="No")),
            ):
                waiting.when(decide, command, when).refuses(
                    FourEyes, saying="somebody else has to decide"
                )

    def test_refused_it_stays_and_can_be_asked_for_again(self) -> None:
        waiting = given(Document, filed(), asked(), by=ANN)
        no = waiting.when(
            Document.reject_disposal,
            RejectDisposal(reason="It is the original"),
            BEN_TODAY,
        )
        no.then(DocumentDisposalRejected(reason="It is the original"))
        assert no.state.sha256 == HASH
        no.after.when(Document.request_disposal, ASK).then(asked())

    def test_it_is_asked_for_once(self) -> None:
        given(Document, filed(), asked()).when(Document.request_disposal, ASK).refuses(
            RuleBroken, saying="waits to be decided", rule="disposal-open"
        )

    def test_what_nobody_asked_for_is_not_decided(self) -> None:
        given(Document, filed()).when(
            Document.dispose, ApproveDisposal(), BEN_TODAY
        ).refuses(RuleBroken, saying="request that first", rule="disposal-open")

    @pytest.mark.parametrize(
        ("until", "basis", "refused"),
        [
            ("2026-11-22", "retention_ended", True),
            ("2026-11-21", "retention_ended", False),
            ("2030-01-01", "unlawful_disclosure", False),
        ],
    )
    def test_what_has_to_be_kept_is_kept(
        self, *, until: str, basis: Any, refused: bool
    ) -> None:
        wish = RequestDisposal(basis=basis, reason="Its time has come")
        outcome = given(Document, filed(destroy_on=until)).when(
            Document.request_disposal, wish
        )
        if refused:
            outcome.refuses(
                RuleBroken, saying=f"kept until {until}", rule="retention-runs"
            )
        else:
            assert len(outcome.decided) == 1

    def test_a_link_or_a_fingerprint_has_nothing_to_dispose_of(self) -> None:
        link = DocumentLinked(title="x", scope="council", address="https://a.example")
        print_ = DocumentFingerprinted(title="x", scope="council", sha256=HASH)
        gone = given(Document, filed(), DocumentDisposed(basis="duplicate"))
        for stands in (given(Document, link), given(Document, print_), gone):
            stands.when(Document.request_disposal, ASK).refuses(
                RuleBroken, saying="keeps no file", rule="nothing-kept"
            )

    def test_what_was_entered_in_error_can_be_disposed_of(self) -> None:
        mistaken = given(Document, filed(), DocumentEnteredInError(reason="Not ours"))
        mistaken.when(Document.request_disposal, ASK).then(asked())
        assert mistaken.state.born.position == FIRST
