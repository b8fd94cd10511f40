"""Leavers: what they hold goes over in one act, and is listed where it does not."""

from typing import Any

import pytest

from tests.api.council import Council, Json, Person
from tests.api.test_delegation import IMPACT
from tests.conftest import Clock


@pytest.fixture
def admin(council: Council) -> Person:
    """An administrator, who runs no contract."""
    return council.person("Ada Able", "administrator")


@pytest.fixture
def priya(council: Council) -> Person:
    """A contract manager who leaves."""
    return council.person("Priya Nair", "contract_manager", scope={})


@pytest.fixture
def omar(council: Council) -> Person:
    """Who takes over."""
    return council.person("Omar Okoye", "contract_manager", scope={})


def held(who: Person, whose: Person, **asked: Any) -> list[str]:
    """What somebody holds, as another sees it."""
    reply = who.get(f"/v1/accounts/{whose.account}/holdings", params=asked)
    assert reply.status_code == 200, reply.text
    return [one["reference"] for one in reply.json()["items"]]


def give(who: Person, giver: Person, taker: Person, **said: Any) -> Json:
    body = {"to": str(taker.account), **said}
    return who.make(f"/v1/accounts/{giver.account}/hand-over", body)


def portfolio(priya: Person, ann: Person) -> list[Json]:
    """One of everything that Priya can hold."""
    mine, anns = {"owner": str(priya.account)}, str(ann.account)
    contract = priya.make("/v1/contracts", {"title": "Home care"})
    on_it = {"title": "It ends", "contract_id": contract["id"]}
    risk = priya.make("/v1/risks", {**on_it, "owner": anns})
    priya.make(f"/v1/risks/{risk['id']}/add-action", {"title": "Ring them", **mine})
    owned = priya.make("/v1/risks", {**on_it, **mine})
    issue = priya.make("/v1/issues", {**on_it, **mine})
    raised = priya.make("/v1/changes", on_it)
    return [contract, risk, owned, issue, raised]


def test_everything_that_a_leaver_holds_goes_over_in_one_act(
    council: Council, ann: Person, admin: Person, priya: Person, omar: Person
) -> None:
    things = portfolio(priya, ann)
    waiting = ann.make(
        "/v1/changes",
        {
            "title": "A rise",
            "contract_id": things[0]["id"],
            "decision_by": str(priya.account),
        },
    )
    ann.make(f"/v1/changes/{waiting['id']}/assess-impact", IMPACT)
    references = sorted(one["reference"] for one in (*things, waiting))
    assert sorted(held(admin, priya)) == references
    head = council.head()

    given = give(admin, priya, omar, reason="Priya moves to Highways")

    assert held(admin, priya) == []
    assert sorted(held(admin, omar)) == references
    (act,) = given["handed_over"]
    counts = {"contracts": 1, "risks": 1, "actions": 1, "issues": 1, "changes": 2}
    assert {name: act[name] for name in counts} == counts
    events = ann.get(f"/v1/events?cursor={head}").json()["items"]
    assert {e["by"] for e in events} == {str(admin.account)}
    assert {e["reason"] for e in events} == {"Priya moves to Highways"}
    now = ann.get(f"/v1/changes/{waiting['id']}").json()
    assert (now["held_by"], now["held_for"]) == (str(omar.account), "decision")


def test_plans_tasks_and_whatever_else_has_an_owner_go_over_as_well(
    ann: Person, admin: Person, priya: Person, omar: Person
) -> None:
    things, done = owned_by(priya)
    references = [one["reference"] for one in things]
    assert sorted(held(admin, priya)) == sorted(references)

    given = give(admin, priya, omar, reason="Priya moves to Highways")

    assert held(admin, priya) == []
    assert sorted(held(admin, omar)) == sorted(references)
    (act,) = given["handed_over"]
    counts = {"contracts": 1, "plans": 1, "tasks": 1, "documents": 1, "kpis": 1}
    counts |= {"services": 1, "outcomes": 1, "feedback": 1, "risks": 0}
    assert {name: act[name] for name in counts} == counts
    plan = next(one for one in things if one["reference"].startswith("P-"))
    now = ann.get(f"/v1/plans/{plan['id']}").json()
    assert now["owner"] == str(omar.account)
    # What she did herself stays hers: said anew, the task would be open again.
    assert {task["title"]: task["owner"] for task in now["tasks"]} == {
        "Ring the families": str(omar.account),
        done: str(priya.account),
    }


def owned_by(priya: Person) -> tuple[list[Json], str]:
    """A contract with everything on it that has an owner; and a task that is done."""
    mine = {"owner": str(priya.account)}
    contract = priya.make("/v1/contracts", {"title": "Home care"})
    on_it = {"contract_id": contract["id"], **mine}
    plan = priya.make("/v1/plans", {"title": "Leaving", "kind": "exit", **on_it})
    for title in ("Ring the families", "Count the keys"):
        plan = priya.make(f"/v1/plans/{plan['id']}/add-task", {"title": title, **mine})
    done = {"task_id": plan["tasks"][1]["id"]}
    priya.make(f"/v1/plans/{plan['id']}/complete-task", done)
    link = {"title": "Specification", "address": "https://example.org/spec.pdf"}
    return [
        contract,
        plan,
        priya.make("/v1/documents/link", {**link, **on_it}),
        priya.make("/v1/kpis", {"title": "Visits on time", **on_it}),
        priya.make("/v1/services", {"title": "Home care", **mine}),
        priya.make("/v1/outcomes", {"title": "People stay at home", **mine}),
        priya.make(
            "/v1/feedback", {"title": "Nobody came", "said_by": "user", **on_it}
        ),
    ], "Count the keys"


def test_twenty_five_contracts_go_over_at_once_and_are_worked_on_by_the_taker(
    council: Council, admin: Person, priya: Person, omar: Person
) -> None:
    made = [priya.make("/v1/contracts", {"title": f"Lot {n}"}) for n in range(25)]
    last = f"/v1/contracts/{made[-1]['id']}/describe"
    assert omar.post(last, {"service": "Home care"}).status_code == 403
    head = council.head()

    given = give(admin, priya, omar, what=["contracts"])

    assert given["handed_over"][0]["contracts"] == 25
    assert council.head() == head + 26
    assert omar.post(last, {"service": "Home care"}).status_code == 200
    assert priya.post(last, {"service": "Day care"}).status_code == 403


def test_only_what_was_asked_for_goes_over(
    ann: Person, admin: Person, priya: Person, omar: Person
) -> None:
    contract, _, owned, issue, change = portfolio(priya, ann)

    give(admin, priya, omar, what=["risks", "issues"])

    assert sorted(held(admin, omar)) == sorted([owned["reference"], issue["reference"]])
    left = held(admin, priya)
    assert contract["reference"] in left
    assert change["reference"] in left


def test_what_came_later_goes_over_from_the_day_it_came(
    admin: Person, priya: Person, omar: Person, clock: Clock
) -> None:
    early = priya.make("/v1/contracts", {"title": "Early"})
    clock.forward(days=10)
    late = priya.make("/v1/contracts", {"title": "Late"})
    clock.forward(days=1)

    give(admin, priya, omar, from_date="2026-11-25")

    for contract, since in ((early, "2026-11-25"), (late, "2026-12-01")):
        now = priya.get(f"/v1/contracts/{contract['id']}?effective_on={since}").json()
        assert now["contract_manager"] == str(omar.account)
    old = priya.get(f"/v1/contracts/{early['id']}?effective_on=2026-11-24").json()
    assert old["contract_manager"] == str(priya.account)


def test_a_hand_over_of_tomorrow_is_not_recorded_today(
    admin: Person, priya: Person, omar: Person
) -> None:
    body = {"to": str(omar.account), "from_date": "2026-11-22"}

    reply = admin.post(f"/v1/accounts/{priya.account}/hand-over", body)

    assert (reply.status_code, reply.json()["rule"]) == (422, "not-yet")


def test_nothing_held_is_nothing_handed_over(
    council: Council, admin: Person, priya: Person, omar: Person
) -> None:
    head = council.head()

    give(admin, priya, omar)

    assert council.head() == head


def test_nobody_takes_over_from_the_own_hand_or_with_a_closed_account(
    admin: Person, priya: Person, omar: Person
) -> None:
    admin.make(f"/v1/accounts/{omar.account}/close", {})
    for taker, rule in ((priya, "own-successor"), (omar, "account-closed")):
        body = {"to": str(taker.account)}
        reply = admin.post(f"/v1/accounts/{priya.account}/hand-over", body)
        assert (reply.status_code, reply.json()["rule"]) == (422, rule)


def test_a_closed_account_says_what_it_still_holds_until_that_goes_over(
    ann: Person, admin: Person, priya: Person, omar: Person
) -> None:
    portfolio(priya, ann)
    account = f"/v1/accounts/{priya.account}"

    closed = admin.make(f"{account}/close", {})

    assert (closed["status"], priya.get("/v1/risks").status_code) == ("closed", 403)
    held_still = {name for name, count in closed["still_held"].items() if count}
    assert held_still == {"contracts", "risks", "actions", "issues", "changes"}
    assert closed["still_held"]["tasks"] == 0
    assert give(admin, priya, omar)["still_held"] is None


def test_an_account_that_holds_nothing_closes_without_a_word(
    admin: Person, priya: Person
) -> None:
    closed = admin.make(f"/v1/accounts/{priya.account}/close", {})
    assert closed["still_held"] is None


def test_restricted_things_go_over_unseen_by_the_administrator(
    ann: Person, admin: Person, priya: Person, omar: Person
) -> None:
    contract = priya.make("/v1/contracts", {"title": "Home care"})
    secret = priya.make(
        "/v1/risks",
        {
            "title": "Payroll is late",
            "contract_id": contract["id"],
            "owner": str(priya.account),
            "handling": "restricted",
        },
    )
    assert held(admin, priya) == [contract["reference"]]
    assert held(priya, priya) == [contract["reference"], secret["reference"]]

    given = give(admin, priya, omar)

    assert given["handed_over"][0]["risks"] == 0
    now = omar.get(f"/v1/risks/{secret['id']}").json()
    assert now["owner"] == str(omar.account)
    assert ann.get(f"/v1/risks/{secret['id']}").status_code == 404


def test_others_see_nothing_of_what_somebody_holds(ann: Person, priya: Person) -> None:
    reply = ann.get(f"/v1/accounts/{priya.account}/holdings")
    assert reply.status_code == 404
