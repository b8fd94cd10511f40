"""One link, one return: a subcontractor answers for its places without an account."""

from typing import Any
from uuid import UUID

import jsonschema
import pytest

from tests.api.council import Council, Json, Person
from tests.api.test_supply_chain import Chain
from tests.conftest import Clock


@pytest.fixture
def chain(council: Council, ann: Person) -> Chain:
    """The chain of a home care contract."""
    return Chain(council, ann)


def link_of(issuer: Person, organisation: str) -> Person:
    """Who comes by a new link."""
    made = issuer.make("/v1/links", {"organisation_id": organisation})
    return Person(UUID(made["id"]), made["link"], issuer.client)


def card(who: Person) -> list[Json]:
    """Every place that somebody answers for."""
    reply = who.get("/v1/return")
    assert reply.status_code == 200, reply.text
    return [seat for one in reply.json()["contracts"] for seat in one["seats"]]


def refusal(reply: Any) -> tuple[int, str]:
    return reply.status_code, reply.json()["rule"]


NOTHING = {"nothing_changed": True}


def test_a_link_is_shown_once_and_kept_nowhere(
    council: Council, ann: Person, chain: Chain
) -> None:
    firm = chain.firm("Nightly")
    chain.declare(firm)
    once = {"Idempotency-Key": "k1"}
    first = ann.post("/v1/links", {"organisation_id": firm}, headers=once).json()
    again = ann.post("/v1/links", {"organisation_id": firm}, headers=once).json()

    assert first["link"].startswith("cl_")
    assert again == {k: v for k, v in first.items() if k != "link"}
    assert first["expires_at"].startswith("2026-12-05T09:00:00")
    log = council.register.reading.recorded(0, 10_000)
    assert first["link"][-43:] not in repr(log)


def test_by_a_link_one_reads_and_answers_the_own_places_and_nothing_else(
    ann: Person, chain: Chain
) -> None:
    firm, other = chain.firm("Nightly"), chain.firm("Other")
    mine = chain.declare(firm, role="Nights", value_share="0.2")
    theirs = chain.declare(other)
    second = Chain(chain.council, ann, title="Day care")
    elsewhere = second.declare(firm)
    sub = link_of(ann, firm)

    assert {seat["id"] for seat in card(sub)} == {mine, elsewhere}
    said = {"seats": [{"seat_id": theirs, **NOTHING}]}
    assert sub.post("/v1/return", said).status_code == 404
    for path in ("/v1/contracts", "/v1/seats", "/v1/issues", "/v1/events", chain.path):
        assert sub.get(path).status_code in (403, 404), path
    for path in ("/v1/issues", "/v1/drafts", "/v1/keys", "/v1/batches"):
        assert sub.post(path, {}).status_code in (403, 422), path
    assert sub.get(f"/v1/organisations/{firm}").status_code in (403, 404)


def test_the_card_says_the_terms_of_each_side_and_whom_to_ask(
    ann: Person, chain: Chain
) -> None:
    firm = chain.firm("Nightly")
    seat = chain.declare(firm, role="Nights", value_share="0.2", payment_terms_days=30)
    chain.act("attest", seat_id=seat, side="payer", payment_terms_days=30)
    manager = chain.council.person("Priya Nair", "contract_manager", scope={})
    owners = {"contract_manager": str(manager.account)}
    ann.make(f"/v1/contracts/{chain.contract['id']}/assign-owners", owners)
    sub = link_of(ann, firm)
    reply = sub.get("/v1/return")
    (contract,) = reply.json()["contracts"]

    assert reply.headers["Cache-Control"] == "no-store"
    assert contract["title"] == "Home care"
    assert contract["contacts"]["contract_manager_name"] == "Priya Nair"
    (mine,) = contract["seats"]
    assert mine["value"]["amount"] == "200000.00"
    assert mine["attested_payer"]["terms"] == {"payment_terms_days": 30}
    assert mine["paid_by"]["name"] == "Halden Homecare Ltd"
    assert mine["pricing_due"] is True


def test_nothing_changed_is_one_click_for_all_contracts_and_the_link_is_over(
    council: Council, ann: Person, chain: Chain
) -> None:
    firm = chain.firm("Nightly")
    chain.declare(firm, payment_terms_days=30)
    second = Chain(council, ann, title="Day care")
    second.declare(firm, payment_terms_days=45)
    sub = link_of(ann, firm)
    done = sub.post("/v1/return", NOTHING)

    assert done.status_code == 200, done.text
    for one, days in ((chain, 30), (second, 45)):
        told = one.read()["seats"][0]["attested_payee"]
        assert told["terms"]["payment_terms_days"] == days
        assert (told["nothing_changed"], told["role"]) == (True, "link")
    assert refusal(sub.get("/v1/return")) == (401, "link-returned")
    assert refusal(sub.post("/v1/return", NOTHING)) == (401, "link-returned")
    link = ann.get(f"/v1/links/{sub.account}").json()
    assert (link["status"], link["returned_on"]) == ("returned", "2026-11-21")
    assert len(link["seat_ids"]) == 2
    event = council.register.reading.recorded(council.head() - 1, 1)[0]
    assert event.envelope.auth == f"link:{sub.account}"
    assert event.envelope.by == sub.account


def test_one_return_says_terms_periods_prices_and_risks(
    ann: Person, chain: Chain
) -> None:
    firm = chain.firm("Nightly")
    seat = chain.declare(firm, payment_terms_days=30)
    sub = link_of(ann, firm)
    said: Json = {
        "seat_id": seat,
        "payment_terms_days": 52,
        "risk_facts": {"pay_when_paid": True, "volume_risk": {"unknown": "not_asked"}},
        "pricing_works": False,
        "pricing_comment": "Nights cost more than the rate",
        "expectations_clear": True,
        "volumes": [{"period": "2026-Q3", "volumes": [{"unit": "h", "actual": "371"}]}],
        "payments": [
            {"period": "2026-Q2", "longest_days": 61},
            {"period": "2026-Q3", "longest_days": 52},
        ],
    }
    reply = sub.post("/v1/return", {"seats": [said]})
    assert reply.status_code == 200, reply.text
    read = chain.read()["seats"][0]

    assert read["attested_payee"]["terms"]["payment_terms_days"] == 52
    assert read["attested_payee"]["terms"]["risk_facts"]["pay_when_paid"] is True
    assert [each["longest_days"] for each in read["payments"]] == [61, 52]
    assert read["volumes"][0]["side"] == "payee"
    assert read["pricing_answer"] == {
        "works": False,
        "comment": "Nights cost more than the rate",
        "on": "2026-11-21",
    }
    # What it told the council of its price it does not show by a link, nor to the lead.
    (mine,) = reply.json()["contracts"][0]["seats"]
    assert (mine["pricing_answer"], mine["pricing_due"]) == (None, False)
    assert "pricing_works" not in mine["attested_payee"]["terms"]
    lead = chain.provider("Lea Lead", "lead_provider", chain.lead)
    assert chain.read(lead)["seats"][0]["pricing_answer"] is None


def test_the_price_is_asked_for_again_after_a_year(
    ann: Person, chain: Chain, clock: Clock
) -> None:
    firm = chain.firm("Nightly")
    seat = chain.declare(firm)
    said = [{"seat_id": seat, "pricing_works": True}]
    link_of(ann, firm).make("/v1/return", {"seats": said})
    clock.forward(days=30)
    link_of(ann, firm).make("/v1/return", NOTHING)
    assert card(link_of(ann, firm))[0]["pricing_due"] is False
    clock.forward(days=336)
    assert card(link_of(ann, firm))[0]["pricing_due"] is True


def test_a_return_is_all_or_nothing(
    council: Council, ann: Person, chain: Chain
) -> None:
    firm = chain.firm("Nightly")
    seats = [chain.declare(firm), chain.declare(firm)]
    sub = link_of(ann, firm)
    head = council.head()
    good = {"seat_id": seats[0], "payment_terms_days": 30}
    for bad, rule in (
        ({"seats": [good, {"seat_id": seats[1]}]}, "empty-return"),
        ({"seats": [good, good]}, "named-twice"),
        ({}, "empty-return"),
        ({**NOTHING, "effective_until": "2027-01-01"}, "return-period"),
    ):
        assert refusal(sub.post("/v1/return", bad)) == (422, rule)
    stale = {"If-Match": '"99"'}
    assert sub.post("/v1/return", NOTHING, headers=stale).status_code == 412
    assert council.head() == head
    fresh = {"If-Match": sub.get("/v1/return").headers["ETag"]}
    assert sub.post("/v1/return", NOTHING, headers=fresh).status_code == 200


def test_a_link_ends_after_fourteen_days_and_when_it_is_taken_back(
    ann: Person, chain: Chain, clock: Clock
) -> None:
    firm = chain.firm("Nightly")
    chain.declare(firm)
    late, back = link_of(ann, firm), link_of(ann, firm)
    ann.make(f"/v1/links/{back.account}/revoke", {"reason": "Sent to the wrong desk"})
    assert refusal(back.get("/v1/return")) == (401, "link-revoked")
    clock.forward(days=13, hours=23)
    assert late.get("/v1/return").status_code == 200
    clock.forward(hours=2)
    assert refusal(late.get("/v1/return")) == (401, "link-expired")
    assert refusal(late.post("/v1/return", NOTHING)) == (401, "link-expired")


def test_a_wrong_secret_opens_nothing(ann: Person, chain: Chain) -> None:
    firm = chain.firm("Nightly")
    chain.declare(firm)
    link = link_of(ann, firm)
    for key in (
        f"cl_{link.account.hex}_{'A' * 43}",
        f"cl_{'0' * 32}_{'A' * 43}",
        link.key.replace("cl_", "cf_"),
        ann.key.replace("cf_", "cl_"),
    ):
        who = Person(link.account, key, ann.client)
        assert who.get("/v1/return").status_code == 401


def test_a_lead_gives_out_links_for_those_below_it_and_they_open_no_more(
    council: Council, ann: Person, chain: Chain
) -> None:
    firm = chain.firm("Nightly")
    below = chain.declare(firm)
    second = Chain(council, ann, title="Day care")
    second.declare(firm)
    lead = chain.provider("Lea Lead", "lead_provider", chain.lead)
    rival = chain.provider("Ria Rival", "lead_provider", chain.firm("Rival"))
    sub = link_of(lead, firm)

    assert [seat["id"] for seat in card(sub)] == [below]
    path = f"/v1/links/{sub.account}"
    assert lead.get(path).json()["status"] == "open"
    assert lead.get("/v1/links").json()["total"] == 1
    assert rival.get(path).status_code == 404
    assert rival.get("/v1/links").json()["total"] == 0
    assert rival.post("/v1/links", {"organisation_id": firm}).status_code == 404
    assert rival.post(f"{path}/revoke").status_code == 404
    sub.make("/v1/return", NOTHING)
    assert second.read()["seats"][0]["attested_payee"] is None


def test_who_has_no_place_needs_no_link(ann: Person, chain: Chain) -> None:
    said = {"organisation_id": chain.firm("Idle")}
    assert refusal(ann.post("/v1/links", said)) == (422, "link-no-place")


def test_a_subcontractor_with_an_account_returns_the_same_way(chain: Chain) -> None:
    firm = chain.firm("Nightly")
    chain.declare(firm)
    sub = chain.provider("Sue Sub", "subcontractor", firm)
    for _ in "12":
        sub.make("/v1/return", NOTHING)
    assert sub.get("/v1/return").json()["answer_until"] is None
    assert chain.read()["seats"][0]["attested_payee"]["role"] == "subcontractor"


def test_two_records_of_one_charity_have_one_return(ann: Person, chain: Chain) -> None:
    old, stays = chain.firm("Nightly"), chain.firm("Nightly Ltd")
    places = {chain.declare(old), chain.declare(stays)}
    ann.make(f"/v1/organisations/{old}/merge", {"into": stays})
    assert {seat["id"] for seat in card(link_of(ann, stays))} == places


def test_replies_are_as_the_document_tells(
    council: Council, ann: Person, chain: Chain
) -> None:
    document = council.client.get("/openapi.json").json()
    firm = chain.firm("Nightly")
    seat = chain.declare(firm, payment_terms_days=30)
    made = ann.make("/v1/links", {"organisation_id": firm})
    sub = Person(UUID(made["id"]), made["link"], ann.client)
    worry = {"seat_id": seat, "title": "We wait 52 days"}

    for name, reply in (
        ("LinkShownOnce", made),
        ("Return", sub.get("/v1/return").json()),
        ("RaisedConcern", sub.make("/v1/return/concerns", worry)),
        ("Return", sub.make("/v1/return", NOTHING)),
    ):
        told = {"$ref": f"#/components/schemas/{name}"}
        jsonschema.validate(reply, {**told, "components": document["components"]})
