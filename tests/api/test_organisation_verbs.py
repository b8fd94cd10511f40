"""Organisations as people keep them: sizes, places, checks, groups, two of one."""

import pytest

from tests.api.council import Council, Json, Person
from tests.conftest import Clock

SIX = {"amount": "600000.00", "currency": "GBP"}


def entered(who: Person, name: str, **more: object) -> Json:
    return who.make("/v1/organisations", {"name": name, **more})


def did(who: Person, thing: Json, verb: str, **said: object) -> Json:
    return who.make(f"/v1/organisations/{thing['id']}/{verb}", said)


def listed(who: Person, asked: str) -> list[str]:
    """The names or titles that a list holds."""
    items = who.get(asked).json()["items"]
    return [item.get("name") or item["title"] for item in items]


def test_a_size_is_a_dated_fact(ann: Person) -> None:
    halden = entered(ann, "Halden Homecare Ltd", size="small")
    day = {"effective_on": "2026-11-21"}
    known = did(ann, halden, "classify", size="large", source="Accounts", **day)

    assert (halden["sme"], known["sme"], known["size"]) == (True, False, "large")
    assert known["classified_from"] == "Accounts"
    assert known["classified_on"] == "2026-11-21"
    assert listed(ann, "/v1/organisations?sme=false") == ["Halden Homecare Ltd"]


def test_two_sizes_are_refused_and_nothing_is_written(
    council: Council, ann: Person
) -> None:
    halden = entered(ann, "Halden Homecare Ltd")
    head = council.head()

    reply = ann.post(
        f"/v1/organisations/{halden['id']}/classify", {"size": "micro", "sme": False}
    )

    assert (reply.status_code, reply.json()["rule"]) == (422, "two-sizes")
    assert reply.json()["errors"][0]["pointer"] == "/sme"
    assert council.head() == head


def test_a_rating_belongs_to_a_location_and_the_latest_day_counts(ann: Person) -> None:
    halden = entered(ann, "Halden Homecare Ltd")
    lodge = did(ann, halden, "add-location", name="Lodge", regulator="CQC")
    did(ann, halden, "add-location", name="Mill", postcode="ME14 1XQ")
    at = {"location": lodge["locations"][0]["id"], "regulator": "CQC"}

    did(ann, halden, "rate", **at, rating="inadequate", rated_on="2026-11-20")
    known = did(ann, halden, "rate", **at, rating="good", rated_on="2026-11-01")

    first, second = known["locations"]
    days = [one["rated_on"] for one in first["ratings"]]
    assert days == ["2026-11-01", "2026-11-20"]
    assert (first["rating"], second["rating"]) == ("inadequate", None)


@pytest.fixture
def long_known(clock: Clock, ann: Person) -> Json:
    """An organisation with one location, entered a month ago."""
    halden = entered(ann, "Halden Homecare Ltd")
    located = did(ann, halden, "add-location", name="Lodge", regulator="CQC")
    clock.forward(days=30)
    return located


def test_ratings_are_shown_as_they_stood_then(ann: Person, long_known: Json) -> None:
    at = {"location": long_known["locations"][0]["id"], "regulator": "CQC"}
    did(ann, long_known, "rate", **at, rating="inadequate", rated_on="2026-12-15")
    did(ann, long_known, "rate", **at, rating="good", rated_on="2026-12-01")

    path = f"/v1/organisations/{long_known['id']}"
    seen = {
        day: ann.get(f"{path}?effective_on={day}").json()["locations"][0]["rating"]
        for day in ("2026-11-30", "2026-12-01", "2026-12-15")
    }
    assert seen == {
        "2026-11-30": None,
        "2026-12-01": "good",
        "2026-12-15": "inadequate",
    }
    ratings = ann.get(path).json()["locations"][0]["ratings"]
    assert [one["rating"] for one in ratings] == ["good", "inadequate"]


def test_a_location_is_put_right_closed_or_taken_back(
    ann: Person, long_known: Json
) -> None:
    at = {"location": long_known["locations"][0]["id"]}
    did(ann, long_known, "correct-location", **at, ward="Abbey")
    closed = did(ann, long_known, "close-location", **at, closed_on="2026-12-01")
    path = f"/v1/organisations/{long_known['id']}?effective_on=2026-11-25"

    then = ann.get(path).json()["locations"][0]
    assert (then["ward"], then["name"]) == ("Abbey", "Lodge")
    assert closed["locations"][0]["closed_on"] == "2026-12-01"
    gone = did(ann, long_known, "correct-location", **at, in_error=True)
    assert gone["locations"] == []


def test_accounts_are_those_of_the_day_and_stand_in_lists_and_files(
    ann: Person,
) -> None:
    halden = entered(ann, "Halden Homecare Ltd")
    for end, turnover in (("2026-03-31", "2640000.00"), ("2026-11-20", "2500000.00")):
        sold = {"amount": turnover, "currency": "GBP", "vat_basis": "net"}
        known = did(ann, halden, "record-accounts", period_end=end, turnover=sold)

    assert (known["accounts_to"], known["accounts_months"]) == ("2026-11-20", 12)
    assert known["turnover"]["amount"] == "2500000.00"
    assert known["cash"] == {"unknown": "not_asked"}
    path = "/v1/organisations?effective_on=2026-11-21"
    assert listed(ann, f"{path}&unknown=cash") == ["Halden Homecare Ltd"]
    told = ann.get("/v1/organisations.csv").text
    assert "2500000.00" in told
    right = did(
        ann,
        halden,
        "correct",
        turnover={"not_applicable": "small company"},
        reason_code="clerical",
    )
    assert right["turnover"] == {"not_applicable": "small company"}


def test_an_old_look_at_the_list_tells_nothing_newer(ann: Person, clock: Clock) -> None:
    halden = entered(ann, "Halden Homecare Ltd")
    clock.forward(days=30)
    listed_as = {"list_consulted": "Debarment list"}
    did(ann, halden, "check-debarment", result="debarred", **listed_as)
    old = {"result": "clear", "checked_on": "2026-12-01"}
    known = did(ann, halden, "check-debarment", **old)

    assert known["debarment"] == "debarred"
    assert known["debarment_list"] == "Debarment list"
    then = ann.get(f"/v1/organisations/{halden['id']}?effective_on=2026-12-02").json()
    assert (then["debarment"], then["debarment_checked_on"]) == ("clear", "2026-12-01")
    assert listed(ann, "/v1/organisations?debarment_checked_on_to=2026-12-02") == []


def test_a_closed_organisation_says_since_when(ann: Person) -> None:
    halden = entered(ann, "Halden Homecare Ltd")
    closed = did(ann, halden, "close", cause="dissolved")

    assert (closed["status"], closed["closed_on"]) == ("closed", "2026-11-21")
    mended = {"status": "active", "reason_code": "clerical"}
    right = did(ann, halden, "correct", **mended)
    assert (right["status"], right["closed_on"]) == ("active", None)


def test_a_group_is_never_a_circle(council: Council, ann: Person) -> None:
    group, halden = entered(ann, "Halden Group"), entered(ann, "Halden Homecare Ltd")
    did(ann, halden, "link-parent", parent_id=group["id"])
    head = council.head()

    for verb, more in (("link-parent", {}), ("correct", {"reason_code": "clerical"})):
        reply = ann.post(
            f"/v1/organisations/{group['id']}/{verb}",
            {"parent_id": halden["id"], **more},
        )
        assert (reply.status_code, reply.json()["rule"]) == (422, "parent-circle")

    assert council.head() == head
    assert listed(ann, f"/v1/organisations?parent_id={group['id']}") == [
        "Halden Homecare Ltd"
    ]


@pytest.fixture
def twice(clock: Clock, ann: Person) -> tuple[Json, Json]:
    """One organisation entered twice; a contract and a risk hang on the first."""
    one = entered(ann, "Halden Home Care")
    other = entered(ann, "Halden Homecare Ltd")
    care = {"title": "Home care", "provider_id": one["id"], "annual_value": SIX}
    ann.make("/v1/contracts", care)
    ann.make("/v1/risks", {"title": "It fails", "organisation_id": one["id"]})
    clock.forward(days=10)
    return one, other


def linked(who: Person, to: Json, clocks: str = "") -> list[str]:
    """What is found under an organisation, by its id and by its reference."""
    found = [
        [
            *listed(who, f"/v1/contracts?provider_id={named}{clocks}"),
            *listed(who, f"/v1/risks?organisation_id={named}{clocks}"),
        ]
        for named in (to["id"], to["reference"])
    ]
    assert found[0] == found[1]
    return found[0]


def test_what_hangs_on_a_merged_record_is_found_under_the_one_that_stays(
    ann: Person, twice: tuple[Json, Json]
) -> None:
    one, other = twice
    before = ann.get("/v1/organisations").headers["Register-Position"]
    assert linked(ann, other) == []

    gone = did(ann, one, "merge", into=other["id"], reason="Twice")

    assert gone["merged_into"] == other["id"]
    assert gone["merged_into_name"] == "Halden Homecare Ltd"
    stays = ann.get(f"/v1/organisations/{other['id']}").json()
    assert stays["absorbed"] == [one["id"]]
    assert linked(ann, other) == ["Home care", "It fails"]
    assert linked(ann, one) == ["Home care", "It fails"]
    assert listed(ann, "/v1/organisations") == ["Halden Homecare Ltd"]
    assert listed(ann, "/v1/organisations?q=home%20care") == ["Halden Homecare Ltd"]
    assert listed(ann, f"/v1/organisations?merged_into={other['reference']}") == [
        "Halden Home Care"
    ]
    for clocks in (f"&known_at={before}", "&effective_on=2026-11-30"):
        assert linked(ann, other, clocks) == []
        assert len(listed(ann, f"/v1/organisations?{clocks[1:]}")) == 2


def test_unmerging_restores_what_was(
    ann: Person, clock: Clock, twice: tuple[Json, Json]
) -> None:
    one, other = twice
    paths = [f"/v1/organisations/{thing['id']}" for thing in twice]
    before = [ann.get(path).json() for path in paths]
    did(ann, one, "merge", into=other["id"])
    merged_at = ann.get("/v1/organisations").headers["Register-Position"]
    clock.forward(days=10)

    did(ann, one, "unmerge", reason="Two after all")

    moved = {"version", "effective_from"}
    for path, was in zip(paths, before, strict=True):
        now = ann.get(path).json()
        assert {k: v for k, v in now.items() if k not in moved} == {
            k: v for k, v in was.items() if k not in moved
        }
    assert linked(ann, other) == []
    assert linked(ann, one) == ["Home care", "It fails"]
    for clocks in (f"&known_at={merged_at}", "&effective_on=2026-12-05"):
        assert linked(ann, other, clocks) == ["Home care", "It fails"]


def test_a_grant_for_the_record_that_stays_reaches_what_hangs_on_the_other(
    council: Council, ann: Person, twice: tuple[Json, Json]
) -> None:
    one, other = twice
    lead = council.person(
        "Lee Lead", "lead_provider", scope={"organisations": [other["id"]]}
    )
    contract = ann.get("/v1/contracts").json()["items"][0]["id"]
    wish = {"title": "A rise", "contract_id": contract}
    assert listed(lead, "/v1/contracts") == []
    assert lead.post("/v1/changes", wish).status_code == 404

    did(ann, one, "merge", into=other["id"])

    assert listed(lead, "/v1/contracts") == ["Home care"]
    assert lead.get(f"/v1/contracts/{contract}").status_code == 200
    assert lead.post("/v1/changes", wish).status_code == 201
    did(ann, one, "unmerge")
    assert lead.get(f"/v1/contracts/{contract}").status_code == 404
    assert lead.post("/v1/changes", wish).status_code == 404


def test_a_list_without_entries_is_an_empty_list_in_a_file(ann: Person) -> None:
    entered(ann, "Halden Homecare Ltd")

    head, row = ann.get("/v1/organisations.csv").text.splitlines()

    cells = dict(zip(head.split(","), row.split(","), strict=True))
    assert (cells["locations"], cells["absorbed"]) == ("[]", "[]")
