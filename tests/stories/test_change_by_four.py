"""A change that four people walk from the wish to its closing, and one who tries alone.

Its ground is a risk that was known at award and has happened.
"""

from typing import NamedTuple

import pytest

from tests.api.council import Council, Json, Person
from tests.conftest import Clock

# Today is Saturday, 21 November 2026.
SIGNED = "2026-12-03"


def pounds(amount: str) -> Json:
    return {"amount": amount, "currency": "GBP", "vat_basis": "net"}


RISE = pounds("900000.00")
IMPACT: Json = {
    "cost": {"one_off": {"not_applicable": "No kit is bought"}, "per_year": RISE},
    "value_delta": RISE,
    "term_delta_months": 0,
    "service": "Nights are covered again",
    "quality": {"unknown": "asked_no_answer"},
    "exit": "None",
    "equality": "Most carers are women; a pay gap narrows",
    "social_value": {"not_applicable": "No promise is touched"},
    "data_protection": "None",
    "tupe": {"unknown": "not_asked"},
    "saving_claimed": pounds("0.00"),
}
KNOWN: Json = {
    "ground": "known_risk",
    "no_fault": True,
    "in_public_interest": True,
    "rationale": "The agency's withdrawal was named in the tender notice",
}


class Place(NamedTuple):
    """The contract, its seat, and the risk that has happened."""

    contract: str
    seat: str
    risk: str


@pytest.fixture
def place(priya: Person) -> Place:
    """A contract of six million whose known risk has happened."""
    agency = priya.make("/v1/organisations", {"name": "Nightwell Nursing Ltd"})
    contract = priya.make(
        "/v1/contracts/adopt",
        {
            "title": "Home care, lot 2",
            "status": "live",
            "regime": "PA23",
            "light_touch": False,
            "category": "services",
            "start": "2025-04-01",
            "end": "2027-03-31",
            "max_end_at_award": "2029-03-31",
            "awarded_on": "2025-03-03",
            "estimated_value_at_award": pounds("6000000.00"),
            "annual_value": pounds("1500000.00"),
            "has_contract_documents": True,
            "has_risk_register": True,
            "has_business_case": True,
            "has_financial_model": False,
            "effective_on": "2025-04-01",
        },
    )
    path = f"/v1/contracts/{contract['id']}"
    nights = {"organisation_id": agency["id"], "annual_value": pounds("300000.00")}
    seat = priya.make(f"{path}/supply-chain/declare", nights)["seats"][-1]["id"]
    asked = {"title": "The nursing agency withdraws", "contract_id": contract["id"]}
    risk = priya.make("/v1/risks", asked)["id"]
    priya.make(f"{path}/freeze-known-risks", {"on": "2026-11-21"})
    priya.make(f"/v1/risks/{risk}/materialise", {"reason": "It gave notice"})
    return Place(path, seat, risk)


def test_four_people_bring_a_change_from_the_wish_to_its_closing(  # noqa: PLR0915
    council: Council, priya: Person, helena: Person, place: Place, clock: Clock
) -> None:
    sam = council.person("Sam Shaw", "commissioner")
    dev = council.person("Dev Das", "approver")
    contract = place.contract.rpartition("/")[2]
    old = priya.file(b"%PDF of 2025", title="Contract", contract_id=contract)

    # Priya raises it, Sam looks at every side of it, and says on which ground.
    asked = {"contract_id": contract, "title": "Nights at the new rate"}
    change = (
        f"/v1/changes/{priya.make('/v1/changes', {**asked, 'kind': 'price'})['id']}"
    )
    touched = {
        "risk": {"risk_ids": [place.risk], "text": "Nights stay covered"},
        "supply_chain": {"seat_ids": [place.seat], "text": "The agency gets the rise"},
    }
    sam.make(f"{change}/assess-impact", IMPACT | touched)
    told = sam.make(f"{change}/classify-ground", {**KNOWN, "known_risk_id": place.risk})
    assert told["law"]["ground"]["finding"] == "permitted", told["law"]["ground"]
    assert told["law"]["ground"]["source"] == "Procurement Act 2023, sch. 8, paras. 5-7"
    assert told["law"]["figures"]["share_of_value"] == "0.1500"
    notice = told["law"]["notice"]
    assert (notice["required"], notice["notice"]) == (True, "UK10")
    assert notice["source"] == "Procurement Act 2023, s.75"

    # Helena approves it, and the notice says that nothing is signed for eight days.
    helena.make(f"{change}/approve", {"conditions": "From December on"})
    publish = {
        "published_on": "2026-11-21",
        "notice_id": "077-2026",
        "standstill": True,
    }
    out = priya.make(f"{change}/publish-notice", publish)
    assert out["law"]["notice"]["standstill_until"] == "2026-12-02"
    assert clocks(priya) >= {("change_standstill_end", "2026-12-02")}
    clock.forward(days=12)

    # Signed and in force on one day: contract, seat and change move in one act.
    priya.make(f"{change}/sign", {"signed_on": SIGNED, "instrument": "deed"})
    before = council.head()
    done = priya.make(
        f"{change}/implement",
        {
            "implemented_on": SIGNED,
            "terms": {"annual_value": pounds("1800000.00")},
            "seats": [{"seat_id": place.seat, "annual_value": pounds("390000.00")}],
            "notified": ["Nightwell Nursing Ltd", "Members for Abbey ward"],
        },
    )
    assert council.head() == before + 3
    assert {done["signed_as_found"], done["implemented_as_found"]} == {False}
    assert done["notified"] == ["Nightwell Nursing Ltd", "Members for Abbey ward"]
    seat = priya.get(f"/v1/seats/{place.seat}").json()
    assert seat["annual_value"]["amount"] == "390000.00"
    assert seat["change_reference"] == done["reference"]
    # 6.9 million: a copy is out within 90 days, and all follows it within 20.
    assert clocks(priya) >= {
        ("modified_copy", "2027-03-02"),
        ("reflection", "2027-01-05"),
    }

    # It does not close before everything follows it, and says what is wanting.
    refused = priya.post(f"{change}/close")
    assert (refused.status_code, refused.json()["rule"]) == (422, "INV-G8")
    wanting = refused.json()["detail"]
    assert "contract documents" in wanting
    assert f"an event that cites the change on {place.risk}" in wanting
    assert "business case" in wanting
    assert "financial model" not in wanting

    def show(artefact: str, **evidence: object) -> tuple[int, str]:
        body = {"artefact": artefact, "evidence": evidence}
        reply = priya.post(f"{change}/reflect", body)
        return reply.status_code, reply.json().get("detail", "")

    # What shows nothing is refused: older, uncited, unchanged.
    cites = {"contract_id": contract, "change_id": change.rpartition("/")[2]}
    assert "does not cite" in show("contract_documents", document=old["id"])[1]
    same = priya.file(b"%PDF of 2025", title="Contract again", **cites)
    assert "same bytes" in show("contract_documents", document=same["id"])[1]
    priya.make(f"/v1/documents/{old['id']}/describe", {"change_id": cites["change_id"]})
    assert "before the change" in show("contract_documents", document=old["id"])[1]
    deed = priya.file(b"%PDF of 2026", title="Deed", kind="deed_of_variation", **cites)
    assert "deed of variation" in show("business_case", document=deed["id"])[1]
    assert show("contract_documents", document=deed["id"])[0] == 200

    # The risk is scored anew for the change; another score shows nothing of it.
    score = {"current": {"likelihood": 2, "impact": 4}, "reason": "Nights are covered"}
    priya.make(f"/v1/risks/{place.risk}/assess", score)
    assert "does not cite" in show("risk_register", event=council.head())[1]
    priya.make(
        f"/v1/risks/{place.risk}/assess", {**score, "change_id": cites["change_id"]}
    )
    assert show("risk_register", event=council.head())[0] == 200

    # Nine hundred thousand is no small change: a second person agrees, and not Priya.
    assert show("business_case", no_effect="It reckoned with this rate")[0] == 200
    assert priya.post(f"{change}/close").status_code == 422
    nothing = {"artefact": "business_case"}
    assert priya.post(f"{change}/confirm-not-applicable", nothing).status_code == 403
    dev.make(f"{change}/confirm-not-applicable", nothing)

    closed = priya.make(f"{change}/close", {"saving_realised": pounds("0.00")})
    assert closed["status"] == "closed"
    states = {a["artefact"]: a for a in closed["reflection"]["artefacts"]}
    assert {name: (a["state"], a["strength"]) for name, a in states.items()} == {
        "contract_documents": ("done", "file"),
        "risk_register": ("done", "event"),
        "business_case": ("no_effect", None),
        "financial_model": ("absent", None),
    }
    assert "reflection" not in dict(clocks(priya))
    people = {e["by"] for e in priya.get(f"{change}/history").json()["items"]}
    assert people == {str(p.account) for p in (priya, sam, helena, dev)}


def test_one_person_comes_no_further_than_what_happens_anyway(
    helena: Person, place: Place
) -> None:
    contract = place.contract.rpartition("/")[2]
    asked = {"contract_id": contract, "title": "Nights at the new rate"}
    change = f"/v1/changes/{helena.make('/v1/changes', asked)['id']}"
    touched = {"risk": {"text": "None"}, "supply_chain": {"text": "None"}}
    helena.make(f"{change}/assess-impact", IMPACT | touched)

    def refused(verb: str, body: Json | None = None) -> tuple[int, str, str]:
        reply = helena.post(f"{change}/{verb}", body)
        said = reply.json()
        return reply.status_code, said["rule"], said["detail"]

    own = "neither raised nor assessed it"
    for verb in ("approve", "reject", "send-back"):
        body = {} if verb == "approve" else {"reason": "My own"}
        status, rule, detail = refused(verb, body)
        assert (status, rule) == (403, "INV-G2")
        assert own in detail
    met = {"body": "Cabinet", "meeting_date": "2026-11-19"}
    assert refused("record-body-decision", met)[:2] == (403, "INV-G2")

    # What has happened is recorded all the same, as found; nobody ratifies own work.
    helena.make(f"{change}/sign", {"signed_on": "2026-11-20"})
    found = helena.make(f"{change}/implement", {"implemented_on": "2026-11-21"})
    assert found["signed_as_found"]
    assert found["implemented_as_found"]
    assert refused("ratify")[:2] == (403, "INV-G2")

    nothing = {"artefact": "business_case", "why": "It is not touched"}
    status, rule, detail = refused("confirm-not-applicable", nothing)
    assert (status, rule) == (403, "INV-G8")
    assert own in detail
    assert refused("close")[:2] == (422, "INV-G8")


def clocks(who: Person) -> set[tuple[str, str]]:
    """What is due when."""
    page = who.get("/v1/clocks?limit=200").json()
    return {(one["kind"], one["due"]) for one in page["items"]}
