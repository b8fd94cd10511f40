"""Comments over HTTP: by whom, on what, and out of the register again."""

from pathlib import Path

from tests.api.council import Council, Person

TEXT = "Legal advice: clause 14 allows it"


def test_an_adviser_comments_on_what_is_not_the_advisers_to_change(
    council: Council, ann: Person
) -> None:
    adviser = council.person("Ali Advice", "adviser")
    risk = ann.make("/v1/risks", {"title": "Flood", "scope": "council"})
    path = f"/v1/risks/{risk['reference']}"

    commented = adviser.post(f"{path}/comment", {"text": TEXT})

    assert commented.status_code == 200
    assert commented.json() == {**risk, "version": 2, "comments": 1}
    assert adviser.post(f"{path}/close", {"reason": "No"}).status_code == 403
    *_, told = ann.get(f"{path}/history").json()["items"]
    assert (told["after"]["text"], told["by_name"]) == (TEXT, "Ali Advice")


def test_a_comment_says_something(ann: Person) -> None:
    risk = ann.make("/v1/risks", {"title": "Flood", "scope": "council"})

    for nothing in ({}, {"text": " "}, {"text": None}):
        refused = ann.post(f"/v1/risks/{risk['id']}/comment", nothing)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == "/text"


def test_who_may_not_know_of_a_risk_cannot_comment_on_it(
    council: Council, ann: Person
) -> None:
    adviser = council.person("Ali Advice", "adviser")
    secret = {"title": "In distress", "scope": "council", "handling": "restricted"}
    risk = ann.make("/v1/risks", secret)
    head = council.head()

    refused = adviser.post(f"/v1/risks/{risk['id']}/comment", {"text": TEXT})

    assert refused.status_code == 404
    assert council.head() == head


def test_the_words_of_a_comment_can_be_struck_out(
    council: Council, ann: Person, ben: Person, tmp_path: Path
) -> None:
    risk = ann.make("/v1/risks", {"title": "Flood", "scope": "council"})
    path = f"/v1/risks/{risk['id']}"
    ann.make(f"{path}/comment", {"text": "Mrs Ivy Moss of Mill Lane called"})
    asked = {
        "position": council.head(),
        "field": "text",
        "basis": "uk_gdpr_17",
        "reason": "Names a resident",
    }
    wish = ann.make("/v1/erasures", asked)

    ben.make(f"/v1/erasures/{wish['id']}/approve", {})

    *_, told = ann.get(f"{path}/history").json()["items"]
    assert told["after"]["text"].startswith("erased by #")
    assert ann.get(path).json()["comments"] == 1
    kept = [f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()]
    assert not any(b"Ivy Moss" in data for data in kept)
