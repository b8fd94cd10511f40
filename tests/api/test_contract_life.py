"""The life of a contract over HTTP: what happened is kept as it was found."""

import pytest

from tests.api.council import Council, Json, Person

BOUGHT = {
    "title": "Home care, lot 3",
    "department": "Adult social care",
    "status": "in_procurement",
    "start": "2026-04-01",
    "end": "2027-03-31",
    "annual_value": {"amount": "1250000.00", "currency": "GBP", "vat_basis": "net"},
    "extension_options": [{"months": 12, "notice_months": 6}],
}


@pytest.fixture
def care(ann: Person) -> Json:
    """A contract that is being bought."""
    return ann.make("/v1/contracts", BOUGHT)


def done(who: Person, contract: Json, verb: str, **said: object) -> Json:
    """Has something done to a contract."""
    return who.make(f"/v1/contracts/{contract['id']}/{verb}", said)


def test_it_is_awarded_signed_begun_and_extended(ann: Person, care: Json) -> None:
    awarded = done(ann, care, "award", awarded_on="2026-02-12", regime="PA23")
    assert (awarded["status"], awarded["regime"]) == ("awarded", "PA23")
    assert done(ann, care, "sign", signed_on="2026-03-15")["status"] == "mobilising"
    assert done(ann, care, "start", started_on="2026-04-01")["status"] == "live"

    extended = done(ann, care, "exercise-extension", exercised_on="2026-09-30")

    assert extended["status"] == "extended"
    assert extended["end"] == "2028-03-31"
    position = extended["extensions"][0].pop("position")
    assert extended["extensions"] == [
        {"exercised_on": "2026-09-30", "months": 12, "end": "2028-03-31"}
    ]
    assert extended["as_found_entries"] == []
    history = ann.get(f"/v1/contracts/{care['id']}/history").json()["items"]
    (event,) = [event for event in history if event["position"] == position]
    assert event["after"]["end"] == "2028-03-31"
    assert event["before"]["end"] == "2027-03-31"


def test_what_began_unsigned_is_taken_and_ratified_by_another(
    ann: Person, ben: Person, care: Json
) -> None:
    begun = done(ann, care, "start", started_on="2026-04-01")

    assert (begun["status"], begun["signed_on"]) == ("live", None)
    (found,) = begun["as_found_entries"]
    assert (found["fact"], found["on"]) == ("contract-started", "2026-04-01")
    own = ann.post(
        f"/v1/contracts/{care['id']}/ratify", {"position": found["position"]}
    )
    assert (own.status_code, own.json()["rule"]) == (403, "four-eyes")

    ratified = done(ben, care, "ratify", position=found["position"])

    (stands,) = ratified["as_found_entries"]
    assert stands == {
        **found,
        "ratified_by": str(ben.account),
        "ratified_on": "2026-11-21",
    }
    before = ann.get(f"/v1/contracts/{care['id']}?effective_on=2026-11-20").json()
    assert before["as_found_entries"] == [found]


def test_what_one_side_owes_is_listed_until_it_is_dropped(
    ann: Person, care: Json
) -> None:
    what = "Give the provider the yearly demand forecast"
    owed = done(ann, care, "set-obligation", owed_by="council", what=what)
    done(ann, care, "set-obligation", owed_by="provider", what="Report each month")

    (first, _) = done(
        ann,
        care,
        "set-obligation",
        obligation=owed["obligations"][0]["obligation"],
        due_on="2026-10-31",
        fulfilled_on="2026-11-02",
    )["obligations"]

    assert first == {
        "obligation": owed["obligations"][0]["obligation"],
        "owed_by": "council",
        "what": what,
        "due_on": "2026-10-31",
        "clause": None,
        "fulfilled_on": "2026-11-02",
    }
    (left,) = done(
        ann, care, "set-obligation", obligation=first["obligation"], dropped=True
    )["obligations"]
    assert left["owed_by"] == "provider"


def test_what_is_owed_can_be_struck_out(
    council: Council, ann: Person, ben: Person, care: Json
) -> None:
    what = "Tell Euphemia Invented by post"
    owed = done(ann, care, "set-obligation", owed_by="council", what=what)
    position = owed["obligations"][0]["obligation"]
    asked = ann.make(
        "/v1/erasures",
        {
            "position": position,
            "field": "what",
            "basis": "unlawful_disclosure",
            "reason": "It names her",
        },
    )
    ben.make(f"/v1/erasures/{asked['id']}/approve", {})

    (left,) = ann.get(f"/v1/contracts/{care['id']}").json()["obligations"]

    assert left["what"] == f"erased by #{council.head()}"


def test_a_contract_that_has_ended_is_closed_with_its_notice(
    ann: Person, care: Json
) -> None:
    done(ann, care, "award", awarded_on="2026-02-12", regime="PA23")
    done(ann, care, "terminate", ended_on="2026-11-20", ground="mutual")
    path = f"/v1/contracts/{care['id']}/close"
    final = {
        "final_value": {"amount": "700000.00", "vat_basis": "net"},
        "review_document": {"not_applicable": "Ended by mutual consent"},
    }

    refused = ann.post(path, final)
    assert (refused.status_code, refused.json()["rule"]) == (422, "INV-C6")
    (fault,) = refused.json()["errors"]
    assert fault["pointer"] == "/termination_notice"
    listed = {"source": "find-a-tender", "notice_id": "1-2026", "notice_type": "UK11"}
    done(ann, care, "record-notice", **listed)
    closed = ann.make(path, final)

    assert closed["status"] == "closed"
    assert closed["final_value"]["amount"] == "700000.00"
    assert closed["review_document"] == final["review_document"]
    assert closed["ended_on"] == "2026-11-20"


def test_a_notice_belongs_to_one_contract(ann: Person, care: Json) -> None:
    listed = {"source": "find-a-tender", "notice_id": "1-2026"}
    done(ann, care, "record-notice", **listed)
    other = ann.make("/v1/contracts", {"title": "Day care"})

    reply = ann.post(f"/v1/contracts/{other['id']}/record-notice", listed)

    assert (reply.status_code, reply.json()["rule"]) == (409, "already-taken")


def test_owners_are_assigned_by_a_commissioner_alone(
    council: Council, ann: Person, care: Json
) -> None:
    max_ = council.person("Max Manager", "contract_manager", scope={})
    assigned = done(ann, care, "assign-owners", contract_manager=str(max_.account))
    assert assigned["contract_manager_name"] == "Max Manager"
    assert done(max_, care, "set-tier", tier="gold")["tier"] == "gold"

    reply = max_.post(
        f"/v1/contracts/{care['id']}/assign-owners",
        {"contract_manager": str(ann.account)},
    )

    assert (reply.status_code, reply.json()["rule"]) == (
        403,
        "rights/assign_owners_contract",
    )


def test_lists_find_what_is_past_its_end_or_began_unsigned(
    ann: Person, care: Json
) -> None:
    done(ann, care, "start", started_on="2026-04-01")
    late = {"title": "Gritting", "start": "2024-10-01", "end": "2026-03-31"}
    gritting = ann.make("/v1/contracts/adopt", late)

    past = ann.get("/v1/contracts?status=live&end_to=2026-11-20").json()["items"]
    unsigned = ann.get("/v1/contracts?unknown=signed_on&started_on_from=2000-01-01")

    assert [one["id"] for one in past] == [gritting["id"]]
    assert [one["id"] for one in unsigned.json()["items"]] == [care["id"]]
