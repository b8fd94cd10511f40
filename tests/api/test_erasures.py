"""Erasures over HTTP: asked by one, decided by another, kept and read like the rest."""

import pytest

from tests.api.council import Council, Json, Person


@pytest.fixture
def admin(council: Council) -> Person:
    """An administrator."""
    return council.person("Ada Able", "administrator")


def wish(who: Person, **target: object) -> Json:
    """Asks for an erasure."""
    asked = {**target, "basis": "uk_gdpr_17", "reason": "Asked for it"}
    return who.make("/v1/erasures", asked)


def test_a_person_is_forgotten_by_two(
    council: Council, ann: Person, ben: Person, admin: Person
) -> None:
    leaver = council.person("Lee Leaver", "commissioner")
    risk = leaver.make("/v1/risks", {"title": "It ends", "scope": "council"})
    asked = f"/v1/erasures/{wish(ann, subject=str(leaver.account))['id']}"

    alone = ann.post(f"{asked}/approve")
    done = ben.make(f"{asked}/approve", {"reason": "She is right"})

    assert (alone.status_code, alone.json()["rule"]) == (403, "four-eyes")
    assert (done["status"], done["decided_by"]) == ("carried_out", str(ben.account))
    assert (done["reason"], done["decision_reason"]) == ("Asked for it", "She is right")
    for path in (f"/v1/risks/{risk['id']}", "/v1/events", "/v1/risks.csv"):
        assert "Lee Leaver" not in ann.get(path).text
    assert "Lee Leaver" not in admin.get("/v1/accounts").text


def test_words_are_struck_out_by_two(
    council: Council, ann: Person, ben: Person
) -> None:
    risk = ann.make("/v1/risks", {"title": "Priya is ill", "scope": "council"})
    position = int(risk["reference"].removeprefix("R-"))
    asked = wish(ann, position=position, field="title")

    ben.make(f"/v1/erasures/{asked['id']}/approve", {})

    left = f"erased by #{council.head()}"
    assert ann.get(f"/v1/risks/{risk['id']}").json()["title"] == left
    assert "Priya" not in ann.get(f"/v1/risks/{risk['id']}/history").text


def test_all_that_is_kept_is_searched_for_the_words_afterwards(
    ann: Person, ben: Person
) -> None:
    risk, other = (
        ann.make("/v1/risks", {"title": title, "scope": "council"})
        for title in ("Priya is ill", "Once more: Priya is ill")
    )
    swept = []
    for thing in (risk, other):
        position = int(thing["reference"].removeprefix("R-"))
        asked = wish(ann, position=position, field="title")
        done = ben.post(f"/v1/erasures/{asked['id']}/approve")
        swept.append(done.headers["Erasure-Swept"])

    searched = int(swept[0].split(";")[0].removeprefix("searched="))
    assert searched > 20
    # It stands in the other risk as well, until that has been struck out, too.
    assert not swept[0].endswith("found=0")
    assert swept[1].endswith("found=0")


def test_an_erasure_is_refused_once(ann: Person, ben: Person) -> None:
    asked = f"/v1/erasures/{wish(ann, subject=str(ann.account))['id']}"

    ben.make(f"{asked}/reject", {"reason": "Needed for this year's audit"})
    again = ben.post(f"{asked}/approve")

    assert (again.status_code, again.json()["rule"]) == (422, "erasure-over")


def test_an_approval_sent_again_is_carried_out_once(
    council: Council, ann: Person, ben: Person
) -> None:
    asked = f"/v1/erasures/{wish(ann, subject=str(ann.account))['id']}"
    once = {"Idempotency-Key": "one-approval"}

    first = ben.post(f"{asked}/approve", headers=once)
    head = council.head()
    again = ben.post(f"{asked}/approve", headers=once)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()
    assert council.head() == head


def test_an_approval_of_what_has_moved_on_forgets_nobody(
    council: Council, ann: Person, ben: Person
) -> None:
    leaver = council.person("Lee Leaver", "commissioner")
    asked = wish(ann, subject=str(leaver.account))

    stale = ben.post(f"/v1/erasures/{asked['id']}/approve", headers={"If-Match": '"2"'})
    fits = ben.post(f"/v1/erasures/{asked['id']}/approve", headers={"If-Match": '"1"'})

    assert (stale.status_code, fits.status_code) == (412, 200)
    assert fits.headers["ETag"] == '"2"'


def test_erasures_are_listed_filtered_and_read_as_known_before(
    council: Council, ann: Person, ben: Person
) -> None:
    first, second = (wish(ann, subject=str(who.account)) for who in (ann, ben))
    before = council.head()
    ben.make(f"/v1/erasures/{first['id']}/reject", {"reason": "Needed"})

    listed = ann.get("/v1/erasures?status=requested").json()
    then = ann.get(f"/v1/erasures/{first['reference']}?known_at={before}").json()
    history = ann.get(f"/v1/erasures/{first['id']}/history").json()["items"]

    assert [item["id"] for item in listed["items"]] == [second["id"]]
    assert ann.get("/v1/erasures").json()["total"] == 2
    assert then["status"] == "requested"
    facts = [entry["fact"] for entry in history]
    assert facts == ["erasure-requested", "erasure-refused"]
    assert history[1]["after"]["status"] == "refused"


def test_an_erasure_is_no_event_to_who_may_not_read_it(
    council: Council, ann: Person
) -> None:
    asked = wish(ann, subject=str(ann.account))
    reader = council.person("Rob Reader", "reader")

    assert asked["id"] in ann.get("/v1/events?noun=erasure").text
    assert asked["id"] not in reader.get("/v1/events").text
    assert reader.get(f"/v1/erasures/{asked['id']}").status_code == 404


def test_an_auditor_of_everything_reads_accounts_keys_and_erasures(
    council: Council, ann: Person
) -> None:
    asked = wish(ann, subject=str(ann.account))
    auditor = council.person("Olu Audit", "auditor")

    nouns = {item["noun"] for item in auditor.get("/v1/events").json()["items"]}
    account = auditor.get(f"/v1/accounts/{ann.account}/history").json()["items"]

    assert {"account", "key", "erasure"} <= nouns
    assert [entry["fact"] for entry in account] == ["account-opened", "account-granted"]
    assert auditor.get(f"/v1/erasures/{asked['id']}").status_code == 200
    assert auditor.get("/v1/keys").json()["total"] == 2


def test_an_auditor_of_one_service_reads_no_account_but_the_own(
    council: Council, ann: Person
) -> None:
    scope = {"services": ["Home care"]}
    auditor = council.person("Olu Audit", "auditor", scope=scope)

    streams = {item["stream"] for item in auditor.get("/v1/events").json()["items"]}

    assert str(ann.account) not in streams
    assert str(auditor.account) in streams
    assert auditor.get(f"/v1/accounts/{ann.account}").status_code == 404
