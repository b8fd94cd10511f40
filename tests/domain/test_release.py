"""Releases: stored form, the law's days and exemptions, and who decides."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.event import Fact
from domain.facts import release as facts
from domain.law.information import EXEMPTIONS, answer_due, exemptions_under
from domain.ledger.canonical import canonical
from domain.release.withholding import NOT_ASKED, Asked

CARE, RISK = UUID(int=1), UUID(int=2)
RULE = facts.Withholding(field="annual_value", basis="foia_43")
# Frozen: these bytes are in somebody's proof.
GOLDEN: Sequence[tuple[Fact, bytes]] = (
    (
        facts.ReleaseRequested(
            kind="foi",
            request_reference="FOI-26-0117",
            title="Night care",
            received_on=date(2026, 11, 20),
            due_on=date(2026, 12, 21),
            contract_ids=(CARE,),
        ),
        (
            b'{"contract_ids":["00000000-0000-0000-0000-000000000001"],'
            b'"due_on":"2026-12-21","fields":[],"kind":"foi","received_on":"2026-11-20",'
            b'"record_ids":[],"request_reference":"FOI-26-0117","title":"Night care"}'
        ),
    ),
    (
        facts.ReleaseScoped(record_ids=(RISK,), fields=("title",)),
        (
            b'{"contract_ids":[],"fields":["title"],'
            b'"record_ids":["00000000-0000-0000-0000-000000000002"]}'
        ),
    ),
    (
        facts.ReleasePrepared(
            cut_at=9, withhold=(RULE,), public_interest="It is let again"
        ),
        (
            b'{"cut_at":9,"public_interest":"It is let again",'
            b'"withhold":[{"basis":"foia_43","field":"annual_value"}]}'
        ),
    ),
    (facts.ReleaseApproved(cut_at=9, differences=0), b'{"cut_at":9,"differences":0}'),
    (facts.ReleaseRejected(reason="Give it out"), b'{"reason":"Give it out"}'),
    (
        facts.ReleaseMade(
            sha256="0" * 64,
            bytes=7,
            size=11,
            entries=2,
            disclosed=5,
            withheld=1,
            note="x\n",
        ),
        b'{"bytes":7,"disclosed":5,"entries":2,"note":"x\\n","sha256":"'
        + b"0" * 64
        + b'","size":11,"withheld":1}',
    ),
    (facts.ReleaseClosed(outcome="answered"), b'{"outcome":"answered"}'),
)


@pytest.mark.parametrize(
    ("fact", "golden"), GOLDEN, ids=[fact.fact_name for fact, _ in GOLDEN]
)
def test_the_stored_form_of_each_fact_stays(fact: Fact, golden: bytes) -> None:
    state: Any = fact.model_dump(mode="json", exclude_none=True)

    assert canonical(state) == golden
    assert type(fact).model_validate_json(golden) == fact


def test_every_fact_has_its_golden_bytes() -> None:
    assert {type(fact) for fact, _ in GOLDEN} == set(facts.FACTS)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        # Counted by hand. St Andrew's Day (30 November, Scotland) is no working day.
        (date(2026, 11, 20), date(2026, 12, 21)),
        # Christmas, the day for Boxing Day, New Year's Day, and 4 January in Scotland.
        (date(2026, 12, 18), date(2027, 1, 21)),
        # Received on a Saturday, the first working day is Monday.
        (date(2026, 9, 5), date(2026, 10, 2)),
    ],
)
def test_an_answer_is_due_on_the_twentieth_working_day(
    received: date, due: date
) -> None:
    """FOIA 2000 s.10(1) and (6)."""
    assert answer_due("foi", received) == answer_due("eir", received) == due
    assert answer_due("laaa_2014", received) is None


def test_each_law_has_exemptions_of_its_own() -> None:
    assert set(exemptions_under("eir")) == {"eir_12_5_e", "eir_13"}
    assert len(exemptions_under("own_motion")) == sum(map(len, EXEMPTIONS.values()))


def test_a_field_is_withheld_everywhere_or_of_one_record() -> None:
    of_one = RULE.model_copy(update={"record_id": CARE, "field": "title"})
    asked = Asked(frozenset(), (RULE, of_one))

    assert asked.basis_of(RISK, "annual_value") == "foia_43"
    assert asked.basis_of(CARE, "annual_value_why") == "foia_43"
    assert (asked.basis_of(CARE, "title"), asked.basis_of(RISK, "title")) == (
        "foia_43",
        None,
    )
    assert Asked(frozenset({"title"}), ()).basis_of(CARE, "end") == NOT_ASKED
