"""Signs of distress over HTTP: for those who may not know, nothing has happened."""

import re
from typing import Any

import pytest

from tests.api.council import Council, Json, Person

SIGN = {"signal": "late_accounts", "title": "Accounts to March are late"}


@pytest.fixture
def halden(ann: Person) -> Json:
    """A provider with a contract."""
    made = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})
    ann.make("/v1/contracts", {"title": "Home care", "provider_id": made["id"]})
    return made


def record(who: Person, of: Json, **said: Any) -> Json:
    return who.make(f"/v1/organisations/{of['id']}/record-distress", {**SIGN, **said})


def test_a_sign_is_recorded_and_found_where_its_reply_says(
    ann: Person, halden: Json
) -> None:
    reply = ann.post(f"/v1/organisations/{halden['id']}/record-distress", SIGN)
    sign = reply.json()

    assert reply.status_code == 201
    assert reply.headers["Location"] == f"/v1/distress/{sign['id']}"
    assert ann.get(reply.headers["Location"]).json() == sign
    assert (sign["handling"], sign["status"]) == ("restricted", "standing")
    assert sign["organisation_name"] == "Halden Homecare Ltd"
    under = f"/v1/distress?organisation_id={halden['reference']}"
    assert ann.get(under).json()["total"] == 1


# What a person could notice a sign by: everything that the register answers.
WATCHED = (
    "/v1/organisations",
    "/v1/organisations.csv",
    "/v1/organisations/{id}",
    "/v1/organisations/{id}/history",
    "/v1/distress",
    "/v1/distress.csv",
    "/v1/distress?organisation_id={id}",
    "/v1/contracts",
    "/v1/risk-register",
    "/v1/events",
    "/v1/events?noun=distress",
    "/v1/events?stream={id}",
)


def watched(who: Person, thing: Json) -> list[Any]:
    """All of it, but for the position, which every act moves on."""
    found = []
    for path in WATCHED:
        reply = who.get(path.replace("{id}", thing["id"]))
        is_json = "json" in reply.headers["Content-Type"]
        body = reply.json() if is_json else {"csv": reply.text}
        for moving in ("position", "request_id"):
            body.pop(moving, None)
        if "detail" in body:
            body["detail"] = re.sub("#[0-9]+", "#", body["detail"])
        headers = (reply.headers.get("ETag"), reply.headers.get("Cache-Control"))
        found.append((path, reply.status_code, headers, body))
    return found


@pytest.mark.parametrize(
    "role", ["commissioner", "contract_manager", "reader", "finance", "lead_provider"]
)
def test_whom_it_is_kept_from_sees_no_trace_of_it(
    council: Council, ann: Person, halden: Json, role: str
) -> None:
    scope = {"organisations": [halden["id"]]} if role == "lead_provider" else "all"
    other = council.person("Olly Other", role, scope=scope)
    before = watched(other, halden)

    sign = record(ann, halden)
    for verb, said in (
        ("describe", {"details": "The finance director left"}),
        ("comment", {"text": "The bank was asked"}),
        ("set-handling", {"handling": "restricted", "readers": []}),
        ("lift", {"reason": "Filed"}),
    ):
        ann.make(f"/v1/distress/{sign['id']}/{verb}", said)

    assert watched(other, halden) == before


@pytest.mark.parametrize("named", ["id", "reference"])
def test_what_is_kept_from_one_is_as_if_it_were_not_there(
    council: Council, ann: Person, halden: Json, named: str
) -> None:
    ben = council.person("Ben Bright", "commissioner")
    sign = record(ann, halden)
    missing = {"id": sign["id"][:-4] + "0000", "reference": "DS-999999"}

    for verb, said in (("lift", {"reason": "Filed"}), ("comment", {"text": "Hm"})):
        hidden = ben.post(f"/v1/distress/{sign[named]}/{verb}", said)
        absent = ben.post(f"/v1/distress/{missing[named]}/{verb}", said)
        assert hidden.status_code == absent.status_code == 404
        assert _said(hidden, sign[named]) == _said(absent, missing[named])
    for path in ("", "/history"):
        hidden = ben.get(f"/v1/distress/{sign[named]}{path}")
        absent = ben.get(f"/v1/distress/{missing[named]}{path}")
        assert hidden.status_code == absent.status_code == 404
        assert _said(hidden, sign[named]) == _said(absent, missing[named])


def _said(reply: Any, named: str) -> Json:
    """A problem without what every problem has of its own."""
    body: Json = reply.json()
    body.pop("request_id")
    return {**body, "detail": body["detail"].replace(named, "...")}


def test_those_who_are_named_read_it_until_they_are_named_no_more(
    council: Council, ann: Person, ben: Person, halden: Json
) -> None:
    auditor = council.person("Una Audit", "auditor")
    sign = record(ann, halden, readers=[str(ben.account)])
    path = f"/v1/distress/{sign['id']}"

    assert ben.get(path).json()["title"] == SIGN["title"]
    assert ben.get("/v1/distress").json()["total"] == 1
    assert len(ben.get(f"{path}/history").json()["items"]) == 1
    assert ben.get("/v1/events?noun=distress").json()["items"] != []

    ben.make(f"{path}/describe", {"details": "He told us himself"})
    ann.make(f"{path}/set-handling", {"handling": "restricted", "readers": []})

    assert ben.get(path).status_code == 404
    assert ben.get(f"{path}?known_at={council.head() - 1}").status_code == 404
    assert ben.get(f"/v1/distress?known_at={council.head() - 1}").json()["total"] == 0
    assert auditor.get(path).status_code == 200

    ann.make(f"{path}/set-handling", {"handling": "normal"})
    assert ben.get("/v1/distress").json()["total"] == 1


def test_no_provider_sees_what_every_officer_may(
    council: Council, ann: Person, ben: Person, halden: Json
) -> None:
    scope = {"organisations": [halden["id"]]}
    lead = council.person("Lee Lead", "lead_provider", scope=scope)
    sub = council.person("Sue Sub", "subcontractor", scope=scope)
    sign = record(ann, halden, handling="normal", readers=[str(lead.account)])
    path = f"/v1/distress/{sign['id']}"

    assert ben.get(path).status_code == 200
    for provider in (lead, sub):
        assert provider.get(path).status_code == 404
        assert provider.get("/v1/distress").status_code == 403
        assert provider.post(f"{path}/lift", {"reason": "No"}).status_code == 404


def test_an_officer_who_is_also_a_providers_sees_nothing_through_that_hat(
    council: Council, ann: Person, halden: Json
) -> None:
    both = council.person("Bo Both", "reader")
    council.grant(
        both.account, role="lead_provider", scope={"organisations": [halden["id"]]}
    )
    sign = record(ann, halden)

    assert both.get("/v1/distress").json()["total"] == 0
    assert both.get(f"/v1/distress/{sign['id']}").status_code == 404


def test_a_reader_who_does_not_exist_is_refused(
    council: Council, ann: Person, halden: Json
) -> None:
    head = council.head()
    reply = ann.post(
        f"/v1/organisations/{halden['id']}/record-distress",
        {**SIGN, "readers": [halden["id"]]},
    )

    assert reply.status_code == 422
    assert reply.json()["errors"][0]["pointer"] == "/readers/0"
    assert council.head() == head


def test_a_sign_of_a_merged_record_is_found_under_the_one_that_stays(
    ann: Person, halden: Json
) -> None:
    record(ann, halden)
    stays = ann.make("/v1/organisations", {"name": "Halden Care"})
    ann.make(f"/v1/organisations/{halden['id']}/merge", {"into": stays["id"]})

    under = f"/v1/distress?organisation_id={stays['id']}"
    assert ann.get(under).json()["total"] == 1
