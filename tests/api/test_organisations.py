"""Organisations over HTTP: who they are, and by what identifiers they are known."""

from tests.api.council import Council, Person

HALDEN = {
    "name": "Halden Homecare Ltd",
    "identifiers": [{"scheme": "GB-COH", "id": "01234567"}],
    "size": "small",
}


def test_an_organisation_is_entered_named_anew_and_corrected(ann: Person) -> None:
    entered = ann.make("/v1/organisations", HALDEN)
    path = f"/v1/organisations/{entered['id']}"

    ann.make(f"{path}/rename", {"name": "Halden Care Ltd"})
    ann.make(f"{path}/describe", {"size": {"unknown": "asked_no_answer"}})
    right = [{"scheme": "GB-COH", "id": "07654321"}]
    mended = {"identifiers": right, "reason_code": "clerical"}
    corrected = ann.make(f"{path}/correct", mended)

    assert corrected["name"] == "Halden Care Ltd"
    assert corrected["size"]["unknown"] == "asked_no_answer"
    assert corrected["identifiers"] == right
    facts = [e["fact"] for e in ann.get(f"{path}/history").json()["items"]]
    assert facts == [
        "organisation-registered",
        "organisation-renamed",
        "organisation-described",
        "organisation-corrected",
    ]


def test_no_two_organisations_have_one_identifier(
    council: Council, ann: Person
) -> None:
    ann.make("/v1/organisations", HALDEN)
    head = council.head()

    reply = ann.post("/v1/organisations", {**HALDEN, "name": "Another"})

    assert reply.status_code == 409
    assert reply.json()["rule"] == "already-taken"
    assert council.head() == head


def test_what_was_entered_in_error_is_in_no_list_and_kept(ann: Person) -> None:
    entered = ann.make("/v1/organisations", HALDEN)
    path = f"/v1/organisations/{entered['id']}"

    gone = ann.make(f"{path}/enter-in-error", {"reason": "Entered twice"})

    assert gone["in_error"] is True
    assert ann.get("/v1/organisations").json()["total"] == 0
    assert ann.get("/v1/organisations?in_error=true").json()["total"] == 1
    assert len(ann.get(f"{path}/history").json()["items"]) == 2


def test_the_name_of_a_natural_person_is_kept_nowhere(ann: Person) -> None:
    person = {"name": "Jo Carer", "individual": True}

    entered = ann.post("/v1/organisations", person)

    assert entered.json()["name"] == "Jo Carer"
    assert entered.headers["Cache-Control"] == "no-store"
