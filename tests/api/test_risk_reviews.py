"""Many risks over HTTP that are still right: in one act, or not at all."""

import pytest

from tests.api.council import Council, Json, Person

REVIEWS = "/v1/risks/review"


@pytest.fixture
def ids(ann: Person) -> list[str]:
    """The ids of three risks."""
    titles = ("Flood", "Fire", "Frost")
    made = [ann.make("/v1/risks", {"title": t, "scope": "council"}) for t in titles]
    return [risk["id"] for risk in made]


def said(ids: list[str]) -> Json:
    """A review of them all."""
    return {"risk_ids": ids, "next_review": "2027-03-31", "reason": "Quarterly look"}


def test_many_risks_are_reviewed_in_one_act(
    council: Council, ann: Person, ids: list[str]
) -> None:
    head = council.head()

    reply = ann.post(REVIEWS, said(ids))

    assert reply.status_code == 200
    content = reply.json()
    assert [risk["id"] for risk in content["items"]] == ids
    assert {risk["next_review"] for risk in content["items"]} == {"2027-03-31"}
    assert content["position"] == council.head() == head + 3
    assert content["items"][0] == ann.get(f"/v1/risks/{ids[0]}").json()
    *_, last = ann.get(f"/v1/risks/{ids[2]}/history").json()["items"]
    assert (last["fact"], last["reason"]) == ("risk-reviewed", "Quarterly look")


def test_each_that_is_refused_is_named_and_none_is_reviewed(
    council: Council, ann: Person, ids: list[str]
) -> None:
    ann.make(f"/v1/risks/{ids[1]}/close", {"reason": "Over"})
    nowhere = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0cff"
    head = council.head()

    reply = ann.post(REVIEWS, said([*ids, nowhere]))

    problem = reply.json()
    assert (reply.status_code, problem["rule"]) == (422, "not-all")
    assert [error["pointer"] for error in problem["errors"]] == [
        "/risk_ids/1",
        "/risk_ids/3",
    ]
    assert "reopen it" in problem["errors"][0]["message"]
    assert council.head() == head


def test_a_repeated_review_is_told_again_and_counts_once(
    council: Council, ann: Person, ids: list[str]
) -> None:
    key = {"Idempotency-Key": "quarter-1"}
    first = ann.post(REVIEWS, said(ids), headers=key)
    head = council.head()

    again = ann.post(REVIEWS, said(ids), headers=key)

    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert council.head() == head


def test_what_somebody_may_not_review_stops_the_act(
    council: Council, ann: Person, ids: list[str]
) -> None:
    may = council.person("May Manager", "contract_manager", scope={})
    mine = {"title": "Home care", "contract_manager": str(may.account)}
    home = ann.make("/v1/contracts", mine)["id"]
    risk = may.make("/v1/risks", {"title": "It ends", "contract_id": home})["id"]
    head = council.head()

    mixed, alone = may.post(REVIEWS, said([risk, *ids])), may.post(REVIEWS, said(ids))

    assert (mixed.status_code, len(mixed.json()["errors"])) == (403, 3)
    assert (alone.status_code, alone.json()["rule"]) == (403, "rights/review_risks")
    assert council.head() == head


def test_several_risks_have_no_one_version(ann: Person, ids: list[str]) -> None:
    reply = ann.post(REVIEWS, said(ids), headers={"If-Match": '"1"'})

    assert reply.status_code == 412
