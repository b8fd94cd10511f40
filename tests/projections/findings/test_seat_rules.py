"""Rules about places in chains, each by worked terms."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pydantic_core import to_json

from projections.findings.chain_rules import CHAINS, together
from projections.findings.seat_case import ABOVE, HEADS, AboveSeat, ChainHead, SeatCase
from projections.findings.seat_rules import (
    bears_too_much,
    drifted,
    no_way_out,
    outside_band,
    sides_disagree,
    slower_than_above,
    stale,
    void_terms,
)
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Missing
from tests.projections.findings.cases import CARE, around, contract

LAWFUL = {"payment_terms_days": 30, "payment_trigger": "invoice_receipt"}
HEAD = ChainHead(
    "live", tier="gold", regime="PA23", kind="contract", payment_terms_days=30
)
ROUTES = ("issue_route", "exit_arrangement")


def seat(**said: Any) -> SeatCase:
    """A seat of the contract, right under the lead."""
    cells: dict[str, Any] = {
        name: to_json(value).decode() if isinstance(value, list | dict) else value
        for name, value in said.items()
    }
    return SeatCase(id="seat", contract_id=CARE, **cells)


def chain(**head: Any) -> Surroundings:
    """A chain that runs, with another seat that is paid within 45 days."""
    above = {"above": AboveSeat(45, "invoice_receipt")}
    return around(
        besides={HEADS: {CARE: HEAD._replace(**head)}, ABOVE: above},
        thresholds={"disproportion-ratio": Decimal("1.5")},
    )


def because(found: Any) -> Any:
    assert isinstance(found, Hit), found
    return found.because


def test_a1_who_is_paid_later_than_the_one_above_is_found() -> None:
    prompt = chain(payment_terms_days=14)
    late = seat(payment_terms_days=15, payment_trigger="invoice_receipt")
    assert because(slower_than_above(late, prompt)) == {
        "payment_terms_days": 15,
        "above": 14,
    }
    # Where no statute rules a chain, it is the one right above that counts.
    grant, below = chain(regime="grant"), {"parent_seat_id": "above"}
    assert slower_than_above(seat(payment_terms_days=45, **below), grant) == CLEAN
    found = slower_than_above(seat(payment_terms_days=46, **below), grant)
    assert because(found)["above"] == 45
    assert slower_than_above(seat(), chain()) == Missing(("payment_terms_days",))
    assert slower_than_above(seat(payment_terms_days=60), chain(status="ended")) is None


def test_a1_leaves_to_a2_what_the_law_does_not_let_stand() -> None:
    void = seat(payment_terms_days=31, payment_trigger="invoice_receipt")
    assert slower_than_above(void, chain()) == CLEAN
    assert because(void_terms(void, chain()))["above"] == 30


def test_a2_terms_without_effect_are_found_under_the_law_that_rules() -> None:
    late = seat(payment_terms_days=31, payment_trigger="invoice_receipt")
    assert because(void_terms(late, chain()))["source"] == "Procurement Act 2023, s.73"
    found = because(void_terms(late, chain(regime="PCR2015")))
    assert found["source"] == "Public Contracts Regulations 2015, reg. 113"
    assert void_terms(seat(**LAWFUL), chain()) == CLEAN
    assert void_terms(late, chain(regime="grant")) is None
    assert void_terms(late, chain(regime=None)) == Missing(("regime",))
    paid_when_paid = seat(payment_trigger="pay_when_paid")
    assert isinstance(void_terms(paid_when_paid, chain()), Hit)


def test_a17_a_route_that_is_only_known_is_in_no_contract() -> None:
    where = {f"{name}_defined_in": {"clause": "14"} for name in ROUTES}
    assert no_way_out(seat(**where), chain()) == CLEAN
    known = seat(**{**where, "issue_route_defined_in": None, "issue_route": "Weekly"})
    found = no_way_out(known, chain())
    assert because(found)["issue_route"] == "known_not_in_contract"
    assert isinstance(found, Hit)
    assert found.severity == "low"
    assert found.do == f"/contracts/{CARE}/supply-chain/amend"
    nothing = no_way_out(seat(), chain())
    assert isinstance(nothing, Hit)
    assert nothing.severity == "medium"


@pytest.mark.parametrize(
    ("risk", "value", "is_found"),
    [
        (160_000, 100_000, True),  # 1.6 times, six points more
        (150_000, 100_000, False),  # not more than one and a half times
        (40_000, 10_000, False),  # four times, and three points more
        (60_000, 10_000, True),  # six times, and five points more
    ],
)
def test_a18_a_share_of_the_risk_is_held_against_that_of_the_value(
    risk: int,
    value: int,
    is_found: bool,  # noqa: FBT001
) -> None:
    one = seat(attested_on="2026-11-01", risk_share=risk, value_share=value)
    assert isinstance(bears_too_much(one, chain()), Hit) is is_found


def test_a18_is_tested_on_attested_terms_alone() -> None:
    shares = {"risk_share": 900_000, "value_share": 100_000}
    assert bears_too_much(seat(**shares), chain()) == Missing(("attested_on",))
    asked = seat(attested_on="2026-11-01")
    assert bears_too_much(asked, chain()) == Missing(("risk_facts",))


def test_a18_uncapped_penalties_and_a_cap_above_the_yearly_value_are_found() -> None:
    on = {"attested_on": "2026-11-01"}
    facts = {"penalties_passed_down": True, "uncapped_liability": True}
    assert because(bears_too_much(seat(risk_facts=facts, **on), chain())) == facts
    capped = {**facts, "uncapped_liability": False}
    assert bears_too_much(seat(risk_facts=capped, **on), chain()) == CLEAN
    pounds = {"liability_cap_currency": "GBP", "annual_value_currency": "GBP"}
    cap = {"liability_cap_pence": 100_001, "annual_value_pence": 100_000, **pounds}
    assert isinstance(bears_too_much(seat(**cap, **on), chain()), Hit)


WHOLE = {
    "role": "Nights",
    **LAWFUL,
    "change_mechanism": "own",
    "issue_route": "Weekly",
    "exit_arrangement": "Three months",
    "activity": [{"unit": "hours"}],
}


@pytest.mark.parametrize(
    ("tier", "last", "is_found"),
    [
        # 180 days before 21 November 2026 is 25 May.
        ("silver", "2026-05-25", False),
        ("silver", "2026-05-24", True),
        # Bronze has twice as long: 26 November 2025.
        ("bronze", "2025-11-26", False),
        ("bronze", "2025-11-25", True),
    ],
)
def test_a27_an_attestation_lasts_by_the_tier_of_the_contract(
    tier: str,
    last: str,
    is_found: bool,  # noqa: FBT001
) -> None:
    found = stale(seat(attested_on=last), chain(tier=tier))
    assert isinstance(found, Hit) is is_found


def test_a27_gold_has_to_be_known_whole_and_nobody_asks_of_what_is_bought_once() -> (
    None
):
    fresh = {"attested_on": "2026-11-01"}
    assert stale(seat(**WHOLE, **fresh), chain()) == CLEAN
    dark = {**WHOLE, "role": None, "activity": None}
    assert because(stale(seat(**dark, **fresh), chain())) == {
        "missing": ["role", "volumes"]
    }
    assert stale(seat(**dark, **fresh), chain(tier="silver")) == CLEAN
    assert stale(seat(), chain(tier="transactional")) is None
    assert stale(seat(), chain(tier=None)) == Missing(("tier",))
    # Who never attested is asked so long after the seat began.
    begun = stale(seat(**WHOLE, start="2026-05-24"), chain())
    assert because(begun) == {"attested_on": None}


def test_a28_only_what_lies_outside_an_agreed_band_is_found() -> None:
    def volumes(actual: str) -> list[Any]:
        one = {"unit": "hours", "planned": "400", "actual": actual}
        return [{"period": "2026-Q3", "side": "payee", "volumes": [one]}]

    band = {"activity": [{"unit": "hours", "planned": "400", "band": "0.1"}]}
    for actual, is_found in (("440", False), ("441", True), ("359", True)):
        found = outside_band(seat(**band, volumes=volumes(actual)), chain())
        assert isinstance(found, Hit) is is_found, actual
    far = {"volumes": volumes("900")}
    no_band = {"activity": [{"unit": "hours", "planned": "400"}]}
    assert outside_band(seat(**no_band, **far), chain()) == Missing(("activity",))
    assert outside_band(seat(**band), chain()) is None
    assert outside_band(seat(**band, **far, change_id="c"), chain()) is None


def test_a52_sides_that_say_different_terms_are_found_once_they_have_spoken() -> None:
    spoken = {"attested_on": "2026-11-01"}
    differ = seat(**spoken, disputed=["payment_terms_days"])
    assert because(sides_disagree(differ, chain())) == {
        "disputed": ["payment_terms_days"]
    }
    assert sides_disagree(seat(**spoken, disputed=[]), chain()) == CLEAN
    assert sides_disagree(seat(), chain()) == Missing(("attested_on",))


def test_no_rule_looks_at_a_seat_that_is_over_or_of_a_chain_that_does_not_run() -> None:
    rules = (
        slower_than_above,
        void_terms,
        no_way_out,
        bears_too_much,
        stale,
        outside_band,
        sides_disagree,
    )
    over = seat(status="ended"), seat(end="2026-11-20"), seat(start="2026-11-22")
    for rule in rules:
        assert [rule(one, chain()) for one in over] == [None] * 3
        assert rule(seat(), chain(status="planned")) is None


def chained(*seats: SeatCase, **head: Any) -> Surroundings:
    """The chain that runs, with all its places beside the contract."""
    one = chain(**head)
    return replace(one, besides={**one.besides, CHAINS: {CARE: seats}})


def test_places_are_told_together_in_one_finding_on_their_contract() -> None:
    judge = together(void_terms)
    fair, void = seat(**LAWFUL), seat(payment_trigger="pay_when_paid")
    late = void._replace(born_at=7, known_from=9, start="2024-04-01")
    of_it = chained(fair, void._replace(born_at=5, known_from=6), late)

    found = judge(contract(), of_it)

    assert isinstance(found, Hit)
    assert [one["seat"] for one in found.because["seats"]] == ["S-5", "S-7"]
    assert (found.since, found.events) == ("2024-04-01", (6, 9))
    assert found.do == f"/contracts/{CARE}/supply-chain/amend"


def test_places_told_together_are_tested_only_where_each_of_them_was() -> None:
    judge = together(void_terms)
    fair, dark = seat(**LAWFUL), seat()
    assert judge(contract(), chained(fair, fair)) == CLEAN
    assert judge(contract(), chained(fair, dark)) == Missing(
        ("payment_terms_days", "payment_trigger")
    )
    assert judge(contract(), chained()) is None
    assert judge(contract(status="ended"), chained(fair)) is None


def test_of_findings_told_together_the_gravest_says_how_grave_they_are() -> None:
    where = {f"{name}_defined_in": {"clause": "14"} for name in ROUTES}
    known = seat(**{**where, "issue_route_defined_in": None, "issue_route": "Weekly"})
    judge = together(no_way_out)
    mild, grave = (
        judge(contract(), chained(known)),
        judge(contract(), chained(known, seat())),
    )
    assert isinstance(mild, Hit)
    assert isinstance(grave, Hit)
    assert (mild.severity, grave.severity) == ("low", "medium")


def test_warn_g10_terms_that_moved_without_a_change_are_told_with_their_entries() -> (
    None
):
    moved = [
        {"position": 40, "on": "2026-03-01", "terms": ["role", "value_share"]},
        {"position": 44, "on": "2026-05-01", "terms": ["value_share"]},
    ]
    found = together(drifted)(contract(), chained(seat(moved_without_change=moved)))
    assert isinstance(found, Hit)
    assert (found.since, found.events) == ("2026-03-01", (40, 44))
    assert found.because["seats"][0]["terms"] == ["role", "value_share"]
    assert drifted(seat(), chain()) == CLEAN
