"""Policy over HTTP: read by officers, set by administrators."""

import pytest

from api.examples.common import EXAMPLES
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
