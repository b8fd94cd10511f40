"""A price that was agreed last month, and the board that has to see it on Thursday."""

from httpx2 import Response

from tests.api.council import Council, Json, Person
from tests.conftest import Clock

# Today is Saturday, 21 November 2026.
AGREED, THURSDAY = "2026-10-12", "2026-11-26"


def pounds(amount: str) -> Json:
    return {"amount": amount, "currency": "GBP", "vat_basis": "net"}


IMPACT: Json = {
    "value_delta": pounds("41000.00"),
    "cost": {"per_year": pounds("41000.00")},
    "risk": {"text": "Nights stay covered"},
    "supply_chain": {"text": "The same agency"},
    "exit": "None",
    "equality": "None",
}


def test_it_is_logged_as_it_happened_and_decided_while_the_approver_is_away(
    council: Council, priya: Person, helena: Person, clock: Clock
) -> None:
    contract = priya.make(
        "/v1/contracts/adopt",
        {
            "title": "Home care, lot 2",
            "status": "live",
            "end": "2027-03-31",
            "annual_value": pounds("1250000.00"),
            "effective_on": "2024-04-01",
        },
    )
    before = council.head()

    # Helena goes on leave, and lends what she decides up to a limit.
    omar = council.person("Omar Okoye", "approver")
    away = {
        "to": str(omar.account),
        "acts": ["approve_change", "ratify_change"],
        "limit": pounds("50000.00"),
        "until": "2026-12-01",
    }
    helena.make(f"/v1/accounts/{helena.account}/delegate", away)

    # Priya logs on Saturday what was agreed and paid since October: nobody refuses it.
    asked = {
        "contract_id": contract["id"],
        "title": "Nights at the new rate",
        "kind": "price",
        "raised_by": "provider",
        "decision_by": str(helena.account),
        "decision_wanted_by": THURSDAY,
    }
    change = f"/v1/changes/{priya.make('/v1/changes', asked)['id']}"
    priya.make(f"{change}/sign", {"signed_on": AGREED, "instrument": "letter"})
    done = priya.make(
        f"{change}/implement",
        {"implemented_on": AGREED, "terms": {"annual_value": pounds("1291000.00")}},
    )
    assert (done["status"], done["implemented_as_found"]) == ("implemented", True)
    priya.make(f"{change}/assess-impact", IMPACT)

    # It was true from October, and known from today: both can be asked.
    price = f"/v1/contracts/{contract['id']}"
    in_november = "effective_on=2026-11-01"
    assert amount(priya.get(f"{price}?{in_november}")) == "1291000.00"
    assert amount(priya.get(f"{price}?{in_november}&known_at={before}")) == "1250000.00"
    assert amount(priya.get(f"{price}?effective_on=2026-10-11")) == "1250000.00"

    # Whoever minutes the board finds it among what is wanted by Thursday.
    clerk = council.person("Cal Clerk", "adviser")
    wanted = clerk.get(f"/v1/changes?decision_wanted_by_to={THURSDAY}").json()["items"]
    assert [each["reference"] for each in wanted] == [done["reference"]]
    (entry,) = clerk.get("/v1/change-log").json()["items"]
    assert entry["value_delta"]["amount"] == "41000.00"

    # Priya cannot stand behind her own work; Omar can in Helena's name, dated today.
    assert priya.post(f"{change}/ratify").status_code == 403
    clock.forward(days=2)
    in_her_name = {"on_behalf_of": str(helena.account)}
    ratified = omar.make(f"{change}/ratify", in_her_name)
    assert (ratified["ratified_by"], ratified["ratified_on"]) == (
        str(omar.account),
        "2026-11-23",
    )

    # The board minutes on Thursday what it was told; the clerk enters it on Friday.
    clock.forward(days=4)
    minute = {"body": "Commissioning Board", "meeting_date": THURSDAY}
    decided = clerk.make(f"{change}/record-body-decision", minute)
    assert (decided["body"], decided["meeting_date"]) == minute_of(minute)
    told = clerk.get(f"{change}/history").json()["items"]
    assert [event["fact"] for event in told] == [
        "change-raised",
        "change-signed",
        "change-implemented",
        "change-impact-assessed",
        "change-ratified",
        "change-body-decided",
    ]


def minute_of(minute: Json) -> tuple[str, str]:
    return minute["body"], minute["meeting_date"]


def amount(reply: Response) -> str:
    found: str = reply.json()["annual_value"]["amount"]
    return found
