"""The ten things that an exit needs, each with what is lacking."""

from datetime import date
from typing import Any

import pytest

from projections.plans.readiness import ITEMS, Exit, in_place, readiness

TODAY = date(2026, 11, 22)
SEATS = {"s1": "Nightingale", "s2": "Meals & Co"}
READY: dict[str, Any] = {
    "approved_on": "2026-06-01",
    "worked_on_since": False,
    "options": [{"way": "recommission"}],
    "seats": [
        {"seat_id": "s1", "decision": "novate"},
        {"seat_id": "s2", "decision": "leave"},
    ],
    "workforce": [
        {"seat_id": None, "headcount": 94, "liability_received_on": "2026-11-01"},
        {"seat_id": "s1", "headcount": 0, "liability_received_on": None},
    ],
    "data": [{"title": "Records", "formats": "CSV", "return_by": "2027-03-24"}],
    "assets": [{"title": "Hoists", "route": "transfers"}],
    "tested_on": "2026-05-19",
    "test_outcome": "passed_with_actions",
    "costs": [{"kind": "exit", "provided_for": True}],
    "communications": "Letters in January",
}
NOT_ASKED = {"unknown": "not_asked"}


def asked(plan: Any, *, contingent: bool = True) -> Exit:
    return Exit(plan, SEATS, date(2027, 3, 3), contingent, TODAY)


def judged(**changed: Any) -> dict[str, tuple[str, str | None]]:
    items = readiness(asked({**READY, **changed}))
    return {item.item: (item.state, item.gap) for item in items}


def test_all_ten_are_in_place_with_nothing_lacking() -> None:
    items = readiness(asked(READY))

    assert [item.item for item in items] == list(ITEMS)
    assert in_place(items) == 10
    assert {item.gap for item in items} == {None}


@pytest.mark.parametrize(
    ("item", "changed", "state", "gap"),
    [
        ("approved_within_a_year", {"approved_on": None}, "not_met", "nobody has app"),
        (
            "approved_within_a_year",
            {"approved_on": "2025-11-21"},
            "not_met",
            "more than a year old",
        ),
        ("approved_within_a_year", {"worked_on_since": True}, "not_met", "worked on"),
        ("option_decided", {"options": []}, "not_met", "what comes after"),
        (
            "seats_decided",
            {"seats": [{"seat_id": "s1", "decision": "undecided"}]},
            "not_met",
            "Nightingale, Meals & Co",
        ),
        ("liability_information", {"workforce": []}, "not_known", "people move"),
        (
            "liability_information",
            {
                "workforce": [
                    {
                        "seat_id": "s1",
                        "headcount": NOT_ASKED,
                        "liability_received_on": None,
                    }
                ]
            },
            "not_met",
            "not received from Nightingale, due by 2027-03-03",
        ),
        (
            "liability_information",
            {
                "workforce": [
                    {
                        "seat_id": None,
                        "headcount": 9,
                        "liability_received_on": "2027-03-04",
                    }
                ]
            },
            "not_met",
            "received late from the lead",
        ),
        ("data_route", {"data": []}, "not_known", "which data"),
        (
            "data_route",
            {"data": [{"title": "Rota", "formats": NOT_ASKED, "return_by": None}]},
            "not_met",
            "Rota",
        ),
        ("assets", {"assets": []}, "not_known", "which assets"),
        (
            "assets",
            {"assets": [{"title": "Cars", "route": NOT_ASKED}]},
            "not_met",
            "Cars",
        ),
        ("continuity_tested", {"tested_on": None}, "not_met", "never tried out"),
        ("continuity_tested", {"tested_on": "2025-11-01"}, "not_met", "a year old"),
        ("continuity_tested", {"test_outcome": "failed"}, "not_met", "failed"),
        ("costs_provided_for", {"costs": []}, "not_known", "costs"),
        (
            "costs_provided_for",
            {"costs": [{"kind": "stranded", "provided_for": False}]},
            "not_met",
            "stranded",
        ),
        ("communications", {"communications": NOT_ASKED}, "not_known", "who is told"),
    ],
)
def test_what_is_lacking_is_said(item: str, changed: Any, state: str, gap: str) -> None:
    found = judged(**changed)

    assert found[item][0] == state
    assert gap in str(found[item][1])
    assert [name for name, (is_, _) in found.items() if is_ != "met"] == [item]


def test_without_a_plan_nothing_is_known_but_the_contingency() -> None:
    items = readiness(asked(None, contingent=False))

    assert {item.state for item in items[:-1]} == {"not_known"}
    assert items[-1].state == "not_met"
    assert in_place(items) == 0
