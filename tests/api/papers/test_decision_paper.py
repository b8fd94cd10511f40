"""The paper for a decision on a change: what it says, and to whom."""

from typing import NamedTuple

import pytest

from tests.api.council import Council, Json, Person
from tests.pdf_text import text_of


def pounds(amount: str) -> Json:
    return {"amount": amount, "currency": "GBP", "vat_basis": "net"}


class Place(NamedTuple):
    """Who asks, and of which change."""

    ann: Person
    change: str
    reference: str
    contract: str


@pytest.fixture(scope="module")
def place(standing_council: Council) -> Place:
    """A change that was assessed, on a contract of six million, with two risks."""
    council = standing_council
    ann = council.person("Ann Atkins", "commissioner")
    admin = council.person("Ada Able", "administrator")
    levels = [{"role": "approver", "up_to": pounds("1000000.00")}]
    admin.make("/v1/policy/set-approval-limits", {"levels": levels})
    agency = ann.make("/v1/organisations", {"name": "Nightwell Nursing Ltd"})["id"]
    contract = ann.make(
        "/v1/contracts/adopt",
        {
            "title": "Home care, lot 2",
            "regime": "PA23",
            "light_touch": False,
            "category": "services",
            "start": "2025-04-01",
            "max_end_at_award": "2029-03-31",
            "estimated_value_at_award": pounds("6000000.00"),
            "effective_on": "2025-04-01",
        },
    )["id"]
    nights = {"organisation_id": agency, "annual_value": pounds("300000.00")}
    chain = f"/v1/contracts/{contract}/supply-chain/declare"
    seat = ann.make(chain, nights)["seats"][-1]["id"]
    risk = {"contract_id": contract, "title": "Nights fall empty"}
    owner = {**risk, "title": "The owner is ill", "handling": "restricted"}
    risks = [ann.make("/v1/risks", each)["id"] for each in (risk, owner)]
    asked = {
        "contract_id": contract,
        "title": "Nights at the new rate",
        "kind": "price",
        "description": "From 22.10 to 23.40 an hour, from January on",
        "decision_wanted_by": "2026-12-04",
    }
    raised = ann.make("/v1/changes", asked)
    change = f"/v1/changes/{raised['id']}"
    impact = {
        "cost": {"per_year": pounds("450000.00")},
        "value_delta": pounds("900000.00"),
        "term_delta_months": 0,
        "quality": {"unknown": "asked_no_answer"},
        "tupe": {"not_applicable": "Nobody moves"},
        "risk": {"risk_ids": risks, "text": "Nights are covered"},
        "supply_chain": {"seat_ids": [seat], "text": "The agency gets the rise"},
        "exit": "None",
        "equality": "None",
    }
    ann.make(f"{change}/assess-impact", impact)
    ground = {"ground": "additional", "rationale": "Counsel of May: one rota"}
    ann.make(f"{change}/classify-ground", ground)
    return Place(ann, change, raised["reference"], contract)


def paper(place: Place, query: str = "") -> str:
    reply = place.ann.get(f"{place.change}/decision-paper.pdf?{query}")
    assert reply.status_code == 200, reply.text
    assert reply.headers["Content-Type"] == "application/pdf"
    return " ".join(text_of(reply.content).replace("\u200b", "").split())


def test_it_says_what_is_asked_by_whom_and_who_decides_by_when(place: Place) -> None:
    told = paper(place, "meeting=Cabinet&member=Cllr+Vale&wards=Mill")

    for words in (
        f"{place.reference} Nights at the new rate",
        "Cabinet",
        "Cllr Vale",
        "Mill",
        "Ann Atkins",
        "4 December 2026",
        "approver, for £900,000.00 by the policy",
        "From 22.10 to 23.40 an hour",
        "Send it back",
    ):
        assert words in told, words


def test_it_says_the_law_with_its_section_and_the_sums_at_award(place: Place) -> None:
    told = paper(place)

    for words in (
        "£6,000,000.00",
        "15%",
        "50%",
        "Procurement Act 2023, sch. 8, para. 8",
        "Procurement Act 2023, s.75",
        "not known",
        "Counsel of May",
    ):
        assert words in told, words


def test_it_gathers_what_is_not_known(place: Place) -> None:
    told = paper(place).partition("What is not known")[2]

    assert "Impact, quality: asked, and not answered" in told
    assert "Impact, service: nobody has said" in told
    assert "Ground, other supplier unfit" in told
    assert "tupe" not in told


def test_a_paper_for_the_public_tells_no_more_than_it_may(place: Place) -> None:
    exempt = paper(place, "part=II&exempt_paragraph=3")
    public = paper(place, "part=I")

    for words in ("The owner is ill", "Nightwell Nursing Ltd", "Counsel of May"):
        assert (words in exempt, words in public) == (True, False), words
    assert "Nights fall empty" in public
    assert "1 place in the chain touched" in public


def test_the_same_position_clocks_and_fields_give_the_same_bytes(place: Place) -> None:
    address = f"{place.change}/decision-paper.pdf"
    at = place.ann.get(address).headers["Register-Position"]
    asked = f"{address}?known_at={at}&effective_on=2026-11-21&meeting=Cabinet"
    once = place.ann.get(asked).content

    place.ann.make(f"{place.change}/comment", {"text": "Seen"})

    assert place.ann.get(asked).content == once
    assert place.ann.get(address).content != once


def test_of_a_change_that_is_decided_it_offers_no_options_any_more(
    place: Place, standing_council: Council
) -> None:
    asked = {"contract_id": place.contract, "title": "Longer hours"}
    change = f"/v1/changes/{place.ann.make('/v1/changes', asked)['id']}"
    open_still = paper(place._replace(change=change))
    ben = standing_council.person("Ben Bright", "commissioner")
    ben.make(f"{change}/reject", {"reason": "Not this year"})
    decided = paper(place._replace(change=change))

    assert "Send it back" in open_still
    assert "On which ground the law lets it be made: nobody has said" in open_still
    assert "Send it back" not in decided
    assert "There are none any more. The change is rejected." in decided


def test_it_comes_as_a_word_document_too(place: Place) -> None:
    reply = place.ann.get(f"{place.change}/decision-paper.docx")

    assert reply.status_code == 200
    assert place.reference in reply.headers["Content-Disposition"]


def test_of_no_such_change_and_with_no_such_field_there_is_no_paper(
    place: Place,
) -> None:
    assert place.ann.get("/v1/changes/CR-999999/decision-paper.pdf").status_code == 404
    odd = place.ann.get(f"{place.change}/decision-paper.pdf?colour=red")
    assert [one["pointer"] for one in odd.json()["errors"]] == ["/colour"]
