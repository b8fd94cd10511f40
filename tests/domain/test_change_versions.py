"""What was recorded before changes were cited and claimed for reads as ever."""

from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from eventsourcing.persistence import JSONTranscoder

from domain.event import Fact
from domain.facts.change import (
    ChangeCorrected,
    ChangeImpactAssessed,
    ChangeImplemented,
)
from domain.facts.document import (
    DocumentCorrected,
    DocumentDescribed,
    DocumentFiled,
    DocumentFingerprinted,
    DocumentLinked,
)
from domain.facts.risk import RiskReviewed
from domain.log.fields import Sealer
from domain.log.keys import KeyStore
from domain.log.mapper import FactMapper
from domain.values import Money
from tests.given import recorded

LOG = UUID(int=1)
CONTRACT = UUID("00000000-0000-0000-0000-000000000003")
HASH = "0" * 64


@pytest.fixture
def mapper(tmp_path: Path) -> FactMapper:
    """A mapper of a log in which nothing is personal."""
    sealer = Sealer(LOG, KeyStore(tmp_path / "keys.db"))
    return FactMapper(JSONTranscoder(), sealer, bytes)


@pytest.mark.parametrize(
    ("topic", "stored", "fact"),
    [
        (
            "change-impact-assessed.1",
            b'{"value_delta":{"amount":"4.00","currency":"GBP","vat_basis":"net"}}',
            ChangeImpactAssessed(
                value_delta=Money(amount=Decimal("4.00"), vat_basis="net"),
            ),
        ),
        (
            "change-corrected.1",
            b'{"kind":"scope","supersedes":7}',
            ChangeCorrected(kind="scope", supersedes=7),
        ),
        (
            "change-implemented.1",
            b'{"as_found":true}',
            ChangeImplemented(as_found=True),
        ),
        (
            "document-filed.1",
            b'{"bytes":4,"contract_id":"00000000-0000-0000-0000-000000000003",'
            b'"handling":"normal","media":"application/pdf","scope":"contract",'
            b'"sha256":"' + HASH.encode() + b'","title":"Deed"}',
            DocumentFiled(
                bytes=4,
                contract_id=CONTRACT,
                media="application/pdf",
                scope="contract",
                sha256=HASH,
                title="Deed",
            ),
        ),
        (
            "document-fingerprinted.1",
            b'{"handling":"normal","scope":"council","sha256":"'
            + HASH.encode()
            + b'","title":"Model"}',
            DocumentFingerprinted(scope="council", sha256=HASH, title="Model"),
        ),
        (
            "document-linked.1",
            b'{"address":"https://n.example/1","scope":"council","title":"Case"}',
            DocumentLinked(
                address="https://n.example/1", scope="council", title="Case"
            ),
        ),
        (
            "document-described.1",
            b'{"version_label":"4"}',
            DocumentDescribed(version_label="4"),
        ),
        (
            "document-corrected.1",
            b'{"kind":"deed_of_variation","supersedes":9}',
            DocumentCorrected(kind="deed_of_variation", supersedes=9),
        ),
        (
            "risk-reviewed.1",
            b'{"next_review":"2027-03-31"}',
            RiskReviewed.model_validate({"next_review": "2027-03-31"}),
        ),
    ],
)
def test_the_first_version_of_each_still_reads(
    mapper: FactMapper, topic: str, stored: bytes, fact: Fact
) -> None:
    row = [*mapper.row(recorded(ChangeImplemented()))]
    row[3], row[16] = topic, stored

    assert mapper.recorded(tuple(row)).fact == fact
