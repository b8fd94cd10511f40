"""The known risks of a contract over HTTP: frozen as they were known on a day."""

import pytest

from tests.api.council import Council, Json, Person
from tests.conftest import Clock

TITLE = "Sole nursing agency withdraws"
DECIDED = {"awarded_on": "2026-11-21"}


def score(likelihood: int, impact: int) -> Json:
    """An assessment."""
    current = {"likelihood": likelihood, "impact": impact}
    return {"current": current, "reason": "Looked at"}


@pytest.fixture
def contract(ann: Person) -> str:
    """The id of a contract that was awarded on the first day of the story."""
    said = {"title": "Home care", "awarded_on": "2026-11-21"}
    return str(ann.make("/v1/contracts", said)["id"])


@pytest.fixture
def risk(clock: Clock, ann: Person, contract: str) -> Json:
    """A risk that scored 10 at the award; a week later it has 20, and another is."""
    said = {"title": TITLE, "contract_id": contract}
    made = ann.make("/v1/risks", said)
    ann.make(f"/v1/risks/{made['id']}/assess", score(2, 5))
    clock.forward(days=7)
    ann.make(f"/v1/risks/{made['id']}/assess", score(4, 5))
    ann.make("/v1/risks", {**said, "title": "Found since"})
    return made


def frozen(who: Person, contract: str, **query: str) -> list[Json]:
    """The snapshots of a contract."""
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    items: list[Json] = who.get(f"/v1/contracts/{contract}/known-risks?{asked}").json()[
        "items"
    ]
    return items


def test_the_risks_of_the_award_are_those_that_were_known_then(
    ann: Person, contract: str, risk: Json
) -> None:
    path = f"/v1/contracts/{contract}/freeze-known-risks"

    reply = ann.post(path, {"notice_id": "UK4-1"})

    assert (reply.status_code, reply.json()["id"]) == (200, contract)
    (snapshot,) = frozen(ann, contract)
    assert (snapshot["frozen_on"], snapshot["notice_id"]) == ("2026-11-21", "UK4-1")
    (known,) = snapshot["risks"]
    assert (known["risk_id"], known["title"]) == (risk["id"], TITLE)
    assert known["current"] == {"likelihood": 2, "impact": 5}
    then = ann.get(
        f"/v1/risks/{risk['id']}?known_at={snapshot['as_known_at']}"
        f"&effective_on={snapshot['frozen_on']}"
    ).json()
    assert then["current"]["score"] == 10


@pytest.mark.usefixtures("risk")
def test_a_later_snapshot_does_not_touch_the_first(ann: Person, contract: str) -> None:
    path = f"/v1/contracts/{contract}/freeze-known-risks"
    first = ann.post(path, {})
    ann.make(path, {"on": "2026-11-28"})

    award, today = frozen(ann, contract)

    assert [len(award["risks"]), len(today["risks"])] == [1, 2]
    assert frozen(ann, contract, known_at=first.headers["Register-Position"]) == [award]
    assert today["risks"][0]["current"] == {"likelihood": 4, "impact": 5}


@pytest.mark.usefixtures("risk")
def test_the_same_is_frozen_once(council: Council, ann: Person, contract: str) -> None:
    path = f"/v1/contracts/{contract}/freeze-known-risks"
    ann.make(path, {})
    head = council.head()

    again = ann.post(path, {})

    assert (again.status_code, council.head()) == (200, head)


def test_a_risk_that_a_notice_named_is_frozen_without_a_score_if_none_was_known(
    ann: Person, contract: str, risk: Json
) -> None:
    before = {"on": "2026-11-20", "risk_ids": [risk["id"]]}

    ann.make(f"/v1/contracts/{contract}/freeze-known-risks", before)

    (snapshot,) = frozen(ann, contract)
    (known,) = snapshot["risks"]
    assert (known["risk_id"], known["current"]) == (risk["id"], None)


def test_what_is_restricted_or_closed_or_another_contracts_is_in_no_snapshot(
    council: Council, ann: Person, contract: str
) -> None:
    here: Json = {"title": "Secret", "contract_id": contract}
    secret = ann.make("/v1/risks", {**here, "handling": "restricted"})
    closed = ann.make("/v1/risks", here)
    ann.make(f"/v1/risks/{closed['id']}/close", {"reason": "Over"})
    elsewhere = ann.make("/v1/risks", {"title": "Flood", "scope": "council"})
    path = f"/v1/contracts/{contract}/freeze-known-risks"
    head = council.head()

    for other in (secret, elsewhere):
        reply = ann.post(path, {"risk_ids": [other["id"]]})
        assert (reply.status_code, reply.json()["rule"]) == (422, "known-risk")
    assert council.head() == head

    ann.make(path, {})
    assert [snapshot["risks"] for snapshot in frozen(ann, contract)] == [[]]


def test_a_risk_that_is_hidden_is_refused_as_one_that_there_is_not(
    ann: Person, ben: Person, contract: str
) -> None:
    secret = ann.make(
        "/v1/risks",
        {"title": "Secret", "contract_id": contract, "handling": "restricted"},
    )["id"]
    nowhere = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0cff"
    path = f"/v1/contracts/{contract}/freeze-known-risks"

    hidden, none = (
        ben.post(path, {"risk_ids": [each]}).json() for each in (secret, nowhere)
    )

    assert hidden["rule"] == none["rule"] == "unknown-reference"
    assert hidden["detail"].replace(secret, "") == none["detail"].replace(nowhere, "")


def test_a_provider_reads_the_contract_and_no_snapshot(
    council: Council, ann: Person
) -> None:
    halden = ann.make("/v1/organisations", {"name": "Halden"})["id"]
    said = {"title": "Care", "provider_id": halden}
    contract = ann.make("/v1/contracts", said)["id"]
    ann.make(f"/v1/contracts/{contract}/freeze-known-risks", {})
    lena = council.person(
        "Lena Lead", "lead_provider", scope={"organisations": [halden]}
    )

    assert lena.get(f"/v1/contracts/{contract}").status_code == 200
    assert lena.get(f"/v1/contracts/{contract}/known-risks").status_code == 403


def test_tomorrow_is_not_known_yet(
    council: Council, ann: Person, contract: str
) -> None:
    head = council.head()

    reply = ann.post(
        f"/v1/contracts/{contract}/freeze-known-risks", {"on": "2027-01-01"}
    )

    assert (reply.status_code, reply.json()["rule"]) == (422, "not-yet")
    assert council.head() == head


def test_an_award_freezes_what_was_known_on_its_day(clock: Clock, ann: Person) -> None:
    contract = ann.make("/v1/contracts", {"title": "Home care"})["id"]
    said = {"title": TITLE, "contract_id": contract}
    risk = ann.make("/v1/risks", said)
    ann.make(f"/v1/risks/{risk['id']}/assess", score(2, 5))
    clock.forward(days=7)
    ann.make(f"/v1/risks/{risk['id']}/assess", score(4, 5))
    ann.make("/v1/risks", {**said, "title": "Found since"})
    path = f"/v1/contracts/{contract}/award"

    reply = ann.post(path, {"awarded_on": "2026-11-22"})
    ann.make(path, {"awarded_on": "2026-11-22", "regime": "PA23"})

    assert reply.headers["ETag"] == '"3"'
    (snapshot,) = frozen(ann, contract)
    (known,) = snapshot["risks"]
    assert (snapshot["frozen_on"], known["risk_id"]) == ("2026-11-22", risk["id"])
    assert known["current"] == {"likelihood": 2, "impact": 5}


def test_an_award_without_a_known_risk_freezes_nothing(ann: Person) -> None:
    contract = ann.make("/v1/contracts", {"title": "Home care"})["id"]
    secret = {"title": TITLE, "contract_id": contract, "handling": "restricted"}
    ann.make("/v1/risks", secret)

    reply = ann.post(f"/v1/contracts/{contract}/award", DECIDED)

    assert (reply.status_code, reply.json()["version"]) == (200, 2)
    assert frozen(ann, contract) == []


def test_an_award_is_one_of_several_commands(ann: Person) -> None:
    contract = ann.make("/v1/contracts", {"title": "Home care"})["id"]
    ann.make("/v1/risks", {"title": TITLE, "contract_id": contract})
    path = f"/v1/contracts/{contract}"
    commands = [
        {"method": "POST", "path": f"{path}/award", "body": DECIDED},
        {
            "method": "POST",
            "path": f"{path}/start",
            "body": {"started_on": "2026-11-21"},
        },
    ]

    reply = ann.post("/v1/batches", {"reason": "Decided", "commands": commands})

    assert reply.status_code == 200, reply.text
    assert [len(each["risks"]) for each in frozen(ann, contract)] == [1]
