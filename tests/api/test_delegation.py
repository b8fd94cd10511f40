"""Deputies over HTTP: they act under the own name, and all that was lent binds."""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person
from tests.conftest import Clock

WORTH: Json = {"amount": "4000.00", "currency": "GBP", "vat_basis": "net"}
IMPACT: Json = {
    "cost": {"per_year": WORTH},
    "value_delta": WORTH,
    "risk": {"text": "None"},
    "supply_chain": {"text": "None"},
    "exit": "None",
    "equality": "None",
}


@pytest.fixture
def deputy(council: Council) -> Person:
    """Somebody who may only read by the own grants."""
    return council.person("Dee Deputy", "reader")


def lend(who: Person, to: Person, **said: Any) -> Json:
    """Lets somebody act in one's name."""
    body = {"to": str(to.account), "acts": "all", **said}
    return who.make(f"/v1/accounts/{who.account}/delegate", body)


def assessed(who: Person) -> str:
    """A change that waits for a decision."""
    contract = who.make("/v1/contracts", {"title": "Home care"})
    body = {"contract_id": contract["id"], "title": "A rise"}
    change = f"/v1/changes/{who.make('/v1/changes', body)['id']}"
    who.make(f"{change}/assess-impact", IMPACT)
    return change


def acting(who: Person) -> Json:
    return {"on_behalf_of": str(who.account)}


def test_a_deputy_approves_under_the_own_name(
    ann: Person, ben: Person, deputy: Person
) -> None:
    change = assessed(ann)
    lend(ben, deputy, acts=["approve_change"])

    assert deputy.post(f"{change}/approve").status_code == 403
    done = deputy.make(f"{change}/approve", acting(ben))

    (event,) = ann.get("/v1/events?fact=change-approved").json()["items"]
    assert (done["status"], done["approved_by"]) == ("approved", str(deputy.account))
    assert (event["by"], event["on_behalf_of"], event["role"]) == (
        str(deputy.account),
        str(ben.account),
        "commissioner",
    )


def test_a_deputy_of_the_raiser_approves_nothing_of_hers(
    ann: Person, deputy: Person
) -> None:
    change = assessed(ann)
    lend(ann, deputy)

    refused = deputy.post(f"{change}/approve", acting(ann))

    assert (refused.status_code, refused.json()["rule"]) == (403, "INV-G2")


def test_what_a_deputy_raised_neither_of_the_two_approves(
    council: Council, ann: Person, ben: Person, deputy: Person
) -> None:
    contract = ann.make("/v1/contracts", {"title": "Home care"})
    lend(ben, deputy)
    body = {"contract_id": contract["id"], "title": "A rise", **acting(ben)}
    change = f"/v1/changes/{deputy.make('/v1/changes', body)['id']}"
    ann.make(f"{change}/assess-impact", IMPACT)
    council.grant(deputy.account, role="approver", scope="all")

    for who in (ben, deputy):
        refused = who.post(f"{change}/approve")
        assert (refused.status_code, refused.json()["rule"]) == (403, "INV-G2")


def test_the_limit_of_the_delegation_binds_beside_the_others(
    ann: Person, ben: Person, deputy: Person
) -> None:
    change = assessed(ann)
    lend(ben, deputy, limit={"amount": "3999.99", "currency": "GBP"})

    refused = deputy.post(f"{change}/approve", acting(ben))

    assert (refused.status_code, refused.json()["rule"]) == (403, "INV-G3")
    assert "delegation is GBP 3,999.99" in refused.json()["detail"]


def test_outside_its_acts_and_days_a_delegation_is_named_and_refused(
    ann: Person, ben: Person, deputy: Person, clock: Clock
) -> None:
    change = assessed(ann)
    (lent,) = lend(ben, deputy, acts=["reject_change"], until="2026-12-01")[
        "delegations"
    ]

    wrong_act = deputy.post(f"{change}/approve", acting(ben)).json()
    clock.forward(days=30)
    too_late = deputy.post(
        f"{change}/reject", {"reason": "No money", **acting(ben)}
    ).json()

    for refused, saying in ((wrong_act, "reject_change"), (too_late, "2026-12-01")):
        assert (refused["status"], refused["rule"]) == (403, "delegation")
        assert f"delegation {lent['id']} " in refused["detail"]
        assert saying in refused["detail"]
        assert refused["errors"][0]["pointer"] == "/on_behalf_of"


def test_a_delegation_that_was_taken_back_carries_nothing(
    ann: Person, ben: Person, deputy: Person
) -> None:
    change = assessed(ann)
    (lent,) = lend(ben, deputy)["delegations"]
    own = f"/v1/accounts/{ben.account}"

    left = ben.make(f"{own}/end-delegation", {"delegation": lent["id"]})
    refused = deputy.post(f"{change}/approve", acting(ben))

    assert left["delegations"] == []
    assert f"delegation {lent['id']} was taken back" in refused.json()["detail"]


def test_a_deputy_gets_no_keys_of_the_person_who_is_away(
    ann: Person, deputy: Person
) -> None:
    lend(ann, deputy)

    for path, body in (
        ("/v1/keys", {"account_id": str(ann.account)}),
        (
            f"/v1/accounts/{ann.account}/delegate",
            {"to": str(deputy.account), "acts": "all"},
        ),
    ):
        reply = deputy.post(path, {**body, **acting(ann)})
        assert (reply.status_code, reply.json()["rule"]) == (403, "delegation")


def test_nobody_acts_for_who_has_delegated_nothing_or_is_not_there(
    ann: Person, ben: Person, deputy: Person
) -> None:
    change = assessed(ann)

    nothing = deputy.post(f"{change}/approve", acting(ben))
    nobody = deputy.post(
        f"{change}/approve", {"on_behalf_of": "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0cff"}
    )

    assert (nothing.status_code, nothing.json()["rule"]) == (403, "delegation")
    assert nobody.status_code == 422


def test_a_deputy_enters_contracts_into_the_portfolio_of_who_is_away(
    council: Council, deputy: Person
) -> None:
    manager = council.person("Mo Manager", "contract_manager", scope={})
    lend(manager, deputy)

    made = deputy.make("/v1/contracts", {"title": "Home care", **acting(manager)})

    assert made["contract_manager"] == str(manager.account)
