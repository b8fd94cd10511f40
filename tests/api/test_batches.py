"""Batches: many commands, one reason, one transaction; and what refuses them."""

from typing import Any
from uuid import uuid4

import pytest
from httpx2 import Response
from jsonschema import Draft202012Validator

from tests.api.council import Council, Json, Person

REASON = "Reviewed at the board of 3 November"


def command(path: str, body: Json | None = None, **more: Any) -> Json:
    return {"method": "POST", "path": path, "body": body or {}, **more}


def batch(who: Person, *commands: Json, **more: Any) -> Response:
    headers = more.pop("headers", {})
    said = {"reason": REASON, "commands": list(commands), **more}
    return who.post("/v1/batches", said, headers=headers)


@pytest.fixture
def contract(ann: Person) -> Json:
    return ann.make("/v1/contracts", {"title": "Home care"})


@pytest.fixture
def risks(ann: Person, contract: Json) -> list[Json]:
    return [
        ann.make("/v1/risks", {"title": f"Risk {n}", "contract_id": contract["id"]})
        for n in range(3)
    ]


def test_many_risks_are_still_right_at_once(ann: Person, risks: list[Json]) -> None:
    review = {"next_review": "2027-03-31"}

    reply = batch(
        ann,
        *(command(f"/v1/risks/{risk['reference']}/review", review) for risk in risks),
    )

    items = reply.json()["items"]
    assert reply.status_code == 200
    assert [item["id"] for item in items] == [risk["id"] for risk in risks]
    assert {item["operation"] for item in items} == {"review_risk"}
    assert {item["thing"]["next_review"] for item in items} == {"2027-03-31"}
    assert [item["version"] for item in items] == [2, 2, 2]


def test_one_reason_holds_for_all_that_say_none(ann: Person, risks: list[Json]) -> None:
    batch(
        ann,
        command(f"/v1/risks/{risks[0]['id']}/close"),
        command(f"/v1/risks/{risks[1]['id']}/close", {"reason": "Over"}),
    )

    reasons = [
        ann.get(f"/v1/risks/{risk['id']}/history").json()["items"][-1]["reason"]
        for risk in risks[:2]
    ]
    assert reasons == [REASON, "Over"]


def test_all_happen_or_none_and_the_refusal_says_which(
    council: Council, ann: Person, risks: list[Json]
) -> None:
    head = council.head()

    reply = batch(
        ann,
        command(f"/v1/risks/{risks[0]['id']}/close"),
        command(f"/v1/risks/{risks[1]['id']}/close"),
        command(
            f"/v1/risks/{risks[2]['id']}/assess",
            {
                "current": {"likelihood": 1, "impact": 2},
                "target": {"likelihood": 4, "impact": 4},
            },
        ),
    )

    problem = reply.json()
    assert (reply.status_code, problem["rule"]) == (422, "INV-R1")
    assert problem["errors"][0]["pointer"] == "/commands/2/body/target"
    assert problem["detail"].startswith(f"commands[2] /v1/risks/{risks[2]['id']}")
    assert council.head() == head


def test_a_later_command_sees_what_an_earlier_one_did(
    ann: Person, risks: list[Json]
) -> None:
    path = f"/v1/risks/{risks[0]['id']}"

    reply = batch(ann, command(f"{path}/close"), command(f"{path}/review"))

    assert reply.json()["rule"] == "risk-closed"
    assert reply.json()["errors"][0]["pointer"] == "/commands/1"


def test_new_things_are_made_beside_changes(ann: Person, contract: Json) -> None:
    reply = batch(
        ann,
        command("/v1/risks", {"title": "One", "contract_id": contract["id"]}),
        command(f"/v1/contracts/{contract['id']}/describe", {"service": "Home care"}),
    )

    made, described = reply.json()["items"]
    assert ann.get(f"/v1/risks/{made['reference']}").json()["title"] == "One"
    assert described["thing"]["service"] == "Home care"


def test_each_command_takes_its_own_rights(council: Council, ann: Person) -> None:
    mia = council.person("Mia Manager", "contract_manager", scope={})
    mine = mia.make("/v1/contracts", {"title": "Mine"})
    other = ann.make("/v1/contracts", {"title": "Not mine"})
    head = council.head()

    reply = batch(
        mia,
        command(f"/v1/contracts/{mine['id']}/describe", {"service": "Care"}),
        command(f"/v1/contracts/{other['id']}/describe", {"service": "Care"}),
    )

    assert reply.status_code == 403
    assert reply.json()["rule"] == "rights/describe_contract"
    assert reply.json()["errors"][0]["pointer"] == "/commands/1"
    assert council.head() == head


def test_a_version_that_has_moved_on_refuses_the_whole(
    council: Council, ann: Person, risks: list[Json]
) -> None:
    ann.post(f"/v1/risks/{risks[1]['id']}/review")
    head = council.head()

    reply = batch(
        ann,
        command(f"/v1/risks/{risks[0]['id']}/review", if_match='"1"'),
        command(f"/v1/risks/{risks[1]['id']}/review", if_match='"1"'),
    )

    assert reply.status_code == 412
    assert reply.json()["errors"][0]["pointer"] == "/commands/1"
    assert council.head() == head


def test_the_same_batch_is_carried_out_once(
    council: Council, ann: Person, contract: Json
) -> None:
    headers = {"Idempotency-Key": str(uuid4())}
    risk = {"title": "One", "contract_id": contract["id"]}
    sent = (
        command("/v1/risks", risk),
        command(f"/v1/contracts/{contract['reference']}/describe", {"service": "Care"}),
    )
    first = batch(ann, *sent, headers=headers)
    head = council.head()

    again = batch(ann, *sent, headers=headers)
    other = batch(ann, *sent, reason="Another", headers=headers)

    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    assert other.status_code == 422
    assert council.head() == head


def test_what_makes_a_thing_and_is_about_another_is_answered_twice_alike(
    ann: Person, risks: list[Json]
) -> None:
    headers = {"Idempotency-Key": str(uuid4())}
    sent = (
        command(f"/v1/risks/{risks[0]['id']}/materialise"),
        command(f"/v1/risks/{risks[1]['reference']}/review"),
    )

    first = batch(ann, *sent, headers=headers)
    again = batch(ann, *sent, headers=headers)

    assert [item["id"] for item in first.json()["items"]] == [
        risks[0]["id"],
        risks[1]["id"],
    ]
    assert again.json() == first.json()


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        (command("/v1/risks/R-1/fly"), "/commands/1"),
        (command("/v1/risks"), "/commands/1/body/title"),
        (command("/v1/risks", {"title": "A", "colour": 1}), "/commands/1/body/colour"),
        (command("/v1/imports"), "/commands/1"),
        (command("/v1/batches", {"commands": []}), "/commands/1"),
        (command("/v1/keys", {"account_id": str(uuid4())}), "/commands/1"),
        (command("/v1/risks?x=1"), "/commands/1"),
        (command("/v1/risks", if_match='"1"'), "/commands/1"),
    ],
)
def test_what_is_no_command_of_several_is_refused_with_its_place(
    council: Council, ann: Person, sent: Json, pointer: str
) -> None:
    head = council.head()

    reply = batch(ann, command("/v1/organisations", {"name": "Halden"}), sent)

    assert reply.status_code in (404, 412, 422), reply.text
    assert reply.json()["errors"][0]["pointer"].startswith(pointer)
    assert council.head() == head


@pytest.mark.parametrize("many", [0, 1, 501])
def test_a_batch_has_2_to_500_commands(ann: Person, many: int) -> None:
    reply = batch(ann, *[command("/v1/organisations", {"name": "Halden"})] * many)

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["pointer"] == "/commands"


def test_500_commands_are_one_transaction(council: Council, ann: Person) -> None:
    names = [{"name": f"Halden {number}"} for number in range(500)]

    reply = batch(ann, *(command("/v1/organisations", name) for name in names))

    assert len({item["id"] for item in reply.json()["items"]}) == 500
    recorded = [
        each.envelope
        for each in council.register.reading.all_recorded()
        if each.fact.fact_name == "organisation-registered"
    ]
    assert len({each.request for each in recorded}) == 1
    assert len({each.recorded_at for each in recorded}) == 1


def test_replies_are_as_the_document_says(
    council: Council, ann: Person, risks: list[Json]
) -> None:
    document = council.document()
    operation = document["paths"]["/v1/batches"]["post"]
    reply = batch(ann, *(command(f"/v1/risks/{r['id']}/review") for r in risks))

    content = operation["responses"]["200"]["content"]["application/json"]
    schema = {**content["schema"], "components": document["components"]}
    Draft202012Validator(schema).validate(reply.json())
