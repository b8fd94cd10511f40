"""The work on a risk over HTTP: planned, watched, accepted by others, passed on."""

import pytest

from api.examples.common import EXAMPLES
from tests.api.council import Council, Json, Person

TITLE = "Sole nursing agency withdraws"
SCORE = {"current": {"likelihood": 3, "impact": 4}, "reason": "Notice was given"}


@pytest.fixture
def admin(council: Council) -> Person:
    """An administrator."""
    return council.person("Ada Able", "administrator")


@pytest.fixture
def risk(ann: Person) -> str:
    """The address of a risk of the council's, scored 12."""
    made = ann.make("/v1/risks", {"title": TITLE, "scope": "council"})
    ann.make(f"/v1/risks/{made['id']}/assess", SCORE)
    return f"/v1/risks/{made['id']}"


def test_an_indicator_moves_a_score_and_the_register_says_so(
    ann: Person, risk: str
) -> None:
    said = dict(EXAMPLES["record_indicator_risk"])
    read = ann.make(f"{risk}/record-indicator", {**said, "value": "11"})
    (indicator,) = read["indicators"]
    moved = {
        **SCORE,
        "current": {"likelihood": 5, "impact": 4},
        "indicator_id": indicator["id"],
    }

    scored = ann.make(f"{risk}/assess", moved)

    assert (read["worst_indicator"], indicator["state"]) == ("red", "red")
    assert scored["indicator_name"] == said["name"]
    (entry,) = ann.get("/v1/risk-register").json()["items"]
    first, second = entry["moved_by"]
    assert (first["indicator_name"], second["indicator_name"]) == (None, said["name"])


def test_an_indicator_of_another_risk_moves_no_score(
    council: Council, ann: Person, risk: str
) -> None:
    other = ann.make("/v1/risks", {"title": "Flood", "scope": "council"})
    read = ann.make(
        f"/v1/risks/{other['id']}/record-indicator", {"name": "Level", "value": "2"}
    )
    head = council.head()

    reply = ann.post(
        f"{risk}/assess", {**SCORE, "indicator_id": read["indicators"][0]["id"]}
    )

    assert (reply.status_code, reply.json()["rule"]) == (422, "unknown-reference")
    assert reply.json()["errors"][0]["pointer"] == "/indicator_id"
    assert council.head() == head


def test_above_appetite_a_second_person_accepts_for_a_while(
    council: Council, ann: Person, ben: Person, admin: Person, risk: str
) -> None:
    admin.make("/v1/policy/set-appetite", {"limit": 9})
    head, taking = council.head(), {"until": "2027-03-31", "reason": "No other agency"}

    alone = ann.post(f"{risk}/plan-response", {"response": "tolerate"})
    own = ann.post(f"{risk}/accept", taking)

    assert (alone.status_code, alone.json()["rule"]) == (422, "INV-R2")
    assert (own.status_code, own.json()["rule"]) == (403, "INV-R2")
    assert council.head() == head
    accepted = ben.make(f"{risk}/accept", taking)
    assert (accepted["response"], accepted["accepted_until"]) == (
        "tolerate",
        "2027-03-31",
    )
    assert accepted["accepted_by_name"] == "Ben Bright"
    words = {"response": "tolerate", "contingency": "Hospital at home"}
    assert (
        ann.make(f"{risk}/plan-response", words)["contingency"] == words["contingency"]
    )


def test_a_manager_accepts_nothing(council: Council, risk: str) -> None:
    may = council.person("May Manager", "contract_manager")

    reply = may.post(f"{risk}/accept", {"until": "2027-03-31", "reason": "Fine"})

    assert (reply.status_code, reply.json()["rule"]) == (403, "rights/accept_risk")


def test_a_shared_risk_is_read_by_the_provider_until_it_is_not(
    council: Council, ann: Person, risk: str
) -> None:
    halden = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})["id"]
    lena = council.person(
        "Lena Lead", "lead_provider", scope={"organisations": [halden]}
    )
    before = lena.get(risk).status_code

    ann.make(f"{risk}/share", {"organisation_ids": [halden]})

    assert (before, lena.get(risk).status_code) == (404, 200)
    assert lena.get("/v1/risks").json()["total"] == 1
    assert lena.post(f"{risk}/review", {}).status_code == 403
    ann.make(f"{risk}/share", {"organisation_ids": []})
    assert lena.get(risk).status_code == 404


def test_a_risk_is_moved_by_who_may_work_on_it_there_as_well(
    council: Council, ann: Person
) -> None:
    may = council.person("May Manager", "contract_manager", scope={})
    mine = {"title": "Home care", "contract_manager": str(may.account)}
    home = ann.make("/v1/contracts", mine)["id"]
    roads = ann.make("/v1/contracts", {"title": "Roads"})["id"]
    risk = may.make("/v1/risks", {"title": TITLE, "contract_id": home})

    refused = may.post(f"/v1/risks/{risk['id']}/move", {"contract_id": roads})
    moved = ann.make(f"/v1/risks/{risk['id']}/move", {"contract_id": roads})

    assert refused.status_code == 403
    assert (moved["contract_id"], moved["contract_title"]) == (roads, "Roads")
    assert may.post(f"/v1/risks/{risk['id']}/review", {}).status_code == 403


def test_a_threshold_of_the_risk_is_read_as_it_was_known(
    ann: Person, risk: str
) -> None:
    said: Json = {"name": "Shifts", "value": "4", "amber": "5", "red": "10"}
    first = ann.post(f"{risk}/record-indicator", said)
    ann.make(f"{risk}/record-indicator", {"name": "shifts", "value": "12"})

    then = ann.get(f"{risk}?known_at={first.headers['Register-Position']}").json()

    assert then == first.json()
    assert [i["state"] for i in ann.get(risk).json()["indicators"]] == ["red"]
