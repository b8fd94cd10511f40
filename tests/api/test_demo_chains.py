"""The chains of the demonstration: deep, uneven, and full of what a council misses."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from api.demo.stage import Stage
from api.opening import EVERYTHING, opened
from projections.chain.columns import read_columns
from projections.chain.page import supply_chain
from projections.pages import Question
from projections.view import View

HOME_CARE = ("homecare1", "homecare2", "homecare3")


@pytest.fixture(scope="module")
def view(lived: Stage) -> Iterator[View]:
    with (
        opened(lived.register.home) as (_, __, reads),
        reads.at(EVERYTHING) as view,
    ):
        yield view


@pytest.fixture(scope="module")
def chains(lived: Stage, view: View) -> dict[str, Any]:
    """Every chain of which anything is known, by what the story calls its contract."""
    names: dict[str, str] = {str(of): thing for thing, of in lived.things.items()}
    contracts = view.page("contract", Question(limit=200)).items
    return {
        names.get(c["id"], str(c["title"])): supply_chain(view, c["id"])
        for c in contracts
    }


def every_seat(chains: dict[str, Any]) -> list[Any]:
    return [s for c in chains.values() for s in (*c["seats"], *c["past_seats"])]


def seat(chain: Any, role: str) -> Any:
    return next(s for s in chain["seats"] if s["role"] == role)


def test_there_are_some_two_hundred_and_fifty_seats_down_to_tier_four(
    chains: dict[str, Any], view: View
) -> None:
    seats = every_seat(chains)

    assert len(seats) == pytest.approx(250, abs=20)
    assert {s["disclosure"] for s in seats} == {"disclosed", "found", "suspected"}
    assert {s["status"] for s in seats} == {
        "declared",
        "approved",
        "suspended",
        "ended",
    }
    assert set(read_columns(view).tier.tolist()) == {2, 3, 4}
    assert {s["essential"] for s in seats if isinstance(s["essential"], bool)} == {
        True,
        False,
    }
    assert any(isinstance(s["essential"], dict) for s in seats)


def test_small_firms_stand_under_several_leads(chains: dict[str, Any]) -> None:
    under = Counter(
        firm
        for chain in chains.values()
        for firm in {s["organisation"]["name"] for s in chain["seats"]}
    )

    assert sum(many >= 3 for many in under.values()) >= 15


def test_terms_are_stood_by_from_no_side_one_or_both(chains: dict[str, Any]) -> None:
    sides = Counter(
        (bool(s["attested_payer"]), bool(s["attested_payee"]))
        for s in every_seat(chains)
    )

    none, one, both = sides[False, False], sides[True, False], sides[True, True]
    assert min(none, one, both) >= 20


def test_shares_of_every_consortium_come_to_the_whole(chains: dict[str, Any]) -> None:
    tables = [c["consortium"] for c in chains.values() if c["consortium"]]

    assert len(tables) == 4
    assert {table["shares_come_to"] for table in tables} == {"1.00"}


def test_one_agency_works_the_nights_of_three_rival_leads(
    chains: dict[str, Any],
) -> None:
    leads = {chains[lot]["lead"]["organisation"]["name"] for lot in HOME_CARE}
    nights = [
        (s["tier"], s["disclosure"])
        for lot in HOME_CARE
        for s in chains[lot]["seats"]
        if s["organisation"]["name"] == "Calder Gate Nursing Ltd"
    ]

    assert len(leads) == 3
    assert sorted(nights) == [(2, "disclosed"), (3, "found"), (3, "found")]


def test_the_two_sides_of_the_night_seat_disagree(chains: dict[str, Any]) -> None:
    night = seat(chains["homecare1"], "Night nursing")

    assert "payment_terms_days" in night["disputed"]
    assert {p["side"] for p in night["payments"]} >= {"payee"}


def test_roofers_wait_sixty_days_under_a_contract_of_thirty(
    chains: dict[str, Any],
) -> None:
    roofs = seat(chains["repairs"], "Roofs")

    assert (roofs["payment_terms_days"], roofs["cumulative_days"]) == (60, 90)
    assert roofs["terms_verdict"]["finding"] == "void"
    assert roofs["spot_checks"][0]["paid_late"] == 4


def test_who_said_that_nobody_is_below_has_three_there(chains: dict[str, Any]) -> None:
    transport = chains["transport"]

    assert transport["lead"]["none_below"]
    assert {s["disclosure"] for s in transport["seats"]} == {"found", "suspected"}


def test_a_partner_took_the_lead_of_the_recovery_service(
    chains: dict[str, Any],
) -> None:
    recovery = chains["recovery"]
    partners = {m["seat_id"] for m in recovery["consortium"]["members"]}

    assert recovery["lead"]["organisation"]["name"].startswith("Moorvale")
    assert seat(recovery, "Outreach at night")["parent_seat_id"] in partners


def test_nobody_ever_stood_by_the_chain_of_who_has_left(
    chains: dict[str, Any],
) -> None:
    lighting = chains["lighting"]["seats"]

    assert len(lighting) >= 5
    assert {s["attested_on"] for s in lighting} == {None}


def test_a_charity_answered_by_one_link_for_all_its_places(
    chains: dict[str, Any], view: View
) -> None:
    (link,) = view.page("link", Question()).items
    theirs = [
        s
        for lot in chains.values()
        for s in lot["seats"]
        if s["organisation"]["name"] == "Moorside Good Neighbours"
    ]

    assert link["status"] == "returned"
    assert len(theirs) >= 4
    assert {s["attested_payee"]["by"] for s in theirs} == {link["id"]}
    sitting = seat(chains["homecare1"], "Sitting with people with dementia")
    assert sitting["pricing_answer"]["works"] is False
