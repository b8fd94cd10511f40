"""A charity answers by a link, and tells the council what its lead must not hear.

The night nurses have no account and one office worker. They have one link,
ten minutes, and something to tell the council.
"""

from typing import Any
from uuid import UUID

from tests.api.council import Council, Json, Person

TITLES = ("Day centre, Oak Street", "Home care, lot 2")


def test_one_link_four_answers_and_a_word_to_the_council_alone(
    council: Council, priya: Person, helena: Person
) -> None:
    lead, charity = (
        priya.make("/v1/organisations", {"name": name})["id"]
        for name in ("Halden Homecare Ltd", "Northmoor Night Nurses")
    )
    terms = {"provider_id": lead, "regime": "PA23", "start": "2025-04-01"}
    contracts = [
        priya.make("/v1/contracts", {"title": title, **terms}) for title in TITLES
    ]
    seats = [_seat(priya, contract, charity) for contract in contracts]
    scope = {"organisations": [lead]}
    lea = council.person("Lea Lead", "lead_provider", scope=scope)

    # Priya sends the link on Monday; nobody ever sees its secret again.
    given = priya.make("/v1/links", {"organisation_id": charity})
    nurses = Person(UUID(given["id"]), given["link"], council.client)

    # It opens both places of the charity, with what the lead says of them.
    lea.make(_path(contracts[0], "attest"), {"seat_id": seats[0], **_terms(30)})
    card = nurses.get("/v1/return").json()
    assert [one["title"] for one in card["contracts"]] == list(TITLES)
    assert card["contracts"][0]["contacts"]["contract_manager_name"] == "Priya Nair"
    (place,) = card["contracts"][0]["seats"]
    assert place["attested_payer"]["terms"]["payment_terms_days"] == 30

    # First what worries them; the lead, who looks, sees nothing move.
    before = _seen(lea, contracts)
    worry = {"seat_id": seats[0], "title": "We are told to cover nights unpaid"}
    concern = nurses.make("/v1/return/concerns", worry)
    assert _seen(lea, contracts) == before
    assert lea.get(f"/v1/issues/{concern['reference']}").status_code == 404

    # Then the return: 52 days, a price that does not work, and one thing unchanged.
    said: Json = {
        "nothing_changed": True,
        "seats": [
            {
                "seat_id": seats[0],
                **_terms(52),
                "risk_facts": {"pay_when_paid": True, "penalties_passed_down": True},
                "pricing_works": False,
                "payments": [{"period": "2026-Q3", "mean_days": "52", "paid_count": 3}],
            }
        ],
    }
    nurses.make("/v1/return", said)
    assert nurses.get("/v1/return").json()["rule"] == "link-returned"

    # The lead reads its partner's terms and the dispute, and neither price nor worry.
    (theirs,) = lea.get(_path(contracts[0])).json()["seats"]
    assert theirs["disputed"] == ["payment_terms_days"]
    assert theirs["pricing_answer"] is None
    assert lea.get("/v1/issues").json()["total"] == 0

    # Helena sees all of it: who it comes from, that the law lets no such term stand.
    (ours,) = helena.get(_path(contracts[0])).json()["seats"]
    assert ours["pricing_answer"]["works"] is False
    assert ours["payments"][0]["mean_days"] == "52"
    issue = helena.get(f"/v1/issues/{concern['reference']}").json()
    assert issue["raised_by_name"] == "Northmoor Night Nurses"
    assert issue["confidential_from"] == [lead]
    (other,) = helena.get(_path(contracts[1])).json()["seats"]
    assert other["attested_payee"]["nothing_changed"] is True


def _seat(who: Person, contract: Json, charity: str) -> str:
    said = {"organisation_id": charity, "role": "Nights", "start": "2025-04-01"}
    return str(who.make(_path(contract, "declare"), said)["seats"][-1]["id"])


def _path(contract: Json, verb: str = "") -> str:
    return f"/v1/contracts/{contract['id']}/supply-chain/{verb}".rstrip("/")


def _terms(days: int) -> Json:
    return {"payment_terms_days": days, "payment_trigger": "invoice_receipt"}


def _seen(who: Person, contracts: list[Json]) -> list[Any]:
    """What somebody is told, but for the head of the log."""
    found: list[Any] = []
    for path in (
        "/v1/issues",
        "/v1/risk-register",
        "/v1/contracts",
        "/v1/links",
        *(_path(contract) for contract in contracts),
        *(f"/v1/contracts/{contract['id']}" for contract in contracts),
    ):
        reply = who.get(path)
        told = reply.json()
        told.pop("position", None)
        found.append((path, reply.status_code, reply.headers.get("ETag"), told))
    return found
