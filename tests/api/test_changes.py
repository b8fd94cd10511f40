"""Change requests over HTTP: looked at whole, decided by others, put in force."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.api.council import Council, Json, Person

RISE = {"amount": "48000.00", "currency": "GBP", "vat_basis": "net"}
IMPACT: Mapping[str, Any] = {
    "cost": {"per_year": RISE},
    "value_delta": RISE,
    "risk": {"text": "Lowers the risk that the agency withdraws"},
    "supply_chain": {"text": "None"},
    "exit": "None",
    "equality": "None",
}


@pytest.fixture
def contract(ann: Person) -> Json:
    """A live contract worth a million and a quarter a year."""
    value = {"amount": "1250000.00", "currency": "GBP", "vat_basis": "net"}
    return ann.make(
        "/v1/contracts",
        {"title": "Home care, lot 2", "start": "2024-04-01", "annual_value": value},
    )


@pytest.fixture
def change(ann: Person, contract: Json) -> str:
    """The address of a change that Ann has raised."""
    raised = {"contract_id": contract["id"], "title": "Raise the hourly rate"}
    return f"/v1/changes/{ann.make('/v1/changes', raised)['id']}"


def test_a_change_is_assessed_approved_signed_and_put_in_force(
    ann: Person, ben: Person, change: str, contract: Json
) -> None:
    ann.make(f"{change}/assess-impact", dict(IMPACT))
    ben.make(f"{change}/approve", {"conditions": "From the April invoice on"})
    ann.make(f"{change}/sign", {"signed_on": "2026-11-21", "instrument": "deed"})
    terms = {"annual_value": {**RISE, "amount": "1298000.00"}}
    done = ann.make(
        f"{change}/implement", {"implemented_on": "2026-11-21", "terms": terms}
    )

    assert done["status"] == "implemented"
    amended = ann.get(f"/v1/contracts/{contract['id']}").json()
    assert amended["annual_value"]["amount"] == "1298000.00"
    assert amended["change_reference"] == done["reference"]
    (entry,) = ann.get("/v1/change-log").json()["items"]
    assert entry["running"]["value"]["amount"] == "48000.00"


def test_putting_a_change_in_force_and_amending_is_one_act(
    council: Council, ann: Person, change: str
) -> None:
    head = council.head()
    wrong = {"implemented_on": "2026-11-21", "terms": {"end": "2020-01-01"}}

    reply = ann.post(f"{change}/implement", wrong)

    assert (reply.status_code, reply.json()["rule"]) == (422, "INV-C3")
    assert [e["pointer"] for e in reply.json()["errors"]] == ["/terms/end"]
    assert council.head() == head


def test_nobody_approves_own_work_with_any_key(
    council: Council, ann: Person, change: str
) -> None:
    ann.make(f"{change}/assess-impact", dict(IMPACT))
    again = Person(ann.account, council.key(ann.account), council.client)
    head = council.head()

    replies = [who.post(f"{change}/approve") for who in (ann, again)]

    assert [reply.status_code for reply in replies] == [403, 403]
    assert {reply.json()["rule"] for reply in replies} == {"INV-G2"}
    assert council.head() == head


def test_nobody_approves_beyond_a_limit(
    council: Council, ann: Person, change: str
) -> None:
    ann.make(f"{change}/assess-impact", dict(IMPACT))
    limit = {"amount": "1000.00", "currency": "GBP"}
    small = council.person("Sam Small", "approver", limit=limit)

    reply = small.post(f"{change}/approve")

    assert (reply.status_code, reply.json()["rule"]) == (403, "INV-G3")


def test_nobody_acts_for_another_without_a_delegation(
    council: Council, ann: Person, ben: Person, change: str
) -> None:
    ann.make(f"{change}/assess-impact", dict(IMPACT))
    head = council.head()

    reply = ben.post(f"{change}/approve", {"on_behalf_of": str(ann.account)})

    assert reply.status_code == 403
    assert council.head() == head


def test_only_what_was_looked_at_whole_is_approved(
    ann: Person, ben: Person, change: str
) -> None:
    ann.make(f"{change}/assess-impact", {"exit": "None"})

    reply = ben.post(f"{change}/approve")

    assert (reply.status_code, reply.json()["rule"]) == (422, "INV-G1")
