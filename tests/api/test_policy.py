"""Policy and erasures over HTTP: set by administrators, decided by two people."""

import pytest

from api.examples import EXAMPLES
from tests.api.council import Council, Json, Person

MATRIX = dict(EXAMPLES["set_matrix_policy"])


@pytest.fixture
def admin(council: Council) -> Person:
    """An administrator."""
    return council.person("Ada Able", "administrator")


def test_a_policy_holds_as_delivered_until_it_is_set(
    ann: Person, admin: Person
) -> None:
    delivered = ann.get("/v1/policy").json()

    admin.make("/v1/policy/set-matrix", MATRIX)

    assert (delivered["version"], delivered["reference"]) == (0, None)
    assert [band["name"] for band in delivered["bands"]][-1] == "extreme"
    assert ann.get("/v1/policy").json()["bands"] == MATRIX["bands"]
    (entry,) = ann.get("/v1/policy/history").json()["items"]
    assert entry["fact"] == "matrix-set"


def test_a_policy_that_has_moved_is_not_set_over(admin: Person) -> None:
    first = admin.post("/v1/policy/set-matrix", MATRIX)
    limits = dict(EXAMPLES["set_approval_limits_policy"])
    admin.make("/v1/policy/set-approval-limits", limits)

    seen = {"If-Match": first.headers["ETag"]}
    reply = admin.post("/v1/policy/set-approval-limits", {"levels": []}, headers=seen)

    assert reply.status_code == 412


def test_bands_cover_every_score(council: Council, admin: Person) -> None:
    head = council.head()
    bands = [{"name": "all", "from": 1, "to": 24}]

    reply = admin.post("/v1/policy/set-matrix", {**MATRIX, "bands": bands})

    assert (reply.status_code, reply.json()["rule"]) == (422, "matrix-bands")
    assert council.head() == head


def test_a_person_is_forgotten_by_two(
    council: Council, ann: Person, ben: Person, admin: Person
) -> None:
    leaver = council.person("Lee Leaver", "commissioner")
    risk = leaver.make("/v1/risks", {"title": "It ends", "scope": "council"})
    asked = {
        "subject": str(leaver.account),
        "basis": "uk_gdpr_17",
        "reason": "Left, and asked for it",
    }
    wish = f"/v1/erasures/{ann.make('/v1/erasures', asked)['id']}"

    alone = ann.post(f"{wish}/approve")
    done = ben.make(f"{wish}/approve", {})

    assert (alone.status_code, alone.json()["rule"]) == (403, "four-eyes")
    assert (done["status"], done["decided_by"]) == ("carried_out", str(ben.account))
    for path in (f"/v1/risks/{risk['id']}", "/v1/events", "/v1/risks.csv"):
        assert "Lee Leaver" not in ann.get(path).text
    assert "Lee Leaver" not in admin.get("/v1/accounts").text


def test_words_are_struck_out_by_two(
    council: Council, ann: Person, ben: Person
) -> None:
    risk = ann.make("/v1/risks", {"title": "Priya is ill", "scope": "council"})
    asked = {
        "position": int(risk["reference"].removeprefix("R-")),
        "field": "title",
        "basis": "unlawful_disclosure",
        "reason": "Names a person's health",
    }
    wish = ann.make("/v1/erasures", asked)

    ben.make(f"/v1/erasures/{wish['id']}/approve", {})

    left = f"erased by #{council.head()}"
    assert ann.get(f"/v1/risks/{risk['id']}").json()["title"] == left
    assert "Priya" not in ann.get(f"/v1/risks/{risk['id']}/history").text


def test_an_erasure_is_refused_once(ann: Person, ben: Person) -> None:
    asked = {"subject": str(ann.account), "basis": "uk_gdpr_17", "reason": "Please"}
    wish = f"/v1/erasures/{ann.make('/v1/erasures', asked)['id']}"

    ben.make(f"{wish}/reject", {"reason": "Needed for this year's audit"})
    again = ben.post(f"{wish}/approve")

    assert (again.status_code, again.json()["rule"]) == (422, "erasure-over")


def test_every_threshold_is_shown_with_where_it_comes_from(
    ann: Person, admin: Person
) -> None:
    delivered = _named(ann.get("/v1/policy").json()["thresholds"])
    head = admin.post(
        "/v1/policy/set-thresholds", dict(EXAMPLES["set_thresholds_policy"])
    ).headers["Register-Position"]

    stands = _named(ann.get("/v1/policy").json()["thresholds"])

    days = "acceptance-days"
    assert (delivered[days]["value"], delivered[days]["standing"]) == ("365", "design")
    assert (stands[days]["value"], stands[days]["standing"]) == ("180", "council")
    assert stands[days]["set_at"] == int(head)
    assert stands["budget-variance"] == delivered["budget-variance"]


def test_appetites_and_sources_are_read_as_they_stood(
    ann: Person, admin: Person
) -> None:
    first = admin.post("/v1/policy/set-appetite", {"limit": 12})
    admin.make("/v1/policy/set-appetite", {"category": "supply", "limit": 6})
    admin.make("/v1/policy/set-appetite", {"limit": 10})
    admin.make("/v1/policy/set-rule-source", dict(EXAMPLES["set_rule_source_policy"]))

    now = ann.get("/v1/policy").json()
    then = ann.get(f"/v1/policy?known_at={first.headers['Register-Position']}").json()

    assert now["appetites"] == [
        {"category": None, "limit": 10},
        {"category": "supply", "limit": 6},
    ]
    assert then["appetites"] == [{"category": None, "limit": 12}]
    assert [source["rule"] for source in now["rule_sources"]] == ["A15"]
    assert (then["rule_sources"], then["bands"]) == ([], now["bands"])


def test_a_threshold_that_there_is_not_is_refused_with_those_there_are(
    council: Council, admin: Person
) -> None:
    head = council.head()
    said = {"thresholds": [{"name": "patience", "value": "3"}], "source": "None"}

    reply = admin.post("/v1/policy/set-thresholds", said)

    assert (reply.status_code, reply.json()["rule"]) == (422, "threshold-name")
    assert "acceptance-days" in reply.json()["detail"]
    assert council.head() == head


def _named(thresholds: list[Json]) -> dict[str, Json]:
    return {each["name"]: each for each in thresholds}
