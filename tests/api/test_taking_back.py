"""Taking back a wrong entry: alone at first, afterwards with a second person."""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person
from tests.conftest import Clock

GONE: Json = {"reason": "Entered twice"}
NOUNS: dict[str, Any] = {
    "organisations": {"name": "Halden Homecare Ltd"},
    "contracts": {"title": "Home care"},
    "risks": {"title": "It ends", "scope": "council"},
    "issues": {"title": "It ended"},
    "changes": {"title": "A rise"},
    "services": {"title": "Home care"},
    "outcomes": {"title": "Fewer people fall"},
    "budgets": {"financial_year": "2026-27", "amount": {"amount": "4200000.00"}},
}


def entered(who: Person, noun: str) -> str:
    """The address of a new entry."""
    body = dict(NOUNS[noun])
    if noun in ("issues", "changes"):
        body["contract_id"] = who.make("/v1/contracts", {"title": "Care"})["id"]
    if noun == "budgets":
        body["service_id"] = who.make("/v1/services", {"title": "Care"})["id"]
    return f"/v1/{noun}/{who.make(f'/v1/{noun}', body)['id']}"


@pytest.fixture(autouse=True)
def finance(council: Council, ann: Person, ben: Person) -> None:
    """Budgets are for finance."""
    for who in (ann, ben):
        council.grant(who.account, role="finance", scope="all")


@pytest.mark.parametrize("noun", NOUNS)
def test_a_late_entry_in_error_takes_two_for_every_noun(
    ann: Person, ben: Person, clock: Clock, noun: str
) -> None:
    path = entered(ann, noun)
    clock.forward(minutes=16)

    said = ann.make(f"{path}/enter-in-error", GONE)
    again = ann.make(f"{path}/enter-in-error", {"reason": "Really"})
    gone = ben.make(f"{path}/enter-in-error", {"reason": "She is right"})

    assert (said["in_error"], again["version"]) == (False, said["version"])
    assert (said["error_reported_by_name"], said["error_reported_on"]) == (
        "Ann Atkins",
        "2026-11-21",
    )
    assert said["error_reason"] == "Entered twice"
    assert (gone["in_error"], gone["error_reported_by"]) == (True, None)
    events = ann.get(f"{path}/history").json()["items"]
    facts = [e["fact"] for e in events][-2:]
    assert [fact.partition("-")[2] for fact in facts] == [
        "error-reported",
        "entered-in-error",
    ]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_fresh_entry_is_taken_back_by_its_author_alone(
    ann: Person, clock: Clock, noun: str
) -> None:
    path = entered(ann, noun)
    clock.forward(minutes=14)

    assert ann.make(f"{path}/enter-in-error", GONE)["in_error"]


def test_somebody_elses_fresh_entry_is_not_taken_back_alone(
    ann: Person, ben: Person
) -> None:
    path = entered(ann, "risks")

    said = ben.make(f"{path}/enter-in-error", GONE)

    assert not said["in_error"]
    assert ann.make(f"{path}/enter-in-error", GONE)["in_error"]


def test_what_was_right_after_all_stands_as_before(
    ann: Person, ben: Person, clock: Clock
) -> None:
    path = entered(ann, "contracts")
    clock.forward(hours=1)
    ann.make(f"{path}/enter-in-error", GONE)

    kept = ben.make(f"{path}/restore", {"reason": "It is another lot"})

    assert (kept["in_error"], kept["error_reported_by"]) == (False, None)
    assert not ben.make(f"{path}/enter-in-error", GONE)["in_error"]


def test_two_keys_and_two_hats_are_one_person(
    council: Council, ann: Person, clock: Clock
) -> None:
    path = entered(ann, "risks")
    clock.forward(hours=1)
    ann.make(f"{path}/enter-in-error", GONE)
    council.grant(ann.account, role="contract_manager", scope="all")
    again = Person(ann.account, council.key(ann.account), ann.client)

    assert not again.make(f"{path}/enter-in-error", GONE)["in_error"]


def test_doubted_entries_are_found(ann: Person, clock: Clock) -> None:
    path = entered(ann, "risks")
    clock.forward(hours=1)
    ann.make(f"{path}/enter-in-error", GONE)

    found = ann.get(f"/v1/risks?error_reported_by={ann.account}").json()

    assert found["total"] == 1
